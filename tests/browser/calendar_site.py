"""Ada's calendar, served as Muster serves it, for a browser to open."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.calendars.door import PATH, CalendarDoor
from bot.calendars.shelf import Shelf
from bot.web import listen
from scheduling.calendars.facts import Display
from scheduling.calendars.subscriptions import open_subscription
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.store.engine import Database, open_database
from tests.conftest import NOON
from tests.factories.countdowns import COURSE
from tests.factories.owing import owing, packs
from tests.factories.shifts import add_shift, give
from tests.handlers.office import MovableClock
from tests.people import hire

HOSTILE = "<b>Gate</b> & “North”"
DAY = timedelta(days=1)


@contextmanager
def ada_s_calendar(empty: Path, folder: Path) -> Iterator[str]:
    """The address of the link of an officer who is busy; it opens while the context is entered."""
    shutil.copyfile(empty, folder / "muster.db")
    database = open_database(f"sqlite:///{folder / 'muster.db'}")
    token = _busy_officer(database)
    with _served(database) as address:
        yield f"{address}/calendars/{token}.ics"
    database.close()


def _busy_officer(database: Database) -> str:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        owing(tx, cast.ada, packs(COURSE))
        for days, post in (
            (0, "Front gate"),
            (1, HOSTILE),
            (2, "Gymnasium"),
            (7, ""),
            (9, "Bus loop"),
            (25, ""),
        ):
            give(tx, add_shift(tx, cast.quartz, NOON + days * DAY - timedelta(hours=5), post=post), cast.ada)
        give(tx, add_shift(tx, cast.basalt, NOON + 9 * DAY + timedelta(hours=9), hours=7), cast.ada)
        dropped = add_shift(tx, cast.quartz, NOON + 16 * DAY, post="Front gate")
        claim_shift(tx, actor=cast.ada, shift_id=dropped.id, policy=load_policy("default"))
        release_shift(tx, actor=cast.ada, shift_id=dropped.id, policy=load_policy("default"))
        opened = open_subscription(
            tx, actor=cast.ada, scope=Scope.MINE, scope_id=cast.ada.id, display=Display()
        )
        return opened.token


@contextmanager
def _served(database: Database) -> Iterator[str]:
    listener, clock = listen("127.0.0.1", 0), MovableClock(NOON)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    door = CalendarDoor(Shelf(database, clock, lambda run: run()), address)
    site = Starlette(routes=[Route(PATH, door.serve, methods=["GET"])])
    server = uvicorn.Server(uvicorn.Config(site, log_config=None, access_log=False))
    thread = Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
