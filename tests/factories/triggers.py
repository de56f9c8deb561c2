"""All that opens an escalation: the district a moment before, what sees it, and what settles it by itself."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduling.escalations.actions import resolve
from scheduling.escalations.facts import Ending, EscalationKind
from scheduling.escalations.tables import escalations
from scheduling.feed.actions import discard_pull, receive_pull
from scheduling.feed.held import find_held_delivery
from scheduling.feed.profile import load_profile
from scheduling.incidents.actions import close_incident, open_incident
from scheduling.incidents.facts import IncidentKind, Trouble
from scheduling.incidents.undelivered import sweep_undelivered
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer
from scheduling.meetings.sweep import sweep_meetings
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.outbox.undelivered import note_undelivered
from scheduling.policy.requirements import Consequence
from scheduling.policy.schema import Policy
from scheduling.roster.actions import mark_deactivated, mark_returned
from scheduling.roster.holdings import ask_look_at_holdings
from scheduling.roster.tables import people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.attendance.actions import check_in
from scheduling.shifts.holdings.sweep import look_at_holdings
from scheduling.shifts.queries import list_held_by
from scheduling.shifts.tables import shifts
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.transaction import Transaction
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.upkeep.sweep import note_pack, sweep_training
from tests.factories.countdowns import COURSE, SESSIONS
from tests.factories.meetings import plan, planned
from tests.factories.owing import owing, packs
from tests.factories.reports import reported
from tests.factories.shifts import add_shift, give
from tests.people import TEAM, Cast

POLICY: Policy = packs(replace(COURSE, consequence=Consequence.TELL))
"""The default pack, and a course that Ada owes."""

WEDNESDAY = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
"""Noon in Phoenix: when the district is set up."""

_HOUR = timedelta(hours=1)
_PHOENIX = ZoneInfo("America/Phoenix")
_NOTHING = b'{"format": "muster-shifts", "version": 1, "source": "tests", "shifts": []}'


class Deed(Protocol):
    """Something that is done to the district of the cast."""

    def __call__(self, tx: Transaction, cast: Cast) -> object:
        """Do it."""
        ...


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that is escalated.

    Attributes:
        name: for the test's name.
        kind: of the escalation.
        arrange: puts the district in the state, on `WEDNESDAY`.
        find: what sees it, at `at`; to be repeated without harm.
        settle: what ends it an hour later, without a word about the escalation itself.
        ending: how it then ended.
        at: when it is seen.
    """

    name: str
    kind: EscalationKind
    arrange: Deed
    find: Deed
    settle: Deed
    ending: Ending
    at: datetime = WEDNESDAY + _HOUR

    @property
    def settled_at(self) -> datetime:
        """An hour later."""
        return self.at + _HOUR


def _watch(tx: Transaction, cast: Cast) -> None:
    sweep_watch(tx, POLICY)


def _a_free_shift(tx: Transaction, cast: Cast) -> None:
    add_shift(tx, cast.quartz, tx.now + 48 * _HOUR, watch_at=tx.now)


def _ada_claims_it(tx: Transaction, cast: Cast) -> None:
    claim_shift(tx, actor=cast.ada, shift_id=_shift(tx), policy=POLICY)


def _ada_is_to_come(tx: Transaction, cast: Cast) -> None:
    give(tx, add_shift(tx, cast.quartz, tx.now + _HOUR / 2, watch_at=tx.now), cast.ada)


def _ada_comes(tx: Transaction, cast: Cast) -> None:
    check_in(tx, actor=cast.ada, shift_id=_shift(tx), policy=POLICY)


def _shift(tx: Transaction) -> int:
    number: int = tx.execute(select(shifts.c.id).order_by(shifts.c.id)).scalars().all()[0]
    return number


def _ada_owes(tx: Transaction, cast: Cast) -> None:
    note_pack(tx, POLICY)
    tx.execute(people.update().values(review_at=None))
    owing(tx, cast.ada, POLICY)


def _train(tx: Transaction, cast: Cast) -> None:
    while sweep_training(tx, POLICY):
        pass


def _ada_has_done_it(tx: Transaction, cast: Cast) -> None:
    entry = Entry(COURSE.key, date(2026, 9, 25), sessions=SESSIONS, provider="Academy")
    log_training(tx, actor=cast.sol, officer=cast.ada, entry=entry, policy=POLICY)


def _ada_is_armed(tx: Transaction, cast: Cast) -> None:
    give(tx, add_shift(tx, cast.quartz, tx.now + 240 * _HOUR, armed=True), cast.ada)


def _adas_qualification_is(day: date, tx: Transaction, cast: Cast) -> None:
    tx.execute(people.update().where(people.c.id == cast.ada.id).values(qualified_on=day))
    ask_look_at_holdings(tx, [cast.ada.id])
    look_at_holdings(tx, POLICY)


def _ben_goes(tx: Transaction, cast: Cast) -> None:
    mark_deactivated(tx, team_id=TEAM, slack_id=cast.ben.slack_id or "")
    look_at_holdings(tx, POLICY)


def _ben_holds_one(tx: Transaction, cast: Cast) -> None:
    give(tx, add_shift(tx, cast.quartz, tx.now + 48 * _HOUR), cast.ben)


def _ben_is_back(tx: Transaction, cast: Cast) -> None:
    mark_returned(tx, team_id=TEAM, slack_id=cast.ben.slack_id or "")
    look_at_holdings(tx, POLICY)
    assert list_held_by(tx, cast.ben), "he keeps what he holds"


def _a_drill(tx: Transaction, cast: Cast) -> None:
    planned(tx, cast.sol, plan(cast.ada, cast.ben, quorum=1))


def _meet(tx: Transaction, cast: Cast) -> None:
    while sweep_meetings(tx, POLICY):
        pass


def _ben_comes_to_it(tx: Transaction, cast: Cast) -> None:
    answer(tx, person=cast.ben, meeting_id=1, said=Answer.YES)


def _nothing(tx: Transaction, cast: Cast) -> None:
    """It needs no state."""


def _trouble(kind: IncidentKind, tx: Transaction, cast: Cast) -> None:
    open_incident(tx, POLICY, Trouble(kind, tx.now - _HOUR, 3), _PHOENIX)


def _trouble_is_over(kind: IncidentKind, tx: Transaction, cast: Cast) -> None:
    close_incident(tx, kind)


def _ten_shifts(tx: Transaction, cast: Cast) -> None:
    for day in range(10):
        add_shift(tx, cast.quartz, tx.now + (100 + 24 * day) * _HOUR)


def _an_empty_feed(tx: Transaction, cast: Cast) -> None:
    receive_pull(tx, content=_NOTHING, profile=load_profile("muster"), policy=POLICY, district_zone=_PHOENIX)


def _it_is_discarded(tx: Transaction, cast: Cast) -> None:
    held = find_held_delivery(tx)
    if held is not None:  # nobody was faster
        discard_pull(tx, actor=cast.cora, pull_id=held.pull.id)


def _told(tx: Transaction, cast: Cast, key: str, state: NoticeState) -> int:
    enqueue(tx, [Notice("shift_withdrawn", to_person(cast.ada.id), key)])
    ended = notices.update().where(notices.c.dedupe_key == key).values(state=state, settled_at=tx.now)
    number: int = tx.execute(ended.returning(notices.c.id)).scalar_one()
    return number


def _ada_is_not_told(tx: Transaction, cast: Cast) -> None:
    note_undelivered(tx, _told(tx, cast, "refused", NoticeState.REFUSED))


def _take_stock(tx: Transaction, cast: Cast) -> None:
    sweep_undelivered(tx, POLICY, _PHOENIX)


def _ada_is_told_after_all(tx: Transaction, cast: Cast) -> None:
    _told(tx, cast, "arrives", NoticeState.SENT)
    sweep_undelivered(tx, POLICY, _PHOENIX)


def _ada_reports(tx: Transaction, cast: Cast) -> None:
    if tx.execute(select(escalations.c.id)).first() is None:  # the form that was sent twice makes one report
        reported(tx, cast.ada, cast.quartz)


def _sol_has_seen_to_it(tx: Transaction, cast: Cast) -> None:
    number = tx.execute(select(escalations.c.id)).scalar_one()
    assert number is not None
    resolve(tx, actor=cast.sol, escalation_id=number, reason="Seen to")


def _incident(name: str, kind: EscalationKind, of: IncidentKind) -> Trigger:
    find, settle = partial(_trouble, of), partial(_trouble_is_over, of)
    return Trigger(name, kind, _nothing, find, settle, Ending.DELIVERED)


_SHIFT, _FEED, _NOTICES = EscalationKind.SHIFT_UNFILLED, EscalationKind.FEED, EscalationKind.NOTICES

TRIGGERS = (
    Trigger("unfilled", _SHIFT, _a_free_shift, _watch, _ada_claims_it, Ending.CLAIMED),
    Trigger(
        "no show", EscalationKind.SHIFT_NO_SHOW, _ada_is_to_come, _watch, _ada_comes, Ending.CHECKED_IN
    ),
    Trigger(
        "training", EscalationKind.TRAINING, _ada_owes, _train, _ada_has_done_it, Ending.COMPLETED,
        at=datetime(2026, 9, 28, 16, 0, tzinfo=UTC),
    ),
    Trigger(
        "qualification", EscalationKind.QUALIFICATION, _ada_is_armed,
        partial(_adas_qualification_is, date(2025, 8, 20)),
        partial(_adas_qualification_is, date(2026, 8, 12)), Ending.QUALIFIED,
    ),
    Trigger(
        "meeting short", EscalationKind.MEETING_SHORT, _a_drill, _meet, _ben_comes_to_it, Ending.ENOUGH,
        at=datetime(2026, 8, 17, 16, 0, tzinfo=UTC),
    ),
    Trigger(
        "officer gone", EscalationKind.OFFICER_GONE, _ben_holds_one, _ben_goes, _ben_is_back, Ending.BACK
    ),
    _incident("feed silent", _FEED, IncidentKind.FEED_SILENT),
    Trigger("feed held", _FEED, _ten_shifts, _an_empty_feed, _it_is_discarded, Ending.DECIDED),
    Trigger(
        "notice refused", _NOTICES, _ada_is_not_told, _take_stock, _ada_is_told_after_all, Ending.DELIVERED
    ),
    _incident("notices uncertain", _NOTICES, IncidentKind.UNCERTAIN),
    _incident("notices late", _NOTICES, IncidentKind.OVERDUE),
    Trigger(
        "report", EscalationKind.REPORT, _nothing, _ada_reports, _sol_has_seen_to_it, Ending.RESOLVED
    ),
)  # fmt: skip
