"""`python -m bench.calendar_server DATABASE FOLDER`: calendars, and beside them the files of a folder.

Prints the port, and serves until it is killed.
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.calendars.door import PATH, CalendarDoor
from bot.calendars.shelf import Shelf
from bot.clock import SystemClock
from bot.web import listen
from scheduling.store.engine import open_database


def main(database_file: str, folder: str) -> None:
    """Serve as `bot.web` does: the same library, the same configuration."""

    async def static(request: Request) -> Response:
        return FileResponse(Path(folder, request.path_params["name"]))

    database = open_database(f"sqlite:///{database_file}")
    door = CalendarDoor(Shelf(database, SystemClock(), lambda run: run()), "")
    routes = [
        Route(PATH, door.serve, methods=["GET"]),
        Route("/static/{name}", static, methods=["GET"]),
    ]
    listener = listen("127.0.0.1", 0)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(Starlette(routes=routes), log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main(*sys.argv[1:])
