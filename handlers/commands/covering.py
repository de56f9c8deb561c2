"""What a supervisor does about a place that lacks somebody. The answer stands beside the message, which tells
by itself how things stand.
"""

from dataclasses import replace

from handlers.blocks import covering as blocks
from handlers.blocks.preview import claimed_for
from handlers.commands.escalations_named import find_to_act_on
from handlers.commands.named import find_officer_by_id
from handlers.message import Message, Outcome
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.shifts.covering.assigning import assign_officer
from scheduling.shifts.covering.backup import ask_backup
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.covering.matters import Matter, read_matter
from scheduling.shifts.covering.offers import agencies_of, list_candidates, offer_shift
from scheduling.store.transaction import Transaction


def ask_backup_agency(visit: Visit, number: int) -> Outcome:
    """*Ask the back-up agency*.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = ask_backup(tx, actor=visit.person, escalation_id=number, policy=visit.policy)
    return blocks.backup_is_asked(done, visit.zone)


def message_eligible(visit: Visit, number: int) -> Outcome:
    """*Message eligible officers*.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = offer_shift(tx, actor=visit.person, escalation_id=number, policy=visit.policy)
    return blocks.offered(done, visit.zone)


def assign_form(visit: Visit, number: int) -> Outcome:
    """*Assign …*: whom, the fairest first.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        matter = _find(tx, visit, number)
        candidates, others = list_candidates(
            tx, matter.shift, visit.policy, but=visit.person, agencies=agencies_of(matter.shift, visit.policy)
        )
    return blocks.assign_form(matter, candidates, others, visit.origin, visit.zone)


def assign(visit: Visit, number: int, officer_id: int, reason: str) -> Message:
    """The officer who was chosen is on it.

    Raises:
        Refused: what the action refuses.
    """
    with visit.read() as tx:
        matter = _find(tx, visit, number)
        officer = find_officer_by_id(tx, officer_id)
    with visit.begin() as tx:
        done = assign_officer(
            tx, actor=visit.person, escalation_id=number, shift_id=matter.shift.id, officer=officer,
            reason=reason, policy=visit.policy,
        )  # fmt: skip
    return replace(claimed_for(done, reason), beside=True)


def cover_form(visit: Visit, number: int) -> Outcome:
    """*Call for cover …*: why.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        return blocks.cover_form(_find(tx, visit, number), visit.origin, visit.zone)


def call(visit: Visit, number: int, reason: str) -> Outcome:
    """Cover is called for.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        done = call_cover(tx, actor=visit.person, escalation_id=number, reason=reason, policy=visit.policy)
    return blocks.cover_is_called(done, visit.zone)


def _find(tx: Transaction, visit: Visit, number: int) -> Matter:
    matter = read_matter(tx, find_to_act_on(tx, visit.person, number))
    if matter is None:
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": number}))
    return matter
