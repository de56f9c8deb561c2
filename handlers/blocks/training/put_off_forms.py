"""The forms in which a deadline is put off, or somebody is let off: asked for, or given unasked."""

from dataclasses import dataclass
from datetime import date

from handlers.blocks.elements import context, paragraph_input, section
from handlers.blocks.inputs import day_input
from handlers.blocks.training.line import head_of
from handlers.ids import training as ids
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK, REASON_INPUT
from handlers.message import Block, Modal
from handlers.visit import Origin
from handlers.words.countdown import civil
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine
from scheduling.training.requests.rules import latest_extension

WRITTEN_DOWN = "Kept with the change, and told to the officer."
LEFT_EMPTY = "Left empty: for good."


@dataclass(frozen=True, slots=True)
class PutOff:
    """What is put off, and how.

    Attributes:
        officer: who owes it; `own` where they ask for themselves.
        line: how it stands.
        decides: who decides what is asked, as a sentence begins: "Sergeant Sol Sequoia".
        today: the officer's local day.
    """

    officer: Person
    own: bool
    line: CountdownLine
    decides: str
    today: date


def extension_form(facts: PutOff, origin: Origin) -> Modal:
    """A later day, and why; what is asked says who decides."""
    latest = latest_extension(facts.line.obligation)
    told = f"Until {civil(latest, facts.today)} at most." if latest else ""
    until = day_input(ids.UNTIL, "New last day", hint=told)
    if facts.own:
        return _form(ids.ASK_EXTENSION, "Ask for an extension", "Ask", facts, origin, until)
    return _form(ids.EXTEND_TRAINING, "Extend a deadline", "Extend", facts, origin, until)


def exemption_form(facts: PutOff, origin: Origin) -> Modal:
    """Why, and until when; without a day it is for good."""
    until = day_input(ids.UNTIL, "Exempt until", hint=LEFT_EMPTY, optional=True)
    if facts.own:
        return _form(ids.ASK_EXEMPTION, "Ask to be let off", "Ask", facts, origin, until)
    return _form(ids.EXEMPT_TRAINING, "Exempt an officer", "Exempt", facts, origin, until)


def _form(callback_id: str, title: str, submit: str, facts: PutOff, origin: Origin, until: Block) -> Modal:
    whose = "" if facts.own else facts.officer.name
    told = [section(head_of(facts.line, facts.today, whose=whose))]
    if facts.own:
        told.append(context(f"{escaped(facts.decides)} decides. Until then the deadline stands."))
    hint = f"{facts.decides} reads it." if facts.own else WRITTEN_DOWN
    why = paragraph_input(REASON_BLOCK, REASON_INPUT, "Why?", hint)
    carries = pack(ids.TrainingForm(facts.line.obligation.id, origin.url, origin.replaces))
    return Modal(callback_id, title, (*told, until, why), submit, carries)
