"""One comparison, applied in one transaction: schools, shifts, claims, notices, boards, audit."""

from collections.abc import Iterable
from datetime import date

from scheduling.audit.actions import Change, record
from scheduling.feed.facts import Comparison, PullReport, PullState, Snapshot
from scheduling.feed.report import report_of
from scheduling.feed.rules import is_cancelled
from scheduling.feed.schools import add_schools
from scheduling.policy.schema import Policy
from scheduling.roster.facts import School
from scheduling.shifts.boards import touch_boards
from scheduling.shifts.feed_actions import add_shifts, change_shifts, withdraw_shifts
from scheduling.shifts.terms import NewShift, Occasion, ShiftTerms, TermsChange
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone


def apply_comparison(
    tx: Transaction,
    snapshot: Snapshot,
    comparison: Comparison,
    *,
    policy: Policy,
    pull_id: int,
    actor: str,
) -> PullReport:
    """Make the schedule what the snapshot says, and answer what that changed. The caller has called
    `lock_concerned` with what the comparison changes.
    """
    by = Occasion(actor, f"pull:{pull_id}")
    cancelled = [each.known.id for each in comparison.changed if is_cancelled(each.now)]
    vanished = [shift.id for shift in comparison.withdrawn]
    schools = add_schools(tx, snapshot.schools, actor=actor)
    numbers = add_shifts(
        tx,
        [NewShift(row.external_id, row.terms, row.digest) for row in comparison.new],
        source=snapshot.source,
        schools=schools,
        by=by,
    )
    withdraw_shifts(tx, cancelled, reason="the feed calls it cancelled", by=by)
    withdraw_shifts(tx, vanished, reason="the feed no longer lists it", by=by)
    changes = [
        TermsChange(each.known.id, each.now.terms, each.now.digest, each.fields)
        for each in comparison.changed
    ]
    change_shifts(tx, changes, schools=schools, policy=policy, by=by)
    touch_boards(tx, _days(comparison, schools))
    report = report_of(
        snapshot,
        comparison,
        schools=schools.values(),
        state=PullState.APPLIED,
        pull_id=pull_id,
        numbers=numbers,
    )
    _record(tx, pull_id, report, actor)
    return report


def changed_ids(comparison: Comparison) -> list[int]:
    """The shifts that applying a comparison changes or withdraws."""
    return [
        *(each.known.id for each in comparison.changed),
        *(shift.id for shift in comparison.withdrawn),
    ]


def _days(comparison: Comparison, schools: dict[str, School]) -> set[date]:
    """The local days whose boards a comparison touches: where a shift was, and where it is now."""
    terms: Iterable[ShiftTerms] = (
        *(row.terms for row in comparison.new),
        *(each.known.terms for each in comparison.changed),
        *(each.now.terms for each in comparison.changed),
        *(shift.terms for shift in comparison.withdrawn),
    )
    zones = {code: zone(school.zone) for code, school in schools.items()}
    return {local_day(each.starts_at, zones[each.school]) for each in terms}


def _record(tx: Transaction, pull_id: int, report: PullReport, actor: str) -> None:
    counts = {"new": report.new, "changed": report.changed, "withdrawn": report.withdrawn}
    record(
        tx,
        Change(
            actor,
            "feed_applied",
            "feed_pull",
            pull_id,
            after={"source": report.source, **counts, "quarantined": len(report.quarantined)},
        ),
    )
