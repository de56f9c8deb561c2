"""The form in which a meeting, an occurrence, or the rest of a series is cancelled, with a reason."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.blocks.elements import section
from handlers.blocks.inputs import lines_input
from handlers.grammar.meetings import LONGEST_REASON
from handlers.ids import meetings as ids
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK
from handlers.message import Block, Modal
from handlers.words.meetings import repeat_of, title_of, when_it_is
from handlers.words.text import counted
from scheduling.meetings.facts import Invitation, Occurrence


@dataclass(frozen=True, slots=True)
class ToCancel:
    """What is to be cancelled.

    Attributes:
        coming: what is to come of the meeting, soonest first.
        one: the occurrence meant, with ONE and FOLLOWING.
    """

    invitation: Invitation
    coming: tuple[Occurrence, ...]
    one: Occurrence | None = None


def cancel_form(
    about: ids.MeetingForm, of: ToCancel, reader: ZoneInfo, *, reason: str = "", told: tuple[Block, ...] = ()
) -> Modal:
    """What it is about, who is told, and why; `told` stands on top."""
    who = f"{counted(len(of.invitation.people), 'person is', 'people are')} told, with your reason."
    lines = [f"*{title_of(of.invitation.meeting.plan)}*", _what(about.which, of, reader), who]
    blocks = (
        *told,
        section("\n".join(lines)),
        lines_input(
            REASON_BLOCK, "Why?", hint="Everybody who was asked reads it.", most=LONGEST_REASON, typed=reason
        ),
    )
    return Modal(ids.CANCEL_MEETING, "Cancel a meeting", blocks, "Cancel it", pack(about))


def _what(which: str, of: ToCancel, reader: ZoneInfo) -> str:
    if of.one is not None and which == ids.ONE:
        return f"Only this one: {when_it_is(of.one, reader)}"
    if of.one is not None:
        after = sum(each.original_at >= of.one.original_at for each in of.coming)
        return f"From {when_it_is(of.one, reader)} on: {counted(after, 'time')}"
    if repeats := repeat_of(of.invitation.meeting.plan):
        return f"All that is to come: {counted(len(of.coming), 'time')} ({repeats})"
    return when_it_is(of.coming[0], reader) if of.coming else ""
