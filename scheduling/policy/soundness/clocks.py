"""Clocks that cannot run: what starts them, by when, how often people are told, and when it is in force."""

from collections.abc import Iterator

from scheduling.policy.requirements import FISCAL_YEAR_BEGINS, Consequence, Every, Requirement, longest_span
from scheduling.policy.soundness.facts import Unsound, find_twice


def find_unsound_clocks(requirement: Requirement) -> Iterator[Unsound]:
    """What of start, deadline, dates in force and reminders contradicts itself."""
    yield from _starts(requirement)
    yield from _due(requirement)
    yield from _fixed_days(requirement)
    yield from _reminders(requirement)


def _starts(requirement: Requirement) -> Iterator[Unsound]:
    starts = requirement.starts
    ways = {"anchors": starts.anchors, "every": starts.every, "on": starts.on, "after": starts.after}
    told = [way for way, given in ways.items() if given]
    if not told:
        yield Unsound(("starts",), "says nothing that starts a clock; expected anchors, every, on or after")
    if len(told) > 1:
        yield Unsound(("starts",), f"says {_and(told)}; a clock is started by one of them")
    if starts.counts is not None and starts.counts not in starts.anchors:
        yield Unsound(("starts", "counts"), f'is "{starts.counts}", which is not among the anchors')
    if starts.every is not Every.FISCAL_YEAR and starts.first_month != FISCAL_YEAR_BEGINS:
        yield Unsound(("starts", "first_month"), 'is idle; it goes with every = "fiscal_year"')
    yield from find_twice(("starts", "anchors"), starts.anchors)


def _due(requirement: Requirement) -> Iterator[Unsound]:
    starts, due = requirement.starts, requirement.due
    told = [
        name
        for name, given in {"days": due.days, "months": due.months, "on": due.on}.items()
        if given is not None
    ]
    if len(told) > 1:
        yield Unsound(("due",), f"says {_and(told)}; one of them says by when")
    if not told and starts.every not in {Every.CALENDAR_YEAR, Every.FISCAL_YEAR}:
        yield Unsound(("due",), "does not say by when; expected days, months or on")
    if due.on is not None and starts.every is not None:
        yield Unsound(("due", "on"), "is one day, and the requirement comes back; expected days or months")
    if due.counted_from is None:
        return
    if due.days is None and due.months is None:
        yield Unsound(("due", "counted_from"), "is idle without days or months to count")
    if starts.every is not None:
        yield Unsound(
            ("due", "counted_from"), "cannot go with `every`: each period is counted from its own start"
        )


def _fixed_days(requirement: Requirement) -> Iterator[Unsound]:
    starts_on, due_on = requirement.starts.on, requirement.due.on
    since, until = requirement.since, requirement.until
    if since and until and until < since:
        yield Unsound(("until",), f"is {until}, before it is in force from {since}")
    if starts_on and until and until < starts_on:
        yield Unsound(("until",), f"is {until}, before its clock starts on {starts_on}")
    if due_on is None:
        return
    if starts_on and due_on < starts_on:
        yield Unsound(("due", "on"), f"is {due_on}, before its clock starts on {starts_on}")
    if since and due_on < since:
        yield Unsound(("due", "on"), f"is {due_on}, before it is in force from {since}")
    if until and until < due_on:
        yield Unsound(("due", "on"), f"is {due_on}, when it is asked no more: it ends with {until}")


def _reminders(requirement: Requirement) -> Iterator[Unsound]:
    reminders, span = requirement.reminders, longest_span(requirement.starts, requirement.due)
    yield from find_twice(("reminders",), map(str, reminders))
    if reminders and span is not None and max(reminders) > span:
        yield Unsound(
            ("reminders",),
            f"says {max(reminders)} days before, and the deadline is {span} days after the start",
        )
    if not reminders and requirement.consequence is not Consequence.TELL:
        yield Unsound(
            ("reminders",), f'is empty, and consequence is "{requirement.consequence}"; warn before you block'
        )


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
