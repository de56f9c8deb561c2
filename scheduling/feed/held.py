"""The facts of a delivery that waits for a coordinator, compared anew with the shifts as they are now."""

from dataclasses import dataclass

from sqlalchemy import func, select

from scheduling.feed.facts import Kind, Pull, PullReport, PullState
from scheduling.feed.kept import unpack
from scheduling.feed.pulls import content_of
from scheduling.feed.queries import find_held, find_pull, list_known
from scheduling.feed.report import report_of
from scheduling.feed.rules import compare
from scheduling.roster.queries import list_schools
from scheduling.shifts.rows import HELD
from scheduling.shifts.tables import claims
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HeldDelivery:
    """A held pull, what it would do if it were applied now, and how many held places that would end."""

    pull: Pull
    report: PullReport
    claims_lost: int


def find_held_delivery(tx: Transaction, pull_id: int | None = None) -> HeldDelivery | None:
    """The held pull with this number, or whichever is held; None where none is (any more)."""
    pull = find_pull(tx, pull_id) if pull_id is not None else find_held(tx)
    kept = content_of(tx, pull.id) if pull is not None else None
    if pull is None or kept is None:  # what was read is kept as long as the pull is held
        return None
    snapshot = unpack(kept)
    comparison = compare(list_known(tx, snapshot.source, snapshot.shifts), snapshot, tx.now)
    report = report_of(
        snapshot,
        comparison,
        schools=list_schools(tx),
        state=PullState.HELD,
        reason=pull.reason,
        pull_id=pull.id,
    )
    return HeldDelivery(pull, report, _claims_lost(tx, report))


def _claims_lost(tx: Transaction, report: PullReport) -> int:
    withdrawn = [each.number for each in report.differences if each.kind is Kind.WITHDRAWN]
    held = select(func.count()).where(claims.c.shift_id.in_(withdrawn), claims.c.state == HELD)
    return int(tx.execute(held).scalar_one())
