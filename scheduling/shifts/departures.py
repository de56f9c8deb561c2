"""The facts of `officer_gone`: which coming shifts an officer who is gone still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.roster.rules import refusal_of_presence
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OfficerGone:
    """An officer who may do nothing any more, and the shifts that somebody has to decide about."""

    officer: Person
    held: tuple[HeldShift, ...]


def load_officer_gone(tx: Transaction, refs: Mapping[str, Any]) -> OfficerGone | Obsolete:
    """What is left of an officer's shifts at this moment.

    Obsolete where the officer is off the roster or back, or holds nothing that is still to come.
    """
    officer = find_person(tx, int(refs["officer"]))
    if officer is None:
        return Obsolete("the officer is no longer on the roster")
    if refusal_of_presence(officer) is None:
        return Obsolete("the officer is back")
    held = list_held_by(tx, officer)
    return OfficerGone(officer, tuple(held)) if held else Obsolete("the officer holds no coming shift")
