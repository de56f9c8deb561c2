"""The facts of `away_set` and `stand_in` {absence, changed} at the moment of sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.presence.facts import Absence
from scheduling.presence.queries import find_absence
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AbsenceTold:
    """An absence as it stands, and whose it is.

    Attributes:
        stand_in: None where nobody stands in.
        said_by: who said it first.
        changed: whether it is told that it ends earlier than was said.
        over: whether it has ended, or does not take place.
        at: when it is told.
    """

    absence: Absence
    person: Person
    stand_in: Person | None
    said_by: Person
    changed: bool
    over: bool
    at: datetime


def load_absence(tx: Transaction, refs: Mapping[str, Any]) -> AbsenceTold | Obsolete:
    """What is told of an absence; that it was said is obsolete once it is over.

    Raises:
        LookupError: there is no such absence, or its people are not on the roster.
    """
    absence, changed = find_absence(tx, int(refs["absence"])), bool(refs["changed"])
    if absence is None:
        raise LookupError(f"there is no absence {refs['absence']}")
    over = absence.until <= max(tx.now, absence.since)
    if over and not changed:
        return Obsolete("the absence is over")
    ids = {absence.person_id, absence.set_by, absence.stand_in_id or absence.person_id}
    found = {each.id: each for each in list_people(tx, ids=ids)}
    stand_in = found[absence.stand_in_id] if absence.stand_in_id is not None else None
    return AbsenceTold(
        absence, found[absence.person_id], stand_in, found[absence.set_by], changed, over, tx.now
    )
