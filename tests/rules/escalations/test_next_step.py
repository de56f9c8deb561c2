"""What is to be done about an escalation whose time has come, decided from facts alone."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.escalations.facts import Cause, Ending, Escalation, EscalationState, Why
from scheduling.escalations.rules import (
    LONGEST_LOOK,
    Move,
    Next,
    begun_anew,
    is_still_so,
    next_step,
    reminders_due,
    resolved,
    resting,
    stepped,
    taken,
    taken_away,
)
from scheduling.outbox.actions import Urgency
from scheduling.policy.chains import Hours
from scheduling.presence.facts import Presence
from tests.factories.escalations import COORDINATOR, DAY, HOUR, MINUTE, SUPERVISOR, chain, concern, step

NOON = datetime(2026, 8, 12, 19, tzinfo=UTC)
"""Wednesday noon in Phoenix."""
HERE = Presence()
OWNER = 7
CHAIN = chain(remind=(2 * HOUR, 6 * HOUR), unacknowledge=8 * HOUR)


def escalation(**told: Any) -> Escalation:
    """One that was opened at noon and is due at once, unless told otherwise."""
    usual = Escalation(
        id=1, concern=concern(), urgency=Urgency.CONFIRMATION, state=EscalationState.OPEN,
        opened_at=NOON, step=0, round=0, reminded=0, next_at=NOON, owner_id=None, owned_at=None,
        resolved_at=None, resolved_by=None, ending=None, resolution="",
    )  # fmt: skip
    return replace(usual, **told)


def owned(**told: Any) -> Escalation:
    """The same, had by somebody since noon."""
    return replace(taken(escalation(), OWNER, NOON), **told)


def test_an_open_one_whose_time_has_come_tells_its_step() -> None:
    assert next_step(escalation(), CHAIN, NOON) == Next(Move.TELL)
    assert next_step(escalation(step=1), CHAIN, NOON) == Next(Move.TELL)


def test_after_its_last_step_the_chain_begins_anew() -> None:
    assert next_step(escalation(step=2), CHAIN, NOON) == Next(Move.REPEAT)


def test_a_chain_that_has_become_shorter_begins_anew() -> None:
    assert next_step(escalation(step=5), CHAIN, NOON) == Next(Move.REPEAT)


def test_nothing_is_told_before_its_time() -> None:
    later = NOON + MINUTE
    assert next_step(escalation(next_at=later), CHAIN, NOON) == Next(Move.WAIT, later)


def test_when_its_time_has_passed_it_is_over_whoever_has_it() -> None:
    about = concern(ends_at=NOON)
    for each in (escalation(concern=about), owned(concern=about), owned(concern=about)):
        assert next_step(each, CHAIN, NOON, owner=HERE) == Next(Move.OVER)
        assert next_step(each, CHAIN, NOON - MINUTE, owner=HERE).move is not Move.OVER


@pytest.mark.parametrize("gone", [None, chain(on=False)], ids=["no chain", "off"])
def test_what_the_pack_no_longer_escalates_ends(gone: None) -> None:
    assert next_step(escalation(), gone, NOON) == Next(Move.SWITCHED_OFF)


def test_outside_its_hours_a_chain_is_held_unless_it_is_urgent() -> None:
    office = chain(hours=Hours(time(7), time(18), frozenset(range(5))))
    friday_evening = datetime(2026, 8, 15, 2, tzinfo=UTC)
    monday_at_seven = datetime(2026, 8, 17, 14, tzinfo=UTC)
    assert next_step(escalation(), office, friday_evening) == Next(Move.HOLD, monday_at_seven)
    urgent = escalation(urgency=Urgency.URGENT)
    assert next_step(urgent, office, friday_evening) == Next(Move.TELL)


def test_the_next_step_is_counted_from_when_this_one_was_told() -> None:
    told_late = NOON + 3 * HOUR
    after = stepped(escalation(), CHAIN, told_late)
    assert (after.step, after.next_at) == (1, told_late + HOUR)
    assert stepped(after, CHAIN, told_late).next_at == told_late + DAY


def test_a_next_step_that_would_fall_into_the_night_comes_in_the_morning() -> None:
    office = chain(step(SUPERVISOR), step(COORDINATOR, after=8 * HOUR), hours=Hours(time(7), time(18)))
    assert stepped(escalation(), office, NOON).next_at == datetime(2026, 8, 13, 14, tzinfo=UTC)


def test_whoever_has_it_is_reminded_at_each_rung_and_loses_it_at_last() -> None:
    assert next_step(owned(), CHAIN, NOON, owner=HERE) == Next(Move.WAIT, NOON + 2 * HOUR)
    assert next_step(owned(), CHAIN, NOON + 2 * HOUR, owner=HERE) == Next(Move.REMIND)
    once = owned(reminded=1)
    assert next_step(once, CHAIN, NOON + 2 * HOUR, owner=HERE) == Next(Move.WAIT, NOON + 6 * HOUR)
    twice = owned(reminded=2)
    assert next_step(twice, CHAIN, NOON + 6 * HOUR, owner=HERE) == Next(Move.WAIT, NOON + 8 * HOUR)
    assert next_step(twice, CHAIN, NOON + 8 * HOUR, owner=HERE) == Next(Move.TAKE_AWAY, why=Why.SILENT)


def test_reminders_that_nobody_was_there_to_send_are_one() -> None:
    assert reminders_due(owned(), CHAIN, NOON + 7 * HOUR) == 2
    assert reminders_due(owned(), CHAIN, NOON + 8 * HOUR) == 2
    assert reminders_due(owned(), CHAIN, NOON + HOUR) == 0


def test_a_chain_that_neither_reminds_nor_takes_away_still_looks_whether_its_owner_is_there() -> None:
    patient = chain()
    assert next_step(owned(), patient, NOON, owner=HERE) == Next(Move.WAIT, NOON + LONGEST_LOOK)
    assert next_step(owned(), patient, NOON, owner=None) == Next(Move.TAKE_AWAY, why=Why.GONE)


def test_a_reminder_waits_until_its_reader_may_be_woken_unless_it_is_urgent() -> None:
    due, morning = NOON + 2 * HOUR, NOON + 5 * HOUR
    asleep = Presence(quiet_until=morning)
    assert next_step(owned(), CHAIN, due, owner=asleep) == Next(Move.WAIT, morning)
    assert next_step(owned(urgency=Urgency.URGENT), CHAIN, due, owner=asleep) == Next(Move.REMIND)


def test_an_owner_who_is_away_when_it_matters_has_it_no_more() -> None:
    away = Presence(away_until=NOON + 9 * DAY, stand_in_id=3)
    assert next_step(owned(), CHAIN, NOON + HOUR, owner=away) == Next(Move.WAIT, NOON + 2 * HOUR)
    assert next_step(owned(), CHAIN, NOON + 2 * HOUR, owner=away) == Next(Move.TAKE_AWAY, why=Why.AWAY)


@pytest.mark.parametrize("remind", [(), (3 * DAY,)], ids=["never reminded", "reminded in three days"])
def test_an_owner_who_has_gone_away_has_it_no_more_after_a_day_however_late_they_are_reminded(
    remind: tuple[timedelta, ...],
) -> None:
    rare, away = chain(remind=remind), Presence(away_until=NOON + 9 * DAY)
    assert next_step(owned(), rare, NOON, owner=away) == Next(Move.WAIT, NOON + DAY)
    assert next_step(owned(), rare, NOON + DAY, owner=away) == Next(Move.TAKE_AWAY, why=Why.AWAY)
    assert next_step(owned(), rare, NOON + DAY, owner=HERE) == Next(Move.WAIT, NOON + 2 * DAY)


def test_a_rest_ends_when_its_time_has_come() -> None:
    rests = resting(escalation(), OWNER, NOON, NOON + HOUR)
    assert next_step(rests, CHAIN, NOON, owner=HERE) == Next(Move.WAIT, NOON + HOUR)
    assert next_step(rests, CHAIN, NOON + HOUR, owner=HERE) == Next(Move.WAKE)


def test_one_that_rests_with_somebody_who_is_gone_rests_no_longer() -> None:
    rests = resting(escalation(), OWNER, NOON, NOON + HOUR)
    assert next_step(rests, CHAIN, NOON, owner=None) == Next(Move.TAKE_AWAY, why=Why.GONE)


def test_taken_away_its_chain_goes_on_where_it_stood() -> None:
    free = taken_away(owned(step=1, round=2), NOON + HOUR)
    assert (free.state, free.owner_id, free.step, free.round) == (EscalationState.OPEN, None, 1, 2)
    assert free.next_at == NOON + HOUR


def test_begun_anew_it_is_another_round_from_the_first_step() -> None:
    anew = begun_anew(escalation(step=2, round=3), NOON)
    assert (anew.step, anew.round, anew.next_at) == (0, 4, NOON)


def test_resolved_it_has_no_next_step_and_an_ending() -> None:
    over = resolved(owned(), Ending.CLAIMED, NOON)
    assert (over.state, over.next_at, over.ending) == (EscalationState.RESOLVED, None, Ending.CLAIMED)
    assert over.owner_id == OWNER  # who had it is kept


@pytest.mark.parametrize(
    ("cause", "of_round", "person", "now_open", "now_owned", "now_over"),
    [
        (Cause.STEP, 0, 3, True, False, False),
        (Cause.STEP, 1, 3, False, False, False),  # of a round that is over
        (Cause.REMINDER, 0, OWNER, False, True, False),
        (Cause.REMINDER, 0, 3, False, False, False),
        (Cause.HANDED_OVER, 0, OWNER, False, True, False),
        (Cause.WOKEN, 0, OWNER, False, True, False),
        (Cause.TAKEN_AWAY, 0, OWNER, True, False, False),
        (Cause.TAKEN_AWAY, 0, 3, True, True, False),
    ],
)
def test_what_has_been_overtaken_is_told_to_nobody(
    cause: Cause, of_round: int, person: int, now_open: bool, now_owned: bool, now_over: bool
) -> None:
    over = resolved(owned(), Ending.RESOLVED, NOON)
    states = [escalation(), owned(), over]
    assert [is_still_so(each, cause, of_round, person) for each in states] == [now_open, now_owned, now_over]


def test_time_is_the_same_everywhere() -> None:
    """A wait of an hour is an hour, also through the night in which New York's clocks go back."""
    before = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    autumn = escalation(concern=concern(zone="America/New_York"), next_at=before)
    assert stepped(autumn, CHAIN, before).next_at == before + timedelta(hours=1)
