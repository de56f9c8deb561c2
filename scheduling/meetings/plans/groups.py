"""The groups that a meeting may ask: agencies, programmes and schools, as the roster has them now."""

from typing import Final

from sqlalchemy import ColumnElement, select

from scheduling.meetings.facts import AskedBy, Group
from scheduling.roster.queries import list_schools
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

ACTIVE_OFFICERS: Final = (people.c.active.is_(True), people.c.deactivated_at.is_(None), people.c.kind != "")
"""What holds of the rows of those whom a group means."""


def list_groups(tx: Transaction) -> dict[AskedBy, list[Group]]:
    """Every agency and every programme that has active officers, by name, and every school by its name."""
    return {
        AskedBy.AGENCY: _named(tx, AskedBy.AGENCY, people.c.agency),
        AskedBy.PROGRAMME: _named(tx, AskedBy.PROGRAMME, people.c.programme),
        AskedBy.SCHOOL: [Group(AskedBy.SCHOOL, school.code) for school in list_schools(tx)],
    }


def _named(tx: Transaction, by: AskedBy, column: ColumnElement[str]) -> list[Group]:
    found = select(column).where(*ACTIVE_OFFICERS, column != "").distinct().order_by(column)
    return [Group(by, name) for name in tx.execute(found).scalars()]
