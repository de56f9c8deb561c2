"""What `rules.next_step` decides about an escalation, carried out."""

from dataclasses import replace

from scheduling.escalations.closures import closures_for
from scheduling.escalations.facts import Cause, Ending, EntryKind, Escalation, Why
from scheduling.escalations.reach import is_gone
from scheduling.escalations.rows import save
from scheduling.escalations.rules import Move, Next, next_step, reminders_due, taken, taken_away
from scheduling.escalations.settling import end
from scheduling.escalations.steps import repeat, tell_next
from scheduling.escalations.telling import tell
from scheduling.escalations.timeline import note
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.presence.facts import Presence
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

Owners = dict[int, tuple[Person, Presence]]
"""Those who have escalations, with their presence, by their ids."""


def move(tx: Transaction, policy: Policy, escalation: Escalation, owners: Owners) -> None:
    """Do what is to be done about one that is unresolved and held. Where there is more to do at once, it is
    due again at once.
    """
    chain = policy.chains.get(escalation.concern.kind)
    owner, presence = owners.get(escalation.owner_id or 0, (None, None))
    if owner is not None and is_gone(owner):
        presence = None
    closures = closures_for(tx, chain) if chain is not None else []
    following = next_step(escalation, chain, tx.now, owner=presence, closures=closures)
    if following.move is Move.OVER:
        end(tx, escalation, Ending.OVER)
    elif chain is None or following.move is Move.SWITCHED_OFF:
        end(tx, escalation, Ending.SWITCHED_OFF)
    elif following.move is Move.TELL:
        tell_next(tx, policy, chain, escalation)
    elif following.move is Move.REPEAT:
        repeat(tx, policy, chain, escalation)
    elif owner is not None and following.move is not Move.WAIT:
        _move_owned(tx, chain, escalation, owner, following)
    else:
        _wait(tx, escalation, following)


def _move_owned(
    tx: Transaction, chain: Chain, escalation: Escalation, owner: Person, following: Next
) -> None:
    if following.move is Move.WAKE:
        _wake(tx, escalation, owner)
    elif following.move is Move.REMIND:
        _remind(tx, chain, escalation, owner)
    else:
        _take_away(tx, escalation, owner, following.why or "")


def _wait(tx: Transaction, escalation: Escalation, following: Next) -> None:
    later = save(tx, escalation, replace(escalation, next_at=following.at))
    if following.move is Move.HOLD:
        note(tx, later, EntryKind.HELD, until=following.at, why=Why.HOURS)


def _wake(tx: Transaction, escalation: Escalation, owner: Person) -> None:
    awake = save(tx, escalation, taken(escalation, owner.id, tx.now))
    entry = note(tx, awake, EntryKind.WOKEN, to=to_person(owner.id))
    tell(tx, awake, Cause.WOKEN, to_person(owner.id), number=entry)


def _remind(tx: Transaction, chain: Chain, escalation: Escalation, owner: Person) -> None:
    """Once, however many reminders have come while nobody was there to send them."""
    due = reminders_due(escalation, chain, tx.now)
    reminded = save(tx, escalation, replace(escalation, reminded=due, next_at=tx.now))
    entry = note(tx, reminded, EntryKind.REMINDED, to=to_person(owner.id))
    tell(tx, reminded, Cause.REMINDER, to_person(owner.id), number=entry)


def _take_away(tx: Transaction, escalation: Escalation, owner: Person, why: str) -> None:
    free = save(tx, escalation, taken_away(escalation, tx.now))
    entry = note(tx, free, EntryKind.UNACKNOWLEDGED, to=to_person(owner.id), why=why)
    if not is_gone(owner):
        tell(tx, free, Cause.TAKEN_AWAY, to_person(owner.id), number=entry)
