"""Schools that a feed names for the first time join the roster."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from scheduling.audit.actions import Change, record
from scheduling.feed.facts import FeedSchool
from scheduling.roster.facts import School
from scheduling.roster.queries import list_schools
from scheduling.roster.tables import schools
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction


def add_schools(tx: Transaction, met: Sequence[FeedSchool], *, actor: str) -> dict[str, School]:
    """Add the schools that the roster lacks, and answer all that it has then, by code."""
    codes = [each.code for each in met]
    there = (
        set(tx.execute(select(schools.c.code).where(schools.c.code.in_(codes))).scalars()) if codes else set()
    )
    if missing := [each for each in met if each.code not in there]:
        tx.execute(insert_unless_there(tx, schools, unique=["code"]), [_values(each) for each in missing])
    every = {school.code: school for school in list_schools(tx)}
    record(
        tx,
        *(
            Change(actor, "school_added", "school", every[each.code].id, after=_values(each))
            for each in missing
        ),
    )
    return every


def _values(school: FeedSchool) -> dict[str, Any]:
    return {"code": school.code, "name": school.name, "zone": school.zone, "address": school.address}
