"""Putting a deadline off, and letting an officer off: asked for and decided, or given without being asked.

What is granted is dated, reasoned and recorded, and holds at once: an obligation that was overdue runs again,
and the officer's standing with it. A later deadline is counted down anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.facts import Ending
from scheduling.outbox.actions import enqueue
from scheduling.policy.requirements import Approver
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for, list_coordinators, list_people
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.access import authorise_decision, hold_obligation, hold_officer, hold_request
from scheduling.training.decided import refusal_of_decided_request
from scheduling.training.facts import Obligation, RequestKind, RequestState, TrainingRequest
from scheduling.training.queries import find_obligation
from scheduling.training.requests.grants import exempt_obligation, put_off
from scheduling.training.requests.lapse import lapse_requests
from scheduling.training.requests.letters import answering, putting, settling
from scheduling.training.requests.rows import add_granted, close_request, find_open, open_request
from scheduling.training.requests.rules import approver_of, judge_request
from scheduling.training.upkeep.escalating import resolve_granted
from scheduling.training.upkeep.review import review_person


@dataclass(frozen=True, slots=True)
class RequestAsked:
    """Whom a request was put to; nobody where nobody can be reached, and nothing is stored then.

    `already` where it was asked before and nobody has decided it: nothing was sent now.
    """

    request: TrainingRequest | None
    whom: tuple[Person, ...]
    already: bool = False


@dataclass(frozen=True, slots=True)
class RequestDecided:
    """A request that somebody has granted or declined, with the obligation and its officer as they stand."""

    request: TrainingRequest
    obligation: Obligation
    officer: Person


@dataclass(frozen=True, slots=True)
class _Case:
    """What is asked or decided, by whom, about what, of whom; nobody else changes the officer meanwhile."""

    kind: RequestKind
    actor: Person
    obligation: Obligation
    officer: Person


def ask_extension(
    tx: Transaction, *, actor: Person, obligation_id: int, until: date, reason: str
) -> RequestAsked:
    """Ask those who may decide to put a deadline off until the end of a day.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; TRAINING_GONE; REASON_MISSING {rules}; EXTENSION, as
            `request_rules` says.
    """
    return _ask(tx, RequestKind.EXTENSION, actor, obligation_id, until, reason)


def ask_exemption(
    tx: Transaction, *, actor: Person, obligation_id: int, until: date | None, reason: str
) -> RequestAsked:
    """Ask those who may decide to let the officer off until the end of a day; None is for good.

    Raises:
        Refused: as `ask_extension`, with EXEMPTION.
    """
    return _ask(tx, RequestKind.EXEMPTION, actor, obligation_id, until, reason)


def grant_request(
    tx: Transaction, *, actor: Person, request_id: int, until: date | None, reason: str, policy: Policy
) -> RequestDecided:
    """Grant what was asked for, or less: until another day. The officer and all who were asked are told.

    Args:
        tx: a write transaction.
        actor: who decides.
        request_id: which request.
        until: the last day; of an extension None is the day that was asked for, of an exemption for good.
        reason: what the officer reads with it; may be empty, since the request carries a reason.
        policy: the packs in use.

    Raises:
        Refused: NOT_ENTITLED, also for one's own; TRAINING_GONE; TRAINING_DECIDED where somebody was first;
            EXTENSION or EXEMPTION.
    """
    request, obligation, officer = hold_request(tx, request_id)
    case = _Case(request.kind, actor, obligation, officer)
    _authorise(case)
    if request.state is not RequestState.OPEN:
        raise Refused(refusal_of_decided_request(tx, request))
    if until is None and request.kind is RequestKind.EXTENSION:
        until = request.until
    return _grant(tx, case, until, kept(reason), policy)


def decline_request(tx: Transaction, *, actor: Person, request_id: int, reason: str) -> RequestDecided:
    """Say no, with a reason. The officer and all who were asked are told.

    Raises:
        Refused: as `grant_request`; REASON_MISSING {rules}.
    """
    request, obligation, officer = hold_request(tx, request_id)
    case = _Case(request.kind, actor, obligation, officer)
    _authorise(case)
    _need_reason(case, reason)
    declined = close_request(tx, request_id, to=RequestState.DECLINED, by=actor, decision=kept(reason))
    if declined is None:
        raise Refused(refusal_of_decided_request(tx, request))
    _tell(tx, declined, actor)
    _record(tx, case, "declined", {"request": request_id, "until": request.until}, declined.decision)
    return RequestDecided(declined, obligation, officer)


def extend(
    tx: Transaction, *, actor: Person, obligation_id: int, until: date, reason: str, policy: Policy
) -> RequestDecided:
    """Put a deadline off without being asked; a request for it that is open is granted thereby.

    Raises:
        Refused: as `grant_request`; REASON_MISSING {rules}.
    """
    case = _Case(RequestKind.EXTENSION, actor, *hold_obligation(tx, obligation_id))
    return _give(tx, case, until, reason, policy)


def exempt(
    tx: Transaction, *, actor: Person, obligation_id: int, until: date | None, reason: str, policy: Policy
) -> RequestDecided:
    """Let an officer off, until the end of a day or for good, without being asked; a request for it that is
    open is granted thereby.

    Raises:
        Refused: as `extend`.
    """
    case = _Case(RequestKind.EXEMPTION, actor, *hold_obligation(tx, obligation_id))
    return _give(tx, case, until, reason, policy)


def _ask(
    tx: Transaction, kind: RequestKind, actor: Person, obligation_id: int, until: date | None, reason: str
) -> RequestAsked:
    case = _Case(kind, actor, *hold_obligation(tx, obligation_id))
    authorise(actor, case.officer)
    _judge(tx, case, until)
    _need_reason(case, reason)
    if (open_one := find_open(tx, obligation_id, kind)) is not None:
        return RequestAsked(open_one, tuple(list_people(tx, ids=open_one.asked)), already=True)
    whom = _who_decides(tx, case)
    asked = [person.id for person in whom]
    if not asked:
        return RequestAsked(None, ())
    request = open_request(tx, case.obligation, kind, until=until, reason=kept(reason), asked=asked)
    enqueue(tx, [putting(request, person_id) for person_id in asked])
    _record(tx, case, "asked", {"request": request.id, "until": until, "of": asked}, request.reason)
    return RequestAsked(request, whom)


def _give(
    tx: Transaction,
    case: _Case,
    until: date | None,
    reason: str,
    policy: Policy,
) -> RequestDecided:
    _authorise(case)
    _need_reason(case, reason)
    return _grant(tx, case, until, kept(reason), policy)


def _grant(tx: Transaction, case: _Case, until: date | None, reason: str, policy: Policy) -> RequestDecided:
    """The request that is open, if there is one, is the one granted; the caller holds the officer."""
    today = _judge(tx, case, until)
    granted = _granted(tx, case, until, reason)
    if case.kind is RequestKind.EXTENSION and until is not None:
        put_off(tx, case.obligation, case.officer, until)
        ending = Ending.PUT_OFF
    else:
        exempt_obligation(tx, case.obligation, case.officer, until, reason or granted.reason, today)
        lapse_requests(tx, [case.obligation.id])
        ending = Ending.EXEMPTED
    resolve_granted(tx, case.obligation, ending, by=case.actor, why=reason)
    _tell(tx, granted, case.actor)
    _record(tx, case, "granted", {"request": granted.id, "until": until}, reason)
    review_person(tx, case.officer.id, policy)
    stands = find_obligation(tx, case.obligation.id) or case.obligation
    return RequestDecided(granted, stands, hold_officer(tx, case.officer.id))


def _granted(tx: Transaction, case: _Case, until: date | None, reason: str) -> TrainingRequest:
    open_one = find_open(tx, case.obligation.id, case.kind)
    closed = open_one and close_request(
        tx, open_one.id, to=RequestState.GRANTED, by=case.actor, decision=reason, granted_until=until
    )
    return closed or add_granted(tx, case.obligation, case.kind, until=until, reason=reason, by=case.actor)


def _authorise(case: _Case) -> None:
    authorise_decision(case.actor, case.officer, approver_of(case.obligation, case.kind))


def _judge(tx: Transaction, case: _Case, until: date | None) -> date:
    """The officer's local day, if it may be granted on it."""
    today = case.officer.day_at(tx.now)
    refusal = judge_request(case.kind, case.obligation, until, today)
    if refusal is not None:
        raise Refused(refusal)
    return today


def _need_reason(case: _Case, reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": (Rule(case.kind.value),)}))


def _who_decides(tx: Transaction, case: _Case) -> tuple[Person, ...]:
    if approver_of(case.obligation, case.kind) is Approver.COORDINATOR:
        return tuple(person for person in list_coordinators(tx) if person.id != case.officer.id)
    return tuple(list_answering_for(tx, case.officer))


def _tell(tx: Transaction, decided: TrainingRequest, by: Person) -> None:
    """Tell the officer; settle the message of everybody else who was asked."""
    others = [person_id for person_id in decided.asked if person_id != by.id]
    enqueue(tx, [answering(decided), *(settling(decided, person_id) for person_id in others)])


def _record(tx: Transaction, case: _Case, what: str, after: Mapping[str, object], reason: str) -> None:
    obligation = case.obligation
    before = {"due_on": obligation.due_on, "state": obligation.state} if what == "granted" else None
    verb = f"{case.kind}_{what}"
    record(tx, Change(actor_of(case.actor.id), verb, "obligation", obligation.id, before, after, reason))
