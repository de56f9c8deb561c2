"""A requirement in words, as `muster policy show` prints it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from handlers.refusals.sentences import dated
from handlers.words.text import counted, listed
from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Consequence,
    Countdown,
    Due,
    Every,
    Evidence,
    Exclusion,
    OnClock,
    Requirement,
    Starts,
    Who,
)

_ANCHORS = {
    Anchor.ELIGIBLE: "the day of eligibility",
    Anchor.FIRST_SHIFT: "the first shift",
    Anchor.HIRED: "the day of hire",
    Anchor.ASSIGNED: "the day of assignment",
}
_EMPLOYMENTS = {
    "agency_contract": "agency contract",
    "secondary": "secondary employment",
    "district": "district",
}
_CONSEQUENCES = {
    Consequence.TELL: "people are told, nothing is blocked",
    Consequence.BLOCK: "no claims until it is done",
    Consequence.HAND_BACK: "no claims until it is done; coming shifts are handed back",
}
_EVIDENCE = {Evidence.OWN_WORD: "the officer's word", Evidence.VERIFIED: "verified by a supervisor"}
_ON_CLOCK = {OnClock.REFUSE: "refused", OnClock.FLAG: "flagged"}


def requirement_lines(requirement: Requirement, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a pack says of it: a label and words each, what it leaves out left out here too.

    Args:
        titles: key → title of every requirement, for the one that it comes after.
    """
    yield "who", _who(requirement.who) or "every officer"
    for exclusion in requirement.excluded:
        yield "not", _exclusion(exclusion)
    yield "from", _starts(requirement.starts, titles)
    yield "by", _due(requirement.due)
    yield "how much", _amount(requirement)
    for name in (*requirement.amount.sessions, *requirement.amount.topics):
        yield "", f"· {name}{_least(requirement.amount, name)}"
    yield "reminders", _reminders(requirement.reminders)
    yield "missed", _CONSEQUENCES[requirement.consequence]
    yield from _way_out(requirement)
    proof = ", with a certificate" if requirement.certificate else ""
    yield "evidence", f"{_EVIDENCE[requirement.evidence]}{proof}"
    if requirement.on_clock is not OnClock.ALLOW:
        yield "on shift", f"{_ON_CLOCK[requirement.on_clock]}: {requirement.on_clock_rule}"
    if requirement.since or requirement.until:
        yield "in force", _in_force(requirement.since, requirement.until)
    if requirement.note:
        yield "note", requirement.note
    yield "source", requirement.source


def countdown_words(countdown: Countdown) -> str:
    """When anybody is told of any of them."""
    return (
        f"Reminders go out from {countdown.at:%H:%M} to {countdown.until:%H:%M} of the officer's time. "
        f"Supervisors hear from {counted(countdown.supervisor_days, 'day')} before a deadline."
    )


def _who(who: Who) -> str:
    parts = [
        _either("", who.kinds),
        _either("programme ", who.programmes),
        _either("funded by ", who.funding),
        _either("", (_EMPLOYMENTS.get(name, name) for name in who.employments)),
        _switch(who.armed, "armed", "unarmed"),
        _switch(who.core_team, "core team", "not of the core team"),
        f"worked a shift before {dated(who.worked_before)}" if who.worked_before else "",
    ]
    return ", ".join(filter(None, parts))


def _either(before: str, names: Iterable[str]) -> str:
    said = listed(names, "or")
    return f"{before}{said}" if said else ""


def _switch(told: bool | None, yes: str, no: str) -> str:
    return "" if told is None else yes if told else no


def _exclusion(exclusion: Exclusion) -> str:
    may = "" if exclusion.permitted else " (and may not)"
    return f"{_who(exclusion.who)}{may}: {exclusion.why}"


def _starts(starts: Starts, titles: Mapping[str, str]) -> str:
    if starts.counts is not None:
        others = [_ANCHORS[each] for each in starts.anchors if each is not starts.counts]
        shown = f"; {listed(others)} shown beside it" if others else ""
        return f"{_ANCHORS[starts.counts]}{shown}"
    if starts.anchors:
        earliest = ", whichever is first" if len(starts.anchors) > 1 else ""
        return f"{listed((_ANCHORS[each] for each in starts.anchors), 'or')}{earliest}"
    if starts.on is not None:
        return dated(starts.on)
    if starts.every is None:
        return f"the completion of {titles.get(starts.after, starts.after)}"
    return {
        Every.CALENDAR_YEAR: "each calendar year",
        Every.FISCAL_YEAR: f"each fiscal year, from {date(2000, starts.first_month, 1):%B}",
        Every.COMPLETION: "the last completion, again and again",
    }[starts.every]


def _due(due: Due) -> str:
    if due.on is not None:
        return dated(due.on)
    if due.days is None and due.months is None:
        return "the end of that year"
    span = counted(due.days, "day") if due.days is not None else counted(due.months or 0, "calendar month")
    return f"{span} after {_ANCHORS[due.counted_from]}" if due.counted_from else f"{span} later"


def _amount(requirement: Requirement) -> str:
    amount = requirement.amount
    parts = [
        counted(len(amount.sessions), "session") if amount.sessions else "",
        f"{_hours(amount.minutes)} hours" if amount.minutes else "",
        f"{counted(len(amount.topics), 'topic')}, each at least once" if amount.topics else "",
    ]
    said = "; ".join(filter(None, parts)) or "one completion"
    if requirement.qualification:
        said += ", which counts as the firearms qualification"
    if amount.counts_back_months is not None:
        said += f"; counts if done up to {counted(amount.counts_back_months, 'month')} before"
    if requirement.excused_share is not None:
        said += f"; at most {requirement.excused_share:.0%} of a course excused, and made up"
    return said


def _least(amount: Amount, topic: str) -> str:
    minutes = amount.topic_minutes.get(topic)
    return f", at least {_hours(minutes)} hours" if minutes else ""


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"


def _reminders(rungs: tuple[int, ...]) -> str:
    return f"{listed(map(str, rungs))} days before" if rungs else "none"


def _way_out(requirement: Requirement) -> Iterator[tuple[str, str]]:
    extension = requirement.extension
    if extension is not None:
        yield "extension", f"at most {counted(extension.longest_days, 'day')}, by a {extension.approver}"
    if requirement.exempted_by is not None:
        yield "exemption", f"by a {requirement.exempted_by}"


def _in_force(since: date | None, until: date | None) -> str:
    first = f"from {dated(since)}" if since else ""
    last = f"until {dated(until)}" if until else ""
    return " ".join(filter(None, (first, last)))
