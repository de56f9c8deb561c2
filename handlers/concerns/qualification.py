"""A firearms qualification that does not last through an armed shift: whose, until when, which shift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context
from handlers.blocks.officer_acts import release_button
from handlers.blocks.shifts import detail_of, title_of
from handlers.blocks.training.buttons import open_button
from handlers.concerns.words import NAME, ConcernWords
from handlers.message import Block
from handlers.words.countdown import civil
from handlers.words.text import escaped
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import find_claim
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A claim, whether it still stands, whose it is, and that person's local day."""

    held: HeldShift
    stands: bool
    officer: Person
    today: date


def _load(tx: Transaction, escalation: Escalation) -> Lapsing | Obsolete:
    found = find_claim(tx, escalation.concern.subject_id)
    officer = find_person(tx, found[0].person_id) if found is not None else None
    if found is None or officer is None:
        return Obsolete("there is no such claim")
    held, stands = found
    return Lapsing(held, stands, officer, officer.day_at(tx.now))


def _line(facts: Lapsing, reader: ZoneInfo | None) -> str:
    name = escaped(facts.officer.name, NAME)
    return f"Firearms qualification of *{name}* ends before: {title_of(facts.held.shift, reader, most=NAME)}"


def _detail(facts: Lapsing, _reader: ZoneInfo | None) -> Sequence[Block]:
    qualified_on = facts.officer.qualified_on
    last = f"Last qualified {civil(qualified_on, facts.today)}" if qualified_on else "Never qualified"
    return [context(f"Shift {detail_of(facts.held.shift)}\n{last}")]


def _offers(facts: Lapsing, _escalation: Escalation) -> Sequence[Block]:
    if not facts.stands:
        return ()
    return [release_button(facts.held.shift, facts.officer), open_button(facts.officer, "Training")]


WORDS = ConcernWords(_load, _line, _detail, _offers)
