"""`shift_offered`: an officer who may take a shift is asked to."""

from handlers.blocks.buttons import preview_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import cover_needed, lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.covering.facts import Call
from scheduling.shifts.notice_facts import ShiftOffered


def shift_offered(facts: ShiftOffered, addressee: Person | None) -> Message:
    """To the officer: who asks, for what, until when, and *Claim*."""
    by = escaped(facts.by.name)
    if facts.call is Call.COVER:
        text = "Cover is needed now"
        head = f"{cover_needed(facts.shift)} {by} asks you."
    else:
        text = "Can you take a shift?"
        head = f":raising_hand: *Can you take this shift?* {by} asks you."
    body = f"{head}\n{lines_of(facts.shift, zone_of(addressee))}"
    small = context("*Claim* shows your hours and rest first. Whoever claims first has it.")
    return message(
        f"{text} {told_short(facts.shift)}", [section(body), *actions(preview_button(facts.shift)), small]
    )
