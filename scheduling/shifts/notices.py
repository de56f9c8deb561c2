"""The facts of each shift notice at the moment of sending, or why it is obsolete.

`refs` of the kinds (all ids are integers, instants ISO strings):

- `shift_claimed` {shift, officer, claim, by, override_reason}: to the officer, if another put them on.
- `shift_released` {shift, officer, claim, by, reason}: to the officer, when somebody else released it.
- `waitlist_moved_up` {shift, officer, claim}: urgent, to the officer who got the place.
- `waitlist_passed_over` {shift, officer, rules:[…]}: to somebody in line who could not be given the place.
- `shift_changed` {shift, officer, changes:{field:[before, after]}, refusals:[rule…]}: urgent, to the holder.
- `shift_withdrawn` {shift, officer}: urgent, to the holder.
- `claim_in_question` {shift, officer, refusals:[rule…]}: urgent, to those who answer for the holder.
- `override_asked` {shift, officer, asked_by, rules:[…]}: urgent, to those who answer for the officer, with
  buttons.
- `release_asked` {shift, officer, reason}: urgent, likewise.
- `place_lost` {shift, officer, claim, released_by, reason}: to the supervisors' channel: an empty post within
  the release cut-off.
- `day_board` {day}: the standing post of one local day in the shifts channel.
- `feed_held` {pull}: in `scheduling.feed.notices`; to the supervisors' channel and every coordinator.
- `officer_gone` {officer}: in `scheduling.shifts.departures`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.boards import has_board, list_board
from scheduling.shifts.facts import DayBoard, Shift, Status
from scheduling.shifts.notice_facts import (
    ClaimInQuestion,
    OverrideAsked,
    PlaceLost,
    ReleaseAsked,
    ShiftChanged,
    ShiftClaimed,
    ShiftReleased,
    ShiftWithdrawn,
    WaitlistMovedUp,
    WaitlistPassedOver,
)
from scheduling.shifts.queries import find_held, find_shift, list_waiting
from scheduling.store.transaction import Transaction

Refs = Mapping[str, Any]

_NOT_HELD = Obsolete("the officer no longer holds the shift")
_HELD_AGAIN = Obsolete("the officer holds the shift again")
_OVER = Obsolete("the shift is over")
_STARTED = Obsolete("the shift has started")


@dataclass(frozen=True, slots=True)
class _About:
    """What every shift notice is about: the shift and the officer as they are now."""

    shift: Shift
    officer: Person
    claim_id: int | None

    @property
    def holds(self) -> bool:
        return self.claim_id is not None


def load_shift_claimed(tx: Transaction, refs: Refs) -> ShiftClaimed | Obsolete:
    """Obsolete where that claim has ended, or the shift is over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    if about.claim_id != refs["claim"]:
        return _NOT_HELD
    return ShiftClaimed(about.shift, about.officer, _person(tx, refs["by"]), refs["override_reason"])


def load_shift_released(tx: Transaction, refs: Refs) -> ShiftReleased | Obsolete:
    """Obsolete where the officer holds the shift again, or it is over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    if about.holds:
        return _HELD_AGAIN
    return ShiftReleased(about.shift, about.officer, _person(tx, refs["by"]), refs["reason"])


def load_waitlist_moved_up(tx: Transaction, refs: Refs) -> WaitlistMovedUp | Obsolete:
    """Obsolete where that claim has ended, or the shift is over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    return WaitlistMovedUp(about.shift, about.officer) if about.claim_id == refs["claim"] else _NOT_HELD


def load_waitlist_passed_over(tx: Transaction, refs: Refs) -> WaitlistPassedOver | Obsolete:
    """Obsolete where the shift has started, or the officer has it by now or no longer waits for it."""
    about, rules = _about(tx, refs), _rules(refs["rules"])
    closed = Rule.WITHDRAWN in rules
    if about.shift.starts_at <= tx.now:
        return _STARTED
    if about.holds:
        return _HELD_AGAIN
    if not closed and about.officer.id not in {person.id for person in list_waiting(tx, about.shift.id)}:
        return Obsolete("the officer is no longer in line")
    return WaitlistPassedOver(about.shift, about.officer, rules, closed)


def load_shift_changed(tx: Transaction, refs: Refs) -> ShiftChanged | Obsolete:
    """Obsolete where the officer no longer holds the shift, it is over, or all of it has changed again."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    if not about.holds:
        return _NOT_HELD
    changes = {name: (before, after) for name, (before, after) in refs["changes"].items()}
    if changes and not any(_stands(about.shift, name, after) for name, (_, after) in changes.items()):
        return Obsolete("a later change has overtaken it")
    return ShiftChanged(about.shift, about.officer, changes, _rules(refs["refusals"]))


def load_shift_withdrawn(tx: Transaction, refs: Refs) -> ShiftWithdrawn | Obsolete:
    """Obsolete where the officer holds the shift again, or it would be over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    if about.holds:
        return _HELD_AGAIN
    return ShiftWithdrawn(about.shift, about.officer, returned=about.shift.status is Status.OPEN)


def load_claim_in_question(tx: Transaction, refs: Refs) -> ClaimInQuestion | Obsolete:
    """Obsolete where the officer no longer holds the shift, or it is over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    return ClaimInQuestion(about.shift, about.officer, _rules(refs["refusals"])) if about.holds else _NOT_HELD


def load_override_asked(tx: Transaction, refs: Refs) -> OverrideAsked | Obsolete:
    """Obsolete where the claim has landed, or can no longer land whatever is set aside."""
    about = _about(tx, refs)
    if about.shift.starts_at <= tx.now:
        return _STARTED
    if about.holds:
        return Obsolete("the officer has the shift by now")
    if about.shift.status is not Status.OPEN:
        return Obsolete("the shift is not open any more")
    if not about.shift.free:
        return Obsolete("every place is taken by now")
    return OverrideAsked(about.shift, about.officer, _rules(refs["rules"]))


def load_release_asked(tx: Transaction, refs: Refs) -> ReleaseAsked | Obsolete:
    """Obsolete where the officer no longer holds the shift, or it is over."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    return ReleaseAsked(about.shift, about.officer, refs["reason"]) if about.holds else _NOT_HELD


def load_place_lost(tx: Transaction, refs: Refs) -> PlaceLost | Obsolete:
    """Obsolete where somebody has the place by now, or the shift is over or withdrawn."""
    about = _about(tx, refs)
    if about.shift.ends_at <= tx.now:
        return _OVER
    if about.shift.status is Status.WITHDRAWN:
        return Obsolete("the shift is withdrawn")
    if not about.shift.free:
        return Obsolete("the place is taken again")
    return PlaceLost(about.shift, about.officer, _person(tx, refs["released_by"]), refs["reason"])


def load_day_board(tx: Transaction, refs: Refs) -> DayBoard | Obsolete:
    """Obsolete where the day is over."""
    day = date.fromisoformat(refs["day"])
    return list_board(tx, day) if has_board(day, tx.now) else Obsolete("the day is over")


def _about(tx: Transaction, refs: Refs) -> _About:
    shift = find_shift(tx, refs["shift"])
    if shift is None:
        raise LookupError(f"there is no shift {refs['shift']}")
    officer = _person(tx, refs["officer"])
    held = find_held(tx, shift.id, officer)
    return _About(shift, officer, held.claim_id if held else None)


def _person(tx: Transaction, person_id: int) -> Person:
    person = find_person(tx, person_id)
    if person is None:
        raise LookupError(f"there is no person {person_id}")
    return person


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
