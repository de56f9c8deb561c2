"""Reads of escalations, as frozen facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from scheduling.escalations.entrusted import entrusted_to
from scheduling.escalations.facts import (
    Cause,
    Entry,
    EntryKind,
    Escalation,
    EscalationKind,
    EscalationState,
    StepInRound,
)
from scheduling.escalations.rows import EVERY_ESCALATION, escalation_of
from scheduling.escalations.tables import (
    UNRESOLVED,
    escalation_entries,
    escalation_posts,
    escalation_tellings,
    escalations,
)
from scheduling.roster.facts import Person, Role
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

_ABOUT: Final = EVERY_ESCALATION.where(
    escalations.c.kind == bindparam("kind"), escalations.c.subject == bindparam("subject"), UNRESOLVED
).order_by(escalations.c.id)
_ABOUT_PART: Final = _ABOUT.where(escalations.c.part == bindparam("part"))
_ENTRIES: Final = select(
    escalation_entries.c.id, escalation_entries.c.escalation_id, escalation_entries.c.at,
    escalation_entries.c.kind, escalation_entries.c.by_id, escalation_entries.c.to,
    escalation_entries.c.round, escalation_entries.c.step, escalation_entries.c.until,
    escalation_entries.c.why,
).order_by(escalation_entries.c.id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostLine:
    """One escalation of a message.

    Attributes:
        cause: why its addressee is told.
        escalation: as it stands now.
        later: it stands in a later message to the same addressee as well, which is the one that is kept true.
    """

    cause: Cause
    escalation: Escalation
    later: bool = False


@dataclass(frozen=True, slots=True)
class EscalationPost:
    """A message that tells one addressee of one escalation or more, as they were put into it."""

    id: int
    addressee: str
    lines: tuple[PostLine, ...]


def find_escalation(tx: Transaction, escalation_id: int) -> Escalation | None:
    """The escalation with the number that people type, or None."""
    row = tx.execute(EVERY_ESCALATION.where(escalations.c.id == escalation_id)).first()
    return escalation_of(row) if row is not None else None


def find_unresolved(tx: Transaction, kind: EscalationKind, subject: str, part: str = "") -> Escalation | None:
    """The unresolved escalation about something, or None."""
    return next(iter(list_unresolved(tx, kind, subject, part)), None)


def list_unresolved(
    tx: Transaction, kind: EscalationKind, subject: str, part: str | None
) -> list[Escalation]:
    """Whatever is unresolved about something, by number: about one part of it, or about any (None). Where
    nothing is, that costs one look into an index.
    """
    named = {"kind": kind.value, "subject": subject}
    found = tx.execute(_ABOUT, named) if part is None else tx.execute(_ABOUT_PART, {**named, "part": part})
    return [escalation_of(row) for row in found]


def list_open(
    tx: Transaction,
    *,
    for_person: Person | None = None,
    mine_of: Person | None = None,
    limit: int,
    offset: int = 0,
) -> list[Escalation]:
    """Unresolved escalations: urgent first, then those that nobody has, then by number.

    Args:
        tx: any transaction.
        for_person: only those that this person may act on; None: all.
        mine_of: only those that this person has.
        limit, offset: a page of them.
    """
    unowned_first = escalations.c.owner_id.is_not(None)
    wanted = _open(EVERY_ESCALATION, for_person, mine_of).order_by(
        escalations.c.urgency, unowned_first, escalations.c.id
    )
    return [escalation_of(row) for row in tx.execute(wanted.limit(limit).offset(offset))]


def count_open(tx: Transaction, *, for_person: Person | None = None, mine_of: Person | None = None) -> int:
    """How many `list_open` would answer without a limit."""
    counted = _open(select(func.count()).select_from(escalations), for_person, mine_of)
    return int(tx.execute(counted).scalar_one())


def list_history(
    tx: Transaction,
    *,
    for_person: Person | None = None,
    only_over: bool = False,
    limit: int,
    offset: int = 0,
) -> list[Escalation]:
    """Every escalation, or those that are over; the latest opened first."""
    wanted = EVERY_ESCALATION.where(*_concerning(for_person))
    if only_over:
        wanted = wanted.where(escalations.c.state == EscalationState.RESOLVED.value)
    ordered = wanted.order_by(escalations.c.opened_at.desc(), escalations.c.id.desc())
    return [escalation_of(row) for row in tx.execute(ordered.limit(limit).offset(offset))]


def list_entries(tx: Transaction, escalation_id: int) -> list[Entry]:
    """The timeline of an escalation, from its beginning."""
    return _entries(tx, escalation_entries.c.escalation_id == escalation_id)


def find_entries(tx: Transaction, entry_ids: Sequence[int]) -> list[Entry]:
    """These lines of timelines, in the order in which they were written."""
    return _entries(tx, escalation_entries.c.id.in_(entry_ids))


def find_told_at(tx: Transaction, escalation_id: int, step: StepInRound) -> datetime | None:
    """When a step was told; None: it was not, or not yet."""
    told = [
        entry.at
        for entry in list_entries(tx, escalation_id)
        if entry.kind is EntryKind.TOLD and (entry.round, entry.step) == step
    ]
    return min(told, default=None)


def read_post(tx: Transaction, post_id: int) -> EscalationPost:
    """A message as it is to be shown now.

    Raises:
        LookupError: there is none with this number.
    """
    addressee = tx.execute(
        select(escalation_posts.c.addressee).where(escalation_posts.c.id == post_id)
    ).scalar()
    if addressee is None:
        raise LookupError(f"there is no message {post_id} about escalations")
    told = tx.execute(
        select(escalation_tellings.c.escalation_id, escalation_tellings.c.cause)
        .where(escalation_tellings.c.post_id == post_id)
        .order_by(escalation_tellings.c.id)
    ).all()
    numbers = {row.escalation_id for row in told}
    rows = tx.execute(EVERY_ESCALATION.where(escalations.c.id.in_(numbers)))
    known = {row.id: escalation_of(row) for row in rows}
    later = _standing_in_later(tx, post_id, addressee, numbers)
    why = {row.escalation_id: Cause(row.cause) for row in told}  # of one that stands in it twice, the latest
    lines = [PostLine(cause, known[number], number in later) for number, cause in why.items()]
    return EscalationPost(post_id, addressee, tuple(lines))


def _standing_in_later(tx: Transaction, post_id: int, addressee: str, numbers: set[int]) -> set[int]:
    found = tx.execute(
        select(escalation_tellings.c.escalation_id).where(
            escalation_tellings.c.escalation_id.in_(numbers),
            escalation_tellings.c.addressee == addressee,
            escalation_tellings.c.post_id > post_id,
            escalation_tellings.c.dropped_at.is_(None),
        )
    )
    return {int(number) for number in found.scalars()}


def _open(wanted: Select[Any], for_person: Person | None, mine_of: Person | None) -> Select[Any]:
    where = list(_concerning(for_person))
    if mine_of is not None:
        where.append(escalations.c.owner_id == mine_of.id)
    return wanted.where(*where).where(UNRESOLVED)


def _concerning(person: Person | None) -> Sequence[ColumnElement[bool]]:
    """As `access.may_act` says, for many at once."""
    if person is None or person.role is Role.COORDINATOR:
        return ()
    ways = [entrusted_to(person)]
    if person.role is Role.SUPERVISOR:
        officers = select(people.c.id).where(people.c.supervisor_id == person.id)
        ways.append(escalations.c.officer_id.in_(officers))
        ways.append(escalations.c.agency.in_({person.agency, ""}) & escalations.c.officer_id.is_(None))
        if person.agency:
            colleagues = select(people.c.id).where(people.c.agency == person.agency)
            ways.append(escalations.c.officer_id.in_(colleagues))
            ways.append(escalations.c.agency == person.agency)
    return (or_(*ways),)


def _entries(tx: Transaction, where: ColumnElement[bool]) -> list[Entry]:
    return [
        Entry(**{**row._asdict(), "kind": EntryKind(row.kind)}) for row in tx.execute(_ENTRIES.where(where))
    ]
