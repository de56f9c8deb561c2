"""A calendar program: polls a private link over HTTP, in this process."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from bot.calendars.door import PATH, CalendarDoor
from bot.calendars.shelf import Shelf
from scheduling.store.engine import Database
from tests.handlers.office import MovableClock

ADDRESS = "https://muster.example.org"

Headers = Sequence[tuple[str, str]]


class Program:
    """Polls what a replica serves; what a replica does later is done when the test says so."""

    def __init__(self, database: Database, now: datetime) -> None:
        """Look at this database, beginning at this instant."""
        self.clock = MovableClock(now)
        self.later: list[Callable[[], None]] = []
        door = CalendarDoor(Shelf(database, self.clock, self.later.append), ADDRESS)
        self._served = Starlette(routes=[Route(PATH, door.serve, methods=["GET"])])

    def get(self, token: str, **headers: str) -> httpx.Response:
        """Ask for the calendar, with these headers: `if_none_match=…`."""
        return self.ask("GET", token, **headers)

    def ask(self, method: str, token: str, *, suffix: str = ".ics", **headers: str) -> httpx.Response:
        """Ask in another way."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask(method, f"/calendars/{token}{suffix}", list(named.items()))

    def ask_with(self, token: str, headers: Headers) -> httpx.Response:
        """Ask for the calendar with header lines in this order, of which several may have one name."""
        return self._ask("GET", f"/calendars/{token}.ics", headers)

    def browse(self, token: str, month: str = "") -> httpx.Response:
        """Open the link in a browser."""
        query = f"?month={month}" if month else ""
        accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        return self._ask("GET", f"/calendars/{token}.ics{query}", [("accept", accept)])

    def _ask(self, method: str, path: str, headers: Headers) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._served)
            async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())

    def catch_up(self) -> None:
        """Do what nobody waits for."""
        while self.later:
            self.later.pop(0)()
