"""What came of a form of meetings: who was told, who is reached one way only, and who is on a shift."""

from collections.abc import Sequence

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.buttons import list_button, open_button
from handlers.blocks.meetings.preview import clash_lines, names_of, reach_lines
from handlers.message import Message, message
from handlers.words.meetings import title_of
from scheduling.meetings.facts import Meeting
from scheduling.meetings.letters.telling import Told
from scheduling.meetings.plans.clashes import Clash


def sent(
    meeting: Meeting, told: Told, clashes: Sequence[Clash], *, is_new: bool, sends_mail: bool
) -> Message:
    """A meeting stands, or stands otherwise than before."""
    head = "Planned." if is_new else "Changed."
    return _receipt(f":white_check_mark: *{head}*", head, meeting, told, clashes, sends_mail)


def cancelled(meeting: Meeting, told: Told, what: str, *, sends_mail: bool) -> Message:
    """Something was cancelled; `what` says how much of it."""
    head = f"Cancelled: {what}." if what else "Cancelled."
    return _receipt(f":no_entry: *{head}*", head, meeting, told, (), sends_mail)


def _receipt(
    marked: str, head: str, meeting: Meeting, told: Told, clashes: Sequence[Clash], sends_mail: bool
) -> Message:
    title = title_of(meeting.plan)
    notes = [*reach_lines(told.people, sends_mail=sends_mail), *clash_lines(clashes)]
    return message(
        f"{head} {title}",
        [
            section(f"{marked} *{title}* (#{meeting.id})\n{_told(told)}"),
            *([context("\n".join(notes))] if notes else []),
            *actions(open_button(meeting), list_button()),
        ],
    )


def _told(told: Told) -> str:
    count = len(told.people)
    if not count:
        return "Nobody had to be told."
    return f"Told *{count}* {'person' if count == 1 else 'people'}: {names_of(told.people)}."
