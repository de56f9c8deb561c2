"""`training_countdown`: a rung of the countdown was reached; everything that the officer is told that day."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.shifts import title_of as title_of_shift
from handlers.blocks.training.buttons import own_buttons, training_button
from handlers.blocks.training.line import head_of
from handlers.ids.training import EXEMPT_TRAINING_FORM, TRAINING_LATER, PersonRef
from handlers.message import Block, Message, message
from handlers.notices.reader import zone_of
from handlers.words.countdown import asked_for, civil, missing, title_of, told_short, unverified
from scheduling.policy.requirements import Consequence, Evidence
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine
from scheduling.training.notices.facts import TrainingCountdown

MOST = 6
"""Obligations that are told with their buttons; `/training` has the rest."""

_SHIFTS = 5
"""Shifts at stake that are named."""


_AT_STAKE = ("These shifts would go back:", "You could not work these shifts:")
_LOST = ("These shifts go back:", "You may not work these shifts:")
"""Above the shifts: where they are handed back, and where the officer is only blocked."""


def training_countdown(facts: TrainingCountdown, addressee: Person | None) -> Message:
    """To the officer: what is left, by when, what follows, and what can be done about it."""
    blocks: list[Block] = []
    for line in facts.lines[:MOST]:
        blocks += _told(line, facts.today)
    if (more := len(facts.lines) - MOST) > 0:
        blocks.append(context(f"and {more} more"))
    blocks += _warning(facts, addressee)
    later = button("Remind me later", TRAINING_LATER, PersonRef(facts.officer.id))
    return message(_text(facts), [*blocks, *actions(later, training_button())])


def _text(facts: TrainingCountdown) -> str:
    first = facts.lines[0]
    told = f"{title_of(first.obligation.requirement)}: {told_short(first, facts.today)}"
    return f"{told}; and {len(facts.lines) - 1} more" if len(facts.lines) > 1 else told


def _told(line: CountdownLine, today: date) -> list[Block]:
    small = [one for one in (missing(line), unverified(line.progress), asked_for(line, today)) if one]
    notes = [context("\n".join(small))] if small else []
    row = [one for one in own_buttons(line) if one["action_id"] != EXEMPT_TRAINING_FORM]
    return [section(head_of(line, today)), *notes, *actions(*row)]


def _warning(facts: TrainingCountdown, addressee: Person | None) -> list[Block]:
    """What a missed deadline costs, or has cost; with the shifts that are at stake."""
    overdue = [line for line in facts.lines if _blocks(line) and line.obligation.due_on < facts.today]
    ahead = [line for line in facts.lines if _blocks(line) and line not in overdue]
    if overdue:
        told = f":no_entry: *You may claim no shift until it is done.* {_way_out(overdue)}"
        return [section(f"{told}{_shifts(facts, addressee, _heading(overdue, _LOST))}")]
    if ahead:
        first = min(line.obligation.due_on for line in ahead)
        told = f":warning: *Not done by {civil(first, facts.today)}: no claims until it is.*"
        return [section(f"{told}{_shifts(facts, addressee, _heading(ahead, _AT_STAKE))}")]
    return []


def _shifts(facts: TrainingCountdown, addressee: Person | None, heading: str) -> str:
    """The shifts at stake, a line each; empty where there are none."""
    if not facts.at_stake:
        return ""
    named = [f"• #{one.shift.id} {title_of_shift(one.shift, zone_of(addressee))}" for one in facts.at_stake]
    more = [f"• and {len(named) - _SHIFTS} more"] if len(named) > _SHIFTS else []
    return "\n".join(["", heading, *named[:_SHIFTS], *more])


def _heading(lines: Sequence[CountdownLine], headings: tuple[str, str]) -> str:
    goes_back, only_blocks = headings
    terms = [line.obligation.requirement for line in lines]
    return goes_back if any(one.consequence is Consequence.HAND_BACK for one in terms) else only_blocks


def _way_out(overdue: Sequence[CountdownLine]) -> str:
    """How the officer comes to claim again."""
    terms = [line.obligation.requirement for line in overdue]
    verified = any(one.evidence is Evidence.VERIFIED for one in terms)
    done = (
        "Log what is missing; you are clear once it is verified" if verified else "Log it and you are clear"
    )
    extension = any(one.extension is not None for one in terms)
    return f"{done}, or ask for an extension." if extension else f"{done}."


def _blocks(line: CountdownLine) -> bool:
    return line.obligation.requirement.blocks
