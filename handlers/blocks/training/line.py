"""One obligation in a few lines of mrkdwn."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.blocks.shifts import told_short
from handlers.words.countdown import (
    asked_for,
    civil,
    clock_started,
    if_missed,
    missing,
    state_of,
    title_of,
    told_shown,
    unverified,
)
from handlers.words.local_times import span
from handlers.words.text import counted, escaped, listed
from scheduling.shifts.facts import HeldShift
from scheduling.training.facts import CountdownLine, ObligationState, TrainingRecord

_NAMED = 3
"""How many shifts at stake are named; the rest is counted."""


def head_of(line: CountdownLine, today: date, *, whose: str = "") -> str:
    """Title, bar, progress and time in two lines; `whose` is the officer's name where others read it.

    `*SSO asynchronous training*` / `■■■□□□□□ 3 of 8 sessions · *12 days left*, by Fri Oct 16`
    """
    title = f"*{title_of(line.obligation.requirement)}*"
    first = f"*{escaped(whose, 80)}* · {title}" if whose else title
    if not line.obligation.runs:
        mark = ":white_check_mark: " if line.obligation.state is ObligationState.DONE else ""
        return f"{first}\n{mark}{state_of(line, today)}"
    return f"{first}\n{told_shown(line, today)}"


def detail_of(line: CountdownLine, today: date, *, own: bool) -> list[str]:
    """What is missing, what waits, what was put off, what started the clock, what follows: a line each.

    What the officer asked for is left out where somebody else reads it: there it has its buttons.
    """
    if not line.obligation.runs:
        return []
    told = (
        missing(line),
        unverified(line.progress),
        asked_for(line, today) if own else "",
        state_of(line, today),
        clock_started(line.obligation, today),
        if_missed(line.obligation.requirement),
    )
    return [one for one in told if one]


def planned_line(record: TrainingRecord, today: date, at: ZoneInfo) -> str:
    """`Planned: Thu Aug 20, 09:00–12:00 (Session 4)`."""
    when = (
        span(record.starts_at, record.ends_at, at)
        if record.starts_at is not None and record.ends_at is not None
        else civil(record.done_on, today)
    )
    what = listed(escaped(name, 90) for name in (record.sessions or record.topics)[:2])
    return f"Planned: {when}{f' ({what})' if what else ''}"


def at_stake_line(held: Sequence[HeldShift]) -> str:
    """The shifts that a missed deadline puts at stake, the first of them named; empty where there is none."""
    if not held:
        return ""
    named = [f"#{one.shift.id} {told_short(one.shift)}" for one in held[:_NAMED]]
    more = f"; and {counted(len(held) - _NAMED, 'more shift')}" if len(held) > _NAMED else ""
    return f":warning: At stake if a deadline is missed: {'; '.join(named)}{more}"
