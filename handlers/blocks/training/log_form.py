"""The form in which progress is logged: only what its requirement asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.blocks.elements import context, section
from handlers.blocks.inputs import (
    clock_input,
    day_input,
    line_input,
    one_of_input,
    some_of_input,
)
from handlers.blocks.training.certificate import NEEDED, certificate_inputs
from handlers.blocks.training.line import head_of
from handlers.ids import training as ids
from handlers.ids.packing import pack
from handlers.message import Block, Modal
from handlers.visit import Origin
from handlers.words.text import escaped
from scheduling.policy.requirements import Evidence, OnClock, Requirement
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine

HOURS = "2, 2.5, 2:30, 2h 30m or 90 min"


@dataclass(frozen=True, slots=True)
class ToLog:
    """What somebody may log.

    Attributes:
        officer: whose training it is; `own` where they log it themselves.
        line: what it goes to.
        sessions: the named sessions that are left to hand in.
        today: the officer's local day.
    """

    officer: Person
    own: bool
    line: CountdownLine
    sessions: tuple[str, ...]
    today: date


def log_form(facts: ToLog, origin: Origin) -> Modal:
    """What, when, how long, on which topics, by whom, with which proof."""
    terms = facts.line.obligation.requirement
    told = section(head_of(facts.line, facts.today, whose="" if facts.own else facts.officer.name))
    rules = [context(line) for line in _rules(terms, own=facts.own)]
    blocks = [told, *rules, *_what(facts, terms), *_when(facts, terms), *_amount(terms)]
    blocks += [line_input(ids.PROVIDER, "Given by", most=120, optional=True), *certificate_inputs()]
    carries = pack(ids.TrainingForm(facts.line.obligation.id, origin.url, origin.replaces))
    return Modal(ids.LOG_TRAINING, "Log progress", tuple(blocks), "Save", carries)


def _rules(terms: Requirement, *, own: bool) -> list[str]:
    """What has to be known before it is filled in."""
    rules = []
    if terms.on_clock is not OnClock.ALLOW:
        rules.append(f":warning: {escaped(terms.on_clock_rule, 400)}")
    if terms.certificate:
        rules.append(NEEDED)
    if own and terms.evidence is Evidence.VERIFIED:
        rules.append("It counts once your supervisor has verified it.")
    return rules


def _what(facts: ToLog, terms: Requirement) -> list[Block]:
    blocks = [one_of_input(ids.WHEN, "This is", [(ids.DONE, "Done"), (ids.PLANNED, "Planned, not done yet")])]
    if facts.sessions:
        offered = _numbered(terms.amount.sessions, facts.sessions)
        blocks.append(some_of_input(ids.SESSIONS, "Sessions", offered))
    if topics := terms.amount.every_topic:
        left = [name for name in topics if name in facts.line.progress.topics_left]
        first = [*left, *(name for name in topics if name not in left)]
        hint = "Those that are missing come first."
        blocks.append(some_of_input(ids.TOPICS, "Topics", _numbered(topics, first), hint=hint))
    return blocks


def _when(facts: ToLog, terms: Requirement) -> list[Block]:
    blocks = [day_input(ids.DONE_ON, "Day", chosen=facts.today)]
    if terms.on_clock is not OnClock.ALLOW:
        hint = "Needed if there is a shift that day."
        blocks += [clock_input(ids.STARTS, "From", hint=hint), clock_input(ids.ENDS, "To")]
    return blocks


def _amount(terms: Requirement) -> list[Block]:
    blocks: list[Block] = []
    if terms.amount.counts_hours:
        blocks.append(line_input(ids.HOURS, "Hours attended", most=20, shown=HOURS))
    if terms.excused_share is not None:
        hint = f"At most {terms.excused_share:.0%} of the course; they have to be made up."
        label = "Hours missed, with an excuse"
        blocks.append(line_input(ids.MISSED, label, hint=hint, most=20, optional=True))
    return blocks


def _numbered(every: Sequence[str], shown: Sequence[str]) -> list[tuple[str, str]]:
    """Names with the number of their place: terms never change, so a number means the same name later."""
    return [(str(every.index(name)), name) for name in shown if name in every]
