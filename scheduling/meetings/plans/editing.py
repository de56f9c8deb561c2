"""Changing a meeting: all of it, an occurrence and those after it, or one occurrence.

What has taken place stays as it was: a series that has begun is changed from its next occurrence on, as the
rest of it, with a name of its own in calendars (Google and Outlook know no other way).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from scheduling.meetings.access import access_following, access_occurrence, access_own, hold_own
from scheduling.meetings.facts import Asked, Invitation, Occurrence, OccurrenceChange, Plan, Seen, Which
from scheduling.meetings.letters.telling import Told, tell_change
from scheduling.meetings.plans.asked import gather_asked
from scheduling.meetings.plans.clashes import list_clashes
from scheduling.meetings.plans.keeping import add_meeting, copy_answers, keep_meeting
from scheduling.meetings.plans.planning import Planned, Preview, draft_of, judge, record_change
from scheduling.meetings.rules.judging import judge_change, tidied, tidied_change
from scheduling.meetings.rules.revising import (
    begun_until,
    change_occurrence,
    end_before,
    is_retimed,
    next_start,
    rest_from,
    revise,
)
from scheduling.meetings.rules.times import by_rule, coming
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
    edit = _decide(tx, before, plan, policy, which, occurrence)
    return _edit_all(tx, actor, edit) if edit.start is None else _edit_rest(tx, actor, edit, edit.start)


def preview_edit(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    plan: Plan,
    policy: Policy,
    which: Which = Which.ALL,
    occurrence: datetime | None = None,
    seen: Seen | None = None,
) -> Preview:
    """Look at what `edit_meeting` would do; changes nothing, in any transaction.

    Raises:
        Refused: what `edit_meeting` refuses.
    """
    before = access_own(tx, meeting_id, actor, seen)
    return _preview(tx, _decide(tx, before, plan, policy, which, occurrence))


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
        return _edit_all(tx, actor, _decide(tx, before, _with_change(plan, change), policy))
    if refusals := judge_change(change, zone(plan.zone), tx.now):
        raise Refused(*refusals)
    if _is_as_it_stands(stands, change):
        return Planned(before, Told())
    after = change_occurrence(before, stands, change, tx.now)
    told = _keep(tx, actor, before, after)
    moved = [each for each in coming(after, tx.now) if each.original_at == occurrence]
    return Planned(after, told, list_clashes(tx, moved, after.people))


@dataclass(frozen=True, slots=True)
class _Edit:
    """A change that was judged.

    Attributes:
        start: the original start from which on it is changed; None: all of it.
    """

    before: Invitation
    plan: Plan
    asked: Asked
    start: datetime | None

    def outcome(self, now: datetime) -> Invitation:
        """What stands afterwards: the meeting, or the rest of it."""
        if self.start is None:
            return revise(self.before, self.plan, self.asked.by, now)
        organiser_id = self.before.meeting.organiser_id
        return draft_of(self.plan, self.asked, now, organiser_id=organiser_id, rest_of=self.before)

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        same = self.plan == self.before.meeting.plan and frozenset(self.asked.by) == self.before.people
        return self.start is None and same


def _decide(
    tx: Transaction,
    before: Invitation,
    plan: Plan,
    policy: Policy,
    which: Which = Which.ALL,
    occurrence: datetime | None = None,
) -> _Edit:
    """What has begun keeps its times, or it would be the rest that is edited."""
    plan = tidied(plan)
    start = _start_of_change(before, plan, which, occurrence, tx.now)
    begun_on = None
    if start is not None:
        plan = rest_from(before.meeting.plan, plan, start)
    elif (begun := begun_until(before, tx.now)) is not None:
        begun_on = local_day(begun, zone(before.meeting.plan.zone))
    asked = gather_asked(tx, plan, before)
    judge(tx, plan, asked, policy, begun_on=begun_on)
    return _Edit(before, plan, asked, start)


def _preview(tx: Transaction, edit: _Edit) -> Preview:
    draft = edit.before if edit.is_none else edit.outcome(tx.now)
    return Preview(edit.plan, edit.asked, list_clashes(tx, coming(draft, tx.now), draft.people), draft)


def _start_of_change(
    before: Invitation, plan: Plan, which: Which, occurrence: datetime | None, now: datetime
) -> datetime | None:
    """The original start from which on it is changed; None: all of it."""
    first = by_rule(before.meeting.plan)[0].original_at
    if which is Which.FOLLOWING and occurrence is not None:
        start = access_following(before, occurrence, now).original_at
        return None if start == first else start
    begun = begun_until(before, now)
    if begun is None or not is_retimed(before.meeting.plan, plan):
        return None
    ahead = next_start(before, now)
    if ahead is None:
        raise Refused(Refusal(Rule.MEETING_OVER, {**before.meeting.named, "begun_at": begun}))
    return ahead


def _edit_all(tx: Transaction, actor: Person, edit: _Edit) -> Planned:
    if edit.is_none:
        return Planned(edit.before, Told())
    after = edit.outcome(tx.now)
    told = _keep(tx, actor, edit.before, after, edit.asked)
    return Planned(after, told, list_clashes(tx, coming(after, tx.now), after.people))


def _edit_rest(tx: Transaction, actor: Person, edit: _Edit, start: datetime) -> Planned:
    before = edit.before
    ended = end_before(before, start, tx.now)
    rest = add_meeting(tx, edit.outcome(tx.now), edit.asked.by)
    copy_answers(tx, before, rest)
    keep_meeting(tx, before, ended)
    record_change(tx, actor, "ended", ended, rest=rest.meeting.id)
    record_change(tx, actor, "planned", rest, rest_of=before.meeting.id)
    tell_change(tx, before, ended, quiet=rest.people | {actor.id}, ends_from=start, off=True)
    told = tell_change(tx, None, rest)
    return Planned(rest, told, list_clashes(tx, coming(rest, tx.now), rest.people))


def _keep(
    tx: Transaction, actor: Person, before: Invitation, after: Invitation, asked: Asked | None = None
) -> Told:
    keep_meeting(tx, before, after, None if asked is None else asked.by)
    record_change(tx, actor, "changed", after)
    return tell_change(tx, before, after, quiet=frozenset({actor.id}))


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
