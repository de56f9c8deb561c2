"""Everybody who is to be told now is told: in a message each, or in one that joins many.

Whom a step found is looked at once more when the time has come: what has been overtaken is dropped, and
whoever stands in is told where its addressee is away by now. All of it happens in the transaction that holds
the escalation, so that nobody is told of what somebody has just taken.
"""

from typing import Final

from scheduling.escalations.facts import Cause, EntryKind, Escalation, Why
from scheduling.escalations.hearing import go_on_unless_heard
from scheduling.escalations.holding import hold_idle
from scheduling.escalations.messages import Addressed, put_into_messages
from scheduling.escalations.reach import Known, Reach, is_gone, reach_of
from scheduling.escalations.rules import is_still_so
from scheduling.escalations.set_aside import take_up_again
from scheduling.escalations.steps import note_passed
from scheduling.escalations.stumbling import naming
from scheduling.escalations.targets import read_known
from scheduling.escalations.telling import Telling, drop, list_due_tellings, list_still_due, put_off, tell
from scheduling.escalations.timeline import note
from scheduling.outbox.actions import Urgency, to_person
from scheduling.policy.schema import Policy
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction

MOST_TELLINGS: Final = 240
"""Looked at in one transaction."""


def post_due(
    tx: Transaction, policy: Policy, urgency: Urgency, *, by_mail: bool, only: int | None = None
) -> int:
    """Tell a transaction's worth of people; answers how many tellings were looked at.

    Args:
        tx: a write transaction.
        policy: its chains say what comes next where somebody cannot be told.
        urgency: which of them.
        by_mail: whether there is a mail server: what is urgent is mailed besides.
        only: of which escalation; None: of all.

    Raises:
        StumbledError: it failed over one of them.
    """
    due = list_due_tellings(tx, urgency, limit=MOST_TELLINGS, only=only)
    held = hold_idle(tx, {each.escalation_id for each in due}) if due else {}
    mine = list_still_due(tx, [each for each in due if each.escalation_id in held])
    known = _read_known(tx, mine)
    looked_at = []
    for each in mine:
        with naming(each.escalation_id):
            looked_at.append(_look_at(tx, policy, held, each, known))
    take_up_again(tx, held)
    put_into_messages(tx, [each for each in looked_at if each is not None], by_mail=by_mail)
    return len(mine)


def _read_known(tx: Transaction, tellings: list[Telling]) -> Known:
    ids = {each.person_id for each in tellings if each.person_id is not None}
    return read_known(tx, list_people(tx, ids=ids)) if ids else {}


def _look_at(
    tx: Transaction, policy: Policy, held: dict[int, Escalation], telling: Telling, known: Known
) -> Addressed | None:
    """What is told now; None: nothing."""
    escalation, person_id = held[telling.escalation_id], telling.person_id
    if not is_still_so(escalation, telling.cause, telling.round, person_id):
        drop(tx, telling.id)
        return None
    if person_id is None:
        return Addressed(telling, escalation)
    person, presence = known[person_id]
    urgent = escalation.urgency is Urgency.URGENT
    if urgent and not is_gone(person):
        return Addressed(telling, escalation, Why.AWAY if presence.away_until is not None else "")
    reach = reach_of([person], known, tx.now, urgent=urgent, concerned=None)
    if reach.is_now(person_id, tx.now):
        return Addressed(telling, escalation)
    _tell_otherwise(tx, policy, held, telling, reach)
    return None


def _tell_otherwise(
    tx: Transaction, policy: Policy, held: dict[int, Escalation], telling: Telling, reach: Reach
) -> None:
    """Later, or to whoever stands in, or to whoever is next."""
    escalation = held[telling.escalation_id]
    for each in reach.reached:
        whom = to_person(each.person.id)
        if whom == telling.addressee:
            put_off(tx, telling, each.at)
            note(tx, escalation, EntryKind.HELD, to=whom, until=each.at, why=Why.QUIET)
            return
        if telling.cause is Cause.STEP:
            tell(tx, escalation, Cause.STEP, whom, number=telling.step, at=each.at)
    drop(tx, telling.id)
    for passed in reach.passed:
        note_passed(tx, escalation, passed)
    if telling.cause is Cause.STEP:
        held[escalation.id] = go_on_unless_heard(tx, policy, escalation, telling.round, telling.step)
