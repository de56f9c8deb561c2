"""`/training` through real Bolt and both databases: who sees what, and where the buttons lead."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.commands.training_team import ON_ITS_WAY
from handlers.message import Message
from handlers.notices import render
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.policy.requirements import Exclusion, Who
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Role
from scheduling.store.engine import Database
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.requests.actions import ask_extension
from tests.factories.countdowns import COURSE, HOURS
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import change_person
from tests.handlers.office import Office, Visitor, keep_calls, open_office
from tests.handlers.posting import held_by, post_shift
from tests.people import Cast

AFTER_THE_DEADLINE = datetime.fromisoformat("2026-10-05T14:00:00+00:00")


@pytest.fixture
def policy() -> Policy:
    """The course and the yearly hours."""
    return packs(COURSE, HOURS)


@pytest.fixture
def office(
    database: Database, now: datetime, cast: Cast, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The app under these packs, with Ada and Ben on the clock."""
    with database.begin(now) as tx:
        owing(tx, cast.ada, policy)
        owing(tx, cast.ben, policy, eligible_on=date(2026, 7, 1))
    opened = open_office(database, now, policy)
    keep_calls(opened, monkeypatch)
    return opened


def _logs(database: Database, now: datetime, cast: Cast, policy: Policy, entry: Entry) -> None:
    with database.begin(now) as tx:
        log_training(tx, actor=cast.ada, officer=cast.ada, entry=entry, policy=policy)


def test_an_officer_reads_what_is_owed_most_urgent_first(ada: Visitor) -> None:
    words = ada.types("/training").words
    assert words.startswith("*Your training: 2 countdowns*")
    assert words.index("*SSO asynchronous training*") < words.index("*In-service training*")
    assert "□□□□□□□□ 0 of 8 sessions · *49 days left*, by Wed Sep 30" in words
    assert ada.types("/training me").words == words


def test_what_was_logged_is_seen_at_once(
    database: Database, now: datetime, cast: Cast, policy: Policy, ada: Visitor
) -> None:
    ticked = Entry(COURSE.key, date(2026, 8, 11), sessions=("Session 1", "Session 2", "Session 3"))
    _logs(database, now, cast, policy, ticked)
    assert "■■■□□□□□ 3 of 8 sessions · *49 days left*" in ada.types("/training").words


def test_the_buttons_open_the_forms_and_so_do_the_words(ada: Visitor) -> None:
    ada.types("/training")
    assert ada.presses("Log progress").how == "opened"
    ada.types("/training")
    assert ada.presses("Ask for an extension").how == "opened"
    assert "Log progress for which?" in ada.types("/training log").words
    assert "More time for which?" in ada.types("/training extend").words


def test_a_shift_after_the_deadline_is_named_as_at_stake(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast, AFTER_THE_DEADLINE), cast.ada)
    assert ":warning: At stake if a deadline is missed: #" in ada.types("/training").words


def test_who_is_left_out_reads_why_and_that_they_may_not(
    database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "The SSP annual training counts."
    excluded = (Exclusion(Who(employments=("district",)), why, permitted=False),)
    policy = packs(replace(COURSE, excluded=excluded))
    with database.begin(now) as tx:
        owing(tx, cast.ada, policy, employment="district")
    office = open_office(database, now, policy)
    keep_calls(office, monkeypatch)
    words = Visitor(office, "U0ADA").types("/training").words
    assert "You owe no training." in words
    assert f"*SSO asynchronous training*: not required, and not permitted. {why}" in words


def test_a_sergeant_reads_an_officer_s_with_the_buttons_of_a_supervisor(sol: Visitor) -> None:
    shown = sol.types("/training <@U0ADA|ada>")
    assert shown.words.startswith("*Ada Alder: 2 countdowns*")
    assert {"Log for them", "Extend"} <= set(shown.buttons())
    assert "Log progress" not in shown.buttons()
    assert sol.presses("Extend").how == "opened"


@pytest.mark.parametrize("words", ["/training <@U0ADA>", "/training officer 1", "/training officer 99999"])
def test_nobody_else_reads_an_officer_s(words: str, cast: Cast, ben: Visitor, cleo: Visitor) -> None:
    typed = words.replace("officer 1", f"officer {cast.ada.id}")
    for colleague in (ben, cleo):
        shown = colleague.types(typed)
        assert "sessions" not in shown.words
        assert ":no_entry:" in shown.words


def test_one_s_own_name_leads_to_one_s_own(ada: Visitor) -> None:
    assert ada.types("/training <@U0ADA>").words.startswith("*Your training: 2 countdowns*")


def test_a_sergeant_s_team_is_listed_by_urgency_and_opens_each_officer(cast: Cast, sol: Visitor) -> None:
    shown = sol.types("/training team")
    assert shown.words.startswith("*Training of your officers: 1 due within 30 days, 3 later*")
    assert shown.words.index("Ben Birch") < shown.words.index("Ada Alder")
    assert "Cleo" not in shown.words
    opened = sol.presses("Open")
    assert opened.words.startswith("*Ben Birch: 2 countdowns*")
    assert sol.presses("My team").words == shown.words


def test_a_coordinator_reads_everybody_s_and_searches_by_a_part_of_a_word(cora: Visitor) -> None:
    assert "Ben Birch" in cora.types("/training team").words
    found = cora.types("/training team ada sso").words
    assert "1 countdown of “ada sso”" in found
    assert "*Ada Alder* · *SSO asynchronous training*" in found
    assert "Nothing here." in cora.types("/training team kestrel").words


@pytest.mark.parametrize("words", ["/training team", "/training team verify", "/training team csv"])
def test_an_officer_has_no_team(words: str, ada: Visitor) -> None:
    assert ":no_entry: *Not yours to do.* Only a supervisor or a coordinator may." in ada.types(words).words


def test_a_table_follows_as_a_file_with_a_row_a_countdown(
    database: Database, now: datetime, policy: Policy, office: Office, sol: Visitor
) -> None:
    shown = sol.types("/training team sso csv")
    assert shown.words == ON_ITS_WAY
    assert office.woken
    told = _table_sent(database, now, policy)
    assert isinstance(told, Message)
    assert told.file is not None
    headings, *rows = told.file.content.decode("utf-8-sig").splitlines()
    assert headings.startswith("officer,badge,agency,requirement,")
    assert [row.partition(",")[0] for row in rows] == ["Ben Birch", "Ada Alder"]
    assert told.text == "2 countdowns of “sso” as a table for a spreadsheet"
    assert sol.presses("Back").words.startswith("*Training of your officers:")


@pytest.mark.parametrize("change", [{"role": Role.OFFICER}, {"active": False}])
def test_a_table_is_not_sent_to_a_sergeant_who_has_no_team_any_more(
    database: Database, now: datetime, cast: Cast, policy: Policy, sol: Visitor, change: dict[str, Any]
) -> None:
    sol.types("/training team csv")
    with database.begin(now) as tx:
        change_person(tx, cast.sol, **change)
    assert isinstance(_table_sent(database, now, policy), Obsolete)


def _table_sent(database: Database, now: datetime, policy: Policy) -> Message | Obsolete:
    """The table that waits in the outbox, as it would be sent now."""
    with database.read(now) as tx:
        kept = tx.execute(select(notices.c.refs).where(notices.c.kind == "training_table")).scalar_one()
        return render(tx, "training_table", kept, None, policy=policy)


def test_what_waits_for_the_sergeant_is_listed_with_its_buttons_and_decided_there(
    database: Database, now: datetime, cast: Cast, policy: Policy, sol: Visitor
) -> None:
    done = Entry(HOURS.key, date(2026, 8, 11), topics=("Active shooter",), minutes=240, certificate="A-17")
    _logs(database, now, cast, policy, done)
    with database.begin(now) as tx:
        course = owed_by(tx, cast.ada)
        until = course.due_on + timedelta(days=10)
        ask_extension(tx, actor=cast.ada, obligation_id=course.id, until=until, reason="Course was cancelled")
    shown = sol.types("/training team verify")
    assert "2 countdowns for your word" in shown.words
    assert "4 h, Active shooter · certificate A-17" in shown.words
    assert "Asks for an extension until Sat Oct 10: Course was cancelled" in shown.words
    sol.presses("Verify")
    verified = sol.types("/training <@U0ADA>").words.replace("\N{NO-BREAK SPACE}", " ")
    assert "4 of 40 h, 1 of 3 topics" in verified
    sol.types("/training team verify")
    assert sol.presses("Grant …").how == "opened"


def test_a_coordinator_who_works_no_shifts_is_led_to_the_team(cora: Visitor) -> None:
    shown = cora.types("/training")
    assert "You work no shifts yourself" in shown.words
    assert cora.presses("My team").words.startswith("*Training of your officers")


def test_home_shows_the_officer_what_is_next_and_the_sergeant_what_is_late(
    office: Office, ada: Visitor, sol: Visitor
) -> None:
    assert "My training\n*SSO asynchronous training*" in ada.opens_home().words
    assert "Training of your officers\nNothing falls due within 7 days." in sol.opens_home().words
    office.clock.advance(timedelta(days=16))
    assert "1 due within 7 days" in sol.opens_home().words
    assert sol.presses("Open").how == "opened"


def test_a_claim_past_a_deadline_that_blocks_is_warned_of_and_not_refused(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    early = post_shift(database, now, cast)
    late = post_shift(database, now, cast, now + timedelta(days=55))
    assert "is due" not in ada.types(f"/shifts claim {early.id}").words
    shown = ada.types(f"/shifts claim {late.id}")
    assert (
        ":warning: *SSO asynchronous training* is due Wed Sep 30, before this shift ends. "
        "If it is missed, you may not work it: `/training`" in shown.words
    )
    assert "Claim it" in shown.buttons()


def test_help_lists_what_can_be_typed_and_a_slip_leads_to_the_nearest_word(
    ada: Visitor, sol: Visitor
) -> None:
    assert "`/training log`" in ada.types("/training help").words
    assert "team" not in ada.types("/training help").words
    assert "`/training team overdue`" in sol.types("/training help").words
    sol.types("/training taem")
    assert sol.presses("/training team").words.startswith("*Training of your officers")
    assert "Slack did not say who that is." in sol.types("/training @ada").words
