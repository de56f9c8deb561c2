"""Training that runs out, or has: who, what, how far, and which shifts hang on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context
from handlers.blocks.officer_acts import extend_button, hand_back_button
from handlers.blocks.training.buttons import open_button
from handlers.blocks.training.line import at_stake_line
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.countdown import asked_for, if_missed, missing, title_of, told_dated, unverified
from handlers.words.text import counted, escaped
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState
from scheduling.training.queries import find_obligation, list_at_stake, list_lines
from scheduling.training.rules.urgency import TeamLine


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed, and by whom; the shifts at stake, those still to come, and the instant of reading."""

    owed: TeamLine
    at_stake: tuple[HeldShift, ...]
    coming: tuple[HeldShift, ...]
    now: datetime


def _load(tx: Transaction, escalation: Escalation) -> Due | Obsolete:
    obligation = find_obligation(tx, escalation.concern.subject_id)
    lines = list_lines(tx, [obligation.person_id]) if obligation is not None else []
    owed = next((one for one in lines if obligation and one.obligation.id == obligation.id), None)
    if owed is None:
        return Obsolete("there is no such obligation")
    coming = [held for held in list_held_by(tx, owed.person) if held.shift.starts_at > tx.now]
    at_stake = list_at_stake(tx, owed.person, [owed.obligation])
    return Due(owed, tuple(at_stake), tuple(coming), tx.now)


def _line(facts: Due, _reader: ZoneInfo | None) -> str:
    officer, line = facts.owed.person, facts.owed.line
    title, name = title_of(line.obligation.requirement), escaped(officer.name, 60)
    stands = f", {told_dated(line, officer.day_at(facts.now))}" if line.obligation.runs else ""
    return f"Training of *{name}*: {title}{stands}"


def _detail(facts: Due, _reader: ZoneInfo | None) -> Sequence[Block]:
    line, today = facts.owed.line, facts.owed.person.day_at(facts.now)
    if not line.obligation.runs:
        return ()
    is_overdue = line.obligation.state is ObligationState.OVERDUE
    holds = f"Holds {counted(len(facts.coming), 'coming shift')}" if is_overdue and facts.coming else ""
    stake = "" if is_overdue else at_stake_line(facts.at_stake)
    told = (
        missing(line),
        unverified(line.progress),
        asked_for(line, today),
        if_missed(line.obligation.requirement),
        holds,
        stake,
    )
    return [context("\n".join(one for one in told if one))]


def _offers(facts: Due, escalation: Escalation) -> Sequence[Block]:
    officer, obligation = facts.owed.person, facts.owed.obligation
    if not obligation.runs:
        return ()
    extends = obligation.requirement.extension is not None
    is_overdue = obligation.state is ObligationState.OVERDUE
    return [
        *([extend_button(obligation, officer)] if extends else []),
        *([hand_back_button(escalation.id, officer)] if is_overdue and facts.coming else []),
        open_button(officer, "Training"),
    ]


WORDS = ConcernWords(_load, _line, _detail, _offers)
