"""Amounts that cannot be reached, or of which nobody could say when they are."""

from collections.abc import Iterator

from scheduling.policy.requirements import Amount, Every, OnClock, Requirement, longest_span
from scheduling.policy.soundness.facts import Unsound, find_twice

_HOUR = 60
_DAY = 24 * _HOUR


def find_unsound_amounts(requirement: Requirement) -> Iterator[Unsound]:
    """What of the amount, and of what goes with it, contradicts itself."""
    amount = requirement.amount
    yield from find_twice(("amount", "sessions"), amount.sessions)
    yield from find_twice(("amount", "topics"), amount.topics)
    if amount.sessions and (amount.minutes or amount.topics or amount.topic_minutes):
        yield Unsound(("amount",), "names sessions, and hours or topics; one of them says when it is done")
    yield from _topic_hours(amount)
    yield from _against_the_clock(requirement)
    yield from _what_goes_with_it(requirement)


def _topic_hours(amount: Amount) -> Iterator[Unsound]:
    path = ("amount", "topic_hours")
    for topic in amount.topic_minutes:
        if topic not in amount.topics:
            yield Unsound((*path, topic), "is not among the topics")
    together = sum(amount.topic_minutes.values())
    if together and not amount.minutes:
        yield Unsound(path, "says hours of topics, and `hours` does not say how many altogether")
    elif together > amount.minutes:
        yield Unsound(
            path, f"comes to {_hours(together)} hours, and {_hours(amount.minutes)} are asked altogether"
        )


def _against_the_clock(requirement: Requirement) -> Iterator[Unsound]:
    amount, every = requirement.amount, requirement.starts.every
    if every is Every.COMPLETION and (amount.minutes or amount.topics):
        yield Unsound(
            ("amount",), 'counts hours or topics; every = "completion" needs one day on which it is done'
        )
    span = longest_span(requirement.starts, requirement.due)
    if span is not None and amount.minutes > span * _DAY:
        yield Unsound(
            ("amount", "hours"), f"is {_hours(amount.minutes)}, and {span} days hold {span * 24} hours"
        )
    if every is not None and amount.counts_back_months is not None:
        yield Unsound(
            ("amount", "counts_back_months"), "cannot go with `every`: each period counts what is done in it"
        )


def _what_goes_with_it(requirement: Requirement) -> Iterator[Unsound]:
    amount = requirement.amount
    if requirement.excused_share is not None and not amount.minutes:
        yield Unsound(("excused_share",), "is idle; it goes with amount = { hours = … }")
    if requirement.qualification and (amount.sessions or amount.minutes or amount.topics):
        yield Unsound(
            ("qualification",),
            "is true, and the amount is more than one completion",
        )
    if requirement.on_clock is OnClock.ALLOW and requirement.on_clock_rule:
        yield Unsound(("on_clock_rule",), 'is idle; it goes with on_clock = "refuse" or "flag"')
    if requirement.on_clock is not OnClock.ALLOW and not requirement.on_clock_rule:
        yield Unsound(("on_clock",), f'is "{requirement.on_clock}", and no on_clock_rule says by which rule')


def _hours(minutes: int) -> str:
    return f"{minutes / _HOUR:g}"
