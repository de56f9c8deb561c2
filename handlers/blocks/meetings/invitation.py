"""An invitation as who is asked reads it: what, when, where, and what they have said."""

from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.answer_buttons import answer_buttons, file_button
from handlers.blocks.meetings.buttons import open_button
from handlers.message import Block, Message, message
from handlers.words.meetings import SAID, kind_of, place_of, repeat_of, title_of, when_it_is
from handlers.words.text import escape, escaped, shorten
from scheduling.meetings.facts import Answer, Occurrence
from scheduling.meetings.notice_facts import MeetingAsked, MeetingClosed
from scheduling.meetings.rules.times import find_occurrence

AGENDA = 300
"""Characters of an agenda that are told; *Open* has the rest."""

_LINES = 6

_MARKS = {
    Answer.YES: ":white_check_mark:",
    Answer.NO: ":x:",
    Answer.MAYBE: ":grey_question:",
    Answer.NONE: ":hourglass_flowing_sand:",
}


def invitation(asked: MeetingAsked, reader: ZoneInfo | None, *, note: str = "") -> Message:
    """The whole invitation, with the answer that stands and the three buttons.

    Args:
        asked: who is asked to what, as it stands.
        reader: the zone of who is asked.
        note: read first, without marks; empty: nothing has happened since.
    """
    headline = f"{title_of(asked.invitation.meeting.plan)}, {when_it_is(asked.next, reader)}"
    first = note or f"{inviter_of(asked)}:"
    says = said_by(asked)
    text = (
        f"{first} {headline}" if says is Answer.NONE or note else f"You said {SAID[says].lower()}: {headline}"
    )
    return message(
        text,
        [
            *([section(f":arrows_counterclockwise: *{note}*")] if note else []),
            *invitation_blocks(asked, reader),
        ],
    )


def invitation_blocks(asked: MeetingAsked, reader: ZoneInfo | None, *, due: str = "") -> list[Block]:
    """What, when and where; the agenda; what was said; the buttons."""
    meeting, of, says = asked.invitation.meeting, asked.next, said_by(asked)
    small = [part for part in (agenda_of(of), f"{inviter_of(asked)} · #{meeting.id}") if part]
    row = answer_buttons(of, says, one=asked.one, due=due)
    return [
        section(f"{headline_of(asked, reader)}\n{answer_line(asked)}"),
        context("\n".join(small)),
        *actions(*row, open_button(meeting), file_button(meeting)),
    ]


def closed_invitation(closed: MeetingClosed, reader: ZoneInfo | None) -> Message:
    """Struck out, with what became of it; nothing is left to press."""
    plan, of = closed.invitation.meeting.plan, closed.occurrence
    when = when_it_is(of, reader)
    struck = f"~{title_of(plan)}~\n~{when}~"
    became = _became(closed)
    why = f"\nWhy: {escaped(of.reason, 500)}" if of.cancelled and of.reason and not closed.off else ""
    return message(f"{became}: {title_of(plan)}, {when}", [section(f"{struck}\n:no_entry: *{became}.*{why}")])


def headline_of(asked: MeetingAsked, reader: ZoneInfo | None) -> str:
    """Title and kind, when, where, how often: a line each."""
    plan = asked.invitation.meeting.plan
    repeat = "" if asked.one else repeat_of(plan)
    lines = (
        " · ".join(part for part in (f"*{title_of(plan)}*", kind_of(plan)) if part),
        f"*{when_it_is(asked.next, reader)}*",
        place_of(asked.next.place, asked.school),
        f"{repeat[0].upper()}{repeat[1:]}" if repeat else "",
    )
    return "\n".join(line for line in lines if line)


def answer_line(asked: MeetingAsked) -> str:
    """`✅ You said *yes*.`, or the question; of a series, what is said of the next one where that differs."""
    says, of_all = said_by(asked), asked.attendee.said.answer
    if says is Answer.NONE:
        if not asked.one and of_all is not Answer.NONE:
            return (
                f":hourglass_flowing_sand: It was moved since you said {SAID[of_all].lower()}. Will you come?"
            )
        return "Will you come?"
    if not asked.one and asked.invitation.meeting.plan.repeat is not None:
        every = "" if says is of_all else f"; of the others {SAID[of_all].lower()}"
        of = _all_but(asked) if says is of_all else "the next one"
        return f"{_MARKS[says]} You said *{SAID[says].lower()}* to {of}{every}."
    return f"{_MARKS[says]} You said *{SAID[says].lower()}*."


def _became(closed: MeetingClosed) -> str:
    if closed.off:
        return "You need not come"
    return "Cancelled" if closed.occurrence.cancelled else "It is over"


def _all_but(asked: MeetingAsked) -> str:
    """`all of them`; `all but 1 of them` where they say something else of later ones, or nothing as yet."""
    of_all, ahead = asked.attendee.said.answer, asked.next.original_at
    others = (at for at, said in asked.attendee.of_one.items() if at > ahead and said.answer is not of_all)
    stand = (find_occurrence(asked.invitation, at) for at in others)
    count = sum(each is not None and not each.cancelled for each in stand)
    return f"all but {count} of them" if count else "all of them"


def said_by(asked: MeetingAsked) -> Answer:
    """What they say of the occurrence that they are shown."""
    return asked.attendee.says(asked.next.original_at)


def inviter_of(asked: MeetingAsked) -> str:
    """`Sergeant Sol Sequoia invites you`."""
    if asked.organiser.id == asked.person.id:
        return "You invite"
    return f"{escaped(asked.organiser.name, 80)} invites you"


def agenda_of(of: Occurrence) -> str:
    """The beginning of the agenda, with its lines; empty where there is none."""
    lines = shorten(of.agenda, AGENDA).splitlines()
    return "\n".join(escape(line) for line in lines[:_LINES] if line.strip())
