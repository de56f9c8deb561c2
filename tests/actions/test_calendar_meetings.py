"""Meetings in calendars: as they were answered in somebody's own, once in a team's, and all of a school's."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from scheduling.calendars.facts import Display, Privacy, Shows
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Plan
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.meetings import POLICY, phoenix_at, plan, planned, weekly
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import Seen
from tests.people import Cast

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ALL_OF_IT = timedelta(days=120)
TUESDAYS = ["0818T160000Z", "0825T160000Z", "0901T160000Z", "0908T160000Z"]


def plan_it(database: Database, now: datetime, by: Person, wanted: Plan) -> Invitation:
    with database.begin(now) as tx:
        return planned(tx, by, wanted)


def say(
    database: Database,
    now: datetime,
    who: Person,
    of: Invitation,
    said: Answer,
    occurrence: datetime | None = None,
) -> None:
    with database.begin(now) as tx:
        answer(tx, person=who, meeting_id=of.meeting.id, said=said, occurrence=occurrence)


def move(database: Database, now: datetime, by: Person, of: Invitation, to: OccurrenceChange) -> None:
    """The second occurrence becomes another."""
    with database.begin(now) as tx:
        edit_occurrence(
            tx, actor=by, meeting_id=of.meeting.id, occurrence=phoenix_at(8, 25), change=to, policy=POLICY
        )


def text_of(database: Database, now: datetime, token: str) -> str:
    found = fetch(database, now, token)
    assert found is not None
    return found.text


def seen_by(programs: Programs, database: Database, now: datetime, token: str) -> list[Seen]:
    """What every program shows of a calendar."""
    found = fetch(database, now, token)
    assert found is not None
    return programs.show(found.page.content, now - ALL_OF_IT, now + ALL_OF_IT)


def told(seen: list[Seen]) -> list[str]:
    """`0818T160000Z CONFIRMED` of each."""
    return [f"{one.starts[4:]} {one.status}" for one in seen]


@pytest.mark.parametrize(
    ("said", "status"), [(Answer.YES, "CONFIRMED"), (Answer.MAYBE, "TENTATIVE"), (None, "TENTATIVE")]
)
def test_a_meeting_is_settled_once_its_reader_has_said_yes(
    database: Database, cast: Cast, now: datetime, said: Answer | None, status: str
) -> None:
    drill = plan_it(database, now, cast.sol, plan(cast.ada, agenda="Doors first"))
    if said is not None:
        say(database, now + HOUR, cast.ada, drill, said)
    text = text_of(database, now + HOUR, open_link(database, now, cast.ada).token)
    event = events_of(text)[drill.meeting.uid]
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("Lockdown drill", "Gym", status)
    assert (event["DTSTART"], event["TRANSP"]) == ("20260818T160000Z", "OPAQUE")
    assert event["DESCRIPTION"] == f"Drill\\, meeting {drill.meeting.id}\\nDoors first"


def test_who_says_no_does_not_have_it_and_who_thinks_again_has_it_as_something_newer(
    database: Database, cast: Cast, now: datetime
) -> None:
    drill, token = plan_it(database, now, cast.sol, plan(cast.ada)), open_link(database, now, cast.ada).token
    first = events_of(text_of(database, now, token))[drill.meeting.uid]
    say(database, now + HOUR, cast.ada, drill, Answer.NO)
    assert events_of(text_of(database, now + HOUR, token)) == {}
    say(database, now + 2 * HOUR, cast.ada, drill, Answer.YES)
    again = events_of(text_of(database, now + 2 * HOUR, token))[drill.meeting.uid]
    assert int(again["SEQUENCE"]) > int(first["SEQUENCE"])
    assert again["DTSTAMP"] > first["DTSTAMP"]


def test_of_a_series_each_occurrence_is_as_it_was_answered(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    drills = plan_it(database, now, cast.sol, weekly(cast.ada))
    token = open_link(database, now, cast.ada).token
    say(database, now, cast.ada, drills, Answer.YES)
    say(database, now, cast.ada, drills, Answer.NO, phoenix_at(8, 25))
    say(database, now, cast.ada, drills, Answer.MAYBE, phoenix_at(9, 1))
    assert told(seen_by(programs, database, now + HOUR, token)) == [
        f"{TUESDAYS[0]} CONFIRMED", f"{TUESDAYS[2]} TENTATIVE", f"{TUESDAYS[3]} CONFIRMED",
    ]  # fmt: skip
    assert text_of(database, now + HOUR, token).count("RRULE:FREQ=WEEKLY") == 1


def test_who_comes_to_one_occurrence_only_has_that_one(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    drills = plan_it(database, now, cast.sol, weekly(cast.ada))
    token = open_link(database, now, cast.ada).token
    say(database, now, cast.ada, drills, Answer.NO)
    assert events_of(text_of(database, now + HOUR, token)) == {}
    say(database, now + HOUR, cast.ada, drills, Answer.YES, phoenix_at(9, 1))
    assert told(seen_by(programs, database, now + HOUR, token)) == [f"{TUESDAYS[2]} CONFIRMED"]


def test_an_occurrence_that_was_moved_is_open_again_for_who_said_no(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    drills = plan_it(database, now, cast.sol, weekly(cast.ada))
    token = open_link(database, now, cast.ada).token
    say(database, now, cast.ada, drills, Answer.NO)
    to = OccurrenceChange(date(2026, 8, 26), time(13), HOUR, "Library", "")
    move(database, now + HOUR, cast.sol, drills, to)
    (moved,) = seen_by(programs, database, now + HOUR, token)
    assert (moved.starts, moved.location, moved.status) == ("20260826T200000Z", "Library", "TENTATIVE")


@pytest.mark.parametrize("scope", Scope)
def test_what_is_cancelled_is_struck_out_for_a_fortnight_and_then_gone(
    database: Database, cast: Cast, now: datetime, programs: Programs, scope: Scope
) -> None:
    alone = plan_it(database, now, cast.sol, plan(cast.ada, day=date(2026, 11, 3), school_id=cast.quartz.id))
    series = weekly(cast.ada, day=date(2026, 11, 4), school_id=cast.quartz.id)
    drills = plan_it(database, now, cast.sol, series)
    reader = cast.ada if scope is Scope.MINE else cast.sol
    token = open_link(database, now, reader, scope, cast.quartz.id if scope is Scope.SCHOOL else None).token
    with database.begin(now + HOUR) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=alone.meeting.id, reason="Call 602-555-0143")
        second = phoenix_at(11, 11)
        cancel_occurrence(tx, actor=cast.sol, meeting_id=drills.meeting.id, occurrence=second, reason="Snow")
    for days, gone in ((0, False), (14, False), (15, True)):
        seen = seen_by(programs, database, now + HOUR + days * DAY, token)
        off = [
            (one.starts[4:8], one.description.split("\n")[-1]) for one in seen if one.status == "CANCELLED"
        ]
        assert off == ([] if gone else [("1103", "Cancelled: Call …"), ("1111", "Cancelled: Snow")])
        assert [one.starts[4:8] for one in seen if one.status != "CANCELLED"] == ["1104", "1118", "1125"]


def test_a_cancelled_series_is_struck_out_with_whatever_was_different_in_it(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    drills, token = (
        plan_it(database, now, cast.sol, weekly(cast.ada)),
        open_link(database, now, cast.ada).token,
    )
    to = OccurrenceChange(date(2026, 8, 26), time(13), HOUR, "Library", "")
    move(database, now, cast.sol, drills, to)
    with database.begin(now) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=drills.meeting.id, reason="Snow")
    assert {one.status for one in seen_by(programs, database, now + HOUR, token)} == {"CANCELLED"}
    assert events_of(text_of(database, now + 16 * DAY, token)) == {}


def test_whoever_organises_a_meeting_has_it_and_is_free_where_they_do_not_come(
    database: Database, cast: Cast, now: datetime
) -> None:
    others = plan_it(database, now, cast.sol, plan(cast.ada))
    own = plan_it(database, now, cast.sol, plan(cast.ada, cast.sol, title="Debriefing"))
    token = open_link(database, now, cast.sol).token
    events = events_of(text_of(database, now, token))
    assert events[others.meeting.uid]["TRANSP"] == "TRANSPARENT"
    assert events[own.meeting.uid]["TRANSP"] == "OPAQUE"
    say(database, now, cast.sol, own, Answer.NO)
    event = events_of(text_of(database, now + HOUR, token))[own.meeting.uid]
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_a_team_has_each_meeting_once_with_who_of_it_is_asked_and_a_school_has_its_own(
    database: Database, cast: Cast, now: datetime
) -> None:
    asked = (cast.cleo, cast.ada, cast.ben)
    theirs = plan_it(database, now, cast.cora, plan(*asked, school_id=cast.quartz.id))
    others = plan_it(database, now, cast.cora, plan(cast.cleo, title="Other", school_id=cast.quartz.id))
    elsewhere = plan_it(
        database, now, cast.cora, plan(cast.cleo, title="Elsewhere", school_id=cast.basalt.id)
    )
    say(database, now, cast.ada, theirs, Answer.NO)
    team = events_of(text_of(database, now, open_link(database, now, cast.sol, Scope.TEAM).token))
    quartz = open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id).token
    at_quartz = events_of(text_of(database, now, quartz))
    assert list(team) == [theirs.meeting.uid]
    assert team[theirs.meeting.uid]["SUMMARY"] == "Lockdown drill · Ada Alder\\, " + cast.ben.name
    assert f"Asked: Ada Alder\\, {cast.ben.name}" in team[theirs.meeting.uid]["DESCRIPTION"]
    assert set(at_quartz) == {theirs.meeting.uid, others.meeting.uid}
    assert at_quartz[theirs.meeting.uid]["SUMMARY"] == "Lockdown drill"
    assert elsewhere.meeting.uid not in at_quartz


HOSTILE = "Threat; call (602) 555-0143 or 16025550143, https://meet.example.org/j/6025550143"


@pytest.mark.parametrize("repeats", [False, True])
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("privacy", Privacy)
def test_a_link_tells_of_meetings_as_much_as_its_owner_wants_and_no_telephone_number(
    database: Database, cast: Cast, now: datetime, programs: Programs, privacy: Privacy, scope: Scope,
    repeats: bool,
) -> None:  # fmt: skip
    make = weekly if repeats else plan
    of = {"title": HOSTILE, "agenda": HOSTILE, "place": HOSTILE, "school_id": cast.quartz.id}
    drill = plan_it(database, now, cast.sol, make(cast.ada, **of))
    if repeats:
        to = OccurrenceChange(date(2026, 8, 26), time(13), HOUR, HOSTILE, HOSTILE)
        move(database, now, cast.sol, drill, to)
    reader = cast.ada if scope is Scope.MINE else cast.sol
    about = cast.quartz.id if scope is Scope.SCHOOL else None
    token = open_link(database, now, reader, scope, about, Display(privacy)).token
    text = text_of(database, now, token)
    assert "555-0143" not in text
    assert text.replace("j/6025550143", "").count("6025550143") == 0
    assert ("Threat" in text) is (privacy is Privacy.FULL)
    assert ("meet.example.org/j/6025550143" in text) is (privacy is Privacy.FULL)
    title = {
        Privacy.FULL: "Threat; call … or …, https://meet.example.org/j/6025550143",
        Privacy.CODE: "Drill QTZ, 1 asked" if scope is Scope.TEAM else "Drill QTZ",
        Privacy.BUSY: "Busy",
    }[privacy]
    if privacy is Privacy.FULL and scope is Scope.TEAM:
        title += " · Ada Alder"
    seen = seen_by(programs, database, now, token)
    assert {one.summary for one in seen} == {title}
    assert len(seen) == (4 if repeats else 1)
    if privacy is not Privacy.FULL:
        assert {(one.location, one.description) for one in seen} == {("", "")}


def test_meetings_stay_out_of_a_calendar_that_is_not_to_hold_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    plan_it(database, now, cast.sol, plan(cast.ada))
    only = Display(shows=frozenset({Shows.SHIFTS, Shows.DEADLINES}))
    assert events_of(text_of(database, now, open_link(database, now, cast.ada, display=only).token)) == {}


def test_a_series_stays_whole_as_long_as_any_of_it_is_near(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    far = replace(weekly(cast.ada), day=date(2027, 8, 24))
    long = weekly(cast.ada, count=None, until=date(2027, 7, 27))
    drills = plan_it(database, now, cast.sol, long)
    plan_it(database, now, cast.sol, far)
    token = open_link(database, now, cast.ada).token
    for later in (timedelta(), timedelta(days=300)):
        text = text_of(database, now + later, token)
        assert "UNTIL=20270728T065959Z" in text
        assert drills.meeting.uid in text
    found = fetch(database, now, token)
    assert found is not None
    assert len(programs.show(found.page.content, now, now + timedelta(days=366))) == 50


def test_who_is_asked_no_longer_has_it_no_longer(database: Database, cast: Cast, now: datetime) -> None:
    drill, token = (
        plan_it(database, now, cast.sol, plan(cast.ada, cast.ben)),
        open_link(database, now, cast.ada).token,
    )
    assert drill.meeting.uid in text_of(database, now, token)
    with database.begin(now + HOUR) as tx:
        to = replace(drill.meeting.plan, people=(cast.ben.id,))
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=to, policy=POLICY)
    assert events_of(text_of(database, now + HOUR, token)) == {}
