"""Opens the forms of training: log progress, put a deadline off, be let off, decide about either.

An officer opens them for themselves; whoever answers for the officer opens the same for them. What has been
settled or decided meanwhile is told instead.
"""

from collections.abc import Callable
from datetime import date

from handlers.blocks.training.confirm_form import confirm_form as form_to_confirm
from handlers.blocks.training.decision_forms import decline_form, grant_form, refuse_form
from handlers.blocks.training.log_form import ToLog
from handlers.blocks.training.log_form import log_form as form_to_log
from handlers.blocks.training.put_off_forms import PutOff
from handlers.blocks.training.put_off_forms import exemption_form as form_to_exempt
from handlers.blocks.training.put_off_forms import extension_form as form_to_extend
from handlers.blocks.training.which import nothing_to_choose, settled_by_now, which_training
from handlers.commands.training_named import Owed, find_asked, find_handed_in, find_owed
from handlers.ids import training as ids
from handlers.message import Modal, Outcome
from handlers.visit import Origin, Visit
from handlers.words.text import listed
from scheduling.policy.requirements import Approver, Requirement
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.store.transaction import Transaction
from scheduling.training.access import authorise_decision
from scheduling.training.decided import refusal_of_decided_record, refusal_of_decided_request
from scheduling.training.facts import (
    CountdownLine,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRecord,
    TrainingRequest,
)
from scheduling.training.queries import list_countdown, list_records
from scheduling.training.requests.rules import approver_of, judge_request, latest_extension
from scheduling.zones import zone


def log_form(visit: Visit, obligation_id: int | None = None) -> Outcome:
    """The form in which progress is logged; a choice first where several run and none is named."""
    with visit.read() as tx:
        if obligation_id is None:
            return _choose(tx, visit, "Log progress for which?", ids.LOG_TRAINING_FORM, _any, _form_to_log)
        return _form_to_log(tx, visit, find_owed(tx, visit.person, obligation_id))


def extension_form(visit: Visit, obligation_id: int | None = None) -> Outcome:
    """The form in which a deadline is put off: asked for one's own, given for somebody else's."""
    with visit.read() as tx:
        if obligation_id is None:
            question = "More time for which?"
            return _choose(tx, visit, question, ids.EXTEND_TRAINING_FORM, _extends, _form_to_extend)
        return _form_to_extend(tx, visit, find_owed(tx, visit.person, obligation_id))


def exemption_form(visit: Visit, obligation_id: int) -> Outcome:
    """The form in which somebody is let off: asked for one's own, given for somebody else's."""
    with visit.read() as tx:
        owed = find_owed(tx, visit.person, obligation_id)
        if not owed.line.obligation.runs:
            return _settled(tx, visit, owed)
        facts = _to_put_off(tx, visit, owed, RequestKind.EXEMPTION, None)
    return form_to_exempt(facts, visit.origin)


def confirm_form(visit: Visit, record_id: int) -> Outcome:
    """The form in which a plan is confirmed with its certificate.

    Raises:
        Refused: TRAINING_GONE; NOT_ENTITLED.
    """
    with visit.read() as tx:
        officer, record = find_handed_in(tx, visit.person, record_id)
        title, today = title_of_record(visit, record), officer.day_at(tx.now)
    return form_to_confirm(title, record, today, zone(officer.zone), visit.origin)


def refusal_form(visit: Visit, record_id: int) -> Outcome:
    """The form in which a record is refused.

    Raises:
        Refused: TRAINING_GONE, NOT_ENTITLED, also for one's own; TRAINING_DECIDED where somebody was first.
    """
    with visit.read() as tx:
        officer, record = find_handed_in(tx, visit.person, record_id)
        authorise_decision(visit.person, officer, Approver.SUPERVISOR)
        if record.state is not RecordState.LOGGED:
            raise Refused(refusal_of_decided_record(tx, record))
        title, today = title_of_record(visit, record), officer.day_at(tx.now)
    return refuse_form(officer, title, record, today, visit.origin)


def grant_request_form(visit: Visit, request_id: int) -> Outcome:
    """The form in which a request is granted, perhaps for less long than was asked."""
    return _decide(visit, request_id, grant_form)


def decline_request_form(visit: Visit, request_id: int) -> Outcome:
    """The form in which a request is declined."""
    return _decide(visit, request_id, decline_form)


def title_of_record(visit: Visit, record: TrainingRecord) -> str:
    """What the requirement of a record is called; its key where the packs in use have it no longer."""
    requirement = visit.policy.requirements.get(record.requirement)
    return requirement.title if requirement is not None else record.requirement


DecisionForm = Callable[[Person, CountdownLine, TrainingRequest, date, Origin], Modal]


def _decide(visit: Visit, request_id: int, form: DecisionForm) -> Outcome:
    with visit.read() as tx:
        owed, request = find_asked(tx, visit.person, request_id)
        obligation = owed.line.obligation
        authorise_decision(visit.person, owed.officer, approver_of(obligation, request.kind))
        if request.state is not RequestState.OPEN:
            raise Refused(refusal_of_decided_request(tx, request))
        today = owed.officer.day_at(tx.now)
    return form(owed.officer, owed.line, request, today, visit.origin)


Opens = Callable[[Transaction, Visit, Owed], Outcome]


def _choose(
    tx: Transaction,
    visit: Visit,
    question: str,
    action_id: str,
    fits: Callable[[Requirement], bool],
    opens: Opens,
) -> Outcome:
    """The form for the one that fits, or a choice of several; the most urgent first."""
    running = [line for line in list_countdown(tx, visit.person) if line.obligation.runs]
    fitting = [line for line in running if fits(line.obligation.requirement)]
    if len(fitting) > 1:
        return which_training(question, action_id, fitting, visit.person.day_at(tx.now))
    if fitting:
        return opens(tx, visit, Owed(visit.person, fitting[0]))
    return nothing_to_choose("No deadline of yours can be put off." if running else "Nothing is owed now.")


def _any(_requirement: Requirement) -> bool:
    return True


def _extends(requirement: Requirement) -> bool:
    return requirement.extension is not None


def _form_to_log(tx: Transaction, visit: Visit, owed: Owed) -> Outcome:
    if not owed.line.obligation.runs:
        return _settled(tx, visit, owed)
    sessions = _sessions_left(tx, owed)
    if owed.line.obligation.requirement.amount.sessions and not sessions:
        return nothing_to_choose("Every session is handed in; what is missing is a supervisor's word.")
    own = owed.officer.id == visit.person.id
    facts = ToLog(owed.officer, own, owed.line, sessions, owed.officer.day_at(tx.now))
    return form_to_log(facts, visit.origin)


def _sessions_left(tx: Transaction, owed: Owed) -> tuple[str, ...]:
    """Those that are neither done nor wait for a supervisor's word."""
    waiting = set(owed.line.progress.unverified)
    handed_in = {
        name
        for record in list_records(tx, owed.officer.id, requirement=owed.line.obligation.requirement.key)
        if record.id in waiting
        for name in record.sessions
    }
    return tuple(name for name in owed.line.progress.sessions_left if name not in handed_in)


def _form_to_extend(tx: Transaction, visit: Visit, owed: Owed) -> Outcome:
    obligation = owed.line.obligation
    if not obligation.runs:
        return _settled(tx, visit, owed)
    facts = _to_put_off(tx, visit, owed, RequestKind.EXTENSION, latest_extension(obligation))
    return form_to_extend(facts, visit.origin)


def _to_put_off(tx: Transaction, visit: Visit, owed: Owed, kind: RequestKind, until: date | None) -> PutOff:
    """What the form says; `until` is the most that could be granted.

    Raises:
        Refused: EXTENSION or EXEMPTION: not even that could be; NOT_ENTITLED: it is not the asker's to give.
    """
    officer, obligation, today = owed.officer, owed.line.obligation, owed.officer.day_at(tx.now)
    approver, own = approver_of(obligation, kind), officer.id == visit.person.id
    refusal = judge_request(kind, obligation, until, today)
    if refusal is not None:
        raise Refused(refusal)
    if not own:
        authorise_decision(visit.person, officer, approver)
    return PutOff(officer, own, owed.line, _who_decides(tx, officer, approver), today)


def _who_decides(tx: Transaction, officer: Person, approver: Approver) -> str:
    if approver is Approver.COORDINATOR:
        return "A coordinator"
    names = [person.name for person in list_answering_for(tx, officer)]
    return listed(names[:2], "or") or "A supervisor"


def _settled(tx: Transaction, visit: Visit, owed: Owed) -> Outcome:
    return settled_by_now(owed.line, owed.officer.day_at(tx.now), owed.officer, visit.person)
