"""What stands in a calendar, as entries that calendar programs read. Pure: facts in, entries out.

An entry is named by the shift or the deadline alone: whoever holds it and whenever it is, it stays the same
entry, and calendar programs move it instead of adding another.
"""

from scheduling.agenda.facts import Deadline, ShiftOnCalendar
from scheduling.agenda.words import deadline_title, shift_details, shift_place, shift_title
from scheduling.calendars.facts import Display, Link
from scheduling.ical.entries import Entry
from scheduling.revisions.facts import Scope
from scheduling.revisions.sequences import sequence_at


def shift_entry(one: ShiftOnCalendar, scope: Scope, display: Display) -> Entry:
    """A shift, struck out where it was given back or withdrawn."""
    called_off, privacy = one.called_off_at is not None, display.privacy
    return Entry(
        uid=f"shift-{one.shift.id}@muster",
        sequence=sequence_at(one.changed_at) + one.turns,
        stamp=one.changed_at,
        starts=one.shift.starts_at,
        ends=one.shift.ends_at,
        summary=shift_title(one, scope, privacy),
        location=shift_place(one.shift, privacy),
        description=shift_details(one, scope, privacy),
        transparent=called_off or not display.blocks_time,
        cancelled=called_off,
    )


def deadline_entry(deadline: Deadline, link: Link) -> Entry:
    """A deadline, all of its day, during which nobody is busy because of it. One that is met simply goes.

    A deadline moves forth and back and counts none of it; each time its calendar changes, and counts it.
    """
    owed, of = deadline.obligation, link.subscription
    return Entry(
        uid=f"deadline-{owed.id}@muster",
        sequence=link.revision,
        stamp=link.changed_at,
        day=owed.due_on,
        summary=deadline_title(deadline, of.scope, of.display.privacy),
        transparent=True,
    )
