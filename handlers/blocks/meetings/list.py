"""What is to come, soonest first: a page of meetings, each with the next time that it takes place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, section
from handlers.blocks.meetings.buttons import list_button, open_button, plan_button
from handlers.grammar.meetings import Coming
from handlers.message import Block, Message, message
from handlers.words.meetings import (
    SAID,
    answers_line,
    kind_of,
    missing_line,
    place_of,
    repeat_of,
    title_of,
    when_it_is,
)
from scheduling.meetings.reading import Listed


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """A page of the list.

    Attributes:
        asked: which list, and where the page begins.
        total: how many meetings there are.
        lines: those of this page.
        size: how many a page holds.
        plans: whether the reader may plan one.
        reader: whose clock it is told by, too.
    """

    asked: Coming
    total: int
    lines: Sequence[Listed]
    size: int
    plans: bool
    reader: ZoneInfo


def coming_meetings(page: MeetingsPage) -> Message:
    """One page, with the way to each meeting and to the next page."""
    if not page.total:
        text = "No meetings are to come." if page.plans else "You are asked to no meetings."
        return message(text, [section(text), *_ways(page)])
    text = f"Meetings to come: {page.total}"
    rows = [section(_line(each, page.reader), open_button(each.invitation.meeting)) for each in page.lines]
    return message(text, [section(f"*{text}*"), *rows, *_ways(page)])


def _line(listed: Listed, reader: ZoneInfo) -> str:
    plan, repeats = listed.invitation.meeting.plan, repeat_of(listed.invitation.meeting.plan)
    kind, place = kind_of(plan), place_of(listed.next.place)
    about = " · ".join(part for part in (kind, place, repeats) if part)
    lines = [f"*{title_of(plan)}* (#{listed.invitation.meeting.id})", when_it_is(listed.next, reader), about]
    return "\n".join(line for line in (*lines, _stands(listed)) if line)


def _stands(listed: Listed) -> str:
    if listed.tally is not None:
        missing = missing_line(listed.tally)
        return f"{answers_line(listed.tally)}{f' · :warning: {missing}' if missing else ''}"
    return f"You: {SAID[listed.said]}" if listed.said is not None else ""


def _ways(page: MeetingsPage) -> list[Block]:
    row = []
    shown = page.asked.offset + len(page.lines)
    if page.asked.offset:
        row.append(list_button("Back", replace(page.asked, offset=max(page.asked.offset - page.size, 0))))
    if shown < page.total:
        row.append(list_button(f"More ({page.total - shown})", replace(page.asked, offset=shown)))
    if page.plans:
        row.append(plan_button())
    if page.plans and page.asked.own:
        row.append(list_button("All"))
    elif page.plans and page.total:
        row.append(list_button("Only mine", Coming(own=True)))
    return actions(*row)
