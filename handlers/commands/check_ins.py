"""Coming and going: one's own, or an officer's, with the reason."""

from handlers.blocks import brief as blocks
from handlers.blocks.elements import context, section
from handlers.blocks.shifts import title_of, told_short
from handlers.commands.named import find_officer
from handlers.message import Message, message
from handlers.visit import Visit
from handlers.words.local_times import clock_time
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.attendance.actions import check_in, check_out, find_shift_to_enter, find_shift_to_leave
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_held
from scheduling.shifts.watch_notices import read_brief
from scheduling.store.transaction import Transaction
from scheduling.zones import zone


def enter(visit: Visit, shift_id: int) -> Message:
    """The officer is there; without a number (0), at the shift that is meant.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        number = shift_id or find_shift_to_enter(tx, visit.person, visit.policy)
        check_in(tx, actor=visit.person, shift_id=number, policy=visit.policy)
        return _shown(tx, visit, number)


def leave(visit: Visit, shift_id: int) -> Message:
    """The officer goes; without a number (0), from the shift that is meant.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        number = shift_id or find_shift_to_leave(tx, visit.person)
        check_out(tx, actor=visit.person, shift_id=number)
        return _shown(tx, visit, number)


def enter_for(visit: Visit, shift_id: int, slack_id: str, reason: str) -> Message:
    """Somebody who answers for an officer says that they are there.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        officer = find_officer(tx, visit.person, slack_id)
        done = check_in(
            tx, actor=visit.person, shift_id=shift_id, policy=visit.policy, officer=officer, reason=reason
        )
    at = clock_time(done.at, zone(done.shift.school.zone))
    return _told(officer, done.shift, f"is checked in at {at}", reason)


def leave_for(visit: Visit, shift_id: int, slack_id: str, reason: str) -> Message:
    """Somebody who answers for an officer says that they have gone.

    Raises:
        Refused: what the action refuses.
    """
    with visit.begin() as tx:
        officer = find_officer(tx, visit.person, slack_id)
        done = check_out(tx, actor=visit.person, shift_id=shift_id, officer=officer, reason=reason)
    at = clock_time(done.at, zone(done.shift.school.zone))
    return _told(officer, done.shift, f"is checked out at {at}", reason)


def _shown(tx: Transaction, visit: Visit, number: int) -> Message:
    """The brief as it is now, wherever the officer said it."""
    held = find_held(tx, number, visit.person)
    if held is None:
        raise LookupError(f"person {visit.person.id} holds no shift {number}")
    return blocks.brief(read_brief(tx, held, visit.policy), visit.zone)


def _told(officer: Person, shift: Shift, what: str, reason: str) -> Message:
    name = escaped(officer.name)
    head = f":white_check_mark: *{name} {what}.* {title_of(shift)}"
    small = context(f"Reason kept: {escaped(reason, 300)}")
    return message(f"{name} {what}: {told_short(shift)}", [section(head), small])
