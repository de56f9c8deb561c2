"""`/sso report` and what follows: the form, what is wrong with it, the record, and whom it is closed to."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.ids import reports as ids
from handlers.ids.packing import pack
from handlers.words.reports import DANGER
from scheduling.escalations.tables import escalations
from scheduling.reports.facts import Report
from scheduling.reports.tables import report_follow_ups, report_readings, reports
from scheduling.store.engine import Database
from tests.factories.reports import CANARY, reported
from tests.factories.roster import add_school, change_person
from tests.factories.shifts import add_shift, give
from tests.handlers.office import Json, Office, Shown, Visitor
from tests.people import Cast

FILLED: Json = {ids.KIND: "weapon", ids.SCHOOL: "1", ids.WHAT: f"A {CANARY} knife"}


@pytest.fixture
def report(database: Database, now: datetime, cast: Cast) -> Report:
    """Ada's report at Quartz Elementary."""
    with database.begin(now) as tx:
        return reported(tx, cast.ada, cast.quartz)


def written(database: Database, now: datetime) -> list[Any]:
    """Every report."""
    with database.read(now) as tx:
        return list(tx.execute(reports.select().order_by(reports.c.id)))


def shortcut(visitor: Visitor) -> Json:
    """The request that the global shortcut makes: it comes from no message."""
    return {
        "type": "shortcut", "callback_id": ids.REPORT_SHORTCUT, "action_ts": "1.0",
        "trigger_id": f"trigger-{visitor.office.number()}", "team": {"id": visitor.team},
        "user": {"id": visitor.slack_id, "team_id": visitor.team}, "api_app_id": "A0", "token": "t",
    }  # fmt: skip


def field(form: Shown, block_id: str) -> Json:
    """The input of a form with this id."""
    [block] = [block for block in form.blocks if block.get("block_id") == block_id]
    element: Json = block["element"]
    return element


@pytest.mark.parametrize("way", ["command", "shortcut"])
def test_the_form_begins_with_911_and_asks_for_no_names(office: Office, ada: Visitor, way: str) -> None:
    form = ada.types("/sso report") if way == "command" else office.send(shortcut(ada))[0]
    assert form.how == "opened"
    assert form.blocks[0]["text"]["text"] == DANGER == "If anyone is in danger now, call 911 first."
    hints = [block["hint"]["text"] for block in form.blocks if block.get("block_id") == ids.WHAT]
    assert hints == ["Do not type students' names."]
    assert field(form, ids.HAPPENED)["initial_value"] == "Now"


def test_words_typed_behind_the_command_stand_in_the_form(ada: Visitor) -> None:
    form = ada.types("/sso report two boys fight at the gate")
    assert field(form, ids.WHAT)["initial_value"] == "two boys fight at the gate"


def test_the_school_of_the_shift_that_goes_on_is_chosen_already(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor
) -> None:
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.basalt, now - timedelta(hours=1), hours=3), cast.ada)
        give(tx, add_shift(tx, cast.basalt, now + timedelta(hours=1), hours=3), cast.ben)
    assert field(ada.types("/sso report"), ids.SCHOOL)["initial_option"]["value"] == str(cast.basalt.id)
    assert "initial_option" not in field(ben.types("/sso report"), ids.SCHOOL)


def test_a_report_from_a_command_is_confirmed_beside_it_with_who_is_paged(
    database: Database, now: datetime, ada: Visitor
) -> None:
    ada.types("/sso report")
    [answer] = ada.fills(FILLED)
    assert answer.how in {"beside", "replaced"}
    assert "Report 1 is in." in answer.words
    assert "Being paged now: Sergeant Sol Sequoia and the supervisors' channel." in answer.words
    assert answer.buttons() == ["Add to it", "Read"]
    assert CANARY not in str(answer.body)
    [row] = written(database, now)
    assert (row.kind, row.what, row.happened, row.told) == ("weapon", f"A {CANARY} knife", "Now", "")


def test_a_report_from_the_shortcut_is_confirmed_in_the_form(office: Office, ada: Visitor) -> None:
    [ada.last] = office.send(shortcut(ada))
    shown = ada.fills(FILLED)
    assert shown[0].how == "updated"
    assert "Report 1 is in." in shown[0].words


def test_a_form_that_is_sent_twice_is_one_report(
    office: Office, database: Database, now: datetime, ada: Visitor
) -> None:
    ada.types("/sso report")
    request = ada.submission(FILLED)
    office.send(request)
    office.send(request)
    assert len(written(database, now)) == 1
    with database.read(now) as tx:
        assert len(tx.execute(escalations.select()).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "where", "said"),
    [
        ({ids.WHAT: "  "}, ids.WHAT, "What happened?"),
        ({ids.HAPPENED: " "}, ids.HAPPENED, "When was it?"),
        ({ids.SCHOOL: "99"}, ids.SCHOOL, "Which school?"),
        ({ids.KIND: ""}, ids.KIND, "What kind is it?"),
        ({ids.TOLD: "x" * 501}, ids.TOLD, "Too long."),
    ],
)
def test_what_is_wrong_stands_under_its_field_and_the_form_can_be_sent_again(
    office: Office, database: Database, now: datetime, ada: Visitor, wrong: Json, where: str, said: str
) -> None:
    ada.types("/sso report")
    request = ada.submission(FILLED)
    values = request["view"]["state"]["values"]
    for block_id, value in wrong.items():
        values[block_id] = {
            block_id: {"value": value, "selected_option": {"value": value}}
        }  # a client that checks nothing
    [answer] = office.send(request)
    assert answer.how == "errors"
    assert list(answer.body["errors"]) == [where]
    assert answer.body["errors"][where].startswith(said)
    assert written(database, now) == []
    request["view"]["state"]["values"] = ada.submission(FILLED)["view"]["state"]["values"]
    office.send(request)
    assert len(written(database, now)) == 1


def test_where_there_are_too_many_schools_for_a_menu_one_is_typed(
    database: Database, now: datetime, cast: Cast, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.blocks.reports.form.MOST_OFFERED", 1)
    with database.begin(now) as tx:
        add_school(tx, code="Q2", name="Quartz High")
    filled = {ids.KIND: "threat", ids.WHAT: "Words on a wall"}
    ada.types("/sso report")
    for typed, said in (
        ("nowhere", "No school is called that."),
        ("quartz", "Which one: Quartz Elementary or Quartz High?"),
        ("", "Which school? It cannot be left out."),
    ):
        [answer] = ada.fills({**filled, ids.SCHOOL_TYPED: typed})
        assert answer.body["errors"] == {ids.SCHOOL_TYPED: said}
    ada.fills({**filled, ids.SCHOOL_TYPED: "quartz high"})
    [row] = written(database, now)
    assert row.school_id not in {cast.quartz.id, cast.basalt.id}


@pytest.mark.parametrize("way", ["command", "button", "channel"])
def test_reading_opens_the_whole_record_and_only_there(
    database: Database, now: datetime, report: Report, sol: Visitor, way: str
) -> None:
    if way == "command":
        page = sol.types(f"/sso report {report.number}")
    else:
        sol.types("/sso reports")
        assert sol.last is not None
        assert CANARY not in str(sol.last.body)
        page = sol.presses("Read", within="own" if way == "button" else "channel")
    assert page.how == "opened"
    assert page.body["view"]["title"]["text"] == f"Report {report.number}"
    for words in (report.what, report.happened, report.told, "Threat", "Quartz Elementary", "Ada Alder"):
        assert words in page.words
    assert "Read by Sergeant Sol Sequoia (Wed Aug 12, 12:00)." in page.words
    assert "submit" not in page.body["view"]


def test_whoever_reads_in_another_zone_sees_the_schools_time_and_their_own(
    database: Database, now: datetime, cast: Cast, report: Report, cleo: Visitor
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.cleo, law_unit=True)
    assert "Wed Aug 12, 12:00 · your time 13:00" in cleo.types(f"/sso report {report.number}").words


@pytest.mark.parametrize("way", ["read", "add", "form", "command"])
def test_whoever_is_not_entitled_is_refused_politely_and_reads_no_word_of_it(
    office: Office, database: Database, now: datetime, report: Report, cora: Visitor, way: str
) -> None:
    if way == "command":
        answer = cora.types(f"/sso report {report.number}")
    elif way == "form":
        answer, *_ = office.send(_forged_form(cora, report.number))
    else:
        action = ids.REPORT_READ if way == "read" else ids.FOLLOW_UP_FORM
        value = pack(ids.ReportRef(report.number))
        answer = cora.press({"type": "button", "action_id": action, "value": value})
    assert f"Report {report.number} is not yours to read." in answer.words
    assert "34 CFR 99.8" in answer.words
    assert CANARY not in str(answer.body)
    with database.read(now) as tx:
        assert tx.execute(report_readings.select()).first() is None


def _forged_form(visitor: Visitor, number: int) -> Json:
    typed = {ids.WHAT: {ids.WHAT: {"type": "plain_text_input", "value": "Let me in"}}}
    view = {
        "type": "modal", "callback_id": ids.FOLLOW_UP, "id": "V0FORGED", "hash": "h", "blocks": [],
        "private_metadata": pack(ids.ReportForm(number, "", replaces=False)), "state": {"values": typed},
    }  # fmt: skip
    return {
        "type": "view_submission", "user": {"id": visitor.slack_id, "team_id": visitor.team},
        "team": {"id": visitor.team}, "trigger_id": "t", "view": view, "api_app_id": "A0", "token": "t",
    }  # fmt: skip


def test_whoever_settles_one_reads_in_the_form_who_will_read_what_they_write(
    report: Report, sol: Visitor
) -> None:
    form = sol.types("/escalations resolve 1")
    [hint] = [block["hint"]["text"] for block in form.blocks if "hint" in block]
    assert "supervisors' channel reads this: nothing of what the report says. Do not type" in hint
    for wordless in ("handover", "snooze"):
        form = sol.types(f"/escalations {wordless} 1")
        assert "plain_text_input" not in {element["type"] for element in form.elements()}


def test_what_is_added_stands_in_the_record_letter_for_letter(report: Report, sol: Visitor) -> None:
    hostile = "<!channel> *bold* <https://evil.example.org|click> & ```\n@here"
    sol.types(f"/sso report {report.number}")
    sol.presses("Add to it")
    assert sol.last is not None
    assert (sol.last.how, sol.last.blocks[0]["text"]["text"]) == ("pushed", DANGER)
    answer, *_ = sol.fills({ids.WHAT: hostile})
    assert "Added to report 1. 1 person told." in answer.words
    page = sol.types("/sso report 1")
    plain = [b["text"]["text"] for b in page.blocks if b.get("text", {}).get("type") == "plain_text"]
    assert hostile in plain
    rest = [b for b in page.blocks if b.get("text", {}).get("type") != "plain_text"]
    assert "<!channel>" not in str(rest)


@pytest.mark.parametrize("way", ["form", "page"])
def test_whoever_loses_the_right_with_it_open_is_refused_at_the_next_press(
    database: Database, now: datetime, cast: Cast, report: Report, sol: Visitor, way: str
) -> None:
    sol.types(f"/sso report {report.number}")
    if way == "form":
        sol.presses("Add to it")
    with database.begin(now) as tx:
        change_person(tx, cast.sol, role="officer")
    answer = sol.fills({ids.WHAT: "More"})[0] if way == "form" else sol.presses("Add to it")
    assert f"Report {report.number} is not yours to read." in answer.words
    assert CANARY not in str(answer.body)
    with database.read(now) as tx:
        assert tx.execute(report_follow_ups.select()).first() is None


def test_earlier_additions_take_the_place_of_the_newest(
    database: Database, now: datetime, report: Report, sol: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduling.reports.queries.FOLLOW_UPS_SHOWN", 1)
    for number in range(4):
        sol.types(f"/sso report {report.number}")
        sol.presses("Add to it")
        sol.fills({ids.WHAT: f"Addition {number}"})
    page = sol.types(f"/sso report {report.number}")
    for number in (2, 1, 0):
        page = sol.presses(f"Earlier ({number + 1})")
        assert page.how == "updated"  # Slack stacks three views at most
        assert f"Addition {number}" in page.words
    assert page.buttons() == ["Add to it"]


def test_the_list_names_numbers_schools_and_times_and_goes_on(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor
) -> None:
    with database.begin(now) as tx:
        for _ in range(11):
            reported(tx, cast.ada, cast.quartz)
    page = ada.types("/sso reports")
    assert "Report 11: *Quartz Elementary* · Wed Aug 12, 12:00" in page.words
    assert "Report 1:" not in page.words
    assert CANARY not in str(page.body)
    assert "Report 1:" in ada.presses("Older").words
    assert "There is no report that you may read." in ben.types("/sso reports").words


def test_a_long_report_is_shown_whole(ada: Visitor) -> None:
    longest = ("&<>" * 1_000)[:3_000]
    ada.types("/sso report")
    ada.fills({**FILLED, ids.WHAT: longest})
    page = ada.types("/sso report 1")
    assert longest in [block["text"]["text"] for block in page.blocks if "text" in block]
