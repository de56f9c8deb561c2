"""All that one officer owes, most urgent first: for the officer, or for whoever answers for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import (
    may_decide,
    officers_buttons,
    own_buttons,
    planned_buttons,
    record_buttons,
    request_buttons,
    team_button,
)
from handlers.blocks.training.line import at_stake_line, detail_of, head_of, planned_line
from handlers.blocks.training.waiting import COORDINATORS, record_line, request_line
from handlers.blocks.who import packed
from handlers.grammar.training import Team
from handlers.message import Block, Message, message
from handlers.words.countdown import title_of
from handlers.words.text import counted, escaped
from scheduling.policy.requirements import Exclusion, Requirement
from scheduling.roster.facts import Person, Role
from scheduling.shifts.facts import HeldShift
from scheduling.training.facts import CountdownLine, RecordState, TrainingRecord
from scheduling.zones import zone

_MOST_OWN, _MOST_OFFICERS = 5, 4
"""Obligations that are told in full, with their buttons: what has room in 50 blocks and 13,000 characters."""

_MOST_RECORDS = 2
"""Records to verify, and slots that were planned, shown under one obligation."""


@dataclass(frozen=True, slots=True)
class OfficerTraining:
    """What one officer owes.

    Attributes:
        officer: who owes it.
        today: the officer's local date.
        lines: what runs, by deadline; then what is done or let off.
        records: what was handed in and what is planned, by id.
        at_stake: coming shifts that a missed deadline would cost.
        excluded: what would be asked of others of this kind, and not of this officer, with why.
    """

    officer: Person
    today: date
    lines: tuple[CountdownLine, ...]
    records: Mapping[int, TrainingRecord] = field(default_factory=dict)
    at_stake: tuple[HeldShift, ...] = ()
    excluded: tuple[tuple[Requirement, Exclusion], ...] = ()


def officer_training(facts: OfficerTraining, reader: Person) -> Message:
    """Everything in one message; what has no room is told in a line each."""
    own = facts.officer.id == reader.id
    running = [line for line in facts.lines if line.obligation.runs]
    settled = [line for line in facts.lines if not line.obligation.runs]
    text = _headline(facts, len(running), own=own)
    blocks: list[Block] = [section(f"*{text}*")]
    if told := at_stake_line(facts.at_stake):
        blocks.append(section(told))
    most = _MOST_OWN if own else _MOST_OFFICERS
    for line in running[:most]:
        blocks += _in_full(line, facts, reader)
    blocks += packed([head_of(line, facts.today) for line in [*running[most:], *settled]], most=2)
    blocks += [context(_excluded_line(*one)) for one in facts.excluded[:3]]
    return message(text, [*blocks, *_foot(reader)])


def works_no_shifts(reader: Person) -> Message:
    """For somebody of whom nothing is asked."""
    text = "You work no shifts yourself, so no training is asked of you here."
    return message(text, [section(text), *_foot(reader)])


def _headline(facts: OfficerTraining, running: int, *, own: bool) -> str:
    if running:
        what = counted(running, "countdown")
        return f"Your training: {what}" if own else f"{escaped(facts.officer.name)}: {what}"
    return "You owe no training." if own else f"{escaped(facts.officer.name)} owes no training."


def _in_full(line: CountdownLine, facts: OfficerTraining, reader: Person) -> list[Block]:
    own = facts.officer.id == reader.id
    planned = [one for one in facts.records.values() if _is_planned(one, line)][:_MOST_RECORDS]
    at = zone(facts.officer.zone)
    slots = {one: planned_line(one, facts.today, at) for one in planned}
    detail = [*detail_of(line, facts.today, own=own), *([] if own else slots.values())]
    blocks = [section(head_of(line, facts.today)), *([context("\n".join(detail))] if detail else [])]
    if not own:
        row = officers_buttons(line, facts.officer, reader)
        return [*blocks, *actions(*row), *_to_decide(line, facts, reader)]
    title = line.obligation.requirement.title
    for one, told in slots.items():
        blocks += [section(told), *actions(*planned_buttons(one, title, facts.today))]
    return [*blocks, *actions(*own_buttons(line))]


def _is_planned(record: TrainingRecord, line: CountdownLine) -> bool:
    return record.state is RecordState.PLANNED and record.requirement == line.obligation.requirement.key


def _to_decide(line: CountdownLine, facts: OfficerTraining, reader: Person) -> list[Block]:
    """What waits for the reader's word: records to verify, a request to decide."""
    whose = f"{facts.officer.name}, {line.obligation.requirement.title}"
    waiting = [facts.records[one] for one in line.progress.unverified if one in facts.records]
    blocks: list[Block] = []
    for record in waiting[:_MOST_RECORDS]:
        blocks += [section(record_line(record, facts.today)), *actions(*record_buttons(record, whose))]
    if line.request is not None:
        row = (
            request_buttons(line.request, whose)
            if may_decide(line.request, line, facts.officer, reader)
            else []
        )
        blocks += [section(request_line(line.request, facts.today)), *(actions(*row) or [COORDINATORS])]
    return blocks


def _excluded_line(requirement: Requirement, exclusion: Exclusion) -> str:
    which = "Not required" if exclusion.permitted else "Not required, and not permitted"
    return f"*{title_of(requirement)}*: {which[0].lower()}{which[1:]}. {escaped(exclusion.why, 300)}"


def _foot(reader: Person) -> list[Block]:
    """The way to the team, for those who have one."""
    leads = reader.role in {Role.SUPERVISOR, Role.COORDINATOR}
    return actions(*([team_button("My team", Team())] if leads else []))
