"""The district that every cell of the matrix begins with.

Ada is the officer concerned. Whatever is hers alone, such as the night shift at Basalt High, must not be read
by anybody who does not answer for her.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.calendars.facts import Display
from scheduling.calendars.subscriptions import open_subscription
from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.roster.actions import mark_deactivated
from scheduling.roster.facts import Person
from scheduling.shifts.questions.actions import ask_override, ask_release
from scheduling.shifts.tables import waitlist
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.reports import reported
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.handlers.matrix.escalations import escalate
from tests.handlers.matrix.meetings import BEFORE, set_meetings
from tests.handlers.matrix.roles import ACCOUNTS, Role
from tests.handlers.matrix.training import set_training
from tests.people import HERON, KESTREL, TEAM, hire

PRIVATE = "Basalt"
"""A word that stands only in what concerns Ada."""

_POLICY = load_policy("default")
_EMPTY = b'{"format": "muster-shifts", "version": 1, "source": "tests", "shifts": []}'


@dataclass(frozen=True, slots=True)
class Stage:
    """Numbers of what stands on the stage; each shift is of Heron City Police, with one place.

    Attributes:
        ada: the officer concerned.
        open: free.
        held: Ada's; an officer may still give it back alone.
        late: Ada's, past the cut-off.
        pleaded: Ada's, past the cut-off, and she has asked to be let off.
        full: somebody else's.
        line: somebody else's, and Ada stands in line.
        tiring: free, and too soon after Ada's night shift.
        asked: likewise, and she has asked for the rule to be set aside.
        pull: a held delivery of the feed.
        course: what Ada owes, and may ask more time for.
        hours: what else she owes; more time is asked for already, and she may be let off.
        missed: what she owed until yesterday.
        slot: training that she planned for today.
        record: training that she handed in, and that waits for a word.
        request: her request for more time.
        link: her private link to her calendar.
        quartz: the school where most of it happens.
        drill: a meeting to come, to which she is asked by her sergeant.
        drilled: one that has been.
        report: a threat or incident that Ada reported.
        escalated: an escalation about a shift of hers.
        overdue: one about what she has missed.
        departed: one about herself, as if she were gone.
        short: one about the drill, to which too few come.
        cora: the coordinator.
    """

    ada: int
    open: int
    held: int
    late: int
    pleaded: int
    full: int
    line: int
    tiring: int
    asked: int
    pull: int
    course: int
    hours: int
    missed: int
    slot: int
    record: int
    request: int
    link: int
    quartz: int
    drill: int
    drilled: int
    report: int
    escalated: int
    overdue: int
    departed: int
    short: int
    cora: int


def set_stage(database: Database, now: datetime) -> Stage:
    """Put everybody and everything in place."""
    with database.begin(now - BEFORE) as tx:
        cast = hire(tx)
        meetings = set_meetings(tx, cast, PRIVATE)
    with database.begin(now) as tx:
        _hire_the_others(tx)
        fay = add_person(tx, name="Fay Fir", agency=HERON, kind="SSO", armed=True)
        days = {
            "open": (18, 7), "held": (16, 7), "late": (13, 7), "pleaded": (13, 13), "full": (19, 7),
            "line": (20, 7), "tiring": (24, 7), "asked": (24, 7),
        }  # fmt: skip
        shifts = {
            name: add_shift(tx, cast.quartz, _phoenix(*day), hours=4, post="Front gate", agency=HERON)
            for name, day in days.items()
        }
        for name in ("held", "late", "pleaded"):
            give(tx, shifts[name], cast.ada)
        for name in ("full", "line"):
            give(tx, shifts[name], fay)
        give(tx, add_shift(tx, cast.basalt, _phoenix(23, 17), hours=8.5, agency=HERON), cast.ada)
        _wait(tx, cast.ada, shifts["line"].id)
        numbers = {name: shift.id for name, shift in shifts.items()}
        ask_override(tx, actor=cast.ada, shift_id=numbers["asked"], policy=_POLICY)
        ask_release(tx, actor=cast.ada, shift_id=numbers["pleaded"], policy=_POLICY, reason="My child is ill")
        numbers |= set_training(tx, cast.ada, PRIVATE)
        opened = open_subscription(
            tx, actor=cast.ada, scope=Scope.MINE, scope_id=cast.ada.id, display=Display()
        )
        return Stage(
            ada=cast.ada.id,
            pull=_hold(tx),
            link=opened.subscription.id,
            quartz=cast.quartz.id,
            report=reported(tx, cast.ada, cast.quartz, what=f"Words on a wall at {PRIVATE}").number,
            cora=cast.cora.id,
            **numbers,
            **meetings,
            **escalate(tx, cast, numbers | meetings),
        )


def _hire_the_others(tx: Transaction) -> None:
    """A sergeant of another agency; and three who would be coordinators, if they might do anything."""
    add_person(
        tx, name="Sergeant Kit Kapok", email="kit@example.org", agency=KESTREL, kind="SSO", armed=True,
        role="supervisor", slack_team_id=TEAM, slack_id="U0KIT",
    )  # fmt: skip
    for role, name in ((Role.GUEST, "Gil Gorse"), (Role.DEACTIVATED, "Dee Date"), (Role.INACTIVE, "Ina Ivy")):
        account = ACCOUNTS[role].slack_id
        add_person(
            tx, name=name, agency=HERON, kind="SSO", role="coordinator", slack_team_id=TEAM, slack_id=account,
            active=role is not Role.INACTIVE,
        )  # fmt: skip
        if role is not Role.INACTIVE:
            mark_deactivated(tx, team_id=TEAM, slack_id=account)


def _wait(tx: Transaction, officer: Person, shift_id: int) -> None:
    values = {"shift_id": shift_id, "person_id": officer.id, "state": "waiting", "joined_at": tx.now}
    tx.execute(waitlist.insert().values(values))


def _hold(tx: Transaction) -> int:
    """A delivery that would empty the schedule."""
    report = receive_pull(
        tx, content=_EMPTY, profile=load_profile("muster"), policy=_POLICY,
        district_zone=ZoneInfo("America/Phoenix"),
    )  # fmt: skip
    assert report.pull_id is not None
    return report.pull_id


def _phoenix(day: int, hour: int) -> datetime:
    return datetime(2026, 8, day, tzinfo=UTC) + timedelta(hours=hour + 7)
