"""How far an obligation has come and what is left of it, in words for a telephone.

Days are told without their year while that is this year. What packs and people wrote is escaped here.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from handlers.words.local_times import day
from handlers.words.text import counted, escaped, figure, length, listed, unbroken
from scheduling.policy.requirements import Anchor, Consequence, Requirement
from scheduling.training.facts import CountdownLine, Obligation, ObligationState, Progress

CELLS = 8
"""Squares of a bar; up to `_MOST_CELLS` sessions have one each."""

_MOST_CELLS = 10
_NAMED = 3
"""How many of what is missing is named; the rest is counted."""

_ANCHORS = {
    Anchor.ELIGIBLE: "eligible",
    Anchor.FIRST_SHIFT: "first shift",
    Anchor.HIRED: "hired",
    Anchor.ASSIGNED: "assigned",
}
_IF_MISSED = {
    Consequence.TELL: "If missed: the supervisor is told, nothing is blocked",
    Consequence.BLOCK: "If missed: no claims until it is done",
    Consequence.HAND_BACK: "If missed: no claims, and held shifts are handed back",
}


def title_of(requirement: Requirement) -> str:
    """As officers know it."""
    return escaped(requirement.title, 120)


def bar_of(progress: Progress) -> str:
    """`■■■□□□□□`: full only where nothing is missing, and empty only where nothing is done; no bar where a
    single completion is all there is.
    """
    if progress.completions_needed:
        return ""
    sessions = len(progress.sessions_done) + len(progress.sessions_left)
    cells = sessions if 0 < sessions <= _MOST_CELLS else CELLS
    full = cells if progress.is_done else min(int(progress.share * cells + 0.5), cells - 1)
    if progress.share > 0 and cells > 1:
        full = max(full, 1)
    return "■" * full + "□" * (cells - full)


def done_so_far(line: CountdownLine) -> str:
    """`3 of 8 sessions`; `38 of 40 h, 9 of 10 topics`; `done`; empty for a renewal that has not begun."""
    progress, parts = line.progress, []
    if line.obligation.is_renewal and not progress.share:
        return ""
    if every := len(progress.sessions_done) + len(progress.sessions_left):
        parts.append(f"{len(progress.sessions_done)} of {counted(every, 'session')}")
    if progress.minutes_needed:
        parts.append(unbroken(f"{_hours(progress.minutes)} of {_hours(progress.minutes_needed)} h"))
    if every := len(progress.topics_done) + len(progress.topics_left):
        parts.append(f"{len(progress.topics_done)} of {counted(every, 'topic')}")
    return ", ".join(parts) or ("done" if progress.is_done else "not done yet")


def time_left(obligation: Obligation, today: date, day_of: Callable[[date], str] | None = None) -> str:
    """`12 days left, by Fri Oct 16`; `last day today, Fri Oct 16`; `2 days overdue, was due Fri Oct 16`.

    Of a renewal `valid through Fri Aug 20, 2027, 270 days left`; `renew by Fri Aug 28, 14 days left`; `lapsed
    Wed Aug 5, 7 days ago`. `day_of` tells a day in other words than `civil`.
    """
    on = day_of(obligation.due_on) if day_of is not None else civil(obligation.due_on, today)
    return ", ".join(_time_left(obligation, today, on))


def time_shown(obligation: Obligation, today: date) -> str:
    """The same in mrkdwn, with its mark, and with what matters in bold."""
    first, second = _time_left(obligation, today, civil(obligation.due_on, today))
    if obligation.is_renewal:
        first = f"{first[0].upper()}{first[1:]}"
    if obligation.due_on < today:
        return f":red_circle: *{first}*, {second}"
    if _is_valid(obligation, today):
        return f":white_check_mark: {first} · {second}"
    return f"{first} · *{second}*" if obligation.is_renewal else f"*{first}*, {second}"


def told_short(line: CountdownLine, today: date) -> str:
    """Progress and time in one go: `3 of 8 sessions, 12 days left, by Fri Oct 16`."""
    return ", ".join(part for part in (done_so_far(line), time_left(line.obligation, today)) if part)


def told_dated(line: CountdownLine, today: date) -> str:
    """The same without counted days, true as long as it stands: `3 of 8 sessions, due Fri Oct 16`."""
    return ", ".join(part for part in (done_so_far(line), _dated(line.obligation, today)) if part)


def told_shown(line: CountdownLine, today: date) -> str:
    """The same in mrkdwn, with a bar: `■■■□□□□□ 3 of 8 sessions · *12 days left*, by Fri Oct 16`."""
    so_far, left = done_so_far(line), time_shown(line.obligation, today)
    return f"{bar_of(line.progress)} {so_far} · {left}".lstrip() if so_far else left


def missing(line: CountdownLine) -> str:
    """What is still to do, by name; empty where a single completion is all there is, or nothing."""
    progress = line.progress
    left = max(progress.minutes_needed - progress.minutes, 0)
    parts = [
        unbroken(length(timedelta(minutes=left))) if left else "",
        _named(progress.sessions_left, "session"),
        _topics(progress.topics_left),
    ]
    what = "To renew it" if line.obligation.is_renewal else "Missing"
    return f"{what}: {'; '.join(part for part in parts if part)}" if any(parts) else ""


def unverified(progress: Progress) -> str:
    """What counts only once a supervisor has said so; empty where nothing waits."""
    waiting = len(progress.unverified)
    if not waiting:
        return ""
    return f"{counted(waiting, 'record')} logged; {'counts' if waiting == 1 else 'they count'} once verified"


def clock_started(obligation: Obligation, today: date) -> str:
    """`First shift Mon Aug 17, eligible Thu Aug 20; the earlier counts`; empty where only one is known."""
    if len(obligation.anchors) < 2:
        return ""
    days = sorted(obligation.anchors.items(), key=lambda known: known[1])
    told = ", ".join(f"{_ANCHORS[anchor]} {civil(on, today)}" for anchor, on in days)
    starts, due = obligation.requirement.starts, obligation.requirement.due
    counts = due.counted_from or starts.counts
    which = f"“{_ANCHORS[counts]}”" if counts else "the earlier" if len(days) == 2 else "the earliest"
    return f"{told[0].upper()}{told[1:]}; {which} counts"


def state_of(line: CountdownLine, today: date) -> str:
    """That it is done, let off, put off, or that somebody was asked to; empty where it simply runs."""
    obligation = line.obligation
    match obligation.state:
        case ObligationState.DONE:
            return f"Done {civil(obligation.settled_on, today)}" if obligation.settled_on else "Done"
        case ObligationState.EXEMPT:
            until = f" until {civil(obligation.exempt_until, today)}" if obligation.exempt_until else ""
            return f"Exempt{until}{_why(obligation.reason)}"
        case ObligationState.ENDED:
            return f"Asked no more{_why(obligation.reason)}"
        case _:
            return _put_off(obligation, today)


def asked_for(line: CountdownLine, today: date) -> str:
    """`Extension until Fri Oct 30 asked for, not decided yet`; empty where nothing is asked."""
    request = line.request
    if request is None:
        return ""
    until = f" until {civil(request.until, today)}" if request.until else ""
    return f"{request.kind.value.capitalize()}{until} asked for, not decided yet"


def if_missed(requirement: Requirement) -> str:
    """What follows a missed deadline."""
    return _IF_MISSED[requirement.consequence]


def due_before_shift(line: CountdownLine, today: date) -> str:
    """A warning before a claim: `Firearms qualification is due Fri Oct 16, before this shift ends. …`"""
    title, on = title_of(line.obligation.requirement), civil(line.obligation.due_on, today)
    if line.obligation.lapses:
        return (
            f"*{title}* is valid through {on}, and this shift ends later. Unless it is renewed by then, you "
            "may not work it: `/training`"
        )
    return f"*{title}* is due {on}, before this shift ends. If it is missed, you may not work it: `/training`"


def civil(on: date, today: date) -> str:
    """`Fri Oct 16`, and with its year where that is another than today's."""
    return day(on) if on.year == today.year else f"{day(on)}, {on.year}"


def _time_left(obligation: Obligation, today: date, on: str) -> tuple[str, str]:
    days = (obligation.due_on - today).days
    if obligation.lapses and days < 0:
        return f"lapsed {on}", f"{counted(-days, 'day')} ago"
    if days < 0:
        return f"{counted(-days, 'day')} overdue", f"was due {on}"
    left = f"{counted(days, 'day')} left" if days else "last day today"
    if obligation.is_renewal:
        return f"valid through {on}" if _is_valid(obligation, today) else f"renew by {on}", left
    return left, f"by {on}" if days else on


def _dated(obligation: Obligation, today: date) -> str:
    on, is_past = civil(obligation.due_on, today), obligation.due_on < today
    if obligation.lapses if is_past else obligation.is_renewal:
        return _time_left(obligation, today, on)[0]
    return f"was due {on}" if is_past else f"due {on}"


def _is_valid(obligation: Obligation, today: date) -> bool:
    """Whether what is to be renewed is valid, and for longer than the countdown runs."""
    countdown = timedelta(days=max(obligation.requirement.reminders, default=0))
    return obligation.lapses and obligation.due_on > today + countdown


def _put_off(obligation: Obligation, today: date) -> str:
    if obligation.due_on <= obligation.first_due_on:
        return ""
    return f"Extended; it was due {civil(obligation.first_due_on, today)}{_why(obligation.reason)}"


def _why(reason: str) -> str:
    return f": {escaped(reason, 150)}" if reason else ""


def _topics(left: Sequence[str]) -> str:
    return f"{'topic' if len(left) == 1 else 'topics'} {_named(left, 'topic')}" if left else ""


def _named(names: Sequence[str], noun: str) -> str:
    shown = [escaped(name, 90) for name in names[:_NAMED]]
    more = len(names) - len(shown)
    return listed([*shown, *([counted(more, f"more {noun}")] if more else [])])


def _hours(minutes: int) -> str:
    return figure(timedelta(minutes=minutes))
