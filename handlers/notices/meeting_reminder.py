"""`meeting_reminder`: what somebody is asked to soon, all of it in one message; the question again where they
have not answered.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.answer_buttons import answer_buttons
from handlers.blocks.meetings.buttons import open_button
from handlers.blocks.meetings.invitation import agenda_of, answer_line, headline_of, said_by
from handlers.ids.instants import read_instant
from handlers.ids.packing import UnreadableValueError
from handlers.message import Block, Message, message
from handlers.notices.reader import zone_of
from handlers.words.meetings import title_of, when_it_is
from scheduling.meetings.facts import Answer
from scheduling.meetings.notice_facts import MeetingAsked
from scheduling.roster.facts import Person

MOST: Final = 5
"""Meetings that one reminder tells; `/meetings` has the rest."""


_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


def meeting_reminder(facts: Sequence[MeetingAsked], addressee: Person | None) -> Message:
    """To who may come: soonest first, with the buttons."""
    shown = facts[:MOST]
    due = " ".join(_named(each) for each in shown) if len(shown) > 1 else ""
    blocks = [block for each in shown for block in _told(each, addressee, due)]
    if len(facts) > MOST:
        blocks.append(context(f"and {len(facts) - MOST} more: `/meetings`"))
    return message(_text(facts, addressee), blocks)


def read_due(due: str) -> list[tuple[int, datetime]]:
    """What else a pressed reminder told: meeting and original start.

    Raises:
        UnreadableValueError: no reminder of ours carries that.
    """
    found = []
    for one in due.split(" ")[:MOST] if due else []:
        number, _, at = one.partition("@")
        if not _NUMBER.fullmatch(number):
            raise UnreadableValueError("no meeting and original start")
        found.append((int(number), read_instant(at)))
    return found


def _text(facts: Sequence[MeetingAsked], addressee: Person | None) -> str:
    first = facts[0]
    silent = any(said_by(each) is Answer.NONE for each in facts)
    told = f"{title_of(first.invitation.meeting.plan)}, {when_it_is(first.next, zone_of(addressee))}"
    more = f"; and {len(facts) - 1} more" if len(facts) > 1 else ""
    return f"{'Please answer' if silent else 'Reminder'}: {told}{more}"


def _told(asked: MeetingAsked, addressee: Person | None, due: str) -> list[Block]:
    head = section(f":bell: {headline_of(asked, zone_of(addressee))}\n{answer_line(asked)}")
    agenda = agenda_of(asked.next) if not due else ""
    row = answer_buttons(asked.next, said_by(asked), one=asked.one, due=due)
    small = [context(agenda)] if agenda else []
    return [head, *small, *actions(*row, open_button(asked.invitation.meeting))]


def _named(asked: MeetingAsked) -> str:
    return f"{asked.invitation.meeting.id}@{asked.next.original_at.isoformat()}"
