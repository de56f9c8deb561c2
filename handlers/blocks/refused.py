"""A refusal as it stands in a message: the words, the small print, and what can be done instead."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import START, ask_override_button, mine_button, others_button, wait_button
from handlers.blocks.elements import actions, context, section
from handlers.ids.shifts import Look
from handlers.message import Block, Message, message
from handlers.refusals.wording import sentence_of, small_print
from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.roster.facts import Person

MOST_REFUSALS = 4
"""How many are spelled out; a claim that more rules refuse is not helped by reading them all."""


def refused(
    refusals: Sequence[Refusal],
    reader: ZoneInfo,
    *,
    title: str = "",
    buttons: Sequence[Block] = (),
    answering: Sequence[Person] = (),
) -> Message:
    """Why something was not done.

    Args:
        refusals: at least one, the most important first.
        reader: the zone of whoever reads.
        title: what it is about, in mrkdwn; nothing where that is plain.
        buttons: what can be done instead.
        answering: who answers for the officer.
    """
    text = sentence_of(refusals[0], reader).whole
    head = [section(title)] if title else []
    return message(text, [*head, *refusal_lines(refusals, reader, answering), *actions(*buttons)])


def refusal_lines(refusals: Sequence[Refusal], reader: ZoneInfo, answering: Sequence[Person]) -> list[Block]:
    """Each refusal: headline and figures, then the small print."""
    names = [person.name for person in answering]
    blocks: list[Block] = []
    for refusal in refusals[:MOST_REFUSALS]:
        blocks.append(section(f":no_entry: {sentence_of(refusal, reader).shown}"))
        if small := small_print(refusal, reader, names):
            blocks.append(context(small))
    return blocks


def refusal_buttons(
    refusals: Sequence[Refusal], shift_id: int, answering: Sequence[Person], back: Look = START
) -> list[Block]:
    """What an officer can do about refusals of their own claim; `back` is the list they came from."""
    rules = {refusal.rule for refusal in refusals}
    buttons: list[Block] = []
    if rules == {Rule.FULL}:
        buttons.append(wait_button(shift_id, back))
    if may_be_set_aside(refusals):
        by_coordinator = any(refusal.override_by is OverrideBy.COORDINATOR for refusal in refusals)
        buttons.append(ask_override_button(shift_id, [] if by_coordinator else answering, back))
    if Rule.ALREADY_YOURS in rules:
        buttons.append(mine_button())
    return [*buttons, others_button(back)]


def may_be_set_aside(refusals: Sequence[Refusal]) -> bool:
    """Whether somebody may set all of them aside."""
    return bool(refusals) and all(refusal.override_by is not OverrideBy.NOBODY for refusal in refusals)
