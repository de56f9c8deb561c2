"""What a change of a meeting makes stale: the calendars that show it, and no other."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Which
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.revisions.facts import Scope
from scheduling.revisions.tables import calendars
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.calendars import open_link
from tests.factories.meetings import POLICY, phoenix_at, planned, weekly
from tests.people import Cast

HOUR = timedelta(hours=1)
ASKED = {"ada", "sol", "sol's team", "cora's team", "Quartz"}
"""Ada, who is asked; Sol, who organises it and answers for Ada, as Cora does; and the school."""
HERS = {"ada", "sol's team", "cora's team"}


@dataclass(frozen=True)
class Change:
    """What somebody does to Sol's weekly drill with Ada at Quartz."""

    tx: Transaction
    cast: Cast
    drill: Invitation

    def plans(self, *people: Person, **told: Any) -> None:
        plan = replace(self.drill.meeting.plan, people=tuple(each.id for each in people), **told)
        edit_meeting(self.tx, actor=self.cast.sol, meeting_id=self.number, plan=plan, policy=POLICY)

    def plans_the_rest(self, **told: Any) -> None:
        plan = replace(self.drill.meeting.plan, **told)
        edit_meeting(
            self.tx, actor=self.cast.sol, meeting_id=self.number, plan=plan, policy=POLICY,
            which=Which.FOLLOWING, occurrence=phoenix_at(9, 1),
        )  # fmt: skip

    def moves_one(self) -> None:
        to = OccurrenceChange(date(2026, 8, 26), time(13), HOUR, "Library", "")
        edit_occurrence(
            self.tx, actor=self.cast.sol, meeting_id=self.number, occurrence=phoenix_at(8, 25), change=to,
            policy=POLICY,
        )  # fmt: skip

    def cancels_one(self) -> None:
        second = phoenix_at(8, 25)
        cancel_occurrence(
            self.tx, actor=self.cast.sol, meeting_id=self.number, occurrence=second, reason="Snow"
        )

    def cancels_all(self) -> None:
        cancel_meeting(self.tx, actor=self.cast.sol, meeting_id=self.number, reason="Snow")

    def ada_answers(self, occurrence: datetime | None = None) -> None:
        said = Answer.MAYBE
        answer(self.tx, person=self.cast.ada, meeting_id=self.number, said=said, occurrence=occurrence)

    @property
    def number(self) -> int:
        return self.drill.meeting.id


CHANGES: dict[str, tuple[Callable[[Change], None], set[str]]] = {
    "a new title": (lambda it: it.plans(it.cast.ada, title="Evacuation"), ASKED),
    "another hour": (lambda it: it.plans(it.cast.ada, starts=time(11)), ASKED),
    "the rest elsewhere": (lambda it: it.plans_the_rest(place="Library"), ASKED),
    "at another school": (lambda it: it.plans(it.cast.ada, school_id=it.cast.basalt.id), ASKED | {"Basalt"}),
    "Cleo is asked too": (lambda it: it.plans(it.cast.ada, it.cast.cleo), ASKED | {"cleo"}),
    "Ben instead of Ada": (lambda it: it.plans(it.cast.ben), ASKED | {"ben"}),
    "one is moved": (lambda it: it.moves_one(), ASKED),
    "one is cancelled": (lambda it: it.cancels_one(), ASKED),
    "all are cancelled": (lambda it: it.cancels_all(), ASKED),
    "Ada answers": (lambda it: it.ada_answers(), HERS),
    "Ada answers for one": (lambda it: it.ada_answers(phoenix_at(8, 25)), HERS),
    "nothing at all": (lambda it: it.plans(it.cast.ada), set()),
}  # fmt: skip


def everybody_subscribes(database: Database, now: datetime, cast: Cast) -> dict[tuple[str, int], str]:
    """A link to each calendar; which calendar is whose."""
    named: dict[tuple[str, int], str] = {}
    for name, person in (
        ("ada", cast.ada), ("ben", cast.ben), ("cleo", cast.cleo), ("sol", cast.sol), ("cora", cast.cora),
    ):  # fmt: skip
        open_link(database, now, person)
        named[Scope.MINE.value, person.id] = name
    for name, person in (("sol's team", cast.sol), ("cora's team", cast.cora)):
        open_link(database, now, person, Scope.TEAM)
        named[Scope.TEAM.value, person.id] = name
    for name, school in (("Quartz", cast.quartz), ("Basalt", cast.basalt)):
        open_link(database, now, cast.cora, Scope.SCHOOL, school.id)
        named[Scope.SCHOOL.value, school.id] = name
    return named


def revisions(tx: Transaction) -> dict[tuple[str, int], int]:
    rows = tx.execute(select(calendars.c.scope, calendars.c.scope_id, calendars.c.revision))
    return {(row.scope, row.scope_id): row.revision for row in rows}


def stale_after(
    database: Database, now: datetime, named: dict[tuple[str, int], str], act: Callable[[Transaction], None]
) -> set[str]:
    with database.read(now) as tx:
        before = revisions(tx)
    with database.begin(now) as tx:
        act(tx)
    with database.read(now) as tx:
        return {named[key] for key, revision in revisions(tx).items() if before[key] != revision}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_makes_those_calendars_stale_that_show_it_and_no_other(
    database: Database, cast: Cast, now: datetime, what: str
) -> None:
    act, stale = CHANGES[what]
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, weekly(cast.ada, school_id=cast.quartz.id))
    named = everybody_subscribes(database, now, cast)
    assert stale_after(database, now + HOUR, named, lambda tx: act(Change(tx, cast, drill))) == stale


def test_a_new_meeting_makes_the_calendars_stale_in_which_it_appears(
    database: Database, cast: Cast, now: datetime
) -> None:
    named = everybody_subscribes(database, now, cast)

    def plan_it(tx: Transaction) -> None:
        planned(tx, cast.sol, weekly(cast.ada, school_id=cast.quartz.id))

    assert stale_after(database, now + HOUR, named, plan_it) == ASKED
