"""Planning a meeting: who may, whom it asks, who is told, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Answer, AskedBy, Group, RequiredRole
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.meetings.plans.planning import plan_meeting, preview_meeting
from scheduling.meetings.queries import find_meeting, list_meetings
from scheduling.meetings.reading import list_readable
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meetings
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.meetings import POLICY, TUESDAY, days_of, found, plan, planned, weekly
from tests.factories.roster import add_person, change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded, list_told
from tests.people import HERON, KESTREL, Cast


def test_a_sergeant_plans_a_drill_and_everybody_asked_gets_a_mail_and_a_message(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        meeting = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        ada, ben = f"person:{cast.ada.id}", f"person:{cast.ben.id}"
        assert sorted(list_told(tx)) == sorted(
            [
                ("meeting_invitation", ada),
                ("meeting_asked", ada),
                ("meeting_invitation", ben),
                ("meeting_asked", ben),
                ("meeting_tally", f"person:{cast.sol.id}"),
            ]
        )
        assert list_recorded(tx) == [(f"person:{cast.sol.id}", "meeting_planned")]
        stored = find_meeting(tx, meeting.meeting.id)
    assert stored == meeting
    assert meeting.meeting.sequence == 0
    assert meeting.meeting.revised_at == now.replace(microsecond=0)


def test_a_meeting_is_read_back_as_it_was_planned(database: Database, now: datetime, cast: Cast) -> None:
    wanted = plan(
        cast.ada, cast.ben, agenda="Doors\nRadios", school_id=cast.quartz.id, every=Every.MONTH,
        until=date(2027, 2, 1), groups=(Group(AskedBy.AGENCY, KESTREL),), quorum=2,
        required_roles=(RequiredRole("principal", (cast.ada.id, cast.cleo.id)),),
    )  # fmt: skip
    with database.begin(now) as tx:
        meeting = planned(tx, cast.sol, wanted)
        assert found(tx, meeting).meeting.plan == wanted
    assert days_of(meeting) == [
        "08-18 09:00", "09-15 09:00", "10-20 09:00", "11-17 09:00", "12-15 09:00", "01-19 09:00",
    ]  # fmt: skip


def test_groups_are_resolved_when_the_invitations_are_sent(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        gone = add_person(tx, agency=KESTREL, kind="SSO", active=False)
        shift = add_shift(tx, cast.quartz, now + timedelta(days=2))
        give(tx, shift, cast.ben)
        groups = (Group(AskedBy.AGENCY, KESTREL), Group(AskedBy.SCHOOL, "QTZ"))
        meeting = planned(tx, cast.sol, plan(cast.ada, groups=groups))
        by = {each.person_id: each.by for each in read_attendees(tx, meeting.meeting.id)}
    assert by == {cast.ada.id: AskedBy.NAME, cast.cleo.id: AskedBy.AGENCY, cast.ben.id: AskedBy.SCHOOL}
    assert gone.id not in by


def test_an_organiser_who_is_asked_has_said_yes(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        meeting = planned(tx, cast.sol, plan(cast.sol, cast.ada))
        said = {each.person_id: each.said.answer for each in read_attendees(tx, meeting.meeting.id)}
    assert said == {cast.sol.id: Answer.YES, cast.ada.id: Answer.NONE}


def test_who_has_no_mail_or_is_not_in_slack_is_told_the_other_way_and_named(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        ada = change_person(tx, cast.ada, email="")
        ben = change_person(tx, cast.ben, slack_id=None)
        told = plan_meeting(tx, actor=cast.sol, plan=plan(ada, ben), policy=POLICY).told
        sent = list_told(tx)
    assert (told.slack_only, told.mail_only, told.nobody) == ((ada,), (ben,), ())
    assert ("meeting_asked", f"person:{ada.id}") in sent
    assert ("meeting_invitation", f"person:{ben.id}") in sent
    assert ("meeting_invitation", f"person:{ada.id}") not in sent
    assert ("meeting_asked", f"person:{ben.id}") not in sent


def test_shifts_at_the_same_time_are_shown_before_anything_is_sent(
    database: Database, now: datetime, cast: Cast
) -> None:
    nine = datetime.combine(TUESDAY, time(16), now.tzinfo)  # in Phoenix
    with database.begin(now) as tx:
        second = add_shift(tx, cast.quartz, nine + timedelta(days=7, minutes=30))
        give(tx, second, cast.ada)
        before = add_shift(tx, cast.quartz, nine - timedelta(hours=8))
        give(tx, before, cast.ben)
        seen = preview_meeting(tx, actor=cast.sol, plan=weekly(cast.ada, cast.ben), policy=POLICY)
        assert list_told(tx) == []
    assert [(each.name, each.shift.id, each.starts_at) for each in seen.clashes] == [
        ("Ada Alder", second.id, nine + timedelta(days=7))
    ]


def test_an_officer_plans_no_meetings(database: Database, now: datetime, cast: Cast) -> None:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        planned(tx, cast.ada, plan(cast.ben))
    assert refused.value.refusals[0].rule is Rule.NOT_ENTITLED


def test_ten_thousand_people_are_too_many_and_nothing_is_stored(
    database: Database, now: datetime, cast: Cast
) -> None:
    many = replace(plan(), people=tuple(range(1, 10_001)))
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        planned(tx, cast.sol, many)
    (refusal,) = refused.value.refusals
    assert dict(refusal.figures) == {"why": "too_many", "count": 10_000, "limit": 500}
    with database.read(now) as tx:
        assert tx.execute(meetings.select()).all() == []


def test_somebody_who_has_left_is_named_rather_than_asked(
    database: Database, now: datetime, cast: Cast
) -> None:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        change_person(tx, cast.ben, active=False)
        planned(tx, cast.sol, replace(plan(cast.ada, cast.ben), people=(cast.ada.id, cast.ben.id, 99_999)))
    (refusal,) = refused.value.refusals
    assert refusal.figures["names"] == ("Ben Birch", "number 99999")


@pytest.mark.parametrize(
    ("told", "rule", "why"),
    [
        ({"length": timedelta()}, Rule.MEETING_TIME, "no_length"),
        ({"length": timedelta(hours=-1)}, Rule.MEETING_TIME, "no_length"),
        ({"length": timedelta(hours=25)}, Rule.MEETING_TIME, "too_long"),
        ({"day": date(2026, 8, 11)}, Rule.MEETING_TIME, "past"),
        ({"day": date(2026, 8, 12), "starts": time(11, 59)}, Rule.MEETING_TIME, "past"),
        ({"day": date(9999, 12, 31)}, Rule.MEETING_TIME, "far"),
        ({"zone": "America"}, Rule.MEETING_TIME, "zone"),
        (
            {"zone": "America/New_York", "day": date(2026, 11, 1), "starts": time(1, 30)},
            Rule.MEETING_TIME,
            "unclear",
        ),
        ({"every": Every.WEEK}, Rule.MEETING_REPEAT, "endless"),
        ({"every": Every.WEEK, "count": 3, "until": date(2026, 9, 1)}, Rule.MEETING_REPEAT, "both"),
        ({"every": Every.WEEK, "count": 0}, Rule.MEETING_REPEAT, "none"),
        ({"every": Every.WEEK, "until": date(2026, 8, 17)}, Rule.MEETING_REPEAT, "backwards"),
        ({"every": Every.WEEK, "count": 201}, Rule.MEETING_REPEAT, "too_many"),
        ({"every": Every.WEEK, "count": 120}, Rule.MEETING_REPEAT, "too_long"),
        ({"every": Every.MONTH, "until": date(9999, 12, 31)}, Rule.MEETING_REPEAT, "too_long"),
        ({"every": Every.MONTH, "count": 3, "last": True}, Rule.MEETING_REPEAT, "not_last"),
        ({"title": "  "}, Rule.MEETING_TEXT, "empty"),
        ({"title": "Drill\nBEGIN:VEVENT"}, Rule.MEETING_TEXT, "control"),
        ({"title": "Drill\x07"}, Rule.MEETING_TEXT, "control"),
        ({"title": "Drill\u2028ATTENDEE:x"}, Rule.MEETING_TEXT, "control"),
        ({"agenda": "one\x00two"}, Rule.MEETING_TEXT, "control"),
        ({"agenda": "x" * 2_001}, Rule.MEETING_TEXT, "too_long"),
        ({"people": ()}, Rule.MEETING_ASKED, "nobody"),
        ({"quorum": 2}, Rule.MEETING_QUORUM, "too_many"),
        ({"quorum": -1}, Rule.MEETING_QUORUM, "negative"),
        ({"required_roles": (RequiredRole("principal", (1_000,)),)}, Rule.MEETING_QUORUM, "role"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_says_why(
    database: Database, now: datetime, cast: Cast, told: dict[str, Any], rule: Rule, why: str
) -> None:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        planned(tx, cast.sol, plan(cast.ada, **told))
    (refusal,) = refused.value.refusals
    assert (refusal.rule, refusal.figures["why"]) == (rule, why)


def test_everything_that_is_wrong_is_said_at_once(database: Database, now: datetime, cast: Cast) -> None:
    with pytest.raises(Refused) as refused, database.begin(now) as tx:
        planned(tx, cast.sol, plan(title="", length=timedelta(), quorum=3, requirement="archery"))
    assert {each.rule for each in refused.value.refusals} == {
        Rule.MEETING_TIME, Rule.MEETING_TEXT, Rule.MEETING_ASKED, Rule.MEETING_QUORUM, Rule.TRAINING_UNKNOWN,
    }  # fmt: skip


def test_people_find_their_meetings_and_those_of_whom_they_answer_for(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, weekly(cast.ada, school_id=cast.quartz.id))
        other = planned(tx, cast.cora, plan(cast.ben, groups=(Group(AskedBy.AGENCY, HERON),), title="Other"))
        hers = planned(tx, cast.cora, plan(cast.cora, title="District"))
        since = now + timedelta(days=8)
        assert list_meetings(tx, person_id=cast.ada.id, since=now) == [drill, other]
        assert list_meetings(tx, since=since) == [drill]

        def list_for(reader: Person, *, own: bool = False) -> set[int]:
            return {each.meeting.id for each in list_readable(tx, reader=reader, own=own)}

        assert list_for(cast.cora) == {drill.meeting.id, other.meeting.id, hers.meeting.id}
        assert list_for(cast.cora, own=True) == {other.meeting.id, hers.meeting.id}
        assert list_for(cast.sol) == list_for(cast.ada) == {drill.meeting.id, other.meeting.id}


def test_a_school_that_is_not_on_the_roster_is_refused_in_words(
    database: Database, now: datetime, cast: Cast
) -> None:
    unknown = plan(cast.ada, school_id=10_000)
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with database.begin(now) as tx:
        with pytest.raises(Refused) as of_plan:
            planned(tx, cast.sol, unknown)
        with pytest.raises(Refused) as of_edit:
            edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=unknown, policy=POLICY)
    for refused in (of_plan, of_edit):
        (refusal,) = refused.value.refusals
        assert (refusal.rule, refusal.figures) == (Rule.MEETING_GONE, {"what": "school"})
