"""The facts of what is told of absences and quiet hours, at the moment of sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.presence.facts import Absence, Habits
from scheduling.presence.letters import WhyMissing
from scheduling.presence.queries import find_absence, read_habits
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people, person_of
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
    (absence, over), changed = _absence_of(tx, refs), bool(refs["changed"])
    if over and not changed:
        return Obsolete("the absence is over")
    ids = {absence.person_id, absence.set_by, absence.stand_in_id or absence.person_id}
    found = {each.id: each for each in list_people(tx, ids=ids)}
    stand_in = found[absence.stand_in_id] if absence.stand_in_id is not None else None
    return AbsenceTold(
        absence, found[absence.person_id], stand_in, found[absence.set_by], changed, over, tx.now
    )


def load_stand_in(tx: Transaction, refs: Mapping[str, Any]) -> AbsenceTold | Obsolete:
    """The same for whoever stands in; obsolete once they do not.

    Raises:
        LookupError: as `load_absence`.
    """
    told = load_absence(tx, refs)
    if isinstance(told, AbsenceTold) and not told.changed and told.absence.stand_in_id != refs["to"]:
        return Obsolete("they do not stand in any more")
    return told


@dataclass(frozen=True, slots=True)
class NobodyStandsIn:
    """An absence in which nobody stands in any more.

    Attributes:
        person: whose absence it is.
        who: who was to stand in, and does not.
        at: when it is told.
    """

    absence: Absence
    person: Person
    who: Person
    why: WhyMissing
    at: datetime


def load_nobody_stands_in(tx: Transaction, refs: Mapping[str, Any]) -> NobodyStandsIn | Obsolete:
    """What is told of `stand_in_missing` {absence, who, why}; obsolete once the absence is over.

    Raises:
        LookupError: there is no such absence, or its people are not on the roster.
    """
    absence, over = _absence_of(tx, refs)
    if over:
        return Obsolete("the absence is over, or somebody else stands in")
    person, who = person_of(tx, absence.person_id), person_of(tx, int(refs["who"]))
    return NobodyStandsIn(absence, person, who, WhyMissing(refs["why"]), tx.now)


@dataclass(frozen=True, slots=True)
class QuietSet:
    """When a person is quiet, as it stands; who said so, and why."""

    habits: Habits
    person: Person
    said_by: Person
    why: str


def load_quiet_set(tx: Transaction, refs: Mapping[str, Any]) -> QuietSet:
    """What is told of `quiet_set` {person, by, why}.

    Raises:
        LookupError: somebody is not on the roster.
    """
    person, by = person_of(tx, int(refs["person"])), person_of(tx, int(refs["by"]))
    return QuietSet(read_habits(tx, [person.id])[person.id], person, by, str(refs["why"]))


def _absence_of(tx: Transaction, refs: Mapping[str, Any]) -> tuple[Absence, bool]:
    """The absence, and whether it is over or does not take place."""
    absence = find_absence(tx, int(refs["absence"]))
    if absence is None:
        raise LookupError(f"there is no absence {refs['absence']}")
    return absence, absence.until <= max(tx.now, absence.since)
