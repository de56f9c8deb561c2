"""Officers who came and went as the agency's own clock has it: what it says counts as if they had said so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from scheduling.audit.actions import FEED, Change, record
from scheduling.escalations.facts import Ending
from scheduling.roster.tables import people
from scheduling.shifts.attendance.briefs import redraw_briefs
from scheduling.shifts.attendance.facts import Via
from scheduling.shifts.attendance.rows import write_in, write_out
from scheduling.shifts.rows import is_held
from scheduling.shifts.tables import check_ins, claims, shifts
from scheduling.shifts.watch.no_shows import settle_no_show
from scheduling.store.transaction import Transaction

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ClockedIn:
    """That an officer came, and perhaps went; `officer` is an e-mail address or a badge, in lower case."""

    officer: str
    in_at: datetime
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clocked:
    """The same of one shift, by the feed's own id."""

    external_id: str
    clock: ClockedIn


def note_clock_ins(tx: Transaction, source: str, clocked: Sequence[Clocked]) -> list[Clocked]:
    """Note who has come and gone, as far as that is news; answers those who hold no such shift.

    What an officer has said already stands. The same told again and again costs one look a batch.
    """
    unmatched: list[Clocked] = []
    for first in range(0, len(clocked), _BATCH):
        some = clocked[first : first + _BATCH]
        known = _list_claims(tx, source, {each.external_id for each in some})
        for each in some:
            claim = known.get((each.external_id, each.clock.officer))
            if claim is None:
                unmatched.append(each)
            else:
                _note(tx, claim, each.clock)
    return unmatched


def _list_claims(
    tx: Transaction, source: str, external_ids: Iterable[str]
) -> dict[tuple[str, str], Row[Any]]:
    """Who holds these shifts, by the shift and by either name of the officer."""
    rows = tx.execute(
        select(
            shifts.c.external_id, shifts.c.id.label("shift"), claims.c.id.label("claim"), people.c.email,
            people.c.badge, people.c.id.label("officer"), check_ins.c.in_at, check_ins.c.out_at,
        )
        .select_from(
            claims.join(shifts, shifts.c.id == claims.c.shift_id)
            .join(people, people.c.id == claims.c.person_id)
            .outerjoin(check_ins, check_ins.c.claim_id == claims.c.id)
        )
        .where(shifts.c.source == source, shifts.c.external_id.in_(list(external_ids)), is_held())
    ).all()  # fmt: skip
    by_badge = {(row.external_id, row.badge.lower()): row for row in rows if row.badge}
    return by_badge | {(row.external_id, row.email.lower()): row for row in rows}


def _note(tx: Transaction, claim: Row[Any], clock: ClockedIn) -> None:
    came = claim.in_at is None and write_in(tx, claim.claim, at=clock.in_at, via=Via.FEED)
    went = (
        clock.out_at is not None
        and claim.out_at is None
        and write_out(tx, claim.claim, at=clock.out_at, via=Via.FEED)
    )
    about = {"claim": claim.claim, "officer": claim.officer}
    if came:
        after = {**about, "in_at": clock.in_at}
        record(tx, Change(FEED, "shift_checked_in", "shift", claim.shift, after=after))
        settle_no_show(tx, claim.claim, Ending.CHECKED_IN)
    if went:
        after = {**about, "out_at": clock.out_at}
        record(tx, Change(FEED, "shift_checked_out", "shift", claim.shift, after=after))
    if came or went:
        redraw_briefs(tx, [claim.claim])
