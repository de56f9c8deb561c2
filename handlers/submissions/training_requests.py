"""More time, or to be let off: asked for, given without being asked, granted, declined."""

from collections.abc import Callable
from datetime import date

from handlers.blocks.training.done import asked, request_decided
from handlers.commands.training_named import find_owed
from handlers.ids import training as ids
from handlers.ids.training import TrainingForm
from handlers.message import FieldErrors, Message, Outcome
from handlers.submissions.reasons import MISSING
from handlers.submissions.training_fields import field_errors
from handlers.visit import Visit
from scheduling.refusals import Refused
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RequestKind
from scheduling.training.requests.actions import (
    RequestDecided,
    ask_exemption,
    ask_extension,
    decline_request,
    exempt,
    extend,
    grant_request,
)


def submit_ask_extension(visit: Visit) -> Outcome:
    """Ask for a later day."""
    about, until = _about(visit), _day(visit)
    if until is None:
        return _missing(visit)

    def ask(tx: Transaction) -> Message:
        owed = find_owed(tx, visit.person, about)
        done = ask_extension(tx, actor=visit.person, obligation_id=about, until=until, reason=visit.reason)
        return asked(done, RequestKind.EXTENSION, owed.line.obligation, owed.officer.day_at(tx.now))

    return _do(visit, ask)


def submit_ask_exemption(visit: Visit) -> Outcome:
    """Ask to be let off, until a day or for good."""
    about, until = _about(visit), _day(visit)

    def ask(tx: Transaction) -> Message:
        owed = find_owed(tx, visit.person, about)
        done = ask_exemption(tx, actor=visit.person, obligation_id=about, until=until, reason=visit.reason)
        return asked(done, RequestKind.EXEMPTION, owed.line.obligation, owed.officer.day_at(tx.now))

    return _do(visit, ask)


def submit_extend(visit: Visit) -> Outcome:
    """Put an officer's deadline off."""
    about, until, reason = _about(visit), _day(visit), visit.reason
    if until is None:
        return _missing(visit)
    return _decide(
        visit,
        lambda tx: extend(
            tx, actor=visit.person, obligation_id=about, until=until, reason=reason, policy=visit.policy
        ),
    )


def submit_exempt(visit: Visit) -> Outcome:
    """Let an officer off, until a day or for good."""
    about, until, reason = _about(visit), _day(visit), visit.reason
    return _decide(
        visit,
        lambda tx: exempt(
            tx, actor=visit.person, obligation_id=about, until=until, reason=reason, policy=visit.policy
        ),
    )


def submit_grant(visit: Visit) -> Outcome:
    """Grant what was asked for, perhaps for less long; the request carries a reason already."""
    about, until, reason = _about(visit), _day(visit), visit.reason
    return _decide(
        visit,
        lambda tx: grant_request(
            tx, actor=visit.person, request_id=about, until=until, reason=reason, policy=visit.policy
        ),
    )


def submit_decline(visit: Visit) -> Outcome:
    """Decline it; the officer reads why."""
    about, reason = _about(visit), visit.reason
    return _decide(visit, lambda tx: decline_request(tx, actor=visit.person, request_id=about, reason=reason))


def _decide(visit: Visit, act: Callable[[Transaction], RequestDecided]) -> Outcome:
    def decide(tx: Transaction) -> Message:
        done = act(tx)
        return request_decided(done, done.officer.day_at(tx.now))

    return _do(visit, decide)


def _do(visit: Visit, act: Callable[[Transaction], Message]) -> Outcome:
    """The action, or what it refuses under the field that it is about: a missing reason as well."""
    try:
        with visit.begin() as tx:
            return act(tx)
    except Refused as answer:
        return field_errors(visit, answer)


def _missing(visit: Visit) -> FieldErrors:
    return FieldErrors({ids.UNTIL: "Pick a day.", **({} if visit.reason else MISSING.errors)})


def _about(visit: Visit) -> int:
    return visit.value(TrainingForm).about


def _day(visit: Visit) -> date | None:
    return visit.filled.day(ids.UNTIL)
