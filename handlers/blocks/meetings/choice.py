"""How much of a series is to be changed or cancelled: all, one occurrence, or one and those after it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.meetings.buttons import open_button
from handlers.grammar.meetings import choice_words
from handlers.ids import meetings as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.words.local_times import point
from handlers.words.meetings import repeat_of, title_of, when_it_is
from scheduling.meetings.facts import Invitation, Occurrence
from scheduling.zones import zone

SIZE = 6
"""Occurrences on a page: each takes two blocks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen of a series.

    Attributes:
        cancels: it is to be cancelled, for this reason perhaps; otherwise it is to be changed.
        coming: every occurrence that is to come, soonest first.
        offset: where the page of them begins.
    """

    invitation: Invitation
    coming: tuple[Occurrence, ...]
    offset: int
    cancels: bool = False
    reason: str = ""

    @property
    def action_id(self) -> str:
        """What each button opens."""
        return ids.CANCEL_MEETING_FORM if self.cancels else ids.EDIT_MEETING_FORM


def which_of_series(choice: Choice, reader: ZoneInfo) -> Message:
    """All of it, and a page of what is to come."""
    meeting, plan = choice.invitation.meeting, choice.invitation.meeting.plan
    question = "Cancel which?" if choice.cancels else "Change which?"
    shown = choice.coming[choice.offset : choice.offset + SIZE]
    rows = [block for each in shown for block in _row(choice, each, reader)]
    return message(
        f"{question} {title_of(plan)}",
        [
            section(f"*{question}* {title_of(plan)} (#{meeting.id}), {repeat_of(plan)}"),
            *actions(_button(choice, "All of it", ids.ALL)),
            *rows,
            *([] if rows else [context("Nothing of it is to come.")]),
            *_pages(choice, len(shown)),
        ],
    )


def _row(choice: Choice, each: Occurrence, reader: ZoneInfo) -> list[Block]:
    only = _button(choice, "Only this one", ids.ONE, each)
    rest = _button(choice, "This and those after it", ids.FOLLOWING, each)
    is_last = each.original_at == max(one.original_at for one in choice.coming)
    return [section(when_it_is(each, reader)), *actions(only, *([] if is_last else [rest]))]


def _button(choice: Choice, text: str, which: str, of: Occurrence | None = None) -> Block:
    meeting = choice.invitation.meeting
    original_at = "" if of is None else of.original_at.isoformat()
    about = ids.ChangeRef(meeting.id, which, original_at, choice.reason)
    when = "" if of is None else f", {point(of.starts_at, zone(meeting.plan.zone))}"
    return button(text, choice.action_id, about, label=f"{text}{when}")


def _pages(choice: Choice, shown: int) -> list[Block]:
    meeting, verb = choice.invitation.meeting, "cancel" if choice.cancels else "edit"
    left = len(choice.coming) - choice.offset - shown
    row = []
    if choice.offset:
        back = choice_words(verb, meeting.id, max(choice.offset - SIZE, 0))
        row.append(button("Sooner", SAY, Say(back)))
    if left > 0:
        row.append(button(f"Later ({left})", SAY, Say(choice_words(verb, meeting.id, choice.offset + shown))))
    return actions(*row, open_button(meeting, "Back"))
