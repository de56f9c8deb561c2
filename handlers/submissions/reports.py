"""The forms of reports, sent: a new one, and what is added to one. What is wrong stands under its field."""

from collections.abc import Mapping

from handlers.blocks.reports.done import added_to, reported
from handlers.concerns.turns import next_turn
from handlers.filled import Filled
from handlers.grammar.school_names import match_schools
from handlers.ids import reports as ids
from handlers.ids.reports import ReportForm
from handlers.message import FieldErrors, Outcome
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from handlers.words.text import listed
from scheduling.escalations.queries import find_escalation
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.reports.actions import follow_up, make_report
from scheduling.reports.facts import Draft, Made
from scheduling.roster.facts import School
from scheduling.roster.queries import list_schools
from scheduling.store.transaction import Transaction

_FIELDS: Mapping[str, str] = {
    "kind": ids.KIND, "school": ids.SCHOOL, "what": ids.WHAT, "happened": ids.HAPPENED, "told": ids.TOLD,
}  # fmt: skip


def submit_report(visit: Visit) -> Outcome:
    """Write it down, have the chain paged, and say so."""
    filled = visit.filled
    with visit.read() as tx:
        school = _school(list_schools(tx), filled)
    if isinstance(school, FieldErrors):
        return school
    draft = Draft(
        filled.choice(ids.KIND), school, filled.text(ids.WHAT), filled.text(ids.HAPPENED),
        filled.text(ids.TOLD),
    )  # fmt: skip
    try:
        with visit.begin() as tx:
            made = make_report(tx, visit.policy, actor=visit.person, draft=draft)
            return reported(made.report.notable, _paged(tx, visit, made))
    except Refused as answer:
        return _field_errors(visit, answer)


def submit_follow_up(visit: Visit) -> Outcome:
    """Add to a report.

    Raises:
        Refused: REPORT_GONE, REPORT_CLOSED {number}.
    """
    number = visit.value(ReportForm).report
    try:
        with visit.begin() as tx:
            added = follow_up(tx, actor=visit.person, report_id=number, what=visit.filled.text(ids.WHAT))
    except Refused as answer:
        return _field_errors(visit, answer)
    if isinstance(added, Refusal):
        raise Refused(added)
    return added_to(added)


def _school(schools: list[School], filled: Filled) -> School | FieldErrors | None:
    """The school that was chosen or typed; None where it was neither."""
    typed = filled.text(ids.SCHOOL_TYPED)
    if not typed:
        chosen = filled.choice(ids.SCHOOL)
        return next((each for each in schools if str(each.id) == chosen), None)
    found = match_schools(schools, typed)
    if len(found) == 1:
        return found[0]
    named = listed([each.name for each in found[:4]], "or")
    return FieldErrors({ids.SCHOOL_TYPED: f"Which one: {named}?" if found else "No school is called that."})


def _paged(tx: Transaction, visit: Visit, made: Made) -> str:
    """Who is told first, in words; empty: nobody."""
    opened = None if made.escalation_id is None else find_escalation(tx, made.escalation_id)
    return "" if opened is None else next_turn(tx, visit.policy, opened)


def _field_errors(visit: Visit, answer: Refused) -> FieldErrors:
    """Every refusal under its field.

    Raises:
        Refused: the same, where one is about no field.
    """
    errors: dict[str, str] = {}
    for refusal in answer.refusals:
        if refusal.rule is not Rule.REPORT_TEXT:
            raise answer
        field = _FIELDS[str(refusal.figures["field"])]
        field = field if visit.filled.has(field) or field != ids.SCHOOL else ids.SCHOOL_TYPED
        errors[field] = said_under_field(refusal, visit.zone)
    return FieldErrors(errors)
