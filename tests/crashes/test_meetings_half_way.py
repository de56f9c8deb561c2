"""Whatever is done to a meeting, and at whichever write it breaks off: nothing of it is there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Protocol

import pytest

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.answers.attendance import Covered, record_attendance
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Which
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.meetings.sweep import sweep_meetings
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.crashes.half_way import all_of_it_or_nothing
from tests.factories.countdowns import HOURS
from tests.factories.meetings import phoenix_at, weekly
from tests.factories.owing import packs
from tests.people import Cast

POLICY = packs(HOURS)
FIRST, SECOND = phoenix_at(8, 18), phoenix_at(8, 25)


@dataclass(frozen=True)
class Office:
    """A series of Ada's and Ben's that serves training, and who organises it."""

    cast: Cast
    series: Invitation

    @property
    def number(self) -> int:
        """The series'."""
        return self.series.meeting.id


class Deed(Protocol):
    """Something that is done to the office's series."""

    def __call__(self, tx: Transaction, of: Office) -> object:
        """Do it."""
        ...


def plan(tx: Transaction, of: Office) -> None:
    plan_meeting(tx, actor=of.cast.sol, plan=weekly(of.cast.ada, title="Another"), policy=POLICY)


def edit(tx: Transaction, of: Office) -> None:
    to = weekly(of.cast.ada, of.cast.cleo, starts=time(10))
    edit_meeting(tx, actor=of.cast.sol, meeting_id=of.number, plan=to, policy=POLICY)


def edit_the_rest(tx: Transaction, of: Office) -> None:
    to = weekly(of.cast.ada, of.cast.cleo, title="The rest")
    edit_meeting(
        tx, actor=of.cast.sol, meeting_id=of.number, plan=to, policy=POLICY, which=Which.FOLLOWING,
        occurrence=SECOND,
    )  # fmt: skip


def move(tx: Transaction, of: Office) -> None:
    change = OccurrenceChange(date(2026, 8, 26), time(9), timedelta(hours=1), "Hall", "")
    edit_occurrence(
        tx, actor=of.cast.sol, meeting_id=of.number, occurrence=SECOND, change=change, policy=POLICY
    )


def cancel(tx: Transaction, of: Office) -> None:
    cancel_meeting(tx, actor=of.cast.sol, meeting_id=of.number, reason="Snow")


def cancel_one(tx: Transaction, of: Office) -> None:
    cancel_occurrence(tx, actor=of.cast.sol, meeting_id=of.number, occurrence=SECOND, reason="Snow")


def answer_all(tx: Transaction, of: Office) -> None:
    answer(tx, person=of.cast.ada, meeting_id=of.number, said=Answer.YES)


def answer_one(tx: Transaction, of: Office) -> None:
    answer(tx, person=of.cast.ada, meeting_id=of.number, said=Answer.NO, occurrence=SECOND)


def remind(tx: Transaction, of: Office) -> None:
    sweep_meetings(tx, POLICY)


def note_who_came(tx: Transaction, of: Office) -> None:
    record_attendance(
        tx, actor=of.cast.sol, meeting_id=of.number, occurrence=FIRST, policy=POLICY,
        came=(of.cast.ada.id, of.cast.ben.id), minutes_link="https://minutes.example.org/1",
        covered=Covered(topics=("Active shooter",)),
    )  # fmt: skip


@pytest.fixture
def office(database: Database, now: datetime, cast: Cast) -> Office:
    with database.begin(now) as tx:
        wanted = weekly(cast.ada, cast.ben, requirement=HOURS.key)
        return Office(cast, plan_meeting(tx, actor=cast.sol, plan=wanted, policy=POLICY).invitation)


@pytest.mark.parametrize(
    ("deed", "at"),
    [
        (plan, phoenix_at(8, 13)),
        (edit, phoenix_at(8, 13)),
        (edit_the_rest, phoenix_at(8, 13)),
        (move, phoenix_at(8, 13)),
        (cancel, phoenix_at(8, 13)),
        (cancel_one, phoenix_at(8, 13)),
        (answer_all, phoenix_at(8, 13)),
        (answer_one, phoenix_at(8, 13)),
        (remind, phoenix_at(8, 17)),
        (note_who_came, phoenix_at(8, 18, 11)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_breaks_off_half_way_has_done_nothing(
    database: Database, office: Office, deed: Deed, at: datetime
) -> None:
    all_of_it_or_nothing(database, partial(deed, of=office), at)
