"""What becomes of an escalation: decided from its facts, its chain and `now`, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from scheduling.escalations.facts import Cause, Ending, Escalation, EscalationState, Why
from scheduling.escalations.hours import goes_on_from
from scheduling.outbox.actions import Urgency
from scheduling.policy.chains import Chain
from scheduling.presence.facts import Closure, Presence
from scheduling.zones import zone_or_utc

LONGEST_LOOK: Final = timedelta(days=1)
"""Whoever has one is looked at so often at least, however rarely its chain reminds them: if they have gone
away by then, they have it no more.
"""

LONGEST_SNOOZE: Final = timedelta(days=14)
"""For how long an escalation may rest at a time."""


class Move(StrEnum):
    """What is to be done about an escalation whose time has come."""

    OVER = "over"  # the time for it has passed
    SWITCHED_OFF = "switched_off"  # the pack has no such chain any more
    HOLD = "hold"  # the chain rests at this hour: until `at`
    TELL = "tell"  # the next step
    REPEAT = "repeat"  # the chain begins anew
    WAKE = "wake"  # it has rested, and its owner is told
    REMIND = "remind"  # its owner
    TAKE_AWAY = "take_away"  # from its owner: `why`
    WAIT = "wait"  # nothing yet: look again at `at`


@dataclass(frozen=True, slots=True)
class Next:
    """A move, when it is looked at again (HOLD, WAIT), and the reason (TAKE_AWAY)."""

    move: Move
    at: datetime | None = None
    why: Why | None = None


def next_step(
    escalation: Escalation,
    chain: Chain | None,
    now: datetime,
    *,
    owner: Presence | None = None,
    closures: Sequence[Closure] = (),
) -> Next:
    """What is to be done about an unresolved escalation now.

    Args:
        escalation: as it stands.
        chain: how it is told; None where the pack has none.
        now: the instant.
        owner: whether its owner may be told now; None where it has none, or the owner is gone.
        closures: the days on which schools are closed.
    """
    if escalation.concern.ends_at is not None and escalation.concern.ends_at <= now:
        return Next(Move.OVER)
    if chain is None or not chain.on:
        return Next(Move.SWITCHED_OFF)
    if escalation.state is EscalationState.OPEN:
        return _next_of_open(escalation, chain, now, closures)
    if owner is None:
        return Next(Move.TAKE_AWAY, why=Why.GONE)
    if escalation.state is EscalationState.SNOOZED:
        return _next_of_resting(escalation, now, owner)
    return _next_of_owned(escalation, chain, now, owner)


def _next_of_open(escalation: Escalation, chain: Chain, now: datetime, closures: Sequence[Closure]) -> Next:
    if escalation.next_at is not None and escalation.next_at > now:
        return Next(Move.WAIT, escalation.next_at)
    at = goes_on_at(escalation, chain, now, closures)
    if at > now:
        return Next(Move.HOLD, at)
    return Next(Move.TELL if escalation.step < len(chain.steps) else Move.REPEAT)


def _next_of_resting(escalation: Escalation, now: datetime, owner: Presence) -> Next:
    if escalation.next_at is not None and escalation.next_at > now:
        return Next(Move.WAIT, escalation.next_at)
    return _unless_held(escalation, Next(Move.WAKE), owner)


def _next_of_owned(escalation: Escalation, chain: Chain, now: datetime, owner: Presence) -> Next:
    since = escalation.owned_at or now
    if chain.unacknowledge is not None and since + chain.unacknowledge <= now:
        return Next(Move.TAKE_AWAY, why=Why.SILENT)
    due = [since + after for after in chain.remind[escalation.reminded :]]
    if due and due[0] <= now:
        return _unless_held(escalation, Next(Move.REMIND), owner)
    if owner.away_until is not None and since + LONGEST_LOOK <= now:
        return Next(Move.TAKE_AWAY, why=Why.AWAY)
    if chain.unacknowledge is not None:
        due.append(since + chain.unacknowledge)
    return Next(Move.WAIT, min([*due, now + LONGEST_LOOK]))


def reminders_due(escalation: Escalation, chain: Chain, now: datetime) -> int:
    """How many reminders its owner ought to have had by now."""
    since = escalation.owned_at or now
    return sum(since + after <= now for after in chain.remind)


def _unless_held(escalation: Escalation, of: Next, owner: Presence) -> Next:
    """An owner who is away does not have it any more; one who is left alone is told when that is over."""
    if owner.away_until is not None:
        return Next(Move.TAKE_AWAY, why=Why.AWAY)
    if owner.quiet_until is not None and escalation.urgency is not Urgency.URGENT:
        return Next(Move.WAIT, owner.quiet_until)
    return of


def goes_on_at(
    escalation: Escalation, chain: Chain, at: datetime, closures: Sequence[Closure] = ()
) -> datetime:
    """The first instant from `at` on at which its chain goes on: an urgent one does at any time."""
    if escalation.urgency is Urgency.URGENT:
        return at
    return goes_on_from(chain.hours, at, zone_or_utc(escalation.concern.zone), closures)


def wait_before(chain: Chain, step: int) -> timedelta:
    """How long after the step before it a step is told; after the last, the chain begins anew."""
    return chain.steps[step].after if step < len(chain.steps) else chain.repeat


def stepped(
    escalation: Escalation, chain: Chain, told_at: datetime, closures: Sequence[Closure] = ()
) -> Escalation:
    """The same after its step was told: the next step, or the next round, is counted from then."""
    following = escalation.step + 1
    at = goes_on_at(escalation, chain, told_at + wait_before(chain, following), closures)
    return replace(escalation, step=following, next_at=at)


def begun_anew(escalation: Escalation, at: datetime) -> Escalation:
    """The same with nobody who has it, at the beginning of its chain."""
    return replace(_free(escalation), step=0, round=escalation.round + 1, next_at=at)


def taken(escalation: Escalation, owner_id: int, now: datetime) -> Escalation:
    """The same, had by somebody from now on. Looked at at once: the chain says when they are reminded."""
    return replace(
        escalation,
        state=EscalationState.ACKNOWLEDGED,
        owner_id=owner_id,
        owned_at=now,
        reminded=0,
        next_at=now,
    )


def resting(escalation: Escalation, owner_id: int, now: datetime, until: datetime) -> Escalation:
    """The same, had by somebody who is left alone until then."""
    return replace(taken(escalation, owner_id, now), state=EscalationState.SNOOZED, next_at=until)


def taken_away(escalation: Escalation, at: datetime) -> Escalation:
    """The same with nobody who has it: its chain goes on with the next step at an instant."""
    return replace(_free(escalation), next_at=at)


def resolved(
    escalation: Escalation, ending: Ending, now: datetime, *, by_id: int | None = None, why: str = ""
) -> Escalation:
    """The same, over: it keeps who had it."""
    return replace(
        escalation,
        state=EscalationState.RESOLVED,
        next_at=None,
        resolved_at=now,
        resolved_by=by_id,
        ending=ending,
        resolution=why,
    )


def is_still_so(escalation: Escalation, cause: Cause, of_round: int, person_id: int | None) -> bool:
    """Whether somebody is still to be told for a cause: of a step as long as nobody has it and its round goes
    on, of what concerns its owner as long as they are. That it was taken away is told until it is over.
    """
    if escalation.state is EscalationState.RESOLVED:
        return False
    if cause is Cause.STEP:
        return escalation.state is EscalationState.OPEN and escalation.round == of_round
    if cause is Cause.TAKEN_AWAY:
        return escalation.owner_id != person_id
    return escalation.owner_id == person_id


def _free(escalation: Escalation) -> Escalation:
    return replace(escalation, state=EscalationState.OPEN, owner_id=None, owned_at=None, reminded=0)
