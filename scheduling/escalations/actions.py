"""What people do about an escalation. Each action is recorded in the audit and in the timeline, and safe to
repeat; whoever loses a race reads who was first.
"""

from datetime import datetime, timedelta
from typing import Final

from scheduling.escalations.access import access_escalation, access_unresolved, may_act, require_free
from scheduling.escalations.answering import answer_author
from scheduling.escalations.facts import (
    Act,
    Cause,
    Ending,
    Entry,
    EntryKind,
    Escalation,
    EscalationState,
    StepInRound,
)
from scheduling.escalations.queries import find_told_at, list_entries
from scheduling.escalations.reach import is_gone
from scheduling.escalations.rows import save
from scheduling.escalations.rules import LONGEST_SNOOZE, resting, taken, taken_away
from scheduling.escalations.settling import end
from scheduling.escalations.steps import take_step
from scheduling.escalations.telling import tell
from scheduling.escalations.timeline import note
from scheduling.outbox.actions import to_person
from scheduling.policy.schema import Policy
from scheduling.presence.queries import read_presence
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

_ONE_REQUEST: Final = timedelta(minutes=1)
"""Asked for twice within it, without a word of which step is meant, one step is told."""

_UNSEEN: Final = timedelta(seconds=10)
"""Whoever asks for the next step within it has not seen that somebody has taken it."""


def acknowledge(tx: Transaction, *, actor: Person, escalation_id: int) -> Escalation:
    """Take it: nobody else is told any more. Whoever has it already has it still; a rest ends.

    Raises:
        Refused: what `access_unresolved` refuses; ESCALATION_TAKEN {number, by, at}.
    """
    there = access_unresolved(tx, actor, escalation_id)
    require_free(tx, actor, there)
    if there.state is EscalationState.ACKNOWLEDGED:
        return there
    owned = save(tx, there, taken(there, actor.id, tx.now))
    note(tx, owned, EntryKind.ACKNOWLEDGED, by=actor)
    answer_author(tx, owned)
    return owned


def resolve(tx: Transaction, *, actor: Person, escalation_id: int, reason: str) -> None:
    """End it, with what came of it. Whoever may act on it may, also where somebody else has it.

    Raises:
        Refused: REASON_MISSING {rules: ()}; what `access_unresolved` refuses.
    """
    there = access_unresolved(tx, actor, escalation_id)
    if not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": ()}))
    over = end(tx, there, Ending.RESOLVED, by=actor, why=reason.strip())
    answer_author(tx, over, over=True)


def hand_over(tx: Transaction, *, actor: Person, escalation_id: int, to: Person) -> Escalation:
    """Give it to somebody, who is told, and so is whoever had it. Nobody needs to have it yet.

    Raises:
        Refused: what `access_unresolved` refuses; ESCALATION_TO {name, why, until}: they may not act on it
            ("may_not"), are gone or away, or have it ("self").
    """
    there = access_unresolved(tx, actor, escalation_id)
    _require_able(tx, there, to)
    owned = save(tx, there, taken(there, to.id, tx.now))
    entry = note(tx, owned, EntryKind.HANDED_OVER, by=actor, to=to_person(to.id))
    if to.id != actor.id:
        tell(tx, owned, Cause.HANDED_OVER, to_person(to.id), number=entry)
    _tell_former(tx, owned, there.owner_id, actor, entry)
    answer_author(tx, owned)
    return owned


def snooze(tx: Transaction, *, actor: Person, escalation_id: int, until: datetime) -> Escalation:
    """Take it, if nobody has it, and be left alone until an instant; then its owner is told again.

    Raises:
        Refused: what `acknowledge` refuses; SNOOZE_TIME {until} that is past, {until, latest} too far away.
    """
    there = access_unresolved(tx, actor, escalation_id)
    require_free(tx, actor, there)
    if until <= tx.now:
        raise Refused(Refusal(Rule.SNOOZE_TIME, {"until": until}))
    if until > tx.now + LONGEST_SNOOZE:
        raise Refused(Refusal(Rule.SNOOZE_TIME, {"until": until, "latest": tx.now + LONGEST_SNOOZE}))
    if there.state is EscalationState.SNOOZED and there.next_at == until:
        return there
    rests = save(tx, there, resting(there, actor.id, tx.now, until))
    if there.owner_id is None:
        note(tx, rests, EntryKind.ACKNOWLEDGED, by=actor)
        answer_author(tx, rests)
    note(tx, rests, EntryKind.SNOOZED, by=actor, until=until)
    return rests


def escalate_now(
    tx: Transaction,
    policy: Policy,
    *,
    actor: Person,
    escalation_id: int,
    wanted: StepInRound | None = None,
) -> list[Entry]:
    """Take the next step at once, at any hour and on any day: somebody has judged that it cannot wait. Quiet
    hours and absences of people count as ever. Where somebody has it, they have it no more, and are told.

    Answers what the timeline says of it by now: who is passed over, and who is told later. Two who ask for
    the same step at once have one step told, and so have two who do not say which within a minute.

    Args:
        tx: a write transaction.
        policy: its chains.
        actor: who asks.
        escalation_id: of which one.
        wanted: the step that they saw was next; None: whichever is.

    Raises:
        Refused: what `access_unresolved` refuses; ESCALATION_TOLD {number, at}: it is another step's turn by
            now; `at`: when the one before it was told, or None; ESCALATION_TAKEN {number, by, at}: somebody
            else has taken it in this very moment.
    """
    there = access_unresolved(tx, actor, escalation_id)
    _require_upcoming(tx, there, wanted)
    if there.owned_at is not None and tx.now < there.owned_at + _UNSEEN:
        require_free(tx, actor, there)
    goes_on = save(tx, there, taken_away(there, tx.now))
    entry = note(tx, goes_on, EntryKind.ESCALATED, by=actor)
    _tell_former(tx, goes_on, there.owner_id, actor, entry)
    take_step(tx, policy, goes_on)
    return [each for each in list_entries(tx, there.id) if each.id > entry]


def note_act(tx: Transaction, *, actor: Person, escalation_id: int, act: Act, why: str = "") -> None:
    """Keep in the timeline what a supervisor did about it, and why; whoever calls this has let them.

    Args:
        tx: the write transaction of the act itself.
        actor: who did it.
        escalation_id: what it was done about.
        act: what they did.
        why: the reason that was given.

    Raises:
        Refused: what `access_escalation` refuses. That it is over is no obstacle: the act may have ended it.
    """
    there = access_escalation(tx, actor, escalation_id)
    note(tx, there, EntryKind.ACTED, by=actor, why=f"{act}: {why}" if why else act)


def _require_upcoming(tx: Transaction, escalation: Escalation, wanted: StepInRound | None) -> None:
    """Raise if the step that is asked for has been told already, or has just been asked for by another."""
    if wanted is None:
        entries = list_entries(tx, escalation.id)
        asked = [each.at for each in entries if each.kind is EntryKind.ESCALATED]
        is_another = bool(asked) and tx.now < asked[-1] + _ONE_REQUEST
        told_at = max(asked, default=None)
    else:
        is_another = wanted != escalation.upcoming
        told_at = find_told_at(tx, escalation.id, StepInRound(escalation.round, escalation.step - 1))
    if is_another:
        raise Refused(Refusal(Rule.ESCALATION_TOLD, {"number": escalation.id, "at": told_at}))


def _tell_former(
    tx: Transaction, escalation: Escalation, former: int | None, actor: Person, entry: int
) -> None:
    if former is not None and former != actor.id:
        tell(tx, escalation, Cause.TAKEN_AWAY, to_person(former), number=entry)


def _require_able(tx: Transaction, escalation: Escalation, to: Person) -> None:
    why, until = "", None
    if is_gone(to):
        why = "gone"
    elif to.id == escalation.owner_id:
        why = "self"
    elif not may_act(tx, to, escalation):
        why = "may_not"
    elif (until := read_presence(tx, [to])[to.id].away_until) is not None:
        why = "away"
    if why:
        raise Refused(Refusal(Rule.ESCALATION_TO, {"name": to.name, "why": why, "until": until}))
