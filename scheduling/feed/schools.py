"""Schools that a feed names for the first time join the roster."""

from collections.abc import Sequence
from typing import Any

from scheduling.audit.actions import Change, record
from scheduling.feed.facts import FeedSchool
from scheduling.roster.facts import School
from scheduling.roster.queries import list_schools
from scheduling.roster.tables import schools
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction


def add_schools(tx: Transaction, met: Sequence[FeedSchool], *, actor: str) -> dict[str, School]:
    """Add the schools that the roster lacks, and answer all that it has then, by code."""
    added = [each for each in met if _is_added(tx, each)]
    every = {school.code: school for school in list_schools(tx)}
    record(
        tx,
        *(
            Change(actor, "school_added", "school", every[each.code].id, after=_values(each))
            for each in added
        ),
    )
    return every


def _is_added(tx: Transaction, school: FeedSchool) -> bool:
    """Add a school unless it is there, and answer whether it was missing."""
    statement = insert_unless_there(tx, schools, unique=["code"]).returning(schools.c.id)
    return tx.execute(statement, _values(school)).first() is not None


def _values(school: FeedSchool) -> dict[str, Any]:
    return {"code": school.code, "name": school.name, "zone": school.zone, "address": school.address}
