"""A plain line for what is gone, and so has no words of its own: who and where, and nothing to press."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.concerns.words import LINE, ConcernWords
from handlers.message import Block
from handlers.words.text import escaped, shorten
from scheduling.escalations.facts import Escalation
from scheduling.roster.queries import find_person, find_school
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PlainConcern:
    """What can be said of any escalation: its subject's number, and whom and which school it is about."""

    number: int
    officer: str
    school: str


def plain_words(heading: str) -> ConcernWords:
    """Words for a kind: the heading may name the `{number}` of its subject."""

    def line(facts: PlainConcern, _reader: ZoneInfo | None) -> str:
        about = [escaped(name, 60) for name in (facts.officer, facts.school) if name]
        return shorten(" · ".join([f"*{heading.format(number=facts.number)}*", *about]), LINE)

    return ConcernWords(_load, line, _no_detail, _no_offers)


def _load(tx: Transaction, escalation: Escalation) -> PlainConcern:
    concern = escalation.concern
    officer = find_person(tx, concern.officer_id) if concern.officer_id is not None else None
    school = find_school(tx, concern.school_id) if concern.school_id is not None else None
    return PlainConcern(
        concern.subject_id, officer.name if officer is not None else "", school.name if school else ""
    )


def _no_detail(_facts: PlainConcern, _reader: ZoneInfo | None) -> Sequence[Block]:
    return ()


def _no_offers(_facts: PlainConcern, _escalation: Escalation) -> Sequence[Block]:
    return ()
