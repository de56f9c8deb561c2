"""The facts of each shift notice at the moment of sending, or why it is obsolete.

`refs` of the kinds (all ids are integers, instants ISO strings):

- `shift_claimed` {shift, officer, claim, by, override_reason}: to the officer, if another put them on.
- `shift_released` {shift, officer, claim, by, reason}: to the officer, when somebody else released it.
- `waitlist_moved_up` {shift, officer, claim}: urgent, to the officer who got the place.
- `waitlist_passed_over` {shift, officer, rules:[…]}: to somebody in line who could not be given the place.
- `shift_changed` {shift, officer, changes:{field:[before, after]}, refusals:[rule…]}: urgent, to the holder.
- `shift_withdrawn` {shift, officer}: urgent, to the holder.
- `claim_in_question`, `override_asked`, `release_asked`, `override_declined`, `release_declined`,
  `question_settled`: in `scheduling.shifts.questions.notices`.
- `overfull` {shift}: urgent, to the supervisors' channel: the feed asks for fewer officers than hold it.
- `place_lost` {shift, officer, claim, released_by, reason}: put in by former releases; now escalated.
- `officer_gone` {officer}: likewise; in `scheduling.shifts.holdings.departures`.
- `day_board` {day}: the standing post of one local day in the shifts channel.
"""

from collections.abc import Sequence
from datetime import date

from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.refusals import Rule
from scheduling.roster.queries import person_of
from scheduling.shifts.about import NOT_HELD, OVER, STARTED, Refs, about_of, shift_of_notice
from scheduling.shifts.boards import has_board, list_board
from scheduling.shifts.facts import DayBoard, Shift, Status
from scheduling.shifts.notice_facts import (
    Overfull,
    PlaceLost,
    ShiftChanged,
    ShiftClaimed,
    ShiftReleased,
    ShiftWithdrawn,
    WaitlistMovedUp,
    WaitlistPassedOver,
)
from scheduling.shifts.queries import list_holders, list_waiting, recheck_claim
from scheduling.store.transaction import Transaction

_HELD_AGAIN = Obsolete("the officer holds the shift again")


def load_shift_claimed(tx: Transaction, refs: Refs) -> ShiftClaimed | Obsolete:
    """Obsolete where that claim has ended, or the shift is over."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if about.claim_id != refs["claim"]:
        return NOT_HELD
    return ShiftClaimed(about.shift, about.officer, person_of(tx, refs["by"]), refs["override_reason"])


def load_shift_released(tx: Transaction, refs: Refs) -> ShiftReleased | Obsolete:
    """Obsolete where the officer holds the shift again, or it is over."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if about.holds:
        return _HELD_AGAIN
    return ShiftReleased(about.shift, about.officer, person_of(tx, refs["by"]), refs["reason"])


def load_waitlist_moved_up(tx: Transaction, refs: Refs) -> WaitlistMovedUp | Obsolete:
    """Obsolete where that claim has ended, or the shift is over."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    return WaitlistMovedUp(about.shift, about.officer) if about.claim_id == refs["claim"] else NOT_HELD


def load_waitlist_passed_over(tx: Transaction, refs: Refs) -> WaitlistPassedOver | Obsolete:
    """Obsolete where the shift has started, or the officer has it by now or no longer waits for it."""
    about, rules = about_of(tx, refs), _rules(refs["rules"])
    closed = Rule.WITHDRAWN in rules
    if about.shift.starts_at <= tx.now:
        return STARTED
    if about.holds:
        return _HELD_AGAIN
    waits = about.officer.id in {person.id for person in list_waiting(tx, about.shift.id)}
    if waits is closed:
        return Obsolete("the officer is in line again" if closed else "the officer is no longer in line")
    return WaitlistPassedOver(about.shift, about.officer, rules, closed)


def load_shift_changed(tx: Transaction, refs: Refs, policy: Policy) -> ShiftChanged | Obsolete:
    """Obsolete where the officer no longer holds the shift, it is over, or all of it has changed again."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if not about.holds:
        return NOT_HELD
    changes = {name: (before, after) for name, (before, after) in refs["changes"].items()}
    if changes and not any(_stands(about.shift, name, after) for name, (_, after) in changes.items()):
        return Obsolete("a later change has overtaken it")
    refusals = recheck_claim(tx, about.officer, about.shift, policy) if refs["refusals"] else ()
    if not changes and not refusals:
        return Obsolete("it is again as the officer knows it")
    return ShiftChanged(about.shift, about.officer, changes, refusals)


def load_shift_withdrawn(tx: Transaction, refs: Refs) -> ShiftWithdrawn | Obsolete:
    """Obsolete where the officer holds the shift again, or it would be over."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if about.holds:
        return _HELD_AGAIN
    return ShiftWithdrawn(about.shift, about.officer, returned=about.shift.status is Status.OPEN)


def load_place_lost(tx: Transaction, refs: Refs) -> PlaceLost | Obsolete:
    """Obsolete where somebody has the place by now, or the shift is over or withdrawn."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if about.shift.status is Status.WITHDRAWN:
        return Obsolete("the shift is withdrawn")
    if not about.shift.free:
        return Obsolete("the place is taken again")
    return PlaceLost(about.shift, about.officer, person_of(tx, refs["released_by"]), refs["reason"])


def load_overfull(tx: Transaction, refs: Refs) -> Overfull | Obsolete:
    """Obsolete where there are places for all who hold it, or the shift is over or withdrawn."""
    shift = shift_of_notice(tx, refs)
    if shift.ends_at <= tx.now:
        return OVER
    if shift.status is Status.WITHDRAWN:
        return Obsolete("the shift is withdrawn")
    if shift.held <= shift.places:
        return Obsolete("there are places for all who hold it")
    return Overfull(shift, tuple(person for person, _ in list_holders(tx, shift.id)))


def load_day_board(tx: Transaction, refs: Refs) -> DayBoard | Obsolete:
    """Obsolete where the day is over."""
    day = date.fromisoformat(refs["day"])
    return list_board(tx, day) if has_board(day, tx.now) else Obsolete("the day is over")


def _rules(told: Sequence[str]) -> tuple[Rule, ...]:
    return tuple(Rule(rule) for rule in told)


def _stands(shift: Shift, field: str, after: object) -> bool:
    """Whether a changed field still has the value that the notice tells; notes and posts as they are."""
    present: dict[str, object] = {
        "school": shift.school.name,
        "post": shift.post,
        "armed": shift.armed,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "notes": shift.notes,
    }
    return field not in present or present[field] == after
