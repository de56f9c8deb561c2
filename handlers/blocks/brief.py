"""A shift that begins soon, or is under way, for its holder: where to be, and whether they are there."""

from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.shifts import lines_of, said_short, told_short
from handlers.ids import covering as ids
from handlers.ids.shifts import ASK_RELEASE_FORM, ShiftRef
from handlers.message import Block, Message, message
from handlers.words.local_times import clock_time, point
from handlers.words.text import escaped
from scheduling.shifts.attendance.facts import Via
from scheduling.shifts.facts import Shift, Status
from scheduling.shifts.notice_facts import ShiftBrief
from scheduling.zones import zone

_NOTES = 400


def brief(facts: ShiftBrief, reader: ZoneInfo | None) -> Message:
    """The standing message: what is so now, then where and what, then the buttons that are of use."""
    there = zone(facts.shift.school.zone)
    head = _head(facts, there)
    lines = lines_of(facts.shift, reader, places=False)
    blocks = [section(f"{head}\n{lines}")]
    if small := _small(facts, there):
        blocks.append(context("\n".join(small)))
    return message(f"{head.replace('*', '')} {told_short(facts.shift)}", [*blocks, *_buttons(facts)])


def here_button(shift: Shift) -> Block:
    """*I am here*."""
    about, label = ShiftRef(shift.id), f"I am here: {said_short(shift)}"
    return button("I am here", ids.CHECK_IN, about, style="primary", label=label)


def leaving_button(shift: Shift) -> Block:
    """*I am leaving*."""
    about, label = ShiftRef(shift.id), f"I am leaving: {said_short(shift)}"
    return button("I am leaving", ids.CHECK_OUT, about, label=label)


def cannot_come_button(shift: Shift) -> Block:
    """*I cannot come …*: asks for the reason, and then whoever answers for the officer."""
    about, label = ShiftRef(shift.id), f"I cannot come: {said_short(shift)}"
    return button("I cannot come …", ASK_RELEASE_FORM, about, label=label)


def _head(facts: ShiftBrief, there: ZoneInfo) -> str:
    if facts.shift.status is Status.WITHDRAWN:
        return ":x: *Withdrawn.* Nobody needs to come."
    if not facts.stands:
        return ":leftwards_arrow_with_hook: *No longer yours.*"
    seen = facts.check_in
    if seen.out_at is not None:
        since = f"{clock_time(seen.in_at, there)}–" if seen.in_at is not None else ""
        return f":wave: *Checked out.* {since}{clock_time(seen.out_at, there)}."
    if seen.in_at is not None:
        return f":white_check_mark: *Checked in* at {clock_time(seen.in_at, there)}."
    if facts.expected_at > facts.shift.starts_at:
        return ":round_pushpin: *You cover what is left. Be there now.*"
    return f":round_pushpin: *Be there at {clock_time(facts.expected_at, there)}.*"


def _small(facts: ShiftBrief, there: ZoneInfo) -> list[str]:
    shift, seen = facts.shift, facts.check_in
    if not facts.stands:
        return []
    address = escaped(shift.school.address, 200)
    notes = escaped(shift.notes, _NOTES)
    opens = f"*I am here* works from {point(facts.opens_at, there)}" if seen.in_at is None else ""
    by_feed = "By the agency's clock" if Via.FEED in {seen.in_via, seen.out_via} else ""
    return [line for line in (address, notes, opens, by_feed) if line]


def _buttons(facts: ShiftBrief) -> list[Block]:
    seen = facts.check_in
    if not facts.stands or seen.out_at is not None:
        return []
    if seen.in_at is not None:
        return actions(leaving_button(facts.shift))
    return actions(here_button(facts.shift), cannot_come_button(facts.shift))
