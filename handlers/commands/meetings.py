"""`/meetings …`: what is to come, one meeting, and the ways to the forms."""

from handlers.blocks.meetings.detail import whole_meeting
from handlers.blocks.meetings.help import help_of_meetings, unclear_meetings
from handlers.blocks.meetings.list import MeetingsPage, coming_meetings
from handlers.commands import meeting_forms
from handlers.grammar.meetings import (
    CancelMeeting,
    Coming,
    EditMeeting,
    MeetingsHelp,
    MeetingsUnclear,
    NewMeeting,
    OneMeeting,
    parse_meetings,
)
from handlers.message import Message, Outcome
from handlers.visit import Visit
from scheduling.meetings.reading import list_readable, list_stands, read_meeting
from scheduling.meetings.rules.judging import refusal_of_planner

PAGE = 6
"""Meetings on a page: each takes up to four lines of a telephone."""


def meetings(visit: Visit) -> Outcome:
    """The `/meetings` command."""
    return say_meetings(visit, visit.typed)


def say_meetings(visit: Visit, typed: str) -> Outcome:
    """What these words after `/meetings` come to; buttons say words too."""
    match parse_meetings(typed):
        case Coming() as asked:
            return coming(visit, asked)
        case OneMeeting(number):
            return one(visit, number)
        case NewMeeting():
            return meeting_forms.new_form(visit)
        case EditMeeting(number, offset):
            return meeting_forms.edit_form(visit, number, offset=offset)
        case CancelMeeting(number, reason, offset):
            return meeting_forms.cancellation_form(visit, number, reason=reason, offset=offset)
        case MeetingsHelp():
            return help_of_meetings(plans=_plans(visit))
        case MeetingsUnclear() as asked:
            return unclear_meetings(asked)


def coming(visit: Visit, asked: Coming) -> Message:
    """A page of what is to come: of those who plan, also what those plan for whom they answer."""
    with visit.read() as tx:
        found = list_readable(tx, reader=visit.person, own=asked.own)
        offset = min(asked.offset, max(len(found) - 1, 0)) // PAGE * PAGE
        page = MeetingsPage(
            asked=Coming(asked.own, offset),
            total=len(found),
            lines=list_stands(tx, reader=visit.person, shown=found[offset : offset + PAGE]),
            size=PAGE,
            plans=_plans(visit),
            reader=visit.zone,
        )
    return coming_meetings(page)


def one(visit: Visit, number: int) -> Message:
    """One meeting, as the person who asks may see it.

    Raises:
        Refused: MEETING_GONE {what, number}.
    """
    with visit.read() as tx:
        whole = read_meeting(tx, reader=visit.person, meeting_id=number)
    return whole_meeting(whole, visit.person, visit.zone)


def _plans(visit: Visit) -> bool:
    return refusal_of_planner(visit.person) is None
