"""Meetings in App Home: the next few, with one's own answer, and for those who plan the way to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, header, section
from handlers.blocks.meetings.answer_buttons import answer_buttons
from handlers.blocks.meetings.buttons import list_button, open_button, plan_button
from handlers.message import Block
from handlers.words.meetings import SAID, answers_line, place_of, title_of, when_it_is
from scheduling.meetings.facts import Answer
from scheduling.meetings.reading import Listed

SHOWN: Final = 3
"""Meetings that Home shows; `/meetings` has the rest."""


@dataclass(frozen=True, slots=True)
class OwnMeetings:
    """What somebody is asked to or organises, soonest first; `more` are not shown."""

    coming: tuple[Listed, ...] = ()
    more: int = 0
    plans: bool = False


NO_MEETINGS: Final = OwnMeetings()


def own_meetings_blocks(own: OwnMeetings, reader: ZoneInfo) -> list[Block]:
    """Each with its buttons; nothing for somebody who is asked to none and plans none."""
    if not own.coming and not own.plans:
        return []
    every = [list_button(f"All {len(own.coming) + own.more} meetings")] if own.more else []
    row: Sequence[Block] = [*every, *([plan_button()] if own.plans else [])]
    told = [block for each in own.coming for block in _told(each, reader)]
    return [header("Meetings"), *(told or [section("None to come.")]), *actions(*row)]


def _told(one: Listed, reader: ZoneInfo) -> list[Block]:
    plan, of = one.invitation.meeting.plan, one.next
    lines = (
        f"*{title_of(plan)}* · {when_it_is(of, reader)}",
        place_of(of.place),
        "" if one.said is None else _said(one.said),
        answers_line(one.tally) if one.tally is not None else "",
    )
    answers = [] if one.said is None else answer_buttons(of, one.said, one=False)
    text = "\n".join(line for line in lines if line)
    return [section(text), *actions(*answers, open_button(one.invitation.meeting))]


def _said(answer: Answer) -> str:
    return "Will you come?" if answer is Answer.NONE else f"You said *{SAID[answer].lower()}*."
