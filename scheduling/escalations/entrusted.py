"""What has been entrusted to somebody by telling them, or by their taking it."""

from sqlalchemy import ColumnElement, and_, or_, select

from scheduling.escalations.tables import escalation_tellings, escalations
from scheduling.outbox.actions import to_person
from scheduling.roster.facts import Person
from scheduling.roster.standing import placed_since
from scheduling.store.transaction import Transaction


def entrusted_to(tx: Transaction, person: Person) -> ColumnElement[bool]:
    """Which escalations somebody has, or was told of: they stand in the chain, or for somebody in it.

    What came before the roster gave them another role or agency does not count: it was entrusted to the
    supervisor whom they are no more.
    """
    told = [escalation_tellings.c.addressee == to_person(person.id)]
    owned = [escalations.c.owner_id == person.id]
    if (since := placed_since(tx, person)) is not None:
        told.append(escalation_tellings.c.at > since)
        owned.append(escalations.c.owned_at > since)
    numbers = select(escalation_tellings.c.escalation_id).where(*told)
    return or_(escalations.c.id.in_(numbers), and_(*owned))
