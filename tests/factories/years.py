"""A year in an officer's calendar: whatever may stand in one, across both changes of the clocks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from scheduling.ical.repeat import Every
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, MeetingKind, OccurrenceChange, Plan
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_occurrence
from scheduling.meetings.rules.times import by_rule
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from tests.factories.countdowns import COURSE
from tests.factories.meetings import POLICY, plan, planned
from tests.factories.owing import owing, packs
from tests.factories.shifts import add_shift, give
from tests.people import Cast

FIELD = ("America/New_York", "America/Kentucky/Louisville", "America/Chicago", "America/Phoenix")
"""Where officers work."""

TITLE = 'Radios; "north", gate\\side é🙂'
TEXT = f"{TITLE}\n{TITLE}"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def fill_a_year(tx: Transaction, cast: Cast, zone: str) -> None:
    """Nights on duty, a deadline, and meetings that repeat in every way, some of them moved or cancelled, to
    which Ada says yes, no, maybe, or nothing.
    """
    tx.execute(update(people).where(people.c.id == cast.ada.id).values(zone=zone))
    owing(tx, cast.ada, packs(COURSE))
    for week in range(52):
        night = datetime.combine(date(2026, 8, 14) + week * 7 * DAY, time(22), ZoneInfo(zone))
        give(tx, add_shift(tx, cast.quartz, night, hours=8, post=TEXT), cast.ada)
    said = (Answer.YES, Answer.MAYBE, None)
    for every, answered in zip(Every, said, strict=True):
        meeting = planned(tx, cast.sol, _repeating(cast, zone, every))
        if answered is not None:
            answer(tx, person=cast.ada, meeting_id=meeting.meeting.id, said=answered)
        _change_some(tx, cast, meeting)
    once = planned(tx, cast.sol, plan(cast.ada, title=TITLE, day=date(2026, 11, 1), zone=zone))
    cancel_meeting(tx, actor=cast.sol, meeting_id=once.meeting.id, reason="Snow")
    declined = planned(tx, cast.sol, plan(cast.ada, title="Declined", zone=zone))
    answer(tx, person=cast.ada, meeting_id=declined.meeting.id, said=Answer.NO)


def _repeating(cast: Cast, zone: str, every: Every) -> Plan:
    return plan(
        cast.ada, cast.ben, kind=MeetingKind.SAFETY, title=f"Every {every}: {TITLE}", agenda=TEXT, zone=zone,
        starts=time(8, 30), every=every, until=date(2027, 8, 17), school_id=cast.quartz.id,
    )  # fmt: skip


def _change_some(tx: Transaction, cast: Cast, meeting: Invitation) -> None:
    """The second is moved past the change of the clocks, the third cancelled, the fourth declined."""
    second, third, fourth = (each.original_at for each in by_rule(meeting.meeting.plan)[1:4])
    number = meeting.meeting.id
    to = OccurrenceChange(date(2026, 11, 29), time(16), 2 * HOUR, "Library", "Moved")
    edit_occurrence(tx, actor=cast.sol, meeting_id=number, occurrence=second, change=to, policy=POLICY)
    cancel_occurrence(tx, actor=cast.sol, meeting_id=number, occurrence=third, reason="Snow")
    answer(tx, person=cast.ada, meeting_id=number, said=Answer.NO, occurrence=fourth)
