"""Changing a meeting: all of it, an occurrence and those after it, or one occurrence.

What has taken place stays as it was: a series that has begun is changed from its next occurrence on, as the
rest of it, with a name of its own in calendars (Google and Outlook know no other way).
"""

from dataclasses import replace
from datetime import date, datetime

from scheduling.meetings.access import access_occurrence, hold_own
from scheduling.meetings.asked import gather_asked
from scheduling.meetings.clashes import list_clashes
from scheduling.meetings.facts import Asked, Invitation, Occurrence, OccurrenceChange, Plan, Seen, Which
from scheduling.meetings.keeping import copy_answers, keep_meeting
from scheduling.meetings.letters import Told, tell_change
from scheduling.meetings.planning import Planned, record_change, start_meeting
from scheduling.meetings.revising import (
    begun_until,
    change_occurrence,
    end_before,
    is_retimed,
    next_start,
    rest_from,
    revise,
)
from scheduling.meetings.rules import judge_change, judge_plan, judge_times, tidied, tidied_change
from scheduling.meetings.times import by_rule
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone


def edit_meeting(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    plan: Plan,
    policy: Policy,
    which: Which = Which.ALL,
    occurrence: datetime | None = None,
    seen: Seen | None = None,
) -> Planned:
    """Put another plan in the place of a meeting's. Groups are resolved anew.

    Args:
        tx: a write transaction.
        actor: its organiser, or somebody who answers for the organiser.
        meeting_id: its number.
        plan: as it shall be.
        policy: the packs in use.
        which: ALL, or with FOLLOWING an occurrence and those after it. Times of ALL of a series that has
            begun are changed from the next occurrence on; words are changed everywhere.
        occurrence: of FOLLOWING, its original start.
        seen: the revision that the actor has decided on; None: whichever stands.

    Raises:
        Refused: what `plan_meeting` refuses; MEETING_GONE; MEETING_CANCELLED; MEETING_OVER;
            MEETING_CHANGED.
    """
    before = hold_own(tx, meeting_id, actor, seen)
    plan = tidied(plan)
    start = _start_of_change(before, plan, which, occurrence, tx.now)
    if start is None:
        return _edit_all(tx, actor, before, plan, policy)
    return _edit_rest(tx, actor, before, rest_from(before.meeting.plan, plan, start), policy, start)


def edit_occurrence(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    occurrence: datetime,
    change: OccurrenceChange,
    policy: Policy,
    seen: Seen | None = None,
) -> Planned:
    """Change when and where one occurrence takes place, and what it is about.

    Args:
        tx: a write transaction.
        actor: as in `edit_meeting`.
        meeting_id: its number.
        occurrence: its original start.
        change: as it shall be; of a meeting that takes place once, all of the meeting is changed.
        policy: the packs in use.
        seen: as in `edit_meeting`.

    Raises:
        Refused: as `edit_meeting`.
    """
    before = hold_own(tx, meeting_id, actor, seen)
    stands = access_occurrence(before, occurrence, tx.now)
    change = tidied_change(change)
    plan = before.meeting.plan
    if plan.repeat is None:
        return _edit_all(tx, actor, before, _with_change(plan, change), policy)
    if refusals := judge_change(change, zone(plan.zone), tx.now):
        raise Refused(*refusals)
    if _is_as_it_stands(stands, change):
        return Planned(before, Told())
    after = change_occurrence(before, stands, change, tx.now)
    return _keep(tx, actor, before, after, None)


def _start_of_change(
    before: Invitation, plan: Plan, which: Which, occurrence: datetime | None, now: datetime
) -> datetime | None:
    """The original start from which on it is changed; None: all of it."""
    first = by_rule(before.meeting.plan)[0].original_at
    if which is Which.FOLLOWING and occurrence is not None:
        start = access_occurrence(before, occurrence, now).original_at
        return None if start == first else start
    begun = begun_until(before, now)
    if begun is None or not is_retimed(before.meeting.plan, plan):
        return None
    ahead = next_start(before, now)
    if ahead is None:
        meeting = before.meeting
        figures = {"number": meeting.id, "title": meeting.plan.title, "begun_at": begun}
        raise Refused(Refusal(Rule.MEETING_OVER, figures))
    return ahead


def _edit_all(tx: Transaction, actor: Person, before: Invitation, plan: Plan, policy: Policy) -> Planned:
    """What has begun keeps its times, or it would be the rest that is edited."""
    begun = begun_until(before, tx.now)
    begun_on = None if begun is None else local_day(begun, zone(before.meeting.plan.zone))
    asked = _judged(tx, plan, policy, begun_on=begun_on)
    if plan == before.meeting.plan and frozenset(asked.by) == before.people:
        return Planned(before, Told())
    return _keep(tx, actor, before, revise(before, plan, asked.by, tx.now), asked)


def _edit_rest(
    tx: Transaction, actor: Person, before: Invitation, plan: Plan, policy: Policy, start: datetime
) -> Planned:
    asked = _judged(tx, plan, policy)
    ended = end_before(before, start, tx.now)
    rest = start_meeting(tx, plan, asked, organiser_id=before.meeting.organiser_id, rest_of=before)
    copy_answers(tx, before, rest)
    keep_meeting(tx, before, ended)
    record_change(tx, actor, "ended", ended, rest=rest.meeting.id)
    record_change(tx, actor, "planned", rest, rest_of=before.meeting.id)
    tell_change(tx, before, ended, quiet=rest.people | {actor.id})
    told = tell_change(tx, None, rest)
    return Planned(rest, told, list_clashes(tx, plan, rest.people))


def _keep(
    tx: Transaction, actor: Person, before: Invitation, after: Invitation, asked: Asked | None
) -> Planned:
    keep_meeting(tx, before, after, None if asked is None else asked.by)
    record_change(tx, actor, "changed", after)
    told = tell_change(tx, before, after, quiet=frozenset({actor.id}))
    return Planned(after, told, list_clashes(tx, after.meeting.plan, after.people))


def _judged(tx: Transaction, plan: Plan, policy: Policy, *, begun_on: date | None = None) -> Asked:
    asked = gather_asked(tx, plan)
    if refusals := (*judge_times(plan, tx.now, begun_on=begun_on), *judge_plan(plan, asked, policy)):
        raise Refused(*refusals)
    return asked


def _with_change(plan: Plan, change: OccurrenceChange) -> Plan:
    return replace(
        plan, day=change.day, starts=change.starts, length=change.length, place=change.place,
        agenda=change.agenda,
    )  # fmt: skip


def _is_as_it_stands(stands: Occurrence, change: OccurrenceChange) -> bool:
    local = stands.starts_at.astimezone(zone(stands.meeting.plan.zone))
    same_time = (local.date(), local.time(), stands.ends_at - stands.starts_at) == (
        change.day, change.starts, change.length,
    )  # fmt: skip
    return same_time and (stands.place, stands.agenda) == (change.place, change.agenda)
