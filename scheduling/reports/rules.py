"""What a report must say, and who may read one: decided from facts alone.

A report is a record of the law-enforcement unit, made for a law-enforcement purpose and kept by it. As such
it is no education record (20 U.S.C. 1232g(a)(4)(B)(ii), 34 CFR 99.8), and staff outside the unit have no
access to it. `docs/adr/` has the decision.
"""

from typing import Final

from scheduling.refusals import Refusal, Rule
from scheduling.reports.facts import Draft, ReportKind
from scheduling.roster.facts import Person, Role
from scheduling.roster.rules import answers_for

SOURCE: Final = "34 CFR 99.8: a record of the law-enforcement unit"

LONGEST_WHAT: Final = 3_000
"""Of what happened, and of what is added, in characters: what one paragraph of a form takes."""

LONGEST_HAPPENED: Final = 120
LONGEST_TOLD: Final = 500


def may_read(reader: Person, author: Person) -> bool:
    """Whether somebody may read a report of `author`: the author, whoever is of the law-enforcement unit, and
    a supervisor who answers for the author. A coordinator as such may not: setting Muster up is no part of
    the unit's work.
    """
    if reader.id == author.id or reader.law_unit:
        return True
    return reader.role is Role.SUPERVISOR and answers_for(reader, author)


def refusal_of_reading(reader: Person, author: Person, number: int) -> Refusal | None:
    """Why somebody may not read a report, or add to it; None: they may."""
    if may_read(reader, author):
        return None
    return Refusal(Rule.REPORT_CLOSED, {"number": number}, source=SOURCE)


def refusals_of_draft(draft: Draft) -> list[Refusal]:
    """What is missing in a report, or too long: REPORT_TEXT {field, why: empty | too_long, longest}; fields
    are kind, school, what, happened and told.
    """
    kind = [] if draft.kind in set(ReportKind) else [_refusal("kind", "empty", 0)]
    school = [_refusal("school", "empty", 0)] if draft.school is None else []
    texts = (
        ("what", draft.what, LONGEST_WHAT, True),
        ("happened", draft.happened, LONGEST_HAPPENED, True),
        ("told", draft.told, LONGEST_TOLD, False),
    )
    return [*kind, *school, *(each for text in texts if (each := _refusal_of_text(*text)) is not None)]


def refusal_of_follow_up(what: str) -> Refusal | None:
    """The same of what is added to a report; None: nothing is wrong with it."""
    return _refusal_of_text("what", what, LONGEST_WHAT, needed=True)


def _refusal_of_text(field: str, text: str, longest: int, needed: bool) -> Refusal | None:
    if needed and not text.strip():
        return _refusal(field, "empty", longest)
    return _refusal(field, "too_long", longest) if len(text) > longest else None


def _refusal(field: str, why: str, longest: int) -> Refusal:
    return Refusal(Rule.REPORT_TEXT, {"field": field, "why": why, "longest": longest})
