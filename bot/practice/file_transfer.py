"""The bytes of files: up from the app or the page, down to the page."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.cut import Cut
from bot.practice.methods.files import LARGEST

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


LARGEST_IN_A_FORM = 10_000_000
"""Bytes that Slack takes in a `file_input`."""


class FileTransfer:
    """The second step of an upload, and downloads."""

    def __init__(self, workspace: "Workspace") -> None:
        """Serve `workspace`."""
        self._workspace = workspace

    async def upload(self, request: Request) -> Response:
        """Take the announced number of bytes, once."""
        with self._workspace.changed:
            if self._workspace.faults.slack_away:
                return Cut()
        if int(request.headers.get("content-length") or 0) > LARGEST:
            return PlainTextResponse("file too large", 413)
        content = await request.body()
        with self._workspace.changed:
            stored = self._workspace.files.receive(request.path_params["ticket"], content)
        ok = stored is not None
        summary = f"{len(content)} bytes" if ok else "unknown ticket, or not the announced length"
        self._workspace.record(
            "to_slack", "upload", ok=ok, ms=0.0, summary=summary, body={"bytes": len(content)}
        )
        if stored is None:
            return PlainTextResponse("upload refused", 400)
        return PlainTextResponse(f"OK - {len(content)}")

    async def choose(self, request: Request) -> Response:
        """A file that a person chose in a form: kept, and answered as Slack describes it."""
        if request.headers.get("x-practice") != "1":
            return JSONResponse({"ok": False, "sentence": "The header X-Practice: 1 is missing."}, 403)
        if int(request.headers.get("content-length") or 0) > LARGEST_IN_A_FORM:
            return JSONResponse({"ok": False, "sentence": "A file may have 10 MB at most."}, 413)
        content, asked = await request.body(), request.query_params
        with self._workspace.changed:
            stored = self._workspace.files.keep(asked.get("name", ""), content, asked.get("user", ""))
            described = stored.to_slack(
                self._workspace.base_url, int(self._workspace.clock.now().timestamp()), stored.owner
            )
        return JSONResponse({"ok": True, "file": described})

    async def download(self, request: Request) -> Response:
        """The stored bytes, always as a download: what an app uploads never runs in the page."""
        with self._workspace.changed:
            stored = self._workspace.files.find(request.path_params["id"])
        if stored is None or stored.content is None or not stored.complete:
            return PlainTextResponse("There is no such file.", 404)
        shown_inline = stored.mimetype.startswith("image/")
        disposition = "inline" if shown_inline else "attachment"
        return Response(
            stored.content, media_type=stored.mimetype, headers={"Content-Disposition": disposition}
        )
