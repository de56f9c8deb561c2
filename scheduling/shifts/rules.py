"""Whether an officer may claim a shift: one small function a rule, in one ordered tuple.

Each rule looks at facts that were gathered once, and answers with a refusal or None. Its docstring lists the
keys of `Refusal.figures`. `passes_at` is set only where waiting alone helps: the hour at which a back-up
agency's turn comes. A shift stands at a fixed time, so hours and rest do not get better by waiting; they
pass when the officer gives something else back. What keeps somebody from every shift
is told alone (`bars.py`). Of a shift that has begun and wants cover, what counts is what is left of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduling.policy.schema import Limit, Policy
from scheduling.refusals import Refusal, Rule
from scheduling.shifts.bars import bar_of
from scheduling.shifts.facts import ClaimFacts, ClaimVerdict, Load, Neighbour, Status
from scheduling.shifts.holdings.qualification import lapse_before
from scheduling.shifts.load import load_of, neighbour_after, neighbour_before, neighbours_overlapping


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is handed: the facts, the load they amount to, the policy, and the instant.

    `day` is the shift's first local date in the officer's zone: the date on which a limit must be in force.
    """

    facts: ClaimFacts
    load: Load
    policy: Policy
    now: datetime
    day: date


def judge(facts: ClaimFacts, policy: Policy, now: datetime) -> ClaimVerdict:
    """What every rule says of this claim at this instant."""
    return _judged(RULES, facts, policy, now)


def judge_held(facts: ClaimFacts, policy: Policy, now: datetime) -> ClaimVerdict:
    """What the rules say of a claim that already stands, after the shift or the officer has changed.

    Left out is what only concerns the taking of a place: who was first, whether it is too late or too early.
    """
    return _judged(HOLDING_RULES, facts, policy, now)


def _judged(rules: "tuple[ClaimRule, ...]", facts: ClaimFacts, policy: Policy, now: datetime) -> ClaimVerdict:
    worked, officer = replace(facts, shift=facts.shift.left_at(now)), facts.officer
    load = load_of(worked, policy)
    case = Case(worked, load, policy, now, officer.day_at(worked.shift.starts_at))
    if (bar := bar_of(officer, policy, case.day)) is not None:
        return ClaimVerdict(facts.shift, officer, (bar,), load, barred=True)
    refusals = tuple(refusal for rule in rules if (refusal := rule(case)) is not None)
    return ClaimVerdict(facts.shift, officer, refusals, load)


def _withdrawn(case: Case) -> Refusal | None:
    """WITHDRAWN {number, school, starts_at}."""
    shift = case.facts.shift
    if shift.status is not Status.WITHDRAWN:
        return None
    return Refusal(
        Rule.WITHDRAWN, {"number": shift.id, "school": shift.school.name, "starts_at": shift.starts_at}
    )


def _open(case: Case) -> Refusal | None:
    """NOT_OPEN {number, status}: a draft, or closed by the agency."""
    shift = case.facts.shift
    if shift.status not in {Status.DRAFT, Status.CLOSED}:
        return None
    return Refusal(Rule.NOT_OPEN, {"number": shift.id, "status": shift.status})


def _started(case: Case) -> Refusal | None:
    """STARTED {starts_at}; where cover is called for, it may be claimed until it ends."""
    shift = case.facts.shift
    if shift.starts_at > case.now or shift.wants_cover(case.now):
        return None
    return Refusal(Rule.STARTED, {"starts_at": shift.starts_at})


def _already_yours(case: Case) -> Refusal | None:
    """ALREADY_YOURS {claimed_at}."""
    since = case.facts.yours_since
    return Refusal(Rule.ALREADY_YOURS, {"claimed_at": since}) if since is not None else None


def _full(case: Case) -> Refusal | None:
    """FULL {places, holders}: `holders` is a tuple of (name, claimed_at), the latest last."""
    facts = case.facts
    if facts.shift.free > 0 or facts.yours_since is not None:
        return None
    return refusal_of_full(facts)


def refusal_of_full(facts: ClaimFacts) -> Refusal:
    """That every place is held, and by whom since when."""
    holders = sorted((held.claimed_at, held.name) for held in facts.holders)
    return Refusal(
        Rule.FULL,
        {"places": facts.shift.places, "holders": tuple((name, since) for since, name in holders)},
    )


def _agency(case: Case) -> Refusal | None:
    """AGENCY {agency, yours, backup: False}: another agency's post, and no back-up of it."""
    limit, shift, yours = case.policy.rules[Rule.AGENCY], case.facts.shift, case.facts.officer.agency
    if shift.agency in {"", yours} or yours in shift.backup_agencies or not _applies(limit, case):
        return None
    return _refuse(Rule.AGENCY, limit, agency=shift.agency, yours=yours, backup=False)


def _backup_turn(case: Case) -> Refusal | None:
    """AGENCY {agency, yours, backup: True, opens_at, before}: the back-up agencies' turn has not come."""
    limit, shift, yours = case.policy.backup_opens, case.facts.shift, case.facts.officer.agency
    opens_at = shift.starts_at - limit.value
    if shift.agency in {"", yours} or yours not in shift.backup_agencies:
        return None
    if opens_at <= case.now or shift.backup_asked_at is not None:
        return None
    if not limit.in_force(case.day):
        return None
    return Refusal(
        Rule.AGENCY,
        {"agency": shift.agency, "yours": yours, "backup": True, "opens_at": opens_at, "before": limit.value},
        limit.source,
        limit.override_by,
        passes_at=opens_at,
    )


def _armed(case: Case) -> Refusal | None:
    """ARMED {post}: the post asks for an armed officer."""
    limit, shift = case.policy.rules[Rule.ARMED], case.facts.shift
    if not shift.armed or case.facts.officer.armed or not _applies(limit, case):
        return None
    return _refuse(Rule.ARMED, limit, post=shift.post)


def _qualification(case: Case) -> Refusal | None:
    """QUALIFICATION {qualified_on, lapses_on, needed_on, months}: dates; the first two None if never.

    An armed post needs a firearms qualification that lasts through the shift's last local date;
    `lapses_on` is the last date on which it counts.
    """
    limit, facts = case.policy.qualification_months, case.facts
    lapse = lapse_before(facts.officer, facts.shift, case.policy)
    if lapse is None:
        return None
    return _refuse(
        Rule.QUALIFICATION,
        limit,
        qualified_on=lapse.qualified_on,
        lapses_on=lapse.lapses_on,
        needed_on=lapse.needed_on,
        months=limit.value,
    )


def _overlap(case: Case) -> Refusal | None:
    """OVERLAP {number, school, zone, starts_at, ends_at} of the other shift."""
    limit, others = case.policy.rules[Rule.OVERLAP], neighbours_overlapping(case.facts)
    if not others or not _applies(limit, case):
        return None
    return _refuse(Rule.OVERLAP, limit, **_figures_of(others[0]))


def _hours_per_day(case: Case) -> Refusal | None:
    """HOURS_PER_DAY {day, hours, limit}: `hours` on that local date, this shift among them."""
    limit, load = case.policy.hours_per_day, case.load
    if load.day_hours <= limit.value or not limit.in_force(load.day):
        return None
    return _refuse(Rule.HOURS_PER_DAY, limit, day=load.day, hours=load.day_hours, limit=limit.value)


def _hours_per_week(case: Case) -> Refusal | None:
    """HOURS_PER_WEEK {week, hours, limit}: `week` is its Monday; hours with this shift."""
    limit, load = case.policy.hours_per_week, case.load
    if load.week_hours <= limit.value or not limit.in_force(case.day):
        return None
    return _refuse(Rule.HOURS_PER_WEEK, limit, week=load.week, hours=load.week_hours, limit=limit.value)


def _rest(case: Case) -> Refusal | None:
    """REST {rest, limit, side, number, school, zone, starts_at, ends_at}: the shorter of the two rests;
    `side` says whether the other shift comes "before" or "after" this one.
    """
    limit, load = case.policy.rest, case.load
    sides = (
        (load.rest_before, "before", neighbour_before(case.facts)),
        (load.rest_after, "after", neighbour_after(case.facts)),
    )
    short = [(rest, side, near) for rest, side, near in sides if rest is not None and rest < limit.value]
    if not short or not limit.in_force(case.day):
        return None
    rest, side, near = min(short, key=lambda found: found[0])
    figures = _figures_of(near) if near else {}
    return _refuse(Rule.REST, limit, rest=rest, limit=limit.value, side=side, **figures)


ClaimRule = Callable[[Case], Refusal | None]

RULES: tuple[ClaimRule, ...] = (
    _withdrawn,
    _open,
    _started,
    _already_yours,
    _full,
    _agency,
    _backup_turn,
    _armed,
    _qualification,
    _overlap,
    _hours_per_day,
    _hours_per_week,
    _rest,
)
"""Every rule of a claim, the most important first."""

HOLDING_RULES: tuple[ClaimRule, ...] = (
    _agency,
    _armed,
    _qualification,
    _overlap,
    _hours_per_day,
    _hours_per_week,
    _rest,
)
"""The rules that a claim must still pass when its shift has moved."""


def _applies(limit: Limit[bool], case: Case) -> bool:
    return limit.value and limit.in_force(case.day)


def _refuse(rule: Rule, by: Limit[bool] | Limit[int] | Limit[timedelta], /, **figures: object) -> Refusal:
    return Refusal(rule, figures, by.source, by.override_by)


def _figures_of(near: Neighbour) -> dict[str, object]:
    return {
        "number": near.number,
        "school": near.school,
        "zone": near.zone,
        "starts_at": near.starts_at,
        "ends_at": near.ends_at,
    }
