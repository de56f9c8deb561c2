"""What a form of a meeting offers, and what stands in its fields when it is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from handlers.blocks.inputs import PEOPLE
from handlers.blocks.meetings.fields import ONCE, REPEATS, Filling, Offers, Role, group_value
from handlers.visit import Visit
from scheduling.ical.repeat import is_last
from scheduling.meetings.facts import Invitation, Occurrence, Plan, RequiredRole
from scheduling.meetings.plans.groups import list_groups
from scheduling.meetings.rules.times import by_rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people, list_schools
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone

_MOST_TYPED: Final = 2_900
"""Characters of addresses that are put into a field, which holds 3,000."""

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Named:
    """Those whom a meeting asks by name, as a form can show them.

    Attributes:
        accounts: those in Slack, as far as one field holds them.
        addresses: the others.
        unshown: for whom there is no room in either field: they stay as they are.
        gone: who is no longer active; they are not asked any more once the form is sent.
    """

    accounts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    unshown: tuple[int, ...] = ()
    gone: tuple[Person, ...] = ()


def read_offers(tx: Transaction, visit: Visit, before: Plan | None = None) -> Offers:
    """What the menus offer; of training only what the policy asks for."""
    return Offers(
        schools=list_schools(tx),
        groups=list_groups(tx),
        serves=[(each.key, each.title) for each in visit.policy.requirements.values() if each.on],
        zone=visit.zone.key if before is None else before.zone,
    )


def filling_of_plan(tx: Transaction, plan: Plan, *, since: Occurrence | None = None) -> Filling:
    """A plan as a form shows it; with `since`, what is left of it from that occurrence on."""
    named = named_of(list_people(tx, ids=plan.people))
    schools = {school.id: school for school in list_schools(tx)}
    school = schools.get(plan.school_id or 0)
    day, until, times = (plan.day, plan.until, plan.count) if since is None else _rest(plan, since)
    return Filling(
        kind=plan.kind.value,
        title=plan.title,
        agenda=plan.agenda,
        place=plan.place,
        school_id=plan.school_id,
        school_typed=school.code if school is not None else "",
        day=day,
        starts=plan.starts,
        minutes=plan.length // _MINUTE,
        repeats=_repeats(plan),
        until=until,
        times=str(times or ""),
        people=named.accounts,
        by_mail="\n".join(named.addresses),
        groups=tuple(group_value(group) for group in plan.groups),
        roles=_roles(tx, plan),
        quorum=str(plan.quorum or ""),
        serves=plan.requirement,
    )


def filling_of_occurrence(of: Occurrence) -> Filling:
    """One occurrence as its form shows it."""
    local = of.starts_at.astimezone(zone(of.meeting.plan.zone))
    return Filling(
        day=local.date(),
        starts=local.time(),
        minutes=(of.ends_at - of.starts_at) // _MINUTE,
        place=of.place,
        agenda=of.agenda,
    )


def named_of(people: Iterable[Person]) -> Named:
    """How a form can show these; for the same people always in the same way."""
    there: list[Person] = []
    gone: list[Person] = []
    for each in people:
        (gone if refusal_of_presence(each) else there).append(each)
    accounts = [each for each in there if each.slack_id][:PEOPLE]
    shown = {each.id for each in accounts}
    addresses: list[str] = []
    unshown: list[int] = []
    room = _MOST_TYPED
    for each in there:
        if each.id in shown:
            continue
        room -= len(each.email) + 1
        if each.email and room >= 0:
            addresses.append(each.email)
        else:
            unshown.append(each.id)
    return Named(
        tuple(each.slack_id for each in accounts if each.slack_id),
        tuple(addresses),
        tuple(unshown),
        tuple(gone),
    )


def find_gone(tx: Transaction, invitation: Invitation) -> tuple[Person, ...]:
    """Who was asked by name, and is no longer active."""
    return named_of(list_people(tx, ids=invitation.meeting.plan.people)).gone


def _rest(plan: Plan, since: Occurrence) -> tuple[date, date | None, int | None]:
    """The day of the occurrence, and the last day of the series: how often it was to take place counts what
    has been, too.
    """
    at = zone(plan.zone)
    return local_day(since.original_at, at), local_day(by_rule(plan)[-1].original_at, at), None


def _repeats(plan: Plan) -> str:
    if plan.every is None:
        return ONCE
    rule = plan.every, is_last(plan.day, plan.every, last=plan.last)
    return next(key for key, (every, last, _) in REPEATS.items() if (every, last) == rule)


def _roles(tx: Transaction, plan: Plan) -> tuple[Role, Role]:
    rows = [_role(tx, each) for each in plan.required_roles[:2]]
    rows += [Role()] * (2 - len(rows))
    return rows[0], rows[1]


def _role(tx: Transaction, role: RequiredRole) -> Role:
    there = [each for each in list_people(tx, ids=role.people) if refusal_of_presence(each) is None]
    return Role(role.name, tuple(each.slack_id for each in there if each.slack_id)[:PEOPLE])
