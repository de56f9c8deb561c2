"""The forms of escalations: resolve with a reason, hand over to somebody, rest until a time."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, paragraph_input, section
from handlers.blocks.escalations.standing import heading_of, stands
from handlers.blocks.inputs import clock_input, day_input, person_input
from handlers.concerns.standing import Standing
from handlers.grammar.escalations import ESCALATIONS, LONGEST_REASON
from handlers.grammar.rests import MORNING
from handlers.ids import escalations as ids
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK, REASON_INPUT
from handlers.message import Block, Message, Modal, message
from handlers.visit import Origin
from handlers.words.reports import NO_NAMES
from scheduling.escalations.facts import EscalationKind
from scheduling.roster.facts import Person

_OF_A_REPORT = f"The supervisors' channel reads this: nothing of what the report says. {NO_NAMES}"


def resolve_form(of: Standing, post: int, reader: ZoneInfo, origin: Origin) -> Modal:
    """It is settled: why."""
    is_report = of.escalation.concern.kind is EscalationKind.REPORT
    hint = _OF_A_REPORT if is_report else "Kept with it, for whoever looks later."
    why = paragraph_input(REASON_BLOCK, REASON_INPUT, "How is it settled?", hint, most=LONGEST_REASON)
    blocks = [*_head(of, reader), context("It ends, and nobody is told of it any more."), why]
    return _form(ids.ESCALATION_RESOLVE, "Resolve", "Resolve", of, post, origin, blocks)


def hand_over_form(
    of: Standing, post: int, reader: ZoneInfo, origin: Origin, candidates: Sequence[tuple[Person, str]]
) -> Modal:
    """Who has it from now on; `candidates` come with what is worth knowing of them, such as `away`."""
    options = [
        (str(person.id), f"{person.name} · {note}" if note else person.name) for person, note in candidates
    ]
    to = person_input(
        ids.ESCALATION_TO, "To", options, hint="They are told at once.",
        otherwise=f"To anybody else: `{ESCALATIONS} handover {of.number} @person`.",
    )  # fmt: skip
    return _form(
        ids.ESCALATION_HAND_OVER, "Hand over", "Hand over", of, post, origin, [*_head(of, reader), *to]
    )


def nobody_else(number: int) -> Message:
    """There is nobody to hand it over to: Slack takes no form with an empty menu."""
    text = f"Nobody else may take #{number}: no other supervisor whom it concerns, and no other coordinator."
    return message(text, [section(text)], beside=True)


def snooze_form(of: Standing, post: int, reader: ZoneInfo, origin: Origin, tomorrow: date) -> Modal:
    """Until when it rests, by the reader's clock: tomorrow morning, unless another time is chosen."""
    day = day_input(ids.ESCALATION_DAY, "Until", chosen=tomorrow)
    at = clock_input(ids.ESCALATION_TIME, "At", hint="Your time.", chosen=MORNING, optional=False)
    blocks = [*_head(of, reader), context("You have it until then, and nobody is told."), day, at]
    return _form(ids.ESCALATION_SNOOZE_UNTIL, "Snooze", "Snooze", of, post, origin, blocks)


def _head(of: Standing, reader: ZoneInfo) -> list[Block]:
    return [section(f"{heading_of(of, reader)}\n{stands(of, reader)}")]


def _form(
    callback_id: str, title: str, submit: str, of: Standing, post: int, origin: Origin, blocks: list[Block]
) -> Modal:
    carries = pack(ids.EscalationForm(of.number, post, origin.url, origin.replaces))
    return Modal(callback_id, title, tuple(blocks), submit, carries)
