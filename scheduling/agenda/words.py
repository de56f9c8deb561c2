"""The words of calendar entries, by how much a calendar tells. Pure.

Links leak: nobody's telephone number, no student and no threat stands in any of them, and so neither do the
notes of the feed. A meeting's title, place and agenda are its organiser's words: telephone numbers are taken
out of them, and a calendar that tells less has none of them.
"""

import re
from collections.abc import Sequence
from typing import Final

from scheduling.agenda.facts import Deadline, MeetingOnCalendar, ShiftOnCalendar
from scheduling.calendars.facts import Privacy
from scheduling.meetings.kind_names import KIND_NAMES
from scheduling.revisions.facts import Scope
from scheduling.shifts.facts import Shift

BUSY: Final = "Busy"
NAMES: Final = 5
"""Names in a title; the description has them all."""

_LINK_OR_NUMBER: Final = re.compile(
    r"(?P<link>\S+://\S+)"
    r"|(?<![\w-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(?!\w)"
)


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
    officers, ours = ", ".join(one.officers), scope is Scope.TEAM and one.held > len(one.officers)
    names = f"{'of this team ' if ours else ''}{officers}" if officers else ""
    held = f"{_places(one)} places" + (f": {names}" if names else "")
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


def meeting_title(one: MeetingOnCalendar, scope: Scope, privacy: Privacy) -> str:
    """`Lockdown drill`, `Drill QTZ`, `Busy`; in a team's calendar also who is asked, or how many."""
    plan = one.invitation.meeting.plan
    if privacy is Privacy.BUSY:
        return BUSY
    if privacy is Privacy.FULL:
        title = without_telephone_numbers(plan.title)
        return f"{title} · {_listed(one.asked)}" if scope is Scope.TEAM else title
    kind = f"{KIND_NAMES[plan.kind]} {one.school.code}" if one.school is not None else KIND_NAMES[plan.kind]
    return f"{kind}, {len(one.asked)} asked" if scope is Scope.TEAM else kind


def meeting_place(place: str, privacy: Privacy) -> str:
    """Where it takes place; nothing where less is told."""
    return without_telephone_numbers(place) if privacy is Privacy.FULL else ""


def meeting_details(
    one: MeetingOnCalendar, scope: Scope, privacy: Privacy, *, agenda: str, reason: str
) -> str:
    """What sort of meeting, who of a team is asked, why it is cancelled, and its agenda; nothing where less
    is told.
    """
    if privacy is not Privacy.FULL:
        return ""
    meeting = one.invitation.meeting
    lines = [
        f"{KIND_NAMES[meeting.plan.kind]}, meeting {meeting.id}",
        f"Asked: {', '.join(one.asked)}" if scope is Scope.TEAM else "",
        f"Cancelled: {without_telephone_numbers(reason)}" if reason else "",
        without_telephone_numbers(agenda),
    ]
    return "\n".join(line for line in lines if line)


def without_telephone_numbers(text: str) -> str:
    """A text in which whatever looks like a North American telephone number is `…`. Links stay as they are: a
    meeting's is of no use without its number.
    """
    return _LINK_OR_NUMBER.sub(lambda found: found["link"] or "…", text)


def _places(one: ShiftOnCalendar) -> str:
    return f"{one.held} of {one.shift.places}"


def _listed(officers: Sequence[str]) -> str:
    more = len(officers) - NAMES
    return ", ".join(officers[:NAMES]) + (f" and {more} more" if more > 0 else "")
