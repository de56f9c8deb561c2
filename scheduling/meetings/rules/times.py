"""When a meeting takes place: the rule of its series, and what differs from it. Pure."""

from datetime import datetime, timedelta
from typing import Final

from scheduling.ical.repeat import Occurrence as OfRule
from scheduling.ical.repeat import occurrences
from scheduling.meetings.facts import Difference, Invitation, Occurrence, Plan
from scheduling.zones import zone

MOST_OCCURRENCES: Final = 200
"""How often a series may take place."""


def by_rule(plan: Plan) -> tuple[OfRule, ...]:
    """Every occurrence as the rule has it, in order."""
    return occurrences(
        plan.day, plan.starts, plan.length, zone(plan.zone), plan.repeat, limit=MOST_OCCURRENCES
    )


def occurrences_of(invitation: Invitation) -> tuple[Occurrence, ...]:
    """Every occurrence as it stands, cancelled ones too, in the order in which they take place."""
    differs = {each.original_at: each for each in invitation.differences}
    stand = [_stands(invitation, each, differs.get(each.original_at)) for each in by_rule(_plan(invitation))]
    return tuple(sorted(stand, key=lambda each: (each.starts_at, each.original_at)))


def coming(invitation: Invitation, now: datetime) -> tuple[Occurrence, ...]:
    """Those that have not begun and are to take place, soonest first."""
    return tuple(each for each in occurrences_of(invitation) if each.starts_at > now and not each.cancelled)


def find_occurrence(invitation: Invitation, original_at: datetime) -> Occurrence | None:
    """The occurrence with this original start, or None."""
    return next((each for each in occurrences_of(invitation) if each.original_at == original_at), None)


def last_end(invitation: Invitation) -> datetime:
    """When the last occurrence ends, whether it takes place or not."""
    return max(each.ends_at for each in occurrences_of(invitation))


def next_stamp(before: datetime | None, now: datetime) -> datetime:
    """The stamp of a revision made now: whole seconds, as calendars write it, and later than the one before,
    so that of two changes in one second the second one counts.
    """
    second = now.replace(microsecond=0)
    return second if before is None else max(second, before + timedelta(seconds=1))


def _plan(invitation: Invitation) -> Plan:
    return invitation.meeting.plan


def _stands(invitation: Invitation, rule: OfRule, differs: Difference | None) -> Occurrence:
    meeting, plan = invitation.meeting, invitation.meeting.plan
    off = meeting.cancelled_at is not None
    if differs is None:
        return Occurrence(
            meeting, rule.original_at, rule.starts_at, rule.ends_at, plan.place, plan.agenda, off,
            meeting.cancel_reason,
        )  # fmt: skip
    return Occurrence(
        meeting=meeting,
        original_at=rule.original_at,
        starts_at=differs.starts_at,
        ends_at=differs.ends_at,
        place=plan.place if differs.place is None else differs.place,
        agenda=plan.agenda if differs.agenda is None else differs.agenda,
        cancelled=off or differs.cancelled,
        reason=meeting.cancel_reason if off else differs.reason,
    )
