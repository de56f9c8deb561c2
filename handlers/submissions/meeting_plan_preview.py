"""What comes of an action on a meeting, as its preview tells it."""

from handlers.blocks.meetings.preview import Preview
from scheduling.meetings.facts import Invitation, Occurrence, Plan
from scheduling.meetings.plans.clashes import Clash, list_clashes
from scheduling.meetings.rules.times import find_occurrence
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


def read_preview(
    tx: Transaction,
    before: Invitation | None,
    after: Invitation,
    clashes: tuple[Clash, ...],
    one: Occurrence | None = None,
    *,
    sends_mail: bool,
) -> Preview | None:
    """What comes of an action; None: nothing changes.

    Args:
        tx: any transaction; where the action has run, that one.
        before: the meeting as it stood; None: it is new.
        after: as it stands then.
        clashes: who is on a shift meanwhile.
        one: the occurrence that was to be changed, as it stood.
        sends_mail: see `Desk`.
    """
    if after == before:
        return None
    people = {each.id: each for each in list_people(tx, ids=after.people | _people(before))}
    stands = None if one is None else find_occurrence(after, one.original_at)
    return Preview(
        plan=after.meeting.plan,
        people=tuple(each for each in people.values() if each.id in after.people),
        clashes=clashes if stands is None else list_clashes(tx, (stands,), after.people),
        one=stands,
        joining=() if before is None else tuple(people[each] for each in people if each not in before.people),
        leaving=tuple(people[each] for each in people if each not in after.people),
        retimed=before is not None and _is_retimed(before, after, one, stands),
        split=before is not None and before.meeting.id != after.meeting.id,
        sends_mail=sends_mail,
    )


def _people(before: Invitation | None) -> frozenset[int]:
    return frozenset() if before is None else before.people


def _is_retimed(
    before: Invitation, after: Invitation, one: Occurrence | None, stands: Occurrence | None
) -> bool:
    if one is not None and stands is not None:
        return (one.starts_at, one.ends_at) != (stands.starts_at, stands.ends_at)
    if before.meeting.id == after.meeting.id:
        return before.meeting.retimed_sequence != after.meeting.retimed_sequence
    return _clock(before.meeting.plan) != _clock(after.meeting.plan)


def _clock(plan: Plan) -> tuple[object, ...]:
    return plan.starts, plan.length, plan.zone, plan.every, plan.day.weekday()
