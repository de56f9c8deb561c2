"""What a snapshot means against what is known, and whether it may be applied without asking. Pure."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from scheduling.feed.facts import Changed, Comparison, FeedShift, KnownShift, Quarantined, Snapshot
from scheduling.policy.schema import Policy
from scheduling.shifts.facts import FieldChange, Status
from scheduling.shifts.terms import ShiftTerms

_FIELDS = tuple(field.name for field in fields(ShiftTerms))


def compare(known: Iterable[KnownShift], snapshot: Snapshot, now: datetime) -> Comparison:
    """Sort a snapshot into new, changed, unchanged and withdrawn.

    A shift that has begun is left alone, whatever the feed says; a row that would move it into the future is
    refused, for its id now means another shift. A coming shift whose row is in quarantine stays as it was,
    for the feed still lists it. A withdrawn shift that is listed again has changed (its status): it opens
    again, without its former claims.
    """
    by_id = {shift.external_id: shift for shift in known}
    new: list[FeedShift] = []
    changed: list[Changed] = []
    refused: list[Quarantined] = []
    unchanged = left_alone = 0
    for row in snapshot.shifts:
        shift = by_id.get(row.external_id)
        if shift is None:
            if row.terms.ends_at <= now or row.terms.status is Status.WITHDRAWN:
                left_alone += 1
            else:
                new.append(row)
        elif shift.terms.starts_at <= now:
            if row.terms.starts_at > now:
                refused.append(_reused(row, shift))
            else:
                left_alone += 1
        elif differing := _differences(shift, row):
            changed.append(Changed(shift, row, differing))
        else:
            unchanged += 1
    coming = [each for each in by_id.values() if _is_coming(each, now)]
    return Comparison(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=unchanged,
        withdrawn=_vanished(coming, snapshot),
        left_alone=left_alone,
        refused=tuple(refused),
        coming=len(coming),
        cancelled=sum(_is_cancelled(each) for each in changed),
    )


def reason_to_hold(snapshot: Snapshot, comparison: Comparison, policy: Policy, *, confirmed: bool) -> str:
    """Why a person has to look at a pull before it is applied, as one sentence; empty if nobody has to.

    Args:
        snapshot: what was read.
        comparison: what it means.
        policy: says from which share of withdrawals on a pull is held.
        confirmed: the same snapshot stands as applied already.
    """
    if not snapshot.shifts and not confirmed:
        if snapshot.quarantined:
            return f"None of its {len(snapshot.quarantined)} rows could be read; all are in quarantine."
        return "It is empty: it lists no shift at all."
    gone, share = len(comparison.withdrawn) + comparison.cancelled, policy.feed_hold_share.value
    if comparison.coming and gone / comparison.coming > share:
        return (
            f"It would withdraw {gone} of {comparison.coming} coming shifts "
            f"({gone / comparison.coming:.0%}); more than {share:.0%} waits for a coordinator."
        )
    return ""


def is_cancelled(row: FeedShift) -> bool:
    """Whether the feed lists the shift, but as withdrawn."""
    return row.terms.status is Status.WITHDRAWN


def _is_cancelled(changed: Changed) -> bool:
    return is_cancelled(changed.now) and changed.known.terms.status is not Status.WITHDRAWN


def _is_coming(shift: KnownShift, now: datetime) -> bool:
    return shift.terms.starts_at > now and shift.terms.status is not Status.WITHDRAWN


def _vanished(coming: Iterable[KnownShift], snapshot: Snapshot) -> tuple[KnownShift, ...]:
    listed = {row.external_id for row in snapshot.shifts} | {row.external_id for row in snapshot.quarantined}
    until = snapshot.covers_until
    return tuple(
        shift
        for shift in coming
        if shift.external_id not in listed and (until is None or shift.terms.starts_at < until)
    )


def _differences(shift: KnownShift, row: FeedShift) -> dict[str, FieldChange]:
    """Field by field; equal digests and statuses spare the look (a vanished shift differs in status)."""
    if shift.digest == row.digest and shift.terms.status is row.terms.status:
        return {}
    pairs = ((name, getattr(shift.terms, name), getattr(row.terms, name)) for name in _FIELDS)
    return {name: FieldChange(before, after) for name, before, after in pairs if before != after}


def _reused(row: FeedShift, shift: KnownShift) -> Quarantined:
    reason = (
        f"Shift {shift.id} with this id has begun already; it cannot be moved to another time. "
        "Give the new shift an id of its own."
    )
    return Quarantined(row.row, row.external_id, reason, {"id": row.external_id})
