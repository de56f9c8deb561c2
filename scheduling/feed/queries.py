"""Reads of the feed: what is known of a source, its pulls, its quarantine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from scheduling.feed.facts import FeedShift, KnownShift, Pull, PullState, Quarantined
from scheduling.feed.tables import pulls, quarantine
from scheduling.roster.tables import schools
from scheduling.shifts.facts import Status
from scheduling.shifts.tables import shifts
from scheduling.shifts.terms import LONGEST_SHIFT, ShiftTerms
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

_KNOWN = select(
    shifts.c.id, shifts.c.external_id, shifts.c.digest, schools.c.code, shifts.c.agency,
    shifts.c.backup_agencies, shifts.c.post, shifts.c.programme, shifts.c.armed, shifts.c.starts_at,
    shifts.c.ends_at, shifts.c.places, shifts.c.status, shifts.c.notes,
).select_from(shifts.join(schools, schools.c.id == shifts.c.school_id))  # fmt: skip

_PULL = select(
    pulls.c.id, pulls.c.source, pulls.c.at, pulls.c.seen_at, pulls.c.state, pulls.c.reason, pulls.c.new,
    pulls.c.changed, pulls.c.unchanged, pulls.c.withdrawn, pulls.c.quarantined, pulls.c.decided_by,
)  # fmt: skip

DELIVERED = (PullState.APPLIED, PullState.HELD, PullState.DISCARDED)
"""States of a pull that brought a readable snapshot, the latest of which is the source's last word."""


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """How one source stands.

    Attributes:
        last: the pull that was seen last, whatever became of it; None if there never was one.
        last_good: the latest that was applied; its `seen_at` is how fresh the schedule is.
        held: the pull that waits for a coordinator, if any.
        quarantined: how many rows of the latest readable pull are in quarantine.
    """

    source: str
    last: Pull | None
    last_good: Pull | None
    held: Pull | None
    quarantined: int

    def age(self, now: datetime) -> timedelta | None:
        """How long ago the feed last confirmed the schedule; None if it never did."""
        return now - self.last_good.seen_at if self.last_good is not None else None


def list_known(tx: Transaction, source: str, listed: Iterable[FeedShift]) -> list[KnownShift]:
    """The shifts of a source that a pull may concern: the coming ones, and those that it lists itself."""
    since = tx.now - LONGEST_SHIFT
    known = [
        _known(row) for row in tx.execute(_KNOWN.where(shifts.c.source == source, shifts.c.starts_at > since))
    ]
    found = {shift.external_id for shift in known}
    others = [row.external_id for row in listed if row.external_id not in found]
    for ids in in_batches(others):
        older = _KNOWN.where(shifts.c.source == source, shifts.c.external_id.in_(ids))
        known += [_known(row) for row in tx.execute(older)]
    return known


def find_pull(tx: Transaction, pull_id: int) -> Pull | None:
    """The pull with this id, or None."""
    return _first(tx, pulls.c.id == pull_id)


def find_last_pull(tx: Transaction, source: str | None = None) -> Pull | None:
    """The pull of a source, or of any, that was seen last, whatever became of it: an outage that is over is
    older than the delivery that is seen again after it.
    """
    found = _PULL.where(*_of(source)).order_by(pulls.c.seen_at.desc(), pulls.c.id.desc()).limit(1)
    row = tx.execute(found).first()
    return None if row is None else _pull(row)


def find_last_delivered(tx: Transaction, source: str | None = None) -> Pull | None:
    """The latest pull of a source, or of any, that brought a readable snapshot and was not superseded."""
    return _first(tx, *_of(source), pulls.c.state.in_([state.value for state in DELIVERED]))


def find_last_content(tx: Transaction, source: str | None = None) -> Pull | None:
    """The latest pull of a source, or of any, for which there was a file, readable or not."""
    return _first(tx, *_of(source), pulls.c.state != PullState.UNREACHED.value)


def find_held(tx: Transaction, source: str | None = None) -> Pull | None:
    """The pull that waits for a coordinator, or None."""
    return _first(tx, *_of(source), pulls.c.state == PullState.HELD.value)


def list_pulls(tx: Transaction, *, source: str | None = None, limit: int = 10) -> list[Pull]:
    """The latest pulls, newest first."""
    found = tx.execute(_PULL.where(*_of(source)).order_by(pulls.c.id.desc()).limit(limit))
    return [_pull(row) for row in found]


def list_quarantined(tx: Transaction, pull_id: int, *, limit: int = 1_000) -> list[Quarantined]:
    """The rows that a pull could not take, in the order of the file."""
    found = tx.execute(
        select(quarantine.c.row, quarantine.c.external_id, quarantine.c.reason, quarantine.c.raw)
        .where(quarantine.c.pull_id == pull_id)
        .order_by(quarantine.c.row)
        .limit(limit)
    )
    return [Quarantined(row.row, row.external_id, row.reason, row.raw) for row in found]


def read_status(tx: Transaction, source: str | None = None) -> FeedStatus:
    """How a source stands, or the one that delivered last."""
    last = find_last_pull(tx, source)
    if last is None:
        return FeedStatus(source or "", None, None, None, 0)
    of = pulls.c.source == last.source
    delivered = find_last_delivered(tx, last.source)
    return FeedStatus(
        source=last.source,
        last=last,
        last_good=_first(tx, of, pulls.c.state == PullState.APPLIED.value),
        held=find_held(tx, last.source),
        quarantined=delivered.quarantined if delivered is not None else 0,
    )


def _of(source: str | None) -> list[ColumnElement[bool]]:
    return [] if source is None else [pulls.c.source == source]


def _first(tx: Transaction, *where: ColumnElement[bool]) -> Pull | None:
    row = tx.execute(_PULL.where(*where).order_by(pulls.c.id.desc()).limit(1)).first()
    return None if row is None else _pull(row)


def _pull(row: Sequence[Any]) -> Pull:
    (pull_id, source, at, seen_at, state, reason, new, changed, unchanged, withdrawn, bad, decided_by) = row
    return Pull(
        id=pull_id, source=source, at=at, seen_at=seen_at, state=PullState(state), reason=reason, new=new,
        changed=changed, unchanged=unchanged, withdrawn=withdrawn, quarantined=bad, decided_by=decided_by,
    )  # fmt: skip


def _known(row: Sequence[Any]) -> KnownShift:
    (shift_id, external_id, digest, code, agency, backups, post, programme, armed, starts_at, ends_at, places,
     status, notes) = row  # fmt: skip
    terms = ShiftTerms(
        school=code, agency=agency, backup_agencies=tuple(backups), post=post, programme=programme,
        armed=bool(armed), starts_at=starts_at, ends_at=ends_at, places=places, status=Status(status),
        notes=notes,
    )  # fmt: skip
    return KnownShift(shift_id, external_id, terms, digest)
