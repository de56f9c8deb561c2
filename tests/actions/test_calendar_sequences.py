"""What calendar programs take over: an entry's SEQUENCE never falls, and rises when the entry moves."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.revisions.counting import touch_every_calendar
from scheduling.revisions.facts import Scope
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.countdowns import COURSE
from tests.factories.meetings import POLICY as PLANS
from tests.factories.meetings import plan, planned
from tests.factories.owing import ELIGIBLE_ON, owed_by, owing, packs
from tests.factories.shifts import add_shift, give
from tests.people import Cast

POLICY = packs(COURSE)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def _events(database: Database, now: datetime, token: str) -> dict[str, dict[str, str]]:
    found = fetch(database, now, token)
    assert found is not None
    return events_of(found.text)


def test_an_entry_of_two_officers_does_not_fall_behind_when_the_later_one_leaves_the_team(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = open_link(database, now, cast.sol, Scope.TEAM).token
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + 3 * DAY, places=2)
    for hours, officer in ((1, cast.ada), (2, cast.ben)):
        with database.begin(now + hours * HOUR) as tx:
            tx.execute(people.update().where(people.c.id == officer.id).values(supervisor_id=cast.sol.id))
            give(tx, shift, officer, place=hours)
            touch_every_calendar(tx)
    uid, later = f"shift-{shift.id}@muster", now + 3 * HOUR
    both = _events(database, later, token)[uid]
    with database.begin(later) as tx:
        moved = people.update().where(people.c.id == cast.ben.id)
        tx.execute(moved.values(supervisor_id=None, agency="Elsewhere"))
        touch_every_calendar(tx)
    one = _events(database, later, token)[uid]
    assert cast.ben.name in both["SUMMARY"]
    assert cast.ben.name not in one["SUMMARY"]
    assert int(one["SEQUENCE"]) >= int(both["SEQUENCE"])


def test_a_deadline_that_a_corrected_roster_moves_and_moves_back_is_newer_each_time(
    database: Database, cast: Cast, now: datetime
) -> None:
    token, seen = open_link(database, now, cast.ada).token, list[dict[str, str]]()
    for days in (0, 5, 0):
        with database.begin(now) as tx:
            owing(tx, cast.ada, POLICY, eligible_on=ELIGIBLE_ON + days * DAY)
            number = owed_by(tx, cast.ada).id
        seen.append(_events(database, now, token)[f"deadline-{number}@muster"])
    first, moved, again = seen
    assert first["DTSTART"] == again["DTSTART"] != moved["DTSTART"]
    assert int(first["SEQUENCE"]) < int(moved["SEQUENCE"]) < int(again["SEQUENCE"])


def test_answers_and_an_edit_within_one_second_each_make_a_meeting_newer(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    token, later = open_link(database, now, cast.ada).token, replace(drill.meeting.plan, starts=time(15))
    number, seen = drill.meeting.id, list[dict[str, str]]()
    for step in range(4):
        at = now + HOUR + timedelta(milliseconds=step)
        with database.begin(at) as tx:
            if step == 2:
                edit_meeting(tx, actor=cast.sol, meeting_id=number, plan=later, policy=PLANS)
            else:
                said = Answer.YES if step % 2 else Answer.MAYBE
                answer(tx, person=cast.ada, meeting_id=number, said=said)
        seen.append(_events(database, at, token)[drill.meeting.uid])
    assert [each["STATUS"] for each in seen] == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CONFIRMED"]
    counted = [int(each["SEQUENCE"]) for each in seen]
    assert counted == sorted(set(counted))
