"""Words about calendar links: whose calendar, what it tells, and which program looked. Pure; all escaped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from handlers.words.local_times import day, point
from handlers.words.text import escaped, listed
from scheduling.calendars.facts import Display, Privacy, Shows, Subscription
from scheduling.calendars.rules import may_hold
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import School

SHOWN: Final = {
    Shows.SHIFTS: "shifts",
    Shows.MEETINGS: "meetings",
    Shows.DEADLINES: "training deadlines",
}

TOLD: Final = {
    Privacy.FULL: "everything told",
    Privacy.CODE: "school codes only",
    Privacy.BUSY: "busy times only",
}

_PROGRAMS: Final = (
    ("google-calendar", "Google Calendar"),
    ("googlebot", "Google Calendar"),
    ("microsoft", "Outlook"),
    ("outlook", "Outlook"),
    ("exchange", "Outlook"),
    ("dataaccessd", "Apple Calendar"),
    ("calendaragent", "Apple Calendar"),
    ("ios/", "Apple Calendar"),
    ("macos/", "Apple Calendar"),
    ("thunderbird", "Thunderbird"),
    ("davx5", "DAVx⁵"),
    ("icsx5", "ICSx⁵"),
)
"""Parts of what programs call themselves, in small letters."""


def calendar_name(scope: Scope, school: School | None) -> str:
    """`My calendar`, `My team`, `Quartz Elementary`."""
    match scope:
        case Scope.MINE:
            return "My calendar"
        case Scope.TEAM:
            return "My team"
        case Scope.SCHOOL:
            return escaped(school.name, 80) if school is not None else "A school"


def shown_in(scope: Scope) -> Sequence[Shows]:
    """What a calendar of this kind may hold, in the order in which it is told."""
    return tuple(one for one in Shows if one in may_hold(scope))


def what_it_shows(display: Display, scope: Scope) -> str:
    """`shifts and meetings; everything told; shown as busy`."""
    names = [SHOWN[one] for one in shown_in(scope) if one in display.told]
    return f"{listed(names)}; {TOLD[display.privacy]}; shown as {'busy' if display.blocks_time else 'free'}"


def last_look(link: Subscription, at: ZoneInfo) -> str:
    """`last fetched Wed Aug 12, 07:05 by Google Calendar`; or that nobody has come yet."""
    if link.last_fetched_at is None:
        return "never fetched yet"
    return f"last fetched {point(link.last_fetched_at, at)} by {program_of(link.last_fetched_by)}"


def made_on(moment: datetime, at: ZoneInfo) -> str:
    """`made Wed Aug 12`."""
    return f"made {day(moment.astimezone(at).date())}"


def program_of(agent: str) -> str:
    """A calendar program as people know it, from what it calls itself."""
    called = agent.lower()
    known = next((name for part, name in _PROGRAMS if part in called), "")
    return known or escaped(agent, 60) or "a program that does not say what it is"
