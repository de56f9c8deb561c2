"""Whoever was named to stand in says that they cannot: then nobody does, and who is away is told."""

from dataclasses import dataclass

from scheduling.audit.actions import Change, actor_of, record
from scheduling.outbox.actions import enqueue
from scheduling.presence.facts import Absence
from scheduling.presence.letters import WhyMissing, telling_that_nobody_stands_in
from scheduling.presence.queries import list_standing_in
from scheduling.presence.rows import leave_alone
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StoodDown:
    """What somebody has declined, as it stood before, and where else they stand in; nothing is declined where
    they do not stand in there, or it was not clear where.
    """

    declined: Absence | None
    others: tuple[Absence, ...]


def decline_stand_in(tx: Transaction, *, actor: Person, absence_id: int | None = None) -> StoodDown:
    """Have nobody stand in where somebody was to: from now on whoever comes next in a chain is told. Who is
    away is told of it, and whoever said for them that they are.

    Args:
        tx: a write transaction.
        actor: who was to stand in.
        absence_id: which absence; None: the only one there is.

    Raises:
        Refused: gone from Slack or from the roster.
    """
    if refusal := refusal_of_presence(actor):
        raise Refused(refusal)
    away = {each.person_id for each in list_standing_in(tx, actor.id)}
    tx.lock(people, sorted(away))
    known = list_standing_in(tx, actor.id)
    meant = [each for each in known if absence_id in {None, each.id}]
    if len(meant) != 1:
        return StoodDown(None, tuple(known))
    [declined] = meant
    leave_alone(tx, declined)
    before, after = {"absence": declined.id, "stand_in": actor.id}, {"stand_in": None}
    record(
        tx,
        Change(actor_of(actor.id), "stand_in_declined", "person", declined.person_id, before, after),
    )
    enqueue(tx, telling_that_nobody_stands_in([declined], actor.id, WhyMissing.DECLINED, at=tx.now))
    return StoodDown(declined, tuple(each for each in known if each.id != declined.id))
