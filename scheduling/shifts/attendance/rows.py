"""Rows of check-ins: one a claim, made when something is first known of it. Each fact is written once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from scheduling.shifts.attendance.facts import CheckIn, Via
from scheduling.shifts.tables import check_ins
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

_EMPTY = {"in_via": "", "in_reason": "", "out_via": "", "out_reason": ""}

_CHECK_IN = select(
    check_ins.c.claim_id, check_ins.c.briefed_at,
    check_ins.c.in_at, check_ins.c.in_via, check_ins.c.in_by, check_ins.c.in_reason,
    check_ins.c.out_at, check_ins.c.out_via, check_ins.c.out_by, check_ins.c.out_reason,
)  # fmt: skip


def find_check_in(tx: Transaction, claim_id: int) -> CheckIn:
    """What is known of a claim; of one that nothing is known of, that."""
    return list_check_ins(tx, [claim_id])[claim_id]


def list_check_ins(tx: Transaction, claim_ids: Iterable[int]) -> dict[int, CheckIn]:
    """The same of several, by claim."""
    wanted = list(claim_ids)
    rows = tx.execute(_CHECK_IN.where(check_ins.c.claim_id.in_(wanted))) if wanted else ()
    found = {row.claim_id: CheckIn(*row) for row in rows}
    return {claim_id: found.get(claim_id, CheckIn(claim_id)) for claim_id in wanted}


def write_in(
    tx: Transaction, claim_id: int, *, at: datetime, via: Via, by: int | None = None, reason: str = ""
) -> bool:
    """Write that the holder of a claim has come; False where that is known already."""
    values = {"in_at": at, "in_via": via.value, "in_by": by, "in_reason": reason}
    return _write(tx, claim_id, values, check_ins.c.in_at.is_(None))


def write_out(
    tx: Transaction, claim_id: int, *, at: datetime, via: Via, by: int | None = None, reason: str = ""
) -> bool:
    """Write that the holder of a claim has gone; False where that is known already."""
    values = {"out_at": at, "out_via": via.value, "out_by": by, "out_reason": reason}
    return _write(tx, claim_id, values, check_ins.c.out_at.is_(None))


def write_briefed(tx: Transaction, claim_id: int) -> None:
    """Write that the holder of a claim is told where to be."""
    _write(tx, claim_id, {"briefed_at": tx.now})


def _write(tx: Transaction, claim_id: int, values: dict[str, Any], *where: ColumnElement[bool]) -> bool:
    tx.execute(insert_unless_there(tx, check_ins, unique=["claim_id"]), {"claim_id": claim_id, **_EMPTY})
    written = tx.execute(check_ins.update().where(check_ins.c.claim_id == claim_id, *where).values(**values))
    return written.rowcount == 1
