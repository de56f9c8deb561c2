"""Claiming: first what it would mean, then the claim; asking for a rule to be set aside."""

from handlers.blocks import preview as blocks
from handlers.blocks.asked_for import asked_override
from handlers.blocks.buttons import START
from handlers.blocks.refused import refusal_buttons, refused
from handlers.blocks.shifts import lines_of
from handlers.commands.named import shift_or_refuse
from handlers.ids.shifts import Look
from handlers.message import Message
from handlers.visit import Visit
from handlers.words.countdown import due_before_shift
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift, preview_claim
from scheduling.shifts.questions.actions import ask_override
from scheduling.store.transaction import Transaction
from scheduling.training.queries import list_countdown
from scheduling.training.rules.urgency import list_blocking_before


def preview(visit: Visit, shift_id: int, back: Look = START) -> Message:
    """Hours and rest with this shift, and *Claim it*; or why not, and what can be done about it."""
    with visit.read() as tx:
        shift = shift_or_refuse(tx, shift_id)
        verdict = preview_claim(tx, officer=visit.person, shift=shift, policy=visit.policy)
        answering = () if verdict.passes else list_answering_for(tx, visit.person)
        warnings = _warnings(tx, visit.person, shift) if verdict.passes else []
    return blocks.preview(verdict, visit.zone, answering, back, warnings, now=tx.now)


def claim(visit: Visit, shift_id: int, back: Look = START) -> Message:
    """The claim; a refusal says why, and offers what else can be done."""
    try:
        with visit.begin() as tx:
            done = claim_shift(tx, actor=visit.person, shift_id=shift_id, policy=visit.policy)
    except Refused as answer:
        return _refused(visit, shift_id, answer, back)
    return blocks.claimed(done, visit.zone, back)


def ask(visit: Visit, shift_id: int, back: Look = START) -> Message:
    """Ask those who answer for the officer to set aside what refuses."""
    try:
        with visit.begin() as tx:
            asked = ask_override(tx, actor=visit.person, shift_id=shift_id, policy=visit.policy)
    except Refused as answer:
        return _refused(visit, shift_id, answer, back)
    return asked_override(asked, shift_id, visit.zone, back)


def _warnings(tx: Transaction, officer: Person, shift: Shift) -> list[str]:
    """What the officer still owes and would lose this shift over; nothing refuses it today."""
    falling = list_blocking_before(list_countdown(tx, officer), shift.ends_at)
    today = officer.day_at(tx.now)
    return [due_before_shift(line, today) for line in falling]


def _refused(visit: Visit, shift_id: int, answer: Refused, back: Look) -> Message:
    with visit.read() as tx:
        shift = find_shift(tx, shift_id)
        answering = list_answering_for(tx, visit.person)
    return refused(
        answer.refusals,
        visit.zone,
        title=lines_of(shift, visit.zone) if shift else "",
        buttons=refusal_buttons(answer.refusals, shift_id, answering, back),
        answering=answering,
    )
