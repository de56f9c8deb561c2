"""An officer who is gone and still holds coming shifts: `person:ID`, with the instant of leaving as its part,
so that whoever comes back and leaves again is told of anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation, refresh
from scheduling.escalations.settled import settled_levels
from scheduling.escalations.settling import resolve_subject
from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction

_KIND = EscalationKind.OFFICER_GONE


@dataclass(frozen=True, slots=True)
class OfficerGone:
    """An officer who may do nothing any more, and the shifts that somebody has to decide about."""

    officer: Person
    held: tuple[HeldShift, ...]


def escalate_departure(
    tx: Transaction, officer: Person, held: Sequence[HeldShift], policy: Policy
) -> datetime | None:
    """Open it where an officer who is gone still holds something, and resolve it where nothing is left;
    answers when the last of it is over.

    Args:
        tx: a write transaction that holds the officer.
        officer: somebody who may do nothing any more.
        held: what they hold that is not over yet.
        policy: the packs in use.
    """
    if not held:
        resolve_subject(tx, _KIND, _subject(officer), Ending.NOTHING_LEFT)
        return None
    part = _part(tx, officer)
    if (_subject(officer), part) not in settled_levels(tx, _KIND, [_subject(officer)]):
        concern = Concern(
            _KIND,
            _subject(officer),
            zone=officer.zone,
            part=part,
            officer_id=officer.id,
            agency=officer.agency,
        )
        if open_escalation(tx, policy, concern) is None:
            refresh(tx, _KIND, _subject(officer), part)  # it says how many shifts are left
    return max(each.shift.ends_at for each in held)


def resolve_departure(tx: Transaction, officer: Person) -> None:
    """The officer is here, or back."""
    resolve_subject(tx, _KIND, _subject(officer), Ending.BACK)


def read_gone(tx: Transaction, officer_id: int) -> OfficerGone | None:
    """The officer and what they hold now, whether gone or back; None where nobody has that id."""
    officer = find_person(tx, officer_id)
    return None if officer is None else OfficerGone(officer, tuple(list_held_by(tx, officer)))


def load_officer_gone(tx: Transaction, refs: Mapping[str, Any]) -> OfficerGone | Obsolete:
    """What is left of an officer's shifts at this moment, for a notice that a former release has left behind.

    Obsolete where the officer is off the roster or back, or holds nothing that is still to come.
    """
    gone = read_gone(tx, int(refs["officer"]))
    if gone is None:
        return Obsolete("the officer is no longer on the roster")
    if refusal_of_presence(gone.officer) is None:
        return Obsolete("the officer is back")
    return gone if gone.held else Obsolete("the officer holds no coming shift")


def _subject(officer: Person) -> str:
    return f"person:{officer.id}"


def _part(tx: Transaction, officer: Person) -> str:
    """When they left; empty where that was before it was kept."""
    departed_at: datetime | None = tx.execute(
        select(people.c.departed_at).where(people.c.id == officer.id)
    ).scalar()
    return f"{departed_at:%Y%m%dT%H%M%S}" if departed_at else ""
