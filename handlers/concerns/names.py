"""The names of everybody whom a timeline names."""

from collections.abc import Iterable

from handlers.words.escalation_lines import Names, people_of
from scheduling.escalations.facts import Entry
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


def names_in(tx: Transaction, entries: Iterable[Entry]) -> Names:
    """By their ids."""
    ids = {person_id for entry in entries for person_id in people_of(entry)}
    return {person.id: person.name for person in list_people(tx, ids=ids)} if ids else {}
