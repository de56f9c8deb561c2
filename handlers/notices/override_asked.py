"""`override_asked`: an officer asks for a rule to be set aside."""

from collections.abc import Sequence

from handlers.blocks.buttons import decline_button, override_button
from handlers.blocks.elements import actions, section
from handlers.blocks.refused import may_be_set_aside, refusal_lines
from handlers.blocks.shifts import lines_of, told_short
from handlers.ids import shifts as ids
from handlers.message import Block, Message, message
from handlers.notices.reader import zone_of
from handlers.refusals.wording import sentence_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import OverrideAsked
from scheduling.zones import zone

FREE = "Nothing is in the way any more."


def override_asked(facts: OverrideAsked, addressee: Person | None) -> Message:
    """To whoever may set it aside: what is in the way at this moment, with its figures, and yes or no."""
    name, reader = escaped(facts.officer.name), zone_of(addressee) or zone(facts.officer.zone)
    why = sentence_of(facts.refusals[0], reader).whole if facts.refusals else FREE
    text = f"{name} asks for {told_short(facts.shift)}. {why}"
    body = f":raising_hand: *{name} asks for this shift.*\n{lines_of(facts.shift, reader)}"
    answering = [addressee] if addressee is not None else []
    lines = refusal_lines(facts.refusals, reader, answering) if facts.refusals else [section(FREE)]
    return message(text, [section(body), *lines, *actions(*_answers(facts))])


def _answers(facts: OverrideAsked) -> Sequence[Block]:
    """No button for what nobody may do: a rule may have come into the way that cannot be set aside."""
    no = decline_button(ids.DECLINE_OVERRIDE, facts.shift, facts.officer)
    if not facts.refusals:
        return [override_button(facts.shift.id, facts.officer.id, "Assign"), no]
    if may_be_set_aside(facts.refusals):
        return [override_button(facts.shift.id, facts.officer.id), no]
    return [no]
