"""A supervisor plans a meeting: the form, what it would mean, and what is sent; through real Bolt and both
databases.
"""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.practice.strict.views import read_view
from handlers.ids import meetings as ids
from scheduling.meetings.facts import AskedBy, Group, Invitation, MeetingKind, RequiredRole
from scheduling.meetings.queries import list_meetings
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.countdowns import COURSE, HOURS
from tests.factories.owing import packs
from tests.factories.roster import add_person, add_school, change_person
from tests.handlers.office import Json, Office, Shown, Visitor, keep_calls, open_office
from tests.handlers.posting import held_by, post_shift
from tests.people import HERON, KESTREL, Cast

DRILL: Json = {
    ids.KIND: "drill", ids.TITLE: "Lockdown drill", ids.DAY: "2026-08-18", ids.STARTS: "09:00",
}  # fmt: skip


def wrong(shown: list[Shown]) -> dict[str, str]:
    """What stands under the fields of the form that was sent."""
    (errors,) = shown
    assert errors.how == "errors", errors
    told: dict[str, str] = errors.body["errors"]
    return told


def looks(planner: Visitor, fields: Json) -> Shown:
    """The form sent for the first time: answers the same form with its preview."""
    (looked,) = planner.fills(fields)
    assert looked.how == "updated", looked.body
    return looked


def sends(planner: Visitor) -> Shown:
    """*Send*, with nothing changed."""
    assert planner.last is not None
    assert planner.last.body["view"]["submit"]["text"] == "Send"
    (done,) = planner.fills({})
    return done


def stored(database: Database, now: datetime) -> list[Invitation]:
    """Every meeting."""
    with database.read(now) as tx:
        return list_meetings(tx, since=now)


def accounts(*people: Person) -> list[str]:
    """Their accounts in Slack."""
    return [person.slack_id or "" for person in people]


def field(form: Shown, block_id: str) -> Json:
    """One field of a form."""
    (found,) = (block["element"] for block in form.blocks if block.get("block_id") == block_id)
    element: Json = found
    return element


def test_a_sergeant_sees_what_it_would_mean_before_anything_is_sent(
    office: Office, database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    form = sol.types("/meetings new")
    assert form.body["view"]["submit"]["text"] == "Look at it first"
    looked = looks(
        sol,
        {
            **DRILL, ids.AGENDA: "Doors\nRadio", ids.PLACE: "Gym", ids.SCHOOL: "Quartz Elementary",
            ids.LENGTH: "1.5 h", ids.PEOPLE: accounts(cast.ada, cast.ben),
        },
    )  # fmt: skip
    assert "*Lockdown drill*\nTue Aug 18, 09:00–10:30 (1.5\N{NO-BREAK SPACE}h)" in looked.words
    assert "Asks *2* people: Ada Alder and Ben Birch" in looked.words
    assert "*Nothing is sent yet.*" in looked.words
    assert stored(database, now) == []
    assert office.woken == 0
    done = sends(sol)
    assert "*Planned.* *Lockdown drill* (#1)\nTold *2* people: Ada Alder and Ben Birch." in done.words
    (planned,) = stored(database, now)
    plan = planned.meeting.plan
    assert (plan.kind, plan.title, plan.agenda, plan.place) == (
        MeetingKind.DRILL, "Lockdown drill", "Doors\nRadio", "Gym",
    )  # fmt: skip
    assert (plan.day, plan.starts, plan.length) == (date(2026, 8, 18), time(9), timedelta(minutes=90))
    assert (plan.school_id, plan.zone) == (cast.quartz.id, "America/Phoenix")
    assert planned.meeting.organiser_id == cast.sol.id
    assert planned.people == {cast.ada.id, cast.ben.id}


def test_what_was_typed_stands_in_the_form_again_under_its_preview(cast: Cast, sol: Visitor) -> None:
    sol.types("/meetings new")
    looked = looks(
        sol,
        {
            **DRILL, ids.AGENDA: "Doors", ids.REPEATS: "week", ids.TIMES: "4",
            ids.BY_MAIL: "cleo@example.org", ids.PEOPLE: accounts(cast.ada),
            ids.GROUPS: [f"agency:{HERON}"], ids.ROLES[0]: "principal",
            ids.ROLE_PEOPLE[0]: accounts(cast.cora), ids.QUORUM: "2",
        },
    )  # fmt: skip
    assert field(looked, ids.TITLE)["initial_value"] == "Lockdown drill"
    assert field(looked, ids.AGENDA)["initial_value"] == "Doors"
    assert field(looked, ids.KIND)["initial_option"]["text"]["text"] == "Drill"
    assert field(looked, ids.DAY)["initial_date"] == "2026-08-18"
    assert field(looked, ids.STARTS)["initial_time"] == "09:00"
    assert field(looked, ids.REPEATS)["initial_option"]["value"] == "week"
    assert field(looked, ids.TIMES)["initial_value"] == "4"
    assert field(looked, ids.PEOPLE)["initial_users"] == accounts(cast.ada)
    assert field(looked, ids.BY_MAIL)["initial_value"] == "cleo@example.org"
    assert [one["value"] for one in field(looked, ids.GROUPS)["initial_options"]] == [f"agency:{HERON}"]
    assert field(looked, ids.ROLES[0])["initial_value"] == "principal"
    assert field(looked, ids.ROLE_PEOPLE[0])["initial_users"] == accounts(cast.cora)
    assert field(looked, ids.QUORUM)["initial_value"] == "2"


def test_the_forms_are_what_slack_takes_at_their_fullest(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        for number in range(500 - 2):
            add_school(tx, code=f"S{number:03}", name=f"{'Long ' * 20}{number:03}", zone="America/Denver")
    sol.types("/meetings new")
    looked = looks(
        sol,
        {
            **DRILL, ids.TITLE: "t" * 120, ids.AGENDA: "&" * 2_000, ids.PLACE: "p" * 300,
            ids.PEOPLE: accounts(cast.ada, cast.ben), ids.GROUPS: [f"agency:{HERON}", "school:QTZ"],
            ids.REPEATS: "week", ids.TIMES: "50",
        },
    )  # fmt: skip
    read_view(looked.body["view"], "modal")
    assert len(json.dumps(looked.body["view"])) < 250_000
    sends(sol)
    for typed in ("/meetings", "/meetings 1", "/meetings edit 1", "/meetings cancel 1 " + "r" * 400):
        sol.types(typed)
    read_view(sol.presses("All of it").body["view"], "modal")


def test_groups_roles_and_people_by_mail_are_all_asked_once(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    looked = looks(
        sol,
        {
            **DRILL, ids.GROUPS: [f"agency:{HERON}"], ids.PEOPLE: accounts(cast.ada),
            ids.BY_MAIL: "Cleo Cedar <CLEO@example.org>, ada@example.org",
            ids.ROLES[0]: "principal", ids.ROLE_PEOPLE[0]: accounts(cast.cora), ids.QUORUM: "3",
        },
    )  # fmt: skip
    assert "Asks *5* people" in looked.words
    sends(sol)
    (planned,) = stored(database, now)
    plan = planned.meeting.plan
    assert planned.people == {each.id for each in (cast.ada, cast.ben, cast.cleo, cast.cora, cast.sol)}
    assert plan.groups == (Group(AskedBy.AGENCY, HERON),)
    assert set(plan.people) == {cast.ada.id, cast.cleo.id, cast.cora.id}
    assert plan.required_roles == (RequiredRole("principal", (cast.cora.id,)),)
    assert plan.quorum == 3


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({ids.REPEATS: "week", ids.TIMES: "4"}, "every Tuesday, 4 times; the last on Tue Sep 8, 2026"),
        (
            {ids.REPEATS: "month", ids.UNTIL: "2026-12-18"},
            "the 3rd Tuesday of every month until Dec 18, 2026: 5 times",
        ),
        (
            {ids.REPEATS: "month_last", ids.DAY: "2026-08-25", ids.TIMES: "3"},
            "the last Tuesday of every month, 3 times; the last on Tue Oct 27, 2026",
        ),
        (
            {ids.REPEATS: "quarter", ids.TIMES: "2"},
            "the 3rd Tuesday of every third month, 2 times; the last on Tue Nov 17, 2026",
        ),
    ],
)
def test_a_series_is_told_in_words_with_its_last_day(
    database: Database, now: datetime, cast: Cast, sol: Visitor, fields: Json, told: str
) -> None:
    sol.types("/meetings new")
    looked = looks(sol, {**DRILL, ids.PEOPLE: accounts(cast.ada), **fields})
    assert f"Takes place {told}" in looked.words
    sends(sol)
    assert told.partition(";")[0].partition(":")[0] in sol.types("/meetings").words


def test_who_is_on_a_shift_then_is_shown_before_it_is_sent_and_after(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast), cast.ada)
    sol.types("/meetings new")
    looked = looks(sol, {**DRILL, ids.DAY: "2026-08-13", ids.PEOPLE: accounts(cast.ada, cast.ben)})
    clash = "*1 person is* on a shift at that time:\n• Ada Alder: Quartz Elementary, Thu Aug 13, 07:00–15:00"
    assert clash in looked.words
    assert clash in sends(sol).words


def test_who_has_only_slack_only_mail_or_neither_is_named(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.ada, email="")
        add_person(tx, name="Dot Dogwood", email="dot@example.org", agency=HERON, kind="SSO")
    sol.types("/meetings new")
    looked = looks(sol, {**DRILL, ids.GROUPS: [f"agency:{HERON}"], ids.BY_MAIL: "dot@example.org"})
    for shown in (looked, sends(sol)):
        assert "No mail address, in Slack only: Ada Alder." in shown.words
        assert "Not in Slack, by mail only: Dot Dogwood." in shown.words


def test_without_a_mail_server_the_preview_and_the_receipts_say_that_it_goes_by_slack_alone(
    database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin(now) as tx:
        add_person(tx, name="Dot Dogwood", email="dot@example.org", agency=HERON, kind="SSO")
    opened = open_office(database, now, sends_mail=False)
    keep_calls(opened, monkeypatch)
    sol = Visitor(opened, cast.sol.slack_id or "")
    sol.types("/meetings new")
    asked = {**DRILL, ids.PEOPLE: accounts(cast.ada), ids.BY_MAIL: "dot@example.org"}
    shown = [looks(sol, asked), sends(sol)]
    sol.types("/meetings cancel 1 Snow")
    shown += sol.fills({})
    assert len(shown) == 3
    for each in shown:
        assert "Mail is not set up: Slack only, and no mail for calendars." in each.words
        assert "Not in Slack, tell them yourself: Dot Dogwood." in each.words
        assert "by mail only" not in each.words


def test_everything_that_is_wrong_stands_under_its_field_at_once(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    told = wrong(
        sol.fills(
            {
                **DRILL, ids.TITLE: "   ", ids.DAY: "2026-08-11", ids.REPEATS: "week", ids.QUORUM: "9",
                ids.PEOPLE: [*accounts(cast.ada), "U0OZ"], ids.BY_MAIL: "nobody@example.org, the janitor",
                ids.ROLES[0]: "principal", ids.ROLE_PEOPLE[1]: accounts(cast.ben),
            }
        )
    )  # fmt: skip
    assert told == {
        ids.TITLE: "A title is needed. One line says what it is.",
        ids.DAY: "It begins in the past. Aug 11, 2026, 09:00 has been; choose a later time.",
        ids.QUORUM: "Too few are asked. 9 must come, of 1 who would be asked; ask more.",
        ids.PEOPLE: "The second of those chosen is not on the Muster roster. Take them out, or have a "
        "coordinator add them.",
        ids.BY_MAIL: "No e-mail address: “the janitor”. Not on the roster: nobody@example.org.",
        ids.ROLE_PEOPLE[0]: "Who can be the principal? Choose people.",
        ids.ROLES[1]: "What are they? Name the role.",
    }
    assert stored(database, now) == []


@pytest.mark.parametrize(
    ("fields", "where", "told"),
    [
        ({ids.PEOPLE: []}, ids.PEOPLE, "Nobody is asked."),
        ({ids.REPEATS: "week"}, ids.UNTIL, "A series needs an end."),
        ({ids.REPEATS: "week", ids.UNTIL: "2026-09-01", ids.TIMES: "3"}, ids.UNTIL, "Two ends."),
        ({ids.REPEATS: "week", ids.UNTIL: "2026-08-11"}, ids.UNTIL, "It ends too early."),
        ({ids.REPEATS: "month_last", ids.TIMES: "3"}, ids.REPEATS, "Not the last of its month."),
        ({ids.REPEATS: "quarter", ids.TIMES: "200"}, ids.TIMES, "The series is too long."),
        ({ids.DAY: "2026-08-12", ids.STARTS: "00:30"}, ids.STARTS, "It begins in the past."),
        ({ids.DAY: "2199-12-31"}, ids.DAY, "Too far ahead."),
        ({ids.BY_MAIL: "x" * 300 + "@example.org"}, ids.BY_MAIL, "Not on the roster"),
    ],
)
def test_a_refusal_stands_where_it_can_be_put_right(
    cast: Cast, sol: Visitor, fields: Json, where: str, told: str
) -> None:
    sol.types("/meetings new")
    errors = wrong(sol.fills({**DRILL, ids.PEOPLE: accounts(cast.ada), **fields}))
    assert list(errors) == [where]
    assert errors[where].startswith(told)
    assert len(errors[where]) <= 300


def test_a_night_on_which_the_clocks_change_is_no_time_for_a_meeting(
    office: Office, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    late = {ids.SCHOOL: "Basalt High", ids.DAY: "2026-11-01", ids.STARTS: "01:30"}
    told = wrong(sol.fills({**DRILL, **late, ids.PEOPLE: accounts(cast.ada)}))
    assert told[ids.DAY].startswith("The clocks change on Nov 1, 2026.")


def test_the_schools_clock_counts_and_the_planner_reads_their_own_beside_it(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    looked = looks(sol, {**DRILL, ids.SCHOOL: "Basalt High", ids.PEOPLE: accounts(cast.ada)})
    assert "Tue Aug 18, 09:00–10:00 (1\N{NO-BREAK SPACE}h) · your time 08:00–09:00" in looked.words
    sends(sol)
    (planned,) = stored(database, now)
    assert planned.meeting.plan.zone == "America/Denver"


def test_what_has_changed_since_the_preview_is_shown_before_it_is_sent(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    looks(sol, {**DRILL, ids.DAY: "2026-08-13", ids.PEOPLE: accounts(cast.ada)})
    held_by(database, now, post_shift(database, now, cast), cast.ada)
    again = looks(sol, {})
    assert "*1 person is* on a shift" in again.words
    assert stored(database, now) == []
    assert "*Planned.*" in sends(sol).words


def test_a_field_changed_under_the_preview_is_looked_at_again(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    looks(sol, {**DRILL, ids.PEOPLE: accounts(cast.ada)})
    again = looks(sol, {ids.TITLE: "Fire drill"})
    assert "*Fire drill*" in again.words
    assert stored(database, now) == []
    sends(sol)
    assert [each.meeting.plan.title for each in stored(database, now)] == ["Fire drill"]


def test_a_form_that_slack_delivers_twice_is_one_meeting(
    office: Office, database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/meetings new")
    looks(sol, {**DRILL, ids.PEOPLE: accounts(cast.ada)})
    request = sol.submission({})
    assert office.send(request)
    assert office.send(request) == []
    assert len(stored(database, now)) == 1
    with database.read(now) as tx:
        asked = tx.execute(notices.select().where(notices.c.kind == "meeting_asked")).all()
    assert len(asked) == 1


def test_an_officer_plans_no_meetings_and_no_forged_form_plans_one(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    assert "Only a supervisor or a coordinator may." in ada.types("/meetings new").words
    sol.types("/meetings new")
    looks(sol, {**DRILL, ids.PEOPLE: accounts(cast.ada)})
    ada.last = sol.last
    (told,) = ada.fills({})
    assert "*Not yours to do.*" in told.words
    assert stored(database, now) == []


def test_a_hostile_title_is_only_a_title(database: Database, now: datetime, cast: Cast, sol: Visitor) -> None:
    title = "<!channel> &amp; <https://evil.example|click> \u202e" + "x" * 60
    sol.types("/meetings new")
    looked = looks(sol, {**DRILL, ids.TITLE: title, ids.PEOPLE: accounts(cast.ada)})
    assert "&lt;!channel&gt;" in looked.words
    sends(sol)
    for shown in (sol.types("/meetings"), sol.types("/meetings 1"), sol.types("/meetings cancel 1")):
        assert "&lt;!channel&gt;" in shown.words
        assert "<!channel>" not in shown.words
        assert "<https://evil" not in shown.words
        assert "\u202e" not in shown.words, "and what stands behind it runs the right way"


def test_a_district_with_more_schools_than_a_menu_holds_types_one(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        for number in range(501):
            add_school(tx, code=f"S{number:03}", name=f"School {number:03}", zone="America/Denver")
    form = sol.types("/meetings new")
    assert ids.SCHOOL_TYPED in str(form.blocks)
    assert "503 schools are too many for this menu." in str(form.blocks)
    told = wrong(sol.fills({**DRILL, ids.SCHOOL_TYPED: "school", ids.PEOPLE: accounts(cast.ada)}))
    assert told[ids.SCHOOL_TYPED].startswith("Which one: ")
    told = wrong(sol.fills({**DRILL, ids.SCHOOL_TYPED: "nowhere", ids.PEOPLE: accounts(cast.ada)}))
    assert told[ids.SCHOOL_TYPED] == "No school is called that."
    looks(sol, {**DRILL, ids.SCHOOL_TYPED: "S007", ids.PEOPLE: accounts(cast.ada)})
    sends(sol)
    (planned,) = stored(database, now)
    assert planned.meeting.plan.zone == "America/Denver"


def test_two_hundred_schools_fit_the_menus(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    with database.begin(now) as tx:
        for number in range(200):
            add_school(tx, code=f"S{number:03}", name=f"School {number:03}", zone="America/Denver")
    form = sol.types("/meetings new")
    headings = [group["label"]["text"] for group in field(form, ids.SCHOOL)["option_groups"]]
    assert headings == ["Basalt High – School 097", "School 098 – School 197", "School 198 – School 199"]
    looked = looks(sol, {**DRILL, ids.SCHOOL: "School 199", ids.GROUPS: [f"agency:{KESTREL}", "school:S199"]})
    assert "Asks *1* person: Cleo Cedar" in looked.words


def test_attending_counts_only_for_training_that_the_policy_has(
    database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = replace(HOURS, key="off", on=False)
    opened = open_office(database, now, packs(COURSE, HOURS, off))
    keep_calls(opened, monkeypatch)
    sol = Visitor(opened, cast.sol.slack_id or "")
    form = sol.types("/meetings new")
    assert [one["value"] for one in field(form, ids.SERVES)["options"]] == [COURSE.key, HOURS.key]
    looks(sol, {**DRILL, ids.PEOPLE: accounts(cast.ada), ids.SERVES: HOURS.key})
    sends(sol)
    (planned,) = stored(database, now)
    assert planned.meeting.plan.requirement == HOURS.key
