"""What a supervisor does for an officer out of an escalation. The answer stands beside the message, which
tells by itself how things stand.
"""

from dataclasses import replace

from handlers.blocks import officer_acts as blocks
from handlers.commands import releases, training_forms
from handlers.commands.escalations_named import find_to_act_on
from handlers.commands.training_named import find_owed
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.escalations.facts import EscalationKind
from scheduling.meetings.answers.asking_again import ask_again
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.shifts.facts import Shift
from scheduling.shifts.holdings.clearing import release_all
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState
from scheduling.training.rules.urgency import TeamLine
from scheduling.training.upkeep.hand_back import ask_hand_back


def extension_form(visit: Visit, obligation_id: int) -> Outcome:
    """*Extend …*: the form of training, whose outcome leaves the message alone.

    Raises:
        Refused: as the form's.
    """
    return training_forms.extension_form(_beside(visit), obligation_id)


def release_form(visit: Visit, shift_id: int, officer_id: int) -> Outcome:
    """*Release …*: the form of one shift, likewise.

    Raises:
        Refused: as the form's.
    """
    return releases.ask_reason(_beside(visit), shift_id, officer_id)


def hand_back_form(visit: Visit, number: int) -> Outcome:
    """*Hand back shifts …*: which, and why.

    Raises:
        Refused: as `find_to_act_on`; TRAINING_GONE, NOT_ENTITLED.
    """
    with visit.read() as tx:
        escalation = find_to_act_on(tx, visit.person, number, EscalationKind.TRAINING)
        owed = find_owed(tx, visit.person, escalation.concern.subject_id)
        shifts = _coming(tx, owed.officer)
    if not shifts or owed.line.obligation.state is not ObligationState.OVERDUE:
        return blocks.nothing_left(owed.officer)
    line = TeamLine(owed.officer, owed.line)
    return blocks.hand_back_form(number, line, shifts, visit.origin, visit.zone)


def hand_back(visit: Visit, number: int, reason: str) -> Outcome:
    """They go back, one after the other.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = ask_hand_back(tx, actor=visit.person, escalation_id=number, reason=reason)
    return blocks.handed_back(done)


def release_all_form(visit: Visit, number: int) -> Outcome:
    """*Release all …*: which, and why.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        escalation = find_to_act_on(tx, visit.person, number, EscalationKind.OFFICER_GONE)
        officer = person_of(tx, escalation.concern.subject_id)
        shifts = _coming(tx, officer)
    if not shifts:
        return blocks.nothing_left(officer)
    return blocks.release_all_form(number, officer, shifts, visit.origin, visit.zone)


def release_every(visit: Visit, number: int, reason: str) -> Outcome:
    """All of them at once.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = release_all(tx, actor=visit.person, escalation_id=number, reason=reason, policy=visit.policy)
    return blocks.released_all(done)


def ask_who_comes(visit: Visit, number: int) -> Outcome:
    """*Ask them again*.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = ask_again(tx, actor=visit.person, escalation_id=number)
    return blocks.asked_again(done)


def _beside(visit: Visit) -> Visit:
    return replace(visit, origin=replace(visit.origin, replaces=False))


def _coming(tx: Transaction, officer: Person) -> list[Shift]:
    return [held.shift for held in list_held_by(tx, officer) if held.shift.starts_at > tx.now]
