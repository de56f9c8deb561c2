"""What becomes of a meeting by a change: revised, split in two, or cancelled. Pure.

SEQUENCE rises with times, rule and cancellations, also those of one occurrence or for one attendee; what else
changes is told by a later DTSTAMP.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduling.ical.repeat import is_last
from scheduling.meetings.facts import Difference, Invitation, Meeting, Occurrence, OccurrenceChange, Plan
from scheduling.meetings.rules.times import by_rule, coming, last_end, next_stamp, occurrences_of
from scheduling.zones import instant_of, local_day, zone


def is_retimed(before: Plan, after: Plan) -> bool:
    """Whether occurrences move: what was answered for another time does not hold for this one."""
    return _times(before) != _times(after)


def changes_rule(before: Plan, after: Plan) -> bool:
    """Whether calendars have to work out the occurrences anew."""
    return is_retimed(before, after) or (before.until, before.count) != (after.until, after.count)


def revise(before: Invitation, plan: Plan, people: Iterable[int], now: datetime) -> Invitation:
    """The meeting with another plan, and for others maybe. What differs in single occurrences stays where
    their day is still one of the series'.
    """
    old, asked = before.meeting, frozenset(people)
    ruled = changes_rule(old.plan, plan)
    meeting = replace(_next(old, now, rises=ruled or bool(before.people - asked)), plan=plan)
    if is_retimed(old.plan, plan):
        meeting = replace(meeting, retimed_sequence=meeting.sequence)
    differences = tuple(_carried(before.differences, old.plan, plan)) if ruled else before.differences
    return ended(Invitation(meeting, differences, asked))


def change_occurrence(
    before: Invitation, stands: Occurrence, change: OccurrenceChange, now: datetime
) -> Invitation:
    """The meeting with one occurrence at another time, elsewhere or about something else."""
    at, plan = zone(before.meeting.plan.zone), before.meeting.plan
    starts_at = instant_of(datetime.combine(change.day, change.starts), at)
    ends_at = starts_at + change.length
    moved = (starts_at, ends_at) != (stands.starts_at, stands.ends_at)
    meeting = _next(before.meeting, now, rises=moved)
    difference = Difference(
        original_at=stands.original_at,
        starts_at=starts_at,
        ends_at=ends_at,
        place=None if change.place == plan.place else change.place,
        agenda=None if change.agenda == plan.agenda else change.agenda,
        retimed_sequence=meeting.sequence if moved else before.retimed_sequence(stands.original_at),
    )
    return ended(replace(before, meeting=meeting, differences=_with(before.differences, difference)))


def cancel_occurrences(
    before: Invitation, gone: Iterable[Occurrence], reason: str, now: datetime
) -> Invitation:
    """The meeting without some of its occurrences."""
    meeting = _next(before.meeting, now, rises=True)
    differences = before.differences
    for each in gone:
        off = Difference(each.original_at, each.starts_at, each.ends_at, cancelled_at=now, reason=reason)
        differences = _with(differences, off)
    return replace(before, meeting=meeting, differences=differences)


def cancel_all(before: Invitation, reason: str, now: datetime) -> Invitation:
    """The whole meeting, which has not begun, does not take place."""
    meeting = _next(before.meeting, now, rises=True)
    return replace(before, meeting=replace(meeting, cancelled_at=now, cancel_reason=reason))


def end_before(before: Invitation, original_at: datetime, now: datetime) -> Invitation:
    """A series whose last occurrence is the one before this, which is not its first."""
    plan = before.meeting.plan
    until = local_day(original_at, zone(plan.zone)) - timedelta(days=1)
    return revise(before, replace(plan, until=until, count=None), before.people, now)


def rest_from(before: Plan, wanted: Plan, original_at: datetime) -> Plan:
    """What is wanted, for this occurrence and those after it. A first day that is the former one, or this
    occurrence's, is this occurrence's; a number of times that is the former one is what is left of it.
    """
    here = local_day(original_at, zone(before.zone))
    day = here if wanted.day == before.day else wanted.day
    last = wanted.last
    if day == here and wanted.every == before.every:
        last = is_last(before.day, before.every, last=before.last)
    count = wanted.count
    if count is not None and count == before.count:
        count -= sum(each.original_at < original_at for each in by_rule(before))
    return replace(wanted, day=day, count=count, last=last)


def carry_over(before: Invitation, rest: Invitation) -> Invitation:
    """The rest of a series, with what differed in its occurrences when they were the former one's."""
    carried = _carried(before.differences, before.meeting.plan, rest.meeting.plan)
    kept = tuple(replace(each, retimed_sequence=rest.meeting.sequence) for each in carried)
    return ended(replace(rest, differences=kept))


def ended(invitation: Invitation) -> Invitation:
    """The same, with when there is nothing left of it."""
    ends = last_end(invitation)
    return replace(invitation, meeting=replace(invitation.meeting, last_ends_at=ends))


def has_begun_after(invitation: Invitation, original_at: datetime, now: datetime) -> datetime | None:
    """When an occurrence began that follows this one by the rule, and was moved before it; None: none has."""
    begun = [each for each in occurrences_of(invitation) if each.starts_at <= now]
    return max((each.starts_at for each in begun if each.original_at > original_at), default=None)


def keeps_times(before: Plan, after: Plan) -> bool:
    """Whether the rest of a series takes place when the series would have, as far as that went."""
    if _clock(before) != _clock(after):
        return False
    was, now = ({each.original_at for each in by_rule(plan)} for plan in (before, after))
    return min(now) in was and {each for each in now if each <= max(was)} <= was


def original_days(plan: Plan) -> dict[date, datetime]:
    """The local days of a series, with the original starts on them."""
    at = zone(plan.zone)
    return {local_day(each.original_at, at): each.original_at for each in by_rule(plan)}


def begun_until(invitation: Invitation, now: datetime) -> datetime | None:
    """The latest original start of what has begun; None where nothing has."""
    begun = [each.original_at for each in occurrences_of(invitation) if each.starts_at <= now]
    return max(begun, default=None)


def next_start(invitation: Invitation, now: datetime) -> datetime | None:
    """The original start from which on nothing has begun; None where nothing is left."""
    begun = begun_until(invitation, now) or now
    ahead = (each.original_at for each in coming(invitation, now) if each.original_at > max(begun, now))
    return min(ahead, default=None)


def _times(plan: Plan) -> tuple[object, ...]:
    last = is_last(plan.day, plan.every, last=plan.last)
    return plan.day, plan.starts, plan.length, plan.zone, plan.every, last


def _clock(plan: Plan) -> tuple[object, ...]:
    return plan.starts, plan.length, plan.zone, plan.every


def _next(meeting: Meeting, now: datetime, *, rises: bool) -> Meeting:
    return replace(meeting, sequence=meeting.sequence + rises, revised_at=next_stamp(meeting.revised_at, now))


def _carried(differences: Iterable[Difference], before: Plan, after: Plan) -> Iterator[Difference]:
    """Those whose local day is one of the series' days still; what was not moved goes with the series."""
    days, at = original_days(after), zone(before.zone)
    for each in differences:
        original_at = days.get(local_day(each.original_at, at))
        if original_at is None:
            continue
        if (each.starts_at, each.ends_at - each.starts_at) == (each.original_at, before.length):
            yield replace(
                each, original_at=original_at, starts_at=original_at, ends_at=original_at + after.length
            )
        else:
            yield replace(each, original_at=original_at)


def _with(differences: Iterable[Difference], one: Difference) -> tuple[Difference, ...]:
    others = (each for each in differences if each.original_at != one.original_at)
    return tuple(sorted((*others, one), key=lambda each: each.original_at))
