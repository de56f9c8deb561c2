"""What has been entrusted to somebody by telling them, or by their taking it."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from scheduling.escalations.tables import escalation_tellings, escalations
from scheduling.outbox.actions import to_person
from scheduling.roster.facts import Person
from scheduling.roster.standing import placed_since


def entrusted_to(person: Person) -> ColumnElement[bool]:
    """Which escalations somebody has, or was told of: they stand in the chain, or for somebody in it.

    What came before the roster gave them another role or agency does not count: it was entrusted to the
    supervisor whom they are no more.
    """
    told = select(escalation_tellings.c.escalation_id).where(
        escalation_tellings.c.addressee == to_person(person.id), _counts(person, escalation_tellings.c.at)
    )
    has_it = (escalations.c.owner_id == person.id) & _counts(person, escalations.c.owned_at)
    return or_(escalations.c.id.in_(told), has_it)


def _counts(person: Person, at: ColumnElement[datetime]) -> ColumnElement[bool]:
    since = placed_since(person)
    return or_(since.is_(None), at > since)
