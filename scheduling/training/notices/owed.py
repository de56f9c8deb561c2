"""The facts of notices about what somebody owes, at the moment of sending, or why they are obsolete.

`refs` of the kinds (ids are integers, days ISO dates):

- `training_countdown` {officer, day, obligations}: to the officer, once a local day at most.
- `training_started` {officer, obligations}: to the officer, as `training_countdown`: clocks that have begun.
- `training_team` {supervisor, day, days}: to those who answer for somebody who owes something within `days`.
- `training_overdue` {obligations}: put in by former releases; now it is an escalation.
- `training_cleared` {officer}: to the officer, and to those who answer for them.
- `training_handed_back` {obligation, shifts}: urgent, to the officer, and to those who answer for them or the
  supervisors' channel.
- those about records and requests: in `scheduling.training.notices.decisions`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.roster.facts import Standing
from scheduling.roster.queries import person_of
from scheduling.roster.rules import refusal_of_presence
from scheduling.shifts.handback import list_given_up
from scheduling.shifts.queries import list_held_by_each
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.notices.facts import (
    MOST_TOLD,
    HandedBack,
    TrainingCleared,
    TrainingCountdown,
    TrainingHandedBack,
    TrainingOverdue,
    TrainingTeam,
)
from scheduling.training.queries import list_at_stake, list_lines
from scheduling.training.reports.team import list_in_full, list_owed
from scheduling.training.rows import read_obligations
from scheduling.training.rules.urgency import EVERYTHING, Owed, TeamLine, by_urgency, count_by_urgency
from scheduling.training.tables import obligations

Refs = Mapping[str, Any]

GONE = Obsolete("the officer is no longer active")


def load_training_countdown(tx: Transaction, refs: Refs) -> TrainingCountdown | Obsolete:
    """Obsolete where nothing of it is owed any more, or the officer has left."""
    officer = person_of(tx, refs["officer"])
    if refusal_of_presence(officer) is not None:
        return GONE
    told = set(refs["obligations"])
    lines = tuple(
        one.line
        for one in list_lines(tx, [officer.id])
        if one.line.obligation.id in told and one.line.obligation.runs
    )
    if not lines:
        return Obsolete("it is done by now, or asked of the officer no more")
    at_stake = list_at_stake(tx, officer, [line.obligation for line in lines])
    return TrainingCountdown(officer, officer.day_at(tx.now), lines, tuple(at_stake))


def load_training_team(tx: Transaction, refs: Refs) -> TrainingTeam | Obsolete:
    """Obsolete where nobody owes anything within those days any more."""
    supervisor = person_of(tx, refs["supervisor"])
    near = [one for one in list_owed(tx, supervisor) if _days_left(tx, one) <= int(refs["days"])]
    if not near:
        return Obsolete("nobody owes anything that is due soon")
    today = supervisor.day_at(tx.now)
    first = by_urgency(near, EVERYTHING, lambda _officer: today)[:MOST_TOLD]
    counts = count_by_urgency(near, lambda _officer: today)
    return TrainingTeam(today, counts, tuple(list_in_full(tx, first)))


def load_training_overdue(tx: Transaction, refs: Refs) -> TrainingOverdue | Obsolete:
    """Obsolete where nothing of it is overdue any more; `today` is that of the first officer."""
    lines = [
        one
        for one in _lines_about(tx, refs["obligations"])
        if one.line.obligation.state is ObligationState.OVERDUE
    ]
    if not lines:
        return Obsolete("nothing of it is overdue any more")
    held = list_held_by_each(tx, {one.person.id for one in lines})
    return TrainingOverdue(lines[0].person.day_at(tx.now), tuple(lines), held)


def load_training_cleared(tx: Transaction, refs: Refs) -> TrainingCleared | Obsolete:
    """Obsolete where the officer is blocked again, or has left."""
    officer = person_of(tx, refs["officer"])
    if refusal_of_presence(officer) is not None:
        return GONE
    if officer.standing is Standing.BLOCKED:
        return Obsolete("the officer is blocked again")
    return TrainingCleared(officer)


def load_training_handed_back(tx: Transaction, refs: Refs) -> TrainingHandedBack | Obsolete:
    """Obsolete where the officer holds every one of the shifts again, or they are over."""
    about = _lines_about(tx, [refs["obligation"]])
    if not about:
        raise LookupError(f"there is no obligation {refs['obligation']}")
    officer, line = about[0].person, about[0].line
    given_up = [
        HandedBack(each.claim, each.followed_by)
        for each in list_given_up(tx, officer, refs["shifts"])
        if each.claim.shift.ends_at > tx.now
    ]
    if not given_up:
        return Obsolete("the officer holds the shifts again, or they are over")
    return TrainingHandedBack(officer, officer.day_at(tx.now), line, tuple(given_up))


def _days_left(tx: Transaction, one: Owed) -> int:
    return (one.obligation.due_on - one.person.day_at(tx.now)).days


def _lines_about(tx: Transaction, obligation_ids: Sequence[int]) -> list[TeamLine]:
    """The lines of these obligations, by deadline."""
    wanted: dict[int, Obligation] = {
        each.id: each for each in read_obligations(tx, obligations.c.id.in_(obligation_ids))
    }
    lines = list_lines(tx, {each.person_id for each in wanted.values()})
    return sorted(
        (one for one in lines if one.line.obligation.id in wanted),
        key=lambda one: (one.line.obligation.due_at, one.person.name),
    )
