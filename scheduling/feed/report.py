"""A comparison as a report: what a person is shown of a pull, in the order new, changed, withdrawn."""

from collections.abc import Iterable, Mapping

from scheduling.feed.facts import Comparison, Difference, Kind, PullReport, PullState, Snapshot
from scheduling.feed.rules import is_cancelled
from scheduling.roster.facts import School


def report_of(
    snapshot: Snapshot,
    comparison: Comparison,
    *,
    schools: Iterable[School],
    state: PullState,
    reason: str = "",
    pull_id: int | None = None,
    numbers: Mapping[str, int] | None = None,
) -> PullReport:
    """Put a report together.

    Args:
        snapshot: what was read.
        comparison: what it means.
        schools: of the roster; those that the snapshot itself names are added, without an id of theirs.
        state: what became of the pull.
        reason: why it was held.
        pull_id: None for a dry run.
        numbers: of shifts that were just added, by the feed's own id.
    """
    by_code = {school.code: School(0, school.code, school.name, school.zone) for school in snapshot.schools}
    by_code |= {school.code: school for school in schools}
    numbers = numbers or {}
    new = [
        Difference(
            Kind.NEW, numbers.get(row.external_id), row.external_id, by_code[row.terms.school], row.terms
        )
        for row in comparison.new
    ]
    changed = [
        Difference(
            Kind.WITHDRAWN if is_cancelled(each.now) else Kind.CHANGED,
            each.known.id,
            each.known.external_id,
            by_code[each.now.terms.school],
            each.now.terms,
            each.fields,
        )
        for each in comparison.changed
    ]
    withdrawn = [
        Difference(Kind.WITHDRAWN, shift.id, shift.external_id, by_code[shift.terms.school], shift.terms)
        for shift in comparison.withdrawn
    ]
    changed.sort(key=lambda each: each.kind is Kind.WITHDRAWN)
    return PullReport(
        pull_id=pull_id,
        source=snapshot.source,
        state=state,
        reason=reason,
        differences=(*new, *changed, *withdrawn),
        quarantined=tuple(sorted((*snapshot.quarantined, *comparison.refused), key=lambda each: each.row)),
        unchanged=comparison.unchanged,
        left_alone=comparison.left_alone,
        coming=comparison.coming,
    )
