"""Invitations are answered in Slack, and it is noted who came: through real Bolt and both databases."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from handlers.ids import meetings as ids
from handlers.ids.packing import pack
from handlers.message import Message
from handlers.notices import render
from scheduling.meetings.answers.answering import find_attendee
from scheduling.meetings.answers.attendance import find_minutes, list_who_came
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange, Plan
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.meetings.rules.times import occurrences_of
from scheduling.meetings.sweep import sweep_meetings
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from scheduling.training.queries import list_records
from tests.factories.countdowns import HOURS
from tests.factories.meetings import POLICY, TUESDAY, phoenix_at, plan, planned, weekly
from tests.factories.owing import owing, packs
from tests.handlers.limits import check_rendered
from tests.handlers.office import Office, Visitor, keep_calls, open_office
from tests.handlers.receiving import receives
from tests.people import Cast


@pytest.fixture
def drill(database: Database, now: datetime, cast: Cast) -> Invitation:
    """Sol asks Ada and Ben to a drill on Tuesday at nine."""
    return plans(database, now, cast, plan(cast.ada, cast.ben, agenda="Radio check", quorum=2))


@pytest.fixture
def team(database: Database, now: datetime, cast: Cast) -> Invitation:
    """Sol asks Ada to four Tuesdays in a row."""
    return plans(database, now, cast, weekly(cast.ada, title="Heron team"))


def plans(database: Database, now: datetime, cast: Cast, wanted: Plan) -> Invitation:
    """What Sol has planned."""
    with database.begin(now) as tx:
        return planned(tx, cast.sol, wanted)


def says(database: Database, now: datetime, of: Invitation, person: int) -> list[Answer]:
    """What somebody says of each time that it takes place; nothing where they are not asked."""
    with database.read(now) as tx:
        attendee = find_attendee(tx, of.meeting.id, person)
    return [] if attendee is None else [attendee.says(each.original_at) for each in occurrences_of(of)]


def test_who_is_asked_reads_what_when_and_where_and_answers_there(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, sol: Visitor
) -> None:
    words = receives(ada, "meeting_asked", database, now)
    assert words.startswith("*Lockdown drill*\n*Tue Aug 18, 09:00–10:00 (1\N{NO-BREAK SPACE}h)*\nGym\n")
    assert "Radio check" in words
    assert "Sergeant Sol Sequoia invites you" in words
    shown = ada.presses("Yes")
    assert shown.how == "replaced"
    assert "You said *yes*." in shown.words
    assert says(database, now, drill, cast.ada.id) == [Answer.YES]
    assert "*1* yes" in receives(sol, "meeting_tally", database, now)
    assert "1 more for the quorum of 2" in receives(sol, "meeting_tally", database, now)


def test_an_officer_who_changes_their_mind_presses_again(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    ada.presses("Yes")
    assert "You said *maybe*." in ada.presses("Maybe").words
    assert "You said *no*." in ada.presses("No").words
    assert says(database, now, drill, cast.ada.id) == [Answer.NO]


def test_an_officer_in_another_zone_reads_their_own_time_too(
    database: Database, now: datetime, cast: Cast, cleo: Visitor
) -> None:
    plans(database, now, cast, plan(cast.cleo))
    assert "· your time 10:00–11:00*" in receives(cleo, "meeting_asked", database, now)


def test_an_answer_under_the_invitation_is_to_all_of_a_series(
    database: Database, now: datetime, cast: Cast, team: Invitation, ada: Visitor
) -> None:
    assert "Every Tuesday, 4 times" in receives(ada, "meeting_asked", database, now)
    assert "You said *yes* to all of them." in ada.presses("Yes").words
    assert says(database, now, team, cast.ada.id) == [Answer.YES] * 4


def test_a_yes_under_an_old_message_is_no_yes_to_the_new_time(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    later = replace(drill.meeting.plan, starts=time(15))
    with database.begin(now + timedelta(minutes=1)) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=later, policy=POLICY)
    shown = ada.presses("Yes")
    assert "It was moved since that message, so nothing was noted." in shown.words
    assert "Tue Aug 18, 15:00–16:00" in shown.words
    assert says(database, now, drill, cast.ada.id) == [Answer.NONE]
    assert "You said *yes*." in ada.presses("Yes").words
    assert says(database, now, drill, cast.ada.id) == [Answer.YES]


def test_whoever_is_asked_reads_what_is_new_and_answers_again(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    later = replace(drill.meeting.plan, starts=time(15), place="Library")
    with database.begin(now + timedelta(minutes=1)) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=later, policy=POLICY)
    words = receives(ada, "meeting_changed", database, now)
    assert "New time and place. It was Tue Aug 18, 09:00–10:00. Please answer again." in words
    assert "Tue Aug 18, 15:00–16:00" in words
    assert "You said *no*." in ada.presses("No").words


def test_one_occurrence_that_moved_is_answered_by_itself(
    database: Database, now: datetime, cast: Cast, team: Invitation, ada: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    ada.presses("Yes")
    second = occurrences_of(team)[1].original_at
    moved = OccurrenceChange(TUESDAY + timedelta(days=8), time(11), timedelta(hours=1), "Gym", "")
    with database.begin(now + timedelta(minutes=1)) as tx:
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=team.meeting.id, occurrence=second, change=moved, policy=POLICY
        )
    assert "New time. It was Tue Aug 25, 09:00–10:00." in receives(ada, "meeting_changed", database, now)
    assert "You said *no*." in ada.presses("No").words
    assert says(database, now, team, cast.ada.id) == [Answer.YES, Answer.NO, Answer.YES, Answer.YES]


def test_a_button_of_a_cancelled_meeting_says_that_it_is_cancelled_and_why(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    with database.begin(now) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason="Smoke in the gym")
    shown = ada.presses("Yes")
    assert "Lockdown drill is cancelled." in shown.words
    assert "Smoke in the gym" in shown.words


def test_a_button_of_a_meeting_that_has_been_says_when_it_was(
    database: Database, now: datetime, drill: Invitation, ada: Visitor, office: Office
) -> None:
    receives(ada, "meeting_asked", database, now)
    office.clock.advance(timedelta(days=30))
    assert "Lockdown drill ended Tue Aug 18, 10:00." in ada.presses("Maybe").words


def test_whoever_is_not_asked_any_more_is_told_so(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    alone = replace(drill.meeting.plan, people=(cast.ben.id,), quorum=0)
    with database.begin(now) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=alone, policy=POLICY)
    assert "*You are not asked.*" in ada.presses("Yes").words
    assert says(database, now, drill, cast.ada.id) == []


def test_somebody_elses_button_answers_for_nobody(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, cleo: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    assert ada.last is not None
    assert "*There is no meeting 1.*" in cleo.press(ada.last.find("Yes")).words
    assert says(database, now, drill, cast.ada.id) == [Answer.NONE]


def test_an_answer_that_slack_delivers_twice_is_one(
    database: Database, now: datetime, drill: Invitation, ada: Visitor, office: Office
) -> None:
    receives(ada, "meeting_asked", database, now)
    assert ada.last is not None
    click = ada.click(ada.last.find("Yes"))
    assert [one.how for one in office.send(click)] == ["replaced"]
    assert office.send(click) == []


def test_what_falls_due_together_is_one_reminder_and_each_is_answered_in_it(
    database: Database, now: datetime, cast: Cast, drill: Invitation, team: Invitation, ada: Visitor,
    office: Office,
) -> None:  # fmt: skip
    three_days_before = phoenix_at(8, 15)
    office.clock.advance(three_days_before - now)
    with database.begin(three_days_before) as tx:
        sweep_meetings(tx, POLICY)
    words = receives(ada, "meeting_reminder", database, three_days_before)
    assert words.count("Will you come?") == 2
    assert ada.last is not None
    yes = [one for one in ada.last.elements() if one["text"]["text"] == "Yes"]
    shown = ada.press(yes[1])
    assert shown.words.count("Will you come?") == 1
    assert shown.words.count("You said *yes*.") == 1
    assert "Lockdown drill" in shown.words
    assert "Heron team" in shown.words
    assert says(database, now, drill, cast.ada.id) == [Answer.NONE]
    assert says(database, now, team, cast.ada.id) == [Answer.YES, Answer.NONE, Answer.NONE, Answer.NONE]


def test_the_calendar_file_comes_as_a_message_with_the_meeting_in_it(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, cleo: Visitor
) -> None:
    receives(ada, "meeting_asked", database, now)
    assert ada.last is not None
    button = ada.last.find("Calendar file")
    assert "comes as a message of its own" in ada.press(button).words
    assert "*There is no meeting 1.*" in cleo.press(button).words
    with database.read(now) as tx:
        (row,) = tx.execute(notices.select().where(notices.c.kind == "meeting_file")).all()
        told = render(tx, row.kind, row.refs, cast.ada, policy=POLICY)
    assert isinstance(told, Message)
    check_rendered(told)
    assert told.file is not None
    assert told.file.name == f"meeting-{drill.meeting.id}.ics"
    assert b"SUMMARY:Lockdown drill\r\n" in told.file.content
    assert b"ATTENDEE" not in told.file.content


def test_the_sergeant_notes_who_came_and_where_the_minutes_are(
    database: Database,
    now: datetime,
    cast: Cast,
    drill: Invitation,
    ada: Visitor,
    sol: Visitor,
    office: Office,
) -> None:
    receives(ada, "meeting_asked", database, now)
    ada.presses("Yes")
    over = phoenix_at(8, 18, 10)
    office.clock.advance(over - now)
    with database.begin(over) as tx:
        sweep_meetings(tx, POLICY)
    assert "1 person said yes. Who came?" in receives(sol, "meeting_attendance", database, over)
    form = sol.presses("Who came?")
    assert form.how == "opened"
    (boxes,) = [block["element"] for block in form.blocks if block.get("block_id") == f"{ids.CAME}_1"]
    assert [one["text"]["text"] for one in boxes["options"]] == ["Ada Alder", "Ben Birch"]
    assert [one["text"]["text"] for one in boxes["initial_options"]] == ["Ada Alder"]
    shown = sol.fills(
        {f"{ids.CAME}_1": [str(cast.ben.id)], ids.MINUTES: "https://files.example.org/drill.pdf"}
    )
    assert "*1 person* came to *Lockdown drill*" in shown[-1].words
    [at] = [each.original_at for each in occurrences_of(drill)]
    with database.read(over) as tx:
        assert list_who_came(tx, drill.meeting.id, at) == [cast.ben.id]
        assert find_minutes(tx, drill.meeting.id, at) == "https://files.example.org/drill.pdf"


def test_a_meeting_that_has_been_asks_its_organiser_who_came_and_shows_the_minutes_to_who_was_asked(
    now: datetime, cast: Cast, drill: Invitation, ada: Visitor, ben: Visitor, sol: Visitor, office: Office
) -> None:
    office.clock.advance(phoenix_at(8, 19, 10) - now)
    shown = sol.types("/meetings 1")
    assert "It was *Tue Aug 18, 09:00–10:00 (1\N{NO-BREAK SPACE}h)*" in shown.words
    assert sol.presses("Who came?").how == "opened"
    sol.fills({f"{ids.CAME}_1": [str(cast.ben.id)], ids.MINUTES: "https://files.example.org/a?b=1&c=2"})
    words = sol.types("/meetings 1").words
    assert "Came: Ben Birch" in words
    assert "<https://files.example.org/a?b=1&amp;c=2|Minutes>" in words
    read = ben.types("/meetings 1")
    assert "|Minutes>" in read.words
    assert "Came" not in read.words, "who came is the organiser's to know"
    assert "Who came?" not in [each.get("text", {}).get("text") for each in read.elements()]


def test_of_a_series_that_goes_on_its_organiser_notes_who_came_last_time(
    now: datetime, cast: Cast, team: Invitation, sol: Visitor, office: Office
) -> None:
    office.clock.advance(phoenix_at(8, 26, 10) - now)
    words = sol.types("/meetings 1").words
    assert "Next: *Tue Sep 1" in words
    assert "Last: *Tue Aug 25" in words
    assert "Aug 25" in sol.presses("Who came?").words


def test_an_officer_cannot_say_who_came(
    database: Database, now: datetime, drill: Invitation, ada: Visitor, sol: Visitor, office: Office
) -> None:
    over = phoenix_at(8, 18, 10)
    office.clock.advance(over - now)
    with database.begin(over) as tx:
        sweep_meetings(tx, POLICY)
    receives(sol, "meeting_attendance", database, over)
    assert sol.last is not None
    assert "supervisor" in ada.press(sol.last.find("Who came?")).words


def test_home_shows_what_is_to_come_and_takes_the_answer(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, sol: Visitor
) -> None:
    home = ada.opens_home()
    assert "Lockdown drill" in home.words
    assert "Will you come?" in home.words
    assert "Plan a meeting" not in home.buttons()
    shown = ada.presses("Yes")
    assert shown.how == "opened"
    assert "You said *yes*." in shown.words
    assert says(database, now, drill, cast.ada.id) == [Answer.YES]
    assert "Plan a meeting" in sol.opens_home().buttons()


def test_training_that_a_meeting_served_is_logged_for_those_who_came(
    database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = packs(HOURS)
    with database.begin(now) as tx:
        owing(tx, cast.ada, policy)
        wanted = plan(cast.ada, cast.cleo, requirement=HOURS.key)
        session = plan_meeting(tx, actor=cast.sol, plan=wanted, policy=policy).invitation
    over = phoenix_at(8, 18, 10)
    with database.begin(over) as tx:
        sweep_meetings(tx, policy)
    office = open_office(database, over, policy)
    keep_calls(office, monkeypatch)
    sol = Visitor(office, cast.sol.slack_id or "")
    assert "Training is logged for those who came." in receives(sol, "meeting_attendance", database, over)
    form = sol.presses("Who came?")
    assert [block["label"]["text"] for block in form.blocks if block["type"] == "input"] == [
        "Who came", "Topics that it covered", "Link to the minutes",
    ]  # fmt: skip
    came = [str(cast.ada.id), str(cast.cleo.id)]
    shown = sol.fills({f"{ids.CAME}_1": came, ids.COVERED_TOPICS: ["0"]})[-1]
    assert "*2 people* came to *Lockdown drill*" in shown.words
    assert "Training is logged for 1 officer." in shown.words
    assert "• Cleo Cedar: Not yours to do." in shown.words
    with database.read(over) as tx:
        (logged,) = list_records(tx, cast.ada.id)
    assert (logged.requirement, logged.topics) == (HOURS.key, HOURS.amount.topics[:1])
    assert session.meeting.plan.requirement == HOURS.key


@pytest.mark.parametrize("due", ["99999999999@2026-08-18T16:00:00+00:00", "1@2026-08-18T16:00:00", "1 2"])
def test_a_reminder_that_muster_never_wrote_answers_nothing(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, due: str
) -> None:
    forged = pack(ids.MeetingRef(drill.meeting.id, "", "", due))
    shown = ada.press({"type": "button", "action_id": ids.MEETING_YES, "value": forged})
    assert "from an older message" in shown.body["text"]
    assert says(database, now, drill, cast.ada.id) == [Answer.NONE]
