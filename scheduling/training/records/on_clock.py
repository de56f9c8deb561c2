"""Training and shifts do not go together: what becomes of an entry that overlaps a shift of its officer."""

from scheduling.policy.requirements import OnClock
from scheduling.refusals import Refusal, Rule
from scheduling.shifts.facts import Shift
from scheduling.training.records.entry import Entry
from scheduling.training.records.facts import EntryFacts
from scheduling.zones import zone


def refusal_on_clock(entry: Entry, facts: EntryFacts) -> Refusal | None:
    """TRAINING_ON_CLOCK {why, number, school, zone, starts_at, ends_at, rule}: of the shift in the way.

    `why` is "overlap", or "times_needed" where only the day is known and there was a shift that day: it may
    have been done before or after, and the times would show it. `rule` is the pack's sentence.
    """
    shift = _clash(entry, facts)
    if shift is None or facts.requirement.on_clock is not OnClock.REFUSE:
        return None
    figures = {
        "why": "overlap" if _has_times(entry) else "times_needed",
        "number": shift.id,
        "school": shift.school.name,
        "zone": shift.school.zone,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "rule": facts.requirement.on_clock_rule,
    }
    return Refusal(Rule.TRAINING_ON_CLOCK, figures, facts.requirement.source)


def flag_on_clock(entry: Entry, facts: EntryFacts) -> str:
    """Why somebody should look at it, where the pack says flag: the shift, by its school's clock, or ""."""
    shift = _clash(entry, facts)
    if shift is None or facts.requirement.on_clock is not OnClock.FLAG:
        return ""
    return (
        f"overlaps {_named(shift)}" if _has_times(entry) else f"same day as {_named(shift)}, no times given"
    )


def _clash(entry: Entry, facts: EntryFacts) -> Shift | None:
    """The first shift in the way; one that ends when the training begins is not."""
    if entry.starts_at is None or entry.ends_at is None:
        return next(iter(facts.shifts), None)
    starts_at, ends_at = entry.starts_at, entry.ends_at
    return next(
        (shift for shift in facts.shifts if shift.starts_at < ends_at and starts_at < shift.ends_at), None
    )


def _has_times(entry: Entry) -> bool:
    return entry.starts_at is not None and entry.ends_at is not None


def _named(shift: Shift) -> str:
    there = zone(shift.school.zone)
    starts_at, ends_at = shift.starts_at.astimezone(there), shift.ends_at.astimezone(there)
    return f"shift {shift.id} at {shift.school.name}, {starts_at:%Y-%m-%d %H:%M} to {ends_at:%H:%M}"
