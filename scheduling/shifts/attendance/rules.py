"""Whether an officer may check in, or out: pure, like the rules of a claim."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Rule
from scheduling.shifts.attendance.facts import Attendance
from scheduling.shifts.release_rules import refusal_of_ended

IN_FROM = timedelta(hours=4)
"""How long before a shift an agency's clock may have its officer come."""

OUT_UNTIL = timedelta(hours=12)
"""How long after the end of a shift its officer may still check out."""


def judge_in(of: Attendance, policy: Policy, now: datetime) -> Refusal | None:
    """CHECKED_IN {number, at}; ENDED {number, ends_at}; CHECK_IN_EARLY {number, school, zone, starts_at,
    opens_at, before}.
    """
    shift = of.held.shift
    if of.check_in.in_at is not None:
        return Refusal(Rule.CHECKED_IN, {"number": shift.id, "at": of.check_in.in_at})
    if shift.ends_at <= now:
        return refusal_of_ended(shift)
    before = policy.check_in_opens
    opens_at = shift.starts_at - before.value
    if opens_at <= now:
        return None
    figures = {
        "number": shift.id, "school": shift.school.name, "zone": shift.school.zone,
        "starts_at": shift.starts_at, "opens_at": opens_at, "before": before.value,
    }  # fmt: skip
    return Refusal(Rule.CHECK_IN_EARLY, figures, before.source, passes_at=opens_at)


def judge_out(of: Attendance, now: datetime) -> Refusal | None:
    """NOT_CHECKED_IN {number}; CHECKED_OUT {number, at}; ENDED {number, ends_at}: some hours after it, or at
    once where the officer never came.
    """
    shift = of.held.shift
    if of.check_in.in_at is None:
        over = shift.ends_at <= now
        return refusal_of_ended(shift) if over else Refusal(Rule.NOT_CHECKED_IN, {"number": shift.id})
    if of.check_in.out_at is not None:
        return Refusal(Rule.CHECKED_OUT, {"number": shift.id, "at": of.check_in.out_at})
    return refusal_of_ended(shift) if shift.ends_at + OUT_UNTIL <= now else None


def choose_in(held: Sequence[Attendance], policy: Policy, now: datetime) -> Attendance | Refusal:
    """The shift that an officer means who names none: the first they may check in to.

    Otherwise why not: that of the shift that is under way, else of the next; NO_SHIFT_NOW {} without any.
    """
    judged = [(each, judge_in(each, policy, now)) for each in held if each.held.shift.ends_at > now]
    for each, refusal in judged:
        if refusal is None:
            return each
    return judged[0][1] or _no_shift() if judged else _no_shift()


def choose_out(held: Sequence[Attendance], now: datetime) -> Attendance | Refusal:
    """The shift that an officer leaves who names none: the last they have checked in to.

    Otherwise why not, of the last that has begun; NO_SHIFT_NOW {} without any.
    """
    present = [each for each in held if judge_out(each, now) is None]
    if present:
        return present[-1]
    begun = [each for each in held if each.held.shift.starts_at <= now]
    return judge_out(begun[-1], now) or _no_shift() if begun else _no_shift()


def _no_shift() -> Refusal:
    return Refusal(Rule.NO_SHIFT_NOW)
