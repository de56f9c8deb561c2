"""What time alone brings about for meetings. The heartbeat calls `sweep_meetings` in a transaction of its own
until it answers 0; what is due is found by an index, however many meetings there are.

`refs` of the kinds that are put in here:

- `meeting_reminder` {person, due: [[meeting, original start], …]}: one a person, whatever falls due together.
- `meeting_short` {meeting, original_at}: to the organiser; those who answer for the organiser are told by an
  escalation (`shortfalls.py`).
- `meeting_attendance` {meeting, original_at}: to the organiser, who ticks who came.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from scheduling.meetings.facts import Answer, Attendee, Invitation, Occurrence
from scheduling.meetings.rows import read_attendees, read_invitations
from scheduling.meetings.rules.steps import LATE, Step, StepKind, steps_of
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import occurrences_of
from scheduling.meetings.shortfalls import escalate_short
from scheduling.meetings.tables import meeting_steps, meetings
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction

MOST_MEETINGS: Final = 50
"""Looked at in one transaction."""

_DUE: Final = (
    select(meetings.c.id)
    .where(meetings.c.next_at <= bindparam("now", type_=meetings.c.next_at.type))
    .order_by(meetings.c.next_at, meetings.c.id)
)

_REMINDED: Final[Mapping[StepKind, tuple[Answer, ...]]] = {
    StepKind.CHASE: (Answer.NONE,),
    StepKind.DAY: (Answer.NONE, Answer.YES, Answer.MAYBE),
    StepKind.HOUR: (Answer.NONE, Answer.YES, Answer.MAYBE),
}
"""Whom a reminder concerns, by what they have said; never who has said no."""

Reminders = dict[int, dict[tuple[int, datetime], datetime]]
"""Person → meeting and original start → when it starts."""


def is_meeting_due(tx: Transaction) -> bool:
    """Whether `sweep_meetings` would find anything to do; nothing is written."""
    return tx.execute(_DUE.limit(1), {"now": tx.now}).first() is not None


def sweep_meetings(tx: Transaction, policy: Policy) -> int:
    """Do a transaction's worth of what is due now; answers how many meetings that was, 0 when none is left.
    Meetings that another transaction holds are left for the next time.
    """
    due = tx.execute(_DUE.limit(MOST_MEETINGS), {"now": tx.now}).scalars().all()
    found = read_invitations(tx, meetings.c.id.in_(sorted(tx.lock_idle(meetings, due)))) if due else []
    reminders: Reminders = {}
    for invitation in found:
        _look_at(tx, invitation, policy, reminders)
    enqueue(tx, [_reminder(tx, person, of) for person, of in sorted(reminders.items())])
    return len(found)


def _look_at(tx: Transaction, invitation: Invitation, policy: Policy, reminders: Reminders) -> None:
    meeting = invitation.meeting
    done = _done(tx, meeting.id)
    stand = {each.original_at: each for each in occurrences_of(invitation) if each.ends_at + LATE > tx.now}
    steps = [
        step
        for each in stand.values()
        for step in steps_of(meeting, each, policy.countdown)
        if (step.original_at, step.kind.value) not in done
    ]
    asked = [each for each in read_attendees(tx, meeting.id) if not each.left]
    for step in sorted(steps, key=lambda step: step.at):
        if step.at <= tx.now < step.until:
            _take(tx, invitation, stand[step.original_at], step, asked, reminders, policy)
    _note(tx, meeting.id, [step for step in steps if step.at <= tx.now])
    following = min((step.at for step in steps if step.at > tx.now), default=None)
    tx.execute(meetings.update().where(meetings.c.id == meeting.id).values(next_at=following))


def _take(
    tx: Transaction,
    invitation: Invitation,
    of: Occurrence,
    step: Step,
    asked: Iterable[Attendee],
    reminders: Reminders,
    policy: Policy,
) -> None:
    if step.kind in _REMINDED:
        for each in asked:
            if each.says(of.original_at) in _REMINDED[step.kind]:
                mine = reminders.setdefault(each.person_id, {})
                mine[invitation.meeting.id, of.original_at] = of.starts_at
    elif step.kind is StepKind.QUORUM:
        if not tally_of(invitation.meeting.plan, asked, of.original_at).is_enough:
            enqueue(tx, [_short(of)])
            escalate_short(tx, of, policy)
    else:
        organiser = to_person(invitation.meeting.organiser_id)
        enqueue(tx, [_about("meeting_attendance", organiser, of)])


def _short(of: Occurrence) -> Notice:
    organiser = to_person(of.meeting.organiser_id)
    return _about("meeting_short", organiser, of, urgency=Urgency.URGENT, expires_at=of.starts_at)


def _about(
    kind: str,
    addressee: str,
    of: Occurrence,
    *,
    urgency: Urgency = Urgency.CONFIRMATION,
    expires_at: datetime | None = None,
) -> Notice:
    return Notice(
        kind=kind,
        addressee=addressee,
        dedupe_key=f"{kind}:{of.meeting.id}:{of.original_at:%Y%m%dT%H%M}:{of.starts_at:%Y%m%dT%H%M}:{addressee}",
        refs={"meeting": of.meeting.id, "original_at": of.original_at.isoformat()},
        urgency=urgency,
        expires_at=expires_at,
    )


def _reminder(tx: Transaction, person: int, of: Mapping[tuple[int, datetime], datetime]) -> Notice:
    soonest_first = sorted(of, key=lambda each: (of[each], each))
    return Notice(
        kind="meeting_reminder",
        addressee=to_person(person),
        dedupe_key=f"meeting_reminder:{person}:{tx.now.isoformat()}",
        refs={"person": person, "due": [[number, at.isoformat()] for number, at in soonest_first]},
        expires_at=max(of.values()),
    )


def _done(tx: Transaction, meeting_id: int) -> set[tuple[datetime, str]]:
    rows = select(meeting_steps.c.original_at, meeting_steps.c.step)
    return {
        (row.original_at, row.step)
        for row in tx.execute(rows.where(meeting_steps.c.meeting_id == meeting_id))
    }


def _note(tx: Transaction, meeting_id: int, done: Iterable[Step]) -> None:
    rows = [
        {
            "meeting_id": meeting_id,
            "original_at": step.original_at,
            "step": step.kind.value,
            "done_at": tx.now,
        }
        for step in done
    ]
    if rows:
        tx.execute(meeting_steps.insert(), rows)
