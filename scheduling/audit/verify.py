"""Follows the chain of the audit from its first row to its end, and names the first row that does not fit."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import BigInteger, RowMapping, bindparam, select

from scheduling.audit.chain import GENESIS, link
from scheduling.audit.facts import Break, Fault, Head, Verdict
from scheduling.audit.tables import audit, audit_head
from scheduling.store.transaction import Transaction

_BATCH = 2_000
_BEFORE_ALL = -(2**63)

_BEHIND = audit.c.id > bindparam("after", type_=BigInteger)
_NEXT_ROWS = select(audit).where(_BEHIND).order_by(audit.c.id).limit(_BATCH)
_NEXT_IDS = select(audit.c.id).where(_BEHIND).order_by(audit.c.id).limit(_BATCH)
_ONE_ROW = select(audit).where(audit.c.id == bindparam("of_id"))

_UNREADABLE = (TypeError, ValueError)
"""What comes of a value that Muster never writes: no JSON, no instant, a number that is none."""


def verify_chain(
    tx: Transaction, *, noted: Head | None = None, progress: Callable[[int, int], None] | None = None
) -> Verdict:
    """Follow the chain in a transaction that sees one state of the database; memory does not grow with it.

    Args:
        tx: the transaction.
        noted: an end of the audit that was noted elsewhere: the row must still be there, and be that row.
        progress: told (last id looked at, last id there is) after every batch.
    """
    walk = _Walk(tx)
    broken = walk.follow(progress or _silently) or walk.judge_end()
    if broken is None and noted is not None:
        broken = walk.judge_noted(noted)
    return Verdict(walk.rows, walk.first_at, walk.last_at, walk.end, broken)


def find_head(tx: Transaction) -> Head | None:
    """Where the audit says that it ends; None if the row that says so is gone."""
    row = tx.execute(select(audit_head.c.audit_id, audit_head.c.hash)).first()
    return Head(row.audit_id, row.hash) if row is not None else None


class _Walk:
    """How far the chain has been followed."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.stated = find_head(tx)
        self.end = Head(0, GENESIS)
        self.rows = 0
        self.first_at: datetime | None = None
        self.last_at: datetime | None = None

    def follow(self, progress: Callable[[int, int], None]) -> Break | None:
        """Go from row to row as far as they fit; the first that does not, or None."""
        for audit_id, row in _rows(self.tx):
            if row is None or not _fits(self.end.hash, row):
                return self._judge(audit_id)
            if self.stated is not None and audit_id > self.stated.audit_id:
                return Break(Fault.INSERTED, audit_id, audit_id)
            self.end = Head(audit_id, row["hash"])
            self.rows += 1
            self.first_at, self.last_at = self.first_at or row["at"], row["at"]
            if self.rows % _BATCH == 0:
                progress(audit_id, self.stated.audit_id if self.stated else audit_id)
        return None

    def _judge(self, audit_id: int) -> Break:
        """What is wrong with the row that does not fit: it is too much, others are gone, or it is another."""
        behind_end = self.stated is not None and audit_id > self.stated.audit_id
        following = next(_rows(self.tx, after=audit_id), None)
        if behind_end or (following and following[1] and _fits(self.end.hash, following[1])):
            return Break(Fault.INSERTED, audit_id, audit_id)
        if audit_id > self.end.audit_id + 1:
            return Break(Fault.MISSING, self.end.audit_id + 1, audit_id - 1)
        return Break(Fault.ALTERED, audit_id, audit_id)

    def judge_end(self) -> Break | None:
        """Whether the last row is the one with which the audit says that it ends."""
        if self.stated is None:
            return Break(Fault.END_UNKNOWN, self.end.audit_id, self.end.audit_id)
        if self.stated.audit_id > self.end.audit_id:
            return Break(Fault.CUT, self.end.audit_id + 1, self.stated.audit_id)
        if self.stated.hash != self.end.hash:
            return Break(Fault.OTHER_END, self.end.audit_id, self.end.audit_id)
        return None

    def judge_noted(self, noted: Head) -> Break | None:
        """Whether a chain that fits in itself is still the one whose end was noted."""
        if noted.audit_id > self.end.audit_id:
            return Break(Fault.CUT, self.end.audit_id + 1, noted.audit_id)
        there = select(audit.c.hash).where(audit.c.id == noted.audit_id)
        found = self.tx.execute(there).scalar() if noted.audit_id else GENESIS
        return None if found == noted.hash else Break(Fault.REBUILT, noted.audit_id, noted.audit_id)


def _rows(tx: Transaction, *, after: int = _BEFORE_ALL) -> Iterator[tuple[int, RowMapping | None]]:
    """Every row behind an id, by id; None in place of one that cannot even be read."""
    while batch := _batch(tx, after):
        yield from batch
        after = batch[-1][0]


def _batch(tx: Transaction, after: int) -> list[tuple[int, RowMapping | None]]:
    try:
        return [(row["id"], row) for row in tx.execute(_NEXT_ROWS, {"after": after}).mappings()]
    except _UNREADABLE:
        return [(each, _row(tx, each)) for each in tx.execute(_NEXT_IDS, {"after": after}).scalars()]


def _row(tx: Transaction, audit_id: int) -> RowMapping | None:
    try:
        return tx.execute(_ONE_ROW, {"of_id": audit_id}).mappings().one()
    except _UNREADABLE:
        return None


def _fits(previous: str, row: RowMapping) -> bool:
    try:
        return bool(link(previous, row) == row["hash"])
    except _UNREADABLE:
        return False


def _silently(_done: int, _total: int) -> None:
    pass
