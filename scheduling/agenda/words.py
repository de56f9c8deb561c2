"""The words of calendar entries, by how much a calendar tells. Pure.

Links leak: nobody's telephone number, no student and no threat stands in any of them, and so neither do the
notes of the feed.
"""

from collections.abc import Sequence
from typing import Final

from scheduling.agenda.facts import Deadline, ShiftOnCalendar
from scheduling.calendars.facts import Privacy
from scheduling.revisions.facts import Scope
from scheduling.shifts.facts import Shift

BUSY: Final = "Busy"
NAMES: Final = 5
"""Names in a title; the description has them all."""


def shift_title(one: ShiftOnCalendar, scope: Scope, privacy: Privacy) -> str:
    """`Front gate · Quartz Elementary`, `QTZ`, `Busy`; in others' calendars who is there, or how many."""
    if privacy is Privacy.BUSY:
        return BUSY
    shift, officers = one.shift, one.officers
    if privacy is Privacy.CODE:
        return shift.school.code if scope is Scope.MINE else f"{shift.school.code} {_places(one)}"
    where = shift.post or "Shift"
    if scope is Scope.MINE:
        return f"{where} · {shift.school.name}"
    who = _listed(officers) if officers else ("nobody yet" if scope is Scope.SCHOOL else "")
    place = where if scope is Scope.SCHOOL else shift.school.name
    return f"{who} · {place}" if who else place


def shift_place(shift: Shift, privacy: Privacy) -> str:
    """The school and its address; nothing where less is told."""
    if privacy is not Privacy.FULL:
        return ""
    return ", ".join(part for part in (shift.school.name, shift.school.address) if part)


def shift_details(one: ShiftOnCalendar, scope: Scope, privacy: Privacy) -> str:
    """What the shift is, a line each; nothing where less is told."""
    if privacy is not Privacy.FULL:
        return ""
    shift = one.shift
    held = f"{_places(one)} places: {', '.join(one.officers)}" if one.officers else f"{_places(one)} places"
    lines = [
        f"Shift {shift.id}",
        f"Post: {shift.post}" if shift.post and scope is Scope.TEAM else "",
        f"For {shift.agency}" if shift.agency else "",
        "Armed post" if shift.armed else "",
        held if scope is not Scope.MINE else "",
    ]
    return "\n".join(line for line in lines if line)


def deadline_title(deadline: Deadline, scope: Scope, privacy: Privacy) -> str:
    """`Due: SSO asynchronous training`; in a team's calendar with the name; `Training due` for less."""
    if privacy is not Privacy.FULL:
        return "Training due"
    title = f"Due: {deadline.obligation.requirement.title}"
    return title if scope is Scope.MINE else f"{deadline.officer} · {title}"


def _places(one: ShiftOnCalendar) -> str:
    return f"{len(one.officers)} of {one.shift.places}"


def _listed(officers: Sequence[str]) -> str:
    more = len(officers) - NAMES
    return ", ".join(officers[:NAMES]) + (f" and {more} more" if more > 0 else "")
