"""Meetings are read, changed and cancelled: all of them, one date, or what follows; through real Bolt and
both databases.
"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handlers.ids import meetings as ids
from handlers.ids.packing import pack
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, AskedBy, Group, Invitation, RequiredRole
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.meetings.queries import find_meeting
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.meetings import POLICY, days_of, phoenix_at, plan, planned, weekly
from tests.factories.roster import add_person, change_person
from tests.handlers.office import Office, Shown, Visitor
from tests.handlers.posting import held_by, post_shift
from tests.handlers.test_meeting_planning import accounts, field, looks, sends, wrong
from tests.people import HERON, TEAM, Cast

SECOND = phoenix_at(8, 25)


@pytest.fixture
def drill(database: Database, now: datetime, cast: Cast) -> Invitation:
    """One drill that Sol has planned, for Ada and Ben."""
    with database.begin(now) as tx:
        return planned(tx, cast.sol, plan(cast.ada, cast.ben, agenda="Doors"))


@pytest.fixture
def series(database: Database, now: datetime, cast: Cast) -> Invitation:
    """Four Tuesdays that Sol has planned, for Ada and Ben."""
    with database.begin(now) as tx:
        return planned(tx, cast.sol, weekly(cast.ada, cast.ben))


def stands(database: Database, now: datetime, number: int = 1) -> Invitation:
    """A meeting as it stands."""
    with database.read(now) as tx:
        found = find_meeting(tx, number)
    assert found is not None
    return found


def says(database: Database, now: datetime, who: Person, said: Answer, **told: Any) -> None:
    """Somebody answers."""
    with database.begin(now) as tx:
        answer(tx, person=who, meeting_id=1, said=said, **told)


def chooses(planner: Visitor, label: str, nth: int = 0) -> Shown:
    """One of several buttons of the same words."""
    assert planner.last is not None
    found = [each for each in planner.last.elements() if each.get("text", {}).get("text") == label]
    return planner.press(found[nth])


# ------------------------------------------------------------------ what is read


def test_who_is_asked_reads_when_and_where_and_their_own_answer_but_nobody_elses(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor
) -> None:
    says(database, now, cast.ben, Answer.YES)
    mine = ada.types("/meetings")
    assert "*Lockdown drill* (#1)\nTue Aug 18, 09:00–10:00 (1\N{NO-BREAK SPACE}h)\nGym" in mine.words
    assert "You: No answer yet" in mine.words
    whole = ada.presses("Open")
    assert "*1* yes · *0* maybe · *0* no · *1* not answered" in whole.words
    assert "Doors" in whole.words
    assert "Organised by Sergeant Sol Sequoia" in whole.words
    assert "Ben Birch" not in whole.words
    assert whole.buttons() == ["Yes", "No", "Maybe", "Calendar file", "Meetings"]


def test_an_answer_given_under_a_meeting_stands_there_next_time(
    drill: Invitation, ada: Visitor, sol: Visitor
) -> None:
    ada.types("/meetings 1")
    ada.presses("Yes")
    assert "You: *Yes*" in ada.types("/meetings #1").words
    assert "Yes: Ada Alder" in sol.types("/meetings 1").words


def test_its_organiser_reads_who_says_what_and_what_is_missing(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        wanted = plan(
            cast.ada, cast.ben, cast.cora, required_roles=(RequiredRole("principal", (cast.cora.id,)),),
            quorum=2, groups=(Group(AskedBy.AGENCY, HERON),), school_id=cast.quartz.id,
        )  # fmt: skip
        planned(tx, cast.sol, wanted)
    says(database, now, cast.ada, Answer.NO)
    whole = sol.types("/meetings 1")
    assert ":round_pushpin: Gym, Quartz Elementary" in whole.words
    assert ":warning: no principal; 1 more for the quorum of 2" in whole.words
    assert "No: Ada Alder" in whole.words
    assert "Must be there: principal (Cora Cypress)\nQuorum: 2" in whole.words
    assert f"Asks the officers of {HERON}." in whole.words
    assert [each for each in whole.buttons() if each in {"Edit", "Cancel …"}] == ["Edit", "Cancel …"]
    assert "*1* no" in sol.types("/meetings").words


def test_who_is_not_asked_is_told_that_there_is_no_such_meeting(
    drill: Invitation, cleo: Visitor, oz: Visitor
) -> None:
    for typed in ("/meetings 1", "/meetings 99"):
        told = cleo.types(typed).words
        assert "There is no meeting" in told
        assert "Lockdown" not in told
    assert "You are asked to no meetings." in cleo.types("/meetings").words
    assert "not on the Muster roster" in oz.types("/meetings").words


def test_who_answers_for_the_organiser_reads_and_changes_it_too(drill: Invitation, cora: Visitor) -> None:
    assert "Lockdown drill" in cora.types("/meetings").words
    assert "Lockdown drill" not in cora.types("/meetings mine").words
    assert "Edit" in cora.types("/meetings 1").buttons()


def test_a_long_list_has_pages(database: Database, now: datetime, cast: Cast, sol: Visitor) -> None:
    with database.begin(now) as tx:
        for number in range(8):
            day = date(2026, 8, 18) + timedelta(days=number)
            planned(tx, cast.sol, plan(cast.ada, title=f"Drill {number}", day=day))
    first = sol.types("/meetings")
    assert "Drill 5" in first.words
    assert "Drill 6" not in first.words
    second = sol.presses("More (2)")
    assert "Drill 7" in second.words
    assert "Drill 0" in sol.presses("Back").words
    assert "Drill 7" in sol.types("/meetings from 999").words


def test_a_series_is_one_line_with_its_next_date(
    office: Office, database: Database, now: datetime, cast: Cast, series: Invitation, ada: Visitor
) -> None:
    office.clock.advance(timedelta(days=7))
    told = ada.types("/meetings").words
    assert told.count("Lockdown drill") == 1
    assert "Tue Aug 25, 09:00" in told
    assert "every Tuesday, 4 times" in told
    assert "; 3 to come" in ada.types("/meetings 1").words


# ------------------------------------------------------------------ what is changed


def test_a_change_is_shown_first_and_then_sent(
    database: Database, now: datetime, cast: Cast, drill: Invitation, sol: Visitor
) -> None:
    says(database, now, cast.ada, Answer.YES)
    form = sol.types("/meetings edit 1")
    assert field(form, ids.TITLE)["initial_value"] == "Lockdown drill"
    assert field(form, ids.PEOPLE)["initial_users"] == accounts(cast.ada, cast.ben)
    looked = looks(sol, {ids.STARTS: "13:00", ids.PEOPLE: accounts(cast.ada, cast.cleo)})
    assert "Tue Aug 18, 13:00–14:00" in looked.words
    assert "Invited newly: Cleo Cedar." in looked.words
    assert "Taken off: Ben Birch." in looked.words
    assert "everybody is asked anew" in looked.words
    assert days_of(stands(database, now)) == ["08-18 09:00"]
    done = sends(sol)
    assert "*Changed.* *Lockdown drill* (#1)" in done.words
    after = stands(database, now)
    assert days_of(after) == ["08-18 13:00"]
    assert after.people == {cast.ada.id, cast.cleo.id}


def test_a_form_sent_as_it_was_opened_says_that_nothing_is_different(
    database: Database, now: datetime, cast: Cast, series: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings edit 1")
    sol.presses("All of it")
    assert "Nothing is different yet" in looks(sol, {}).words
    assert "Nothing is different yet" in looks(sol, {}).words
    sol.types("/meetings edit 1")
    chooses(sol, "Only this one", 1)
    assert "Nothing is different yet" in looks(sol, {}).words
    assert stands(database, now) == series


def test_somebody_else_was_faster_and_nothing_that_was_typed_is_lost(
    database: Database, now: datetime, cast: Cast, drill: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings edit 1")
    looks(sol, {ids.TITLE: "Fire drill"})
    with database.begin(now + timedelta(minutes=1)) as tx:
        faster = plan(cast.ada, cast.ben, place="Library")
        edit_meeting(tx, actor=cast.cora, meeting_id=1, plan=faster, policy=POLICY)
    again = looks(sol, {})
    assert "Cora Cypress" in again.words
    assert "It stands now as: Lockdown drill · Tue Aug 18, 09:00" in again.words
    assert "Library" in again.words
    assert field(again, ids.TITLE)["initial_value"] == "Fire drill"
    assert again.body["view"]["submit"]["text"] == "Look at it first"
    looks(sol, {})
    sends(sol)
    after = stands(database, now).meeting.plan
    assert (after.title, after.place) == ("Fire drill", "Gym")


def test_one_date_of_a_series_is_moved_alone(
    database: Database, now: datetime, cast: Cast, series: Invitation, sol: Visitor
) -> None:
    choice = sol.types("/meetings edit 1")
    assert "*Change which?* Lockdown drill (#1), every Tuesday, 4 times" in choice.words
    assert choice.buttons().count("Only this one") == 4
    assert choice.buttons().count("This and those after it") == 3
    form = chooses(sol, "Only this one", 1)
    assert field(form, ids.DAY)["initial_date"] == "2026-08-25"
    assert [block["block_id"] for block in form.blocks] == [
        ids.DAY, ids.STARTS, ids.LENGTH, ids.PLACE, ids.AGENDA,
    ]  # fmt: skip
    wednesday = datetime.fromisoformat("2026-08-26T14:00:00+00:00")
    held_by(database, now, post_shift(database, now, cast, wednesday), cast.ben)
    looked = looks(sol, {ids.DAY: "2026-08-26", ids.PLACE: "Library"})
    assert "Wed Aug 26, 09:00–10:00" in looked.words
    assert "Ben Birch: Quartz Elementary, Wed Aug 26, 07:00–15:00" in looked.words
    assert "everybody is asked anew" in looked.words
    assert "*Changed.*" in sends(sol).words
    assert days_of(stands(database, now)) == ["08-18 09:00", "08-26 09:00", "09-01 09:00", "09-08 09:00"]
    whole = sol.types("/meetings 1")
    assert ":pencil2: Tue Aug 25, 09:00: moved to Wed Aug 26, 09:00, at Library" in whole.words


def test_what_follows_becomes_a_meeting_of_its_own(
    database: Database, now: datetime, cast: Cast, series: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings edit 1")
    form = chooses(sol, "This and those after it", 2)
    assert form.body["view"]["title"]["text"] == "Change what follows"
    assert field(form, ids.DAY)["initial_date"] == "2026-09-01"
    assert field(form, ids.UNTIL)["initial_date"] == "2026-09-08"
    looked = looks(sol, {ids.STARTS: "15:00"})
    assert "the rest becomes a meeting of its own" in looked.words
    assert "Takes place every Tuesday until Sep 8, 2026: 2 times" in looked.words
    assert "*Changed.*" in sends(sol).words
    assert days_of(stands(database, now)) == ["08-18 09:00", "08-25 09:00"]
    assert days_of(stands(database, now, 2)) == ["09-01 15:00", "09-08 15:00"]


def test_all_of_a_series_that_has_begun_keeps_what_has_been(
    office: Office, database: Database, now: datetime, cast: Cast, series: Invitation, sol: Visitor
) -> None:
    office.clock.advance(timedelta(days=7))
    sol.types("/meetings edit 1")
    sol.presses("All of it")
    looked = looks(sol, {ids.STARTS: "15:00"})
    assert "the rest becomes a meeting of its own" in looked.words
    sends(sol)
    assert days_of(stands(database, now)) == ["08-18 09:00"]
    assert days_of(stands(database, now, 2)) == ["08-25 15:00", "09-01 15:00", "09-08 15:00"]


def test_a_long_series_is_offered_page_by_page(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        planned(tx, cast.sol, weekly(cast.ada, count=20))
    sol.types("/meetings edit 1")
    later = sol.presses("Later (14)")
    assert "Tue Sep 29, 09:00" in later.words
    assert "Tue Aug 18, 09:00" not in later.words
    assert "Tue Aug 18, 09:00" in sol.presses("Sooner").words


def test_people_who_left_are_left_out_and_the_form_says_so(
    database: Database, now: datetime, cast: Cast, drill: Invitation, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.ben, active=False)
    form = sol.types("/meetings edit 1")
    assert "No longer active, and so left out: Ben Birch." in form.words
    assert field(form, ids.PEOPLE)["initial_users"] == accounts(cast.ada)
    looks(sol, {ids.TITLE: "Fire drill"})
    sends(sol)
    assert stands(database, now).people == {cast.ada.id}


def test_more_people_than_a_field_holds_stay_asked(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        many = [
            add_person(
                tx, name=f"Officer {number:03}", email=f"officer{number:03}@example.org", agency=HERON,
                kind="SSO", slack_team_id=TEAM, slack_id=f"U{number:03}",
            )
            for number in range(250)
        ]  # fmt: skip
        before = planned(tx, cast.sol, plan(*many))
    form = sol.types("/meetings edit 1")
    assert len(field(form, ids.PEOPLE)["initial_users"]) == 100
    assert len(field(form, ids.BY_MAIL)["initial_value"]) <= 3_000
    looks(sol, {ids.TITLE: "Fire drill"})
    sends(sol)
    assert stands(database, now).people == before.people


def test_every_refusal_of_a_change_stands_under_its_field(series: Invitation, sol: Visitor) -> None:
    sol.types("/meetings edit 1")
    sol.presses("All of it")
    told = wrong(sol.fills({ids.DAY: "2026-08-01", ids.TITLE: " "}))
    assert set(told) == {ids.DAY, ids.TITLE}
    sol.types("/meetings edit 1")
    chooses(sol, "Only this one")
    assert "It begins in the past." in wrong(sol.fills({ids.DAY: "2026-08-01"}))[ids.DAY]


# ------------------------------------------------------------------ what is cancelled


def test_a_meeting_is_cancelled_with_the_reason_that_was_typed(
    database: Database, now: datetime, cast: Cast, drill: Invitation, ada: Visitor, sol: Visitor
) -> None:
    form = sol.types("/meetings cancel 1 power is out")
    assert field(form, "reason")["initial_value"] == "power is out"
    assert "2 people are told, with your reason." in form.words
    assert "reason" in wrong(sol.fills({"reason": "  "}))
    (done,) = sol.fills({"reason": "power is out"})
    assert ":no_entry: *Cancelled.* *Lockdown drill* (#1)\nTold *2* people" in done.words
    assert stands(database, now).meeting.cancel_reason == "power is out"
    assert ":no_entry: *Cancelled: power is out*" in ada.types("/meetings 1").words
    assert "is cancelled" in sol.types("/meetings edit 1").words
    assert "You are asked to no meetings." in ada.types("/meetings").words


def test_the_reason_goes_with_the_choice_of_a_date(
    database: Database, now: datetime, series: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings cancel 1 holiday")
    form = chooses(sol, "Only this one", 1)
    assert "Only this one: Tue Aug 25, 09:00" in form.words
    assert field(form, "reason")["initial_value"] == "holiday"
    (done,) = sol.fills({})
    assert "*Cancelled: Tue Aug 25, 09:00.*" in done.words
    assert days_of(stands(database, now))[1] == "08-25 09:00 x"
    assert ":no_entry: Tue Aug 25, 09:00: cancelled (holiday)" in sol.types("/meetings 1").words


def test_what_follows_is_cancelled_and_what_comes_before_stays(
    database: Database, now: datetime, series: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings cancel 1")
    form = chooses(sol, "This and those after it", 1)
    assert "From Tue Aug 25, 09:00–10:00" in form.words
    assert ": 3 times" in form.words
    (done,) = sol.fills({"reason": "no budget"})
    assert "*Cancelled: Tue Aug 25, 09:00 and what follows.*" in done.words
    assert days_of(stands(database, now)) == ["08-18 09:00"]


def test_who_cancels_what_was_changed_meanwhile_is_told_first(
    database: Database, now: datetime, cast: Cast, drill: Invitation, sol: Visitor
) -> None:
    sol.types("/meetings cancel 1 power is out")
    with database.begin(now + timedelta(minutes=1)) as tx:
        faster = plan(cast.ada, cast.ben, place="Library")
        edit_meeting(tx, actor=cast.cora, meeting_id=1, plan=faster, policy=POLICY)
    again = looks(sol, {})
    assert "Cora Cypress" in again.words
    assert field(again, "reason")["initial_value"] == "power is out"
    assert stands(database, now).meeting.cancelled_at is None
    (done,) = sol.fills({})
    assert "*Cancelled.*" in done.words


# ------------------------------------------------------------------ who may not


@pytest.mark.parametrize("typed", ["/meetings edit 1", "/meetings cancel 1"])
def test_an_officer_changes_nothing(drill: Invitation, ada: Visitor, typed: str) -> None:
    assert "*Not yours to do.*" in ada.types(typed).words


def test_a_form_in_other_hands_changes_nothing(
    database: Database, now: datetime, cast: Cast, drill: Invitation, sol: Visitor, ada: Visitor
) -> None:
    for typed in ("/meetings edit 1", "/meetings cancel 1 because"):
        ada.last = sol.types(typed)
        (told,) = ada.fills({})
        assert "*Not yours to do.*" in told.words
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.sol.id).values(role="officer"))
    sol.types("/meetings new")
    assert "*Not yours to do.*" in sol.types("/meetings edit 1").words
    assert stands(database, now) == drill


@pytest.mark.parametrize(
    "value",
    [
        ids.ChangeRef(1, "half"),
        ids.ChangeRef(1, ids.ONE, "tomorrow"),
        ids.ChangeRef(1, ids.FOLLOWING, "2026-08-25T16:00:00"),
    ],
)
def test_a_button_that_muster_never_made_opens_nothing(
    series: Invitation, sol: Visitor, value: ids.ChangeRef
) -> None:
    element = {"type": "button", "text": {"text": "Edit"}, "value": pack(value)}
    for action_id in (ids.EDIT_MEETING_FORM, ids.CANCEL_MEETING_FORM):
        told = sol.press({**element, "action_id": action_id})
        assert "from an older message" in told.body["text"]


def test_an_old_choice_says_that_the_date_is_gone(
    database: Database, now: datetime, cast: Cast, series: Invitation, sol: Visitor
) -> None:
    choice = sol.types("/meetings edit 1")
    with database.begin(now) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=1, plan=weekly(cast.ada, count=2), policy=POLICY)
    sol.last = choice
    assert "It does not take place then." in chooses(sol, "Only this one", 3).words
