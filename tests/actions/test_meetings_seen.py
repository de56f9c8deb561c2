"""Two people change the same meeting: who decided on what no longer stands is told so, and by whom it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.refusals import Refused, Rule
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, TUESDAY, found, phoenix_at, planned, weekly
from tests.people import Cast

LATER = timedelta(minutes=10)
CHANGE = OccurrenceChange(TUESDAY, time(11), timedelta(hours=1), "Gym", "")


def edit(tx: Transaction, cast: Cast, of: Invitation) -> object:
    to = replace(of.meeting.plan, title="Fire drill")
    number, seen = of.meeting.id, of.meeting.seen
    return edit_meeting(tx, actor=cast.sol, meeting_id=number, plan=to, policy=POLICY, seen=seen)


def move(tx: Transaction, cast: Cast, of: Invitation) -> object:
    return edit_occurrence(
        tx, actor=cast.sol, meeting_id=of.meeting.id, occurrence=phoenix_at(8, 18), change=CHANGE,
        policy=POLICY, seen=of.meeting.seen,
    )  # fmt: skip


def cancel(tx: Transaction, cast: Cast, of: Invitation) -> object:
    return cancel_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, reason="Snow", seen=of.meeting.seen)


def cancel_one(tx: Transaction, cast: Cast, of: Invitation) -> object:
    return cancel_occurrence(
        tx, actor=cast.sol, meeting_id=of.meeting.id, occurrence=phoenix_at(8, 25), reason="Snow",
        seen=of.meeting.seen,
    )  # fmt: skip


@pytest.mark.parametrize("deed", [edit, move, cancel, cancel_one])
def test_what_was_decided_on_a_former_revision_is_refused_with_who_made_the_new_one(
    database: Database, now: datetime, cast: Cast, deed: Callable[[Transaction, Cast, Invitation], object]
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    with database.begin(now + LATER) as tx:
        cancel_occurrence(
            tx, actor=cast.cora, meeting_id=series.meeting.id, occurrence=phoenix_at(9, 1), reason="Fog"
        )
        stands = found(tx, series)
    with pytest.raises(Refused) as refused, database.begin(now + 2 * LATER) as tx:
        deed(tx, cast, series)
    (refusal,) = refused.value.refusals
    assert refusal.rule is Rule.MEETING_CHANGED
    assert refusal.figures == {
        "number": series.meeting.id, "title": "Lockdown drill", "by": cast.cora.name, "at": now + LATER,
    }  # fmt: skip
    with database.begin(now + 3 * LATER) as tx:
        assert found(tx, series) == stands
        deed(tx, cast, stands)
        assert found(tx, series) != stands


def test_an_answer_is_no_change_that_an_editor_has_to_have_seen(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
    with database.begin(now + LATER) as tx:
        answer(tx, person=cast.ada, meeting_id=series.meeting.id, said=Answer.YES)
        edit(tx, cast, series)
        assert found(tx, series).meeting.plan.title == "Fire drill"
