"""One meeting, whole: when, where, what about, who is asked and what they say, and what its reader may do."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.answer_buttons import answer_buttons, attendance_button, file_button
from handlers.blocks.meetings.buttons import cancel_button, edit_button, list_button
from handlers.message import Block, Message, message
from handlers.words.links import link
from handlers.words.local_times import point
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
from handlers.words.text import counted, escaped, listed, named
from scheduling.meetings.facts import Answer, AskedBy, Difference, Occurrence, Plan, Tally
from scheduling.meetings.reading import Held, Whole
from scheduling.roster.facts import Person
from scheduling.zones import zone

_MOST_NAMES = 25
_MOST_DIFFERENCES = 6
_MOST_TOLD = 2_500
"""Of an agenda, in characters."""


def whole_meeting(whole: Whole, reader: Person, at: ZoneInfo) -> Message:
    """Everything that this reader may know of it; `at` is the reader's zone."""
    meeting = whole.meeting
    blocks: list[Block] = [section("\n".join(_head(whole, at)))]
    if agenda := _agenda(whole):
        blocks.append(section(agenda))
    if whole.coming:
        blocks += _who(whole, whole.coming[0], reader)
    if held := _held(whole, at):
        blocks.append(section(held))
    blocks += [context(line) for line in (_differs(whole), _groups(meeting.plan), _organised(whole)) if line]
    blocks += [*actions(*_answers(whole, reader)), *actions(*_ways(whole))]
    return message(f"{title_of(meeting.plan)}: meeting {meeting.id}", blocks)


def _head(whole: Whole, at: ZoneInfo) -> list[str]:
    meeting, plan = whole.meeting, whole.meeting.plan
    school = escaped(whole.school.name, 80) if whole.school else ""
    lines = [f"*{title_of(plan)}* (#{meeting.id})", *([kind] if (kind := kind_of(plan)) else [])]
    if meeting.cancelled_at is not None:
        reason = f": {escaped(meeting.cancel_reason, 300)}" if meeting.cancel_reason else "."
        return [*lines, f":no_entry: *Cancelled{reason}*"]
    if not whole.coming:
        return [*lines, "It is over." if whole.held is None or plan.repeat else _was(whole.held, at)]
    first = whole.coming[0]
    lines.append(f"{'Next: ' if plan.repeat else ''}*{when_it_is(first, at)}*")
    if repeats := repeat_of(plan):
        lines.append(f"{repeats[0].upper()}{repeats[1:]}; {len(whole.coming)} to come")
    place = place_of(first.place, "" if school and school in first.place else school)
    return [*lines, f":round_pushpin: {place}"] if place else lines


def _was(held: Held, at: ZoneInfo) -> str:
    return f"It was *{when_it_is(held.occurrence, at)}*"


def _held(whole: Whole, at: ZoneInfo) -> str:
    """What is known of the last time: of a series which one that was, who came, and the minutes."""
    if whole.held is None:
        return ""
    lines = [f"Last: *{when_it_is(whole.held.occurrence, at)}*"] if whole.meeting.plan.repeat else []
    lines += [f"Came: {_listed(whole, whole.held.came)}"] if whole.held.came else []
    lines += [link(whole.held.minutes, "Minutes")] if whole.held.minutes else []
    return "\n".join(lines)


def _agenda(whole: Whole) -> str:
    agenda = whole.coming[0].agenda if whole.coming else whole.meeting.plan.agenda
    lines = [escaped(line, 300) for line in agenda.split("\n")]
    told = "\n".join(lines)
    return told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD].rpartition(chr(10))[0]}\n…"


def _who(whole: Whole, soonest: Occurrence, reader: Person) -> list[Block]:
    tally = whole.tally(soonest.original_at)
    lines = [answers_line(tally)]
    if missing := missing_line(tally):
        lines.append(f":warning: {missing}")
    if whole.may_change:
        lines += _names(whole, tally)
        lines += _required(whole)
    told = [section("\n".join(lines))]
    own = whole.attendee(reader.id)
    if own is not None:
        said = own.says(soonest.original_at)
        told.append(section(f"You: *{SAID[said]}*{_of_others(whole, reader, said)}"))
    return told


def _of_others(whole: Whole, reader: Person, said: Answer) -> str:
    """Where the reader says something else of later occurrences than of the next."""
    own = whole.attendee(reader.id)
    other = [one for one in whole.coming[1:] if own is not None and own.says(one.original_at) is not said]
    return f" to the next one; something else to {counted(len(other), 'later one')}" if other else ""


def _names(whole: Whole, tally: Tally) -> list[str]:
    said: Sequence[tuple[Answer, tuple[int, ...]]] = (
        (Answer.YES, tally.yes),
        (Answer.MAYBE, tally.maybe),
        (Answer.NO, tally.no),
        (Answer.NONE, tally.silent),
    )
    return [f"{SAID[answer]}: {_listed(whole, people)}" for answer, people in said if people]


def _listed(whole: Whole, people: tuple[int, ...]) -> str:
    return named(sorted(whole.names.get(each, f"number {each}") for each in people), _MOST_NAMES)


def _required(whole: Whole) -> list[str]:
    plan = whole.meeting.plan
    lines = [
        f"Must be there: {escaped(role.name, 60)} ({_listed_any(whole, role.people)})"
        for role in plan.required_roles
    ]
    return [*lines, *([f"Quorum: {plan.quorum}"] if plan.quorum else [])]


def _listed_any(whole: Whole, people: tuple[int, ...]) -> str:
    return listed((escaped(whole.names.get(each, "somebody who is not asked"), 60) for each in people), "or")


def _differs(whole: Whole) -> str:
    """What is not as the series has it, of what is still to come."""
    at = zone(whole.meeting.plan.zone)
    ahead = {each.original_at for each in whole.coming}
    first = min(ahead, default=None)
    shown = [
        _difference(each, whole, at)
        for each in whole.invitation.differences
        if each.original_at in ahead or (first is not None and each.cancelled and each.original_at > first)
    ]
    more = len(shown) - _MOST_DIFFERENCES
    return "\n".join([*shown[:_MOST_DIFFERENCES], *([f"… and {more} more"] if more > 0 else [])])


def _difference(each: Difference, whole: Whole, at: ZoneInfo) -> str:
    was = point(each.original_at, at)
    if each.cancelled:
        return f":no_entry: {was}: cancelled{f' ({escaped(each.reason, 100)})' if each.reason else ''}"
    now = point(each.starts_at, at)
    told = (
        [f"moved to {now}"]
        if now != was or each.ends_at - each.starts_at != whole.meeting.plan.length
        else []
    )
    told += [f"at {escaped(each.place, 80)}"] if each.place else []
    told += ["another agenda"] if each.agenda is not None else []
    return f":pencil2: {was}: {', '.join(told) or 'as planned'}"


def _groups(plan: Plan) -> str:
    if not plan.groups:
        return ""
    of = {AskedBy.SCHOOL: "at ", AskedBy.AGENCY: "of ", AskedBy.PROGRAMME: "of the programme "}
    return f"Asks the officers {listed(of[each.by] + escaped(each.name, 80) for each in plan.groups)}."


def _organised(whole: Whole) -> str:
    return f"Organised by {escaped(whole.organiser.name, 80)}" if whole.organiser is not None else ""


def _answers(whole: Whole, reader: Person) -> list[Block]:
    """For whoever is asked, as long as there is something to answer."""
    own = whole.attendee(reader.id)
    if not whole.coming or own is None:
        return []
    soonest = whole.coming[0]
    said = own.says(soonest.original_at)
    return [*answer_buttons(soonest, said, one=False), file_button(whole.meeting)]


def _ways(whole: Whole) -> list[Block]:
    meeting = whole.meeting
    change = [edit_button(meeting), cancel_button(meeting)] if whole.may_change and whole.coming else []
    held = whole.held if whole.may_change else None
    came = [] if held is None else [_came_button(held)]
    return [*came, *change, list_button()]


def _came_button(held: Held) -> Block:
    style = "" if held.came else "primary"
    return attendance_button(held.occurrence.meeting, held.occurrence.original_at, style=style)
