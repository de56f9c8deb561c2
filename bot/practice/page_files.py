"""The files of the page, from the folder `page/` beside this module."""

from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("page")

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
"""Nothing else is served, whatever lies in the folder."""


def page_routes() -> list[Route]:
    """`/` and `/page/…`."""
    return [
        Route("/", partial(_serve, "index.html"), methods=["GET"]),
        Route("/page/{file:path}", _serve_named, methods=["GET"]),
    ]


async def _serve_named(request: Request) -> Response:
    return await _serve(request.path_params["file"], request)


async def _serve(name: str, request: Request) -> Response:
    del request
    path = (FOLDER / name).resolve()
    content_type = _TYPES.get(path.suffix)
    if content_type is None or not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        return PlainTextResponse("There is no such page.", 404)
    return FileResponse(path, headers={"Content-Type": content_type})
