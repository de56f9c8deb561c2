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
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction


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

    @property
    def key(self) -> tuple[str, str]:
        """Which officer, at which shift."""
        return self.external_id, self.clock.officer


@dataclass(frozen=True, slots=True)
class ClockNews:
    """What a clock says that is not known yet, at which shifts, and of whom no shift of theirs is known."""

    source: str
    news: tuple[Clocked, ...]
    shift_ids: frozenset[int]
    unmatched: tuple[Clocked, ...]


def find_clock_news(tx: Transaction, source: str, clocked: Sequence[Clocked]) -> ClockNews:
    """Who has come and gone, as far as that is news. What an officer has said already stands.

    The same told again and again costs one look a batch.
    """
    news: list[Clocked] = []
    shift_ids: set[int] = set()
    unmatched: list[Clocked] = []
    for some in in_batches(clocked):
        known = _list_claims(tx, source, some)
        fresh = [each for each in some if each.key in known and _is_news(known[each.key], each.clock)]
        news += fresh
        shift_ids.update(known[each.key].shift for each in fresh)
        unmatched += [each for each in some if each.key not in known]
    return ClockNews(source, tuple(news), frozenset(shift_ids), tuple(unmatched))


def note_clock_ins(tx: Transaction, clock: ClockNews) -> None:
    """Note them. The caller has called `lock_concerned` with these shifts and whatever else it will change:
    nobody looks for whoever is about to be noted.

    Claims are read once more, since one may have ended before that.
    """
    for some in in_batches(clock.news):
        known = _list_claims(tx, clock.source, some)
        for each in some:
            if (claim := known.get(each.key)) is not None:
                _note(tx, claim, each.clock)


def _is_news(claim: Row[Any], clock: ClockedIn) -> bool:
    return claim.in_at is None or (clock.out_at is not None and claim.out_at is None)


def _list_claims(tx: Transaction, source: str, clocked: Iterable[Clocked]) -> dict[tuple[str, str], Row[Any]]:
    """Who holds these shifts, by the shift and by either name of the officer."""
    external_ids = {each.external_id for each in clocked}
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
