"""What a claim would mean, before it lands; and what it came to, after."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import START, claim_button, mine_button, others_button, release_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.refused import refusal_buttons, refusal_lines
from handlers.blocks.shifts import detail_of, open_lines_of, title_of, told_short
from handlers.ids.shifts import Look
from handlers.message import Block, Message, message
from handlers.words.local_times import day
from handlers.words.text import escaped, figure, length
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Claimed, ClaimVerdict, Load, Shift


def preview(
    verdict: ClaimVerdict,
    reader: ZoneInfo,
    answering: Sequence[Person],
    back: Look = START,
    warnings: Sequence[str] = (),
    *,
    now: datetime,
) -> Message:
    """Hours and rest with this shift; then *Claim it*, or why not and what else can be done.

    A shift that is under way and wants cover says so.

    Args:
        verdict: what the rules say now.
        reader: the officer's zone.
        answering: who answers for the officer.
        back: the list that the officer came from.
        warnings: what does not refuse the claim, and may cost the shift later, in mrkdwn.
        now: the instant of reading.
    """
    shift = verdict.shift
    told = section(open_lines_of(shift, now, reader))
    load = [] if verdict.barred else [context(load_lines(verdict.load))]
    if verdict.passes:
        return message(
            f"Claim {told_short(shift)}?",
            [
                told,
                *load,
                *_warned(warnings),
                *_notes(shift),
                *actions(claim_button(shift, back), others_button(back)),
            ],
        )
    refused = refusal_lines(verdict.refusals, reader, answering)
    buttons = refusal_buttons(verdict.refusals, shift.id, answering, back)
    return message(f"Not now: {told_short(shift)}", [told, *refused, *load, *actions(*buttons)])


def claimed(done: Claimed, reader: ZoneInfo, back: Look = START) -> Message:
    """The claim has landed: it is yours."""
    shift = done.shift
    text = f"Yours: {told_short(shift)}"
    head = f":white_check_mark: *It is yours.* {title_of(shift, reader)}\n{detail_of(shift, places=False)}"
    buttons = actions(release_button(shift, back), mine_button(), others_button(back))
    return message(text, [section(head), context(load_lines(done.load)), *buttons])


def claimed_for(done: Claimed, reason: str = "") -> Message:
    """A supervisor has put an officer on a shift."""
    name = escaped(done.officer.name)
    text = f"{name} is on: {told_short(done.shift)}"
    lines = f":white_check_mark: *{name} is on.* {title_of(done.shift)}\n{_detail(done.shift)}"
    why = f"Reason kept: {escaped(reason, 300)}\n" if reason else ""
    return message(
        text, [section(lines), context(f"{why}{load_lines(done.load)}"), context(f"{name} is told.")]
    )


def _detail(shift: Shift) -> str:
    """What is left counts only where others may still come."""
    return detail_of(shift, places=shift.places > 1)


def load_lines(load: Load) -> str:
    """Two lines: hours of the day and week against their limits, rest before and after."""
    hours = (
        f"{day(load.day)}: {figure(load.day_hours)} of {figure(load.day_limit)} h · "
        f"that week: {figure(load.week_hours)} of {figure(load.week_limit)} h"
    )
    return f"{hours}\n{_rest(load)}"


def _rest(load: Load) -> str:
    needed = f"({length(load.rest_limit)} needed)"
    sides = [
        f"{length(rest)} {word}"
        for rest, word in ((load.rest_before, "before"), (load.rest_after, "after"))
        if rest is not None
    ]
    return f"Rest {', '.join(sides)} {needed}" if sides else "No other shift within a week"


def _warned(warnings: Sequence[str]) -> list[Block]:
    return [section("\n".join(f":warning: {one}" for one in warnings[:3]))] if warnings else []


def _notes(shift: Shift) -> list[Block]:
    return [context(f"Notes: {escaped(shift.notes, 500)}")] if shift.notes else []
