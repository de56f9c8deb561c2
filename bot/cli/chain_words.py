"""A chain of escalations in words, as `muster policy show` prints it. Pure."""

from collections.abc import Iterator, Mapping
from datetime import time

from handlers.refusals.sentences import dated
from handlers.words.text import counted, figure, length, listed
from scheduling.policy.chains import Chain, Groups, Hours, Step, Target, Tell

TITLES: Mapping[str, str] = {
    "shift_unfilled": "A shift that nobody has taken",
    "shift_no_show": "An officer who has not come",
    "training": "Training that runs out",
    "qualification": "A qualification that lapses before a shift",
    "meeting_short": "A meeting to which too few will come",
    "feed": "A feed that is silent, or held",
    "notices": "Notices that do not arrive",
    "officer_gone": "An officer who is gone and holds shifts",
    "report": "A report of a threat or an incident",
}
"""What each kind of escalation is about; every kind has one."""

_TARGETS = {
    Target.SUPERVISOR: "the officer's supervisor",
    Target.COORDINATOR: "the coordinators",
    Target.ON_DUTY: "whoever's turn it is",
    Target.EVERYONE: "everyone on duty",
    Target.CHANNEL: "the channel",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK = frozenset(range(7))


def chain_heading(chain: Chain) -> str:
    """Its title and its key."""
    return f"{'■' if chain.on else '□ off:'} {TITLES[chain.key]} ({chain.key})"


def chain_lines(chain: Chain, groups: Groups) -> Iterator[tuple[str, str]]:
    """What a pack says of it: a label and words each, what it leaves out left out here too."""
    yield "opens", _opens(chain)
    if chain.urgent_from is not None:
        yield "urgent", _urgent(chain)
    for number, step in enumerate(chain.steps):
        yield "tells" if number == 0 else "then", _step(step, first=number == 0, groups=groups)
    yield "again", f"{length(chain.repeat)} later, until somebody has it"
    if chain.hours != Hours():
        yield "hours", _hours(chain.hours)
    if chain.remind:
        yield "reminds", f"whoever has it, after {listed(map(length, chain.remind))}"
    if chain.unacknowledge is not None:
        yield "opens again", f"after {length(chain.unacknowledge)} with somebody"
    if chain.since or chain.until:
        yield "in force", _in_force(chain)
    yield "source", chain.source


def _opens(chain: Chain) -> str:
    if not chain.opens:
        return "as soon as it is found"
    if chain.key == "shift_unfilled":
        return f"{listed(map(figure, chain.opens))} h before the start"
    overdue = ["once it is overdue"] if chain.key == "training" else []
    return listed([*(_rung(chain, level) for level in range(len(chain.opens))), *overdue])


def _urgent(chain: Chain) -> str:
    return f"from {_rung(chain, chain.urgent_from)}" if chain.urgent_from else "always"


def _rung(chain: Chain, level: int) -> str:
    rung = chain.opens[level]
    match chain.key:
        case "shift_unfilled":
            return f"{figure(rung)} h before the start"
        case "shift_no_show":
            return f"{length(rung)} after the start"
        case "training":
            return f"{counted(rung.days, 'day')} before the deadline" if rung else "its last day"
    return f"{counted(rung.days, 'day')} before the shift" if rung else "the day of the shift"


def _step(step: Step, *, first: bool, groups: Groups) -> str:
    told = listed(_target(each, groups) for each in step.tell)
    if not step.after:
        return told if first else f"at once: {told}"
    return f"{length(step.after)} later: {told}"


def _target(tell: Tell, groups: Groups) -> str:
    match tell.target:
        case Target.PERSON:
            return tell.name
        case Target.GROUP:
            return f"{tell.name} ({', '.join(groups[tell.name])})"
    return _TARGETS[tell.target]


def _hours(hours: Hours) -> str:
    days = "" if hours.weekdays == _WEEK else ", ".join(_DAYS[day] for day in sorted(hours.weekdays))
    whole_day = (hours.starts, hours.ends) == (time(0), time.max)
    ends = "24:00" if hours.ends == time.max else f"{hours.ends:%H:%M}"
    clock = "" if whole_day else f"{hours.starts:%H:%M} to {ends}"
    closures = "not while schools are closed" if hours.closures else ""
    return "; ".join(filter(None, (clock, days, closures)))


def _in_force(chain: Chain) -> str:
    first = f"from {dated(chain.since)}" if chain.since else ""
    last = f"until {dated(chain.until)}" if chain.until else ""
    return " ".join(filter(None, (first, last)))
