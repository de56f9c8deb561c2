"""An officer who should be at a shift and is not checked in; or whose place wants cover by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.covering import assign_button, cover_button, offer_button
from handlers.blocks.elements import context
from handlers.blocks.shifts import detail_of, title_of
from handlers.concerns.words import NAME, ConcernWords
from handlers.message import Block
from handlers.words.local_times import point
from handlers.words.text import escaped
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.roster.queries import find_person
from scheduling.shifts.attendance.facts import CheckIn
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import find_claim
from scheduling.store.transaction import Transaction
from scheduling.zones import zone


@dataclass(frozen=True, slots=True)
class NoShow:
    """A claim, whether it still stands, what is known of its officer's coming, and the instant of reading."""

    held: HeldShift
    officer: str
    stands: bool
    check_in: CheckIn
    now: datetime


def _load(tx: Transaction, escalation: Escalation) -> NoShow | Obsolete:
    found = find_claim(tx, escalation.concern.subject_id)
    officer = find_person(tx, found[0].person_id) if found is not None else None
    if found is None or officer is None:
        return Obsolete("there is no such claim")
    held, stands = found
    return NoShow(held, officer.name, stands, find_check_in(tx, held.claim_id), tx.now)


def _line(facts: NoShow, reader: ZoneInfo | None) -> str:
    shift = facts.held.shift
    if not facts.stands and shift.wants_cover(facts.now):
        return f"Cover called: {title_of(shift, reader, most=NAME)}"
    return f"Not checked in: *{escaped(facts.officer, NAME)}* · {title_of(shift, reader, most=NAME)}"


def _detail(facts: NoShow, reader: ZoneInfo | None) -> Sequence[Block]:
    at = reader or zone(facts.held.shift.school.zone)
    seen = facts.check_in
    lines = [f"Shift {detail_of(facts.held.shift)}", f"Claimed {point(facts.held.claimed_at, at)}"]
    if seen.briefed_at is not None:
        lines.append(f"Briefed {point(seen.briefed_at, at)}")
    if seen.in_at is not None:
        lines.append(f"Checked in {point(seen.in_at, at)}")
    if not facts.stands:
        lines.append(f"{escaped(facts.officer, 60)} is off it")
    return [context("\n".join(lines))]


def _offers(facts: NoShow, escalation: Escalation) -> Sequence[Block]:
    if facts.stands:
        return [cover_button(escalation.id)]
    return [offer_button(escalation.id), assign_button(escalation.id)]


WORDS = ConcernWords(_load, _line, _detail, _offers)
