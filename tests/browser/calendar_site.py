"""Ada's calendar, served as Muster serves it, for a browser to open."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
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
from scheduling.ical.repeat import Every
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, MeetingKind
from scheduling.meetings.plans.cancelling import cancel_occurrence
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.store.engine import Database, open_database
from scheduling.store.transaction import Transaction
from tests.conftest import NOON
from tests.factories.countdowns import COURSE
from tests.factories.meetings import phoenix_at, plan, planned, weekly
from tests.factories.owing import owing, packs
from tests.factories.shifts import add_shift, give
from tests.handlers.office import MovableClock
from tests.people import Cast, hire

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
        _plan_meetings(tx, cast)
        opened = open_subscription(
            tx, actor=cast.ada, scope=Scope.MINE, scope_id=cast.ada.id, display=Display()
        )
        return opened.token


def _plan_meetings(tx: Transaction, cast: Cast) -> None:
    """Ada comes to the drills, of which one is cancelled; she has not answered for the safety meeting, which
    is every month, and does not come to the debriefing.
    """
    drills = planned(tx, cast.sol, weekly(cast.ada, title="Lockdown drill", school_id=cast.quartz.id))
    answer(tx, person=cast.ada, meeting_id=drills.meeting.id, said=Answer.YES)
    cancel_occurrence(
        tx, actor=cast.sol, meeting_id=drills.meeting.id, occurrence=phoenix_at(8, 25), reason="Snow"
    )
    safety = {"kind": MeetingKind.SAFETY, "title": "District safety meeting", "place": HOSTILE}
    monthly = {"day": date(2026, 8, 13), "starts": time(15, 30), "every": Every.MONTH, "count": 12}
    planned(tx, cast.sol, plan(cast.ada, agenda="Radios\nReunification", **safety, **monthly))
    debriefing = planned(tx, cast.sol, plan(cast.ada, title="Debriefing", day=date(2026, 8, 20)))
    answer(tx, person=cast.ada, meeting_id=debriefing.meeting.id, said=Answer.NO)


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
