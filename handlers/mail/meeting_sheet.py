"""A meeting on a sheet of mail: the same facts as in its calendar part, for people.

All of it comes from the revision that the mail carries, never from the clock: sent a second time, it says the
same.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from handlers.mail.calendar_mail import Sheet
from handlers.words.local_times import own_span
from handlers.words.meetings import repeat_of
from handlers.words.text import length, shorten
from scheduling.ical.entries import Entry
from scheduling.ical.invitation import Method
from scheduling.ical.parties import PartStat
from scheduling.ical.text import clean
from scheduling.meetings.facts import Occurrence
from scheduling.meetings.kind_names import KIND_NAMES
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.meetings.rules.times import find_occurrence, occurrences_of
from scheduling.zones import zone

Row = tuple[str, str]

MOST_DIFFERENCES: Final = 12
"""Single occurrences that are told; the calendar part has them all."""

_LONGEST_LINE: Final = 200
_LONGEST_AGENDA: Final = 8_000
_DIRECTIONS: Final = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the direction of what follows: a title must not write on over its own end."""

_SAID: Final = {
    PartStat.ACCEPTED: "You have said yes, and need not answer again unless that changes.",
    PartStat.DECLINED: "You have said no, and need not answer again unless that changes.",
    PartStat.TENTATIVE: "You have said maybe.",
}


def one_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """What somebody typed, on one line, and without marks that turn its direction."""
    return clean(text.translate(_DIRECTIONS), longest)


def sheet_of(facts: MeetingLetter) -> Sheet:
    """The sheet of an invitation, of a change to it, or of a cancellation."""
    plan = facts.invitation.meeting.plan
    return Sheet(
        kind=KIND_NAMES[plan.kind],
        title=one_line(plan.title),
        news=_news(facts),
        rows=tuple(_rows(facts)),
        answer=_answer(facts),
        foot=f"Sent by Muster for {one_line(facts.organiser.name)}.",
        over=facts.method is Method.CANCEL and facts.occurrence is None,
    )


def _news(facts: MeetingLetter) -> str:
    organiser = one_line(facts.organiser.name)
    if facts.method is Method.REQUEST:
        if facts.occurrence is not None:
            return "One of the meetings has changed. The others stand as they were."
        return (
            "It has changed. This is how it stands now." if facts.again else f"{organiser} asks you to come."
        )
    if facts.occurrence is not None:
        return "This one does not take place. The others stand as they were."
    if facts.invitation.meeting.cancelled_at is not None:
        return "It does not take place."
    return f"You need not come any more: {organiser} has taken you off the list. It takes place without you."


def _rows(facts: MeetingLetter) -> Iterator[Row]:
    one = _one(facts)
    if reason := one_line(facts.invitation.meeting.cancel_reason if one is None else one.reason):
        yield "Reason", reason
    if one is not None:
        yield from _rows_of_one(facts, one)
    else:
        yield from _rows_of_all(facts)
    entry = _entry(facts)
    if place := one_line(entry.location):
        yield "Where", place
    yield "Organiser", one_line(facts.organiser.name)
    if facts.method is Method.REQUEST and (agenda := _lines(entry.description)):
        yield "Agenda", agenda


def _rows_of_one(facts: MeetingLetter, one: Occurrence) -> Iterator[Row]:
    """When it takes place, and in place of what."""
    plan = facts.invitation.meeting.plan
    yield "When", _when(facts, one.starts_at, one.ends_at)
    if not one.cancelled and one.original_at != one.starts_at:
        was = one.original_at.astimezone(zone(plan.zone))
        yield "Instead of", f"{_day(was.date())}, {was:%H:%M}"
    yield "Belongs to", repeat_of(plan)


def _rows_of_all(facts: MeetingLetter) -> Iterator[Row]:
    entry = _entry(facts)
    if entry.starts is not None and entry.ends is not None:
        yield "When", _when(facts, entry.starts, entry.ends)
    if repeats := repeat_of(facts.invitation.meeting.plan):
        yield "Repeats", repeats
    if facts.method is Method.REQUEST and (differs := _differences(facts)):
        yield "Except", differs


def _differences(facts: MeetingLetter) -> str:
    """A line for each occurrence that is not as the series has it."""
    odd = {each.original_at for each in facts.invitation.differences}
    stands = sorted(
        (each for each in occurrences_of(facts.invitation) if each.original_at in odd),
        key=lambda each: each.original_at,
    )
    told = [_differs(each) for each in stands]
    more = [f"and {len(told) - MOST_DIFFERENCES} more"] if len(told) > MOST_DIFFERENCES else []
    return "\n".join([*told[:MOST_DIFFERENCES], *more])


def _differs(one: Occurrence) -> str:
    there = zone(one.meeting.plan.zone)
    was = one.original_at.astimezone(there)
    if one.cancelled:
        why = one_line(one.reason)
        return f"{_day(was.date())}: does not take place{f' ({why})' if why else ''}"
    starts, ends = one.starts_at.astimezone(there), one.ends_at.astimezone(there)
    plan = one.meeting.plan
    told = []
    if starts != was or ends - starts != plan.length:
        day = "" if starts.date() == was.date() else f"{_day(starts.date())}, "
        told.append(f"moved to {day}{_span(starts, ends)}")
    if one.place != plan.place:
        told.append(one_line(one.place) or "no place named")
    if one.agenda != plan.agenda:
        told.append("another agenda")
    return f"{_day(was.date())}: {' · '.join(told) or 'as the others'}"


def _answer(facts: MeetingLetter) -> str:
    if facts.method is Method.CANCEL:
        return "Your calendar takes it out. There is nothing to answer."
    number = facts.invitation.meeting.id
    in_slack = f", or in Slack: /meetings {number}" if facts.attendee.slack_id is not None else ""
    if facts.occurrence is None and (said := _SAID.get(facts.answer)):
        return said
    return f"Will you come? Answer with the buttons of your calendar{in_slack}"


def _when(facts: MeetingLetter, starts_at: datetime, ends_at: datetime) -> str:
    """The day with its year, the time by the meeting's clock with the zone, and the reader's own if it
    differs.
    """
    there = zone(facts.invitation.meeting.plan.zone)
    starts, ends = starts_at.astimezone(there), ends_at.astimezone(there)
    told = [
        _day(starts.date()),
        f"{_span(starts, ends)} ({length(ends_at - starts_at)}), {_zone(starts, there)}",
    ]
    reader = zone(facts.attendee.zone)
    if own := own_span(starts_at, ends_at, there, reader):
        told.append(f"{own}, {_zone(starts_at.astimezone(reader), reader)}")
    return "\n".join(told)


def _span(starts: datetime, ends: datetime) -> str:
    over = f" {ends:%A}" if ends.date() != starts.date() else ""
    return f"{starts:%H:%M}–{ends:%H:%M}{over}"


def _day(on: date) -> str:
    return f"{on:%A, %B} {on.day}, {on.year}"


def _zone(local: datetime, at: ZoneInfo) -> str:
    """`America/Phoenix (MST)`; a zone without letters of its own has its figures."""
    return f"{at.key} ({local:%Z})"


def _one(facts: MeetingLetter) -> Occurrence | None:
    return (
        None if facts.occurrence is None else find_occurrence(facts.invitation, facts.occurrence.original_at)
    )


def _entry(facts: MeetingLetter) -> Entry:
    if facts.occurrence is not None:
        return facts.occurrence.entry
    return facts.invited if isinstance(facts.invited, Entry) else facts.invited.first


def _lines(text: str) -> str:
    return shorten(clean(text.translate(_DIRECTIONS), _LONGEST_AGENDA, lines=True), _LONGEST_AGENDA)
