"""Words about meetings: what, when, how often, and how it stands. Pure; text from outside is escaped."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from handlers.words.links import with_links
from handlers.words.local_times import own_span, span
from handlers.words.text import counted, escaped, length, listed, unbroken
from scheduling.ical.repeat import Every, Repeat, is_last
from scheduling.meetings.facts import Answer, Occurrence, Plan, Tally
from scheduling.meetings.kind_names import KIND_NAMES
from scheduling.zones import zone

SAID: Final[Mapping[Answer, str]] = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.MAYBE: "Maybe",
    Answer.NONE: "No answer yet",
}

_ORDINALS: Final = ("1st", "2nd", "3rd", "4th")


def title_of(plan: Plan) -> str:
    """The title, short enough for a headline."""
    return escaped(plan.title, 120)


def kind_of(plan: Plan) -> str:
    """`Safety meeting`; empty where the title says so itself."""
    kind = KIND_NAMES[plan.kind]
    return "" if kind.lower() in plan.title.lower() else kind


def when_of(starts_at: datetime, ends_at: datetime, at: ZoneInfo, reader: ZoneInfo | None = None) -> str:
    """`Wed Aug 12, 15:00–16:30 (1.5 h)` by the meeting's clock, and the reader's own where the two differ:
    `… · your time 14:00–15:30`.
    """
    told = f"{span(starts_at, ends_at, at)} ({unbroken(length(ends_at - starts_at))})"
    own = own_span(starts_at, ends_at, at, reader) if reader is not None else ""
    return f"{told} · {own}" if own else told


def when_it_is(of: Occurrence, reader: ZoneInfo | None = None) -> str:
    """The same of an occurrence."""
    return when_of(of.starts_at, of.ends_at, zone(of.meeting.plan.zone), reader)


def place_of(place: str, school: str = "") -> str:
    """`Library, Quartz Elementary`, with links; empty where neither is known."""
    return ", ".join(part for part in (with_links(place), escaped(school, 80)) if part)


def repeat_of(plan: Plan) -> str:
    """`every Thursday, 12 times`, `the last Friday of every month until Dec 18, 2026`; empty for once. The
    plan is one that was judged.
    """
    repeat = plan.repeat
    if repeat is None:
        return ""
    if plan.until is not None:
        end = f" until {plan.until:%b} {plan.until.day}, {plan.until.year}"
    else:
        end = f", {counted(plan.count or 0, 'time')}"
    return f"{_rhythm(plan.day, repeat)}{end}"


def answers_line(tally: Tally) -> str:
    """`*3* yes · *1* maybe · *0* no · *2* not answered`."""
    counts = (
        (tally.yes, "yes"),
        (tally.maybe, "maybe"),
        (tally.no, "no"),
        (tally.silent, "not answered"),
    )
    return " · ".join(f"*{len(people)}* {word}" for people, word in counts)


def missing_line(tally: Tally) -> str:
    """`no principal; 2 more for the quorum of 5`; empty where it is enough."""
    roles = listed((escaped(role, 60) for role in tally.missing_roles), "or")
    parts = [f"no {roles}"] if roles else []
    if tally.short_by:
        parts.append(f"{tally.short_by} more for the quorum of {tally.quorum}")
    return "; ".join(parts)


def _rhythm(first: date, repeat: Repeat) -> str:
    weekday = f"{first:%A}"
    if repeat.every is Every.WEEK:
        return f"every {weekday}"
    nth = "last" if is_last(first, repeat.every, last=repeat.last) else _ORDINALS[(first.day - 1) // 7]
    return f"the {nth} {weekday} of every {'month' if repeat.every is Every.MONTH else 'third month'}"
