"""App Home, by role."""

from datetime import datetime, timedelta

from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, holders, post_shift
from tests.people import Cast


def test_an_officer_sees_the_next_shift_the_week_and_what_is_open_near(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast), cast.ada)
    post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=1))
    home = ada.opens_home()
    assert home.how == "home"
    words = home.words
    assert (
        words.index("Next shift")
        < words.index("Thu Aug 13, 07:00–15:00")
        < words.index("My next 7 days: 8 h")
    )
    assert "Thu 13  ████░░░  8 h" in words
    assert "Fri 14  ░░░░░░░  –" in words
    assert words.index("Open shifts near") < words.index("Fri Aug 14, 07:00–15:00")
    assert home.buttons()[:3] == ["Open shifts", "My shifts", "Who is on"]
    assert "On now" not in words


def test_a_claim_from_home_opens_over_it_and_home_is_brought_up_to_date(
    database: Database, now: datetime, cast: Cast, ada: Visitor, office: Office
) -> None:
    shift = post_shift(database, now, cast)
    ada.opens_home()
    preview = ada.presses("Claim")
    assert preview.how == "opened"
    claimed = ada.presses("Claim it")
    assert claimed.how == "updated"
    assert "*It is yours.*" in claimed.words
    assert office.shown[-1].how == "home"
    assert "Thu Aug 13, 07:00–15:00" in office.shown[-1].words
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_late_release_from_home_asks_in_a_form_that_turns_into_the_answer(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast), cast.ada)
    ada.opens_home()
    assert "*Too late to give it back alone.*" in ada.presses("Release").words
    assert ada.presses("Ask Sergeant Sol Sequoia to release it").how == "pushed"
    shown = ada.submits("ill")
    assert [one.how for one in shown] == ["updated", "home"]
    assert "Asked Sergeant Sol Sequoia" in shown[0].words


def test_a_sergeant_sees_empty_posts_of_the_coming_day_and_who_is_on(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    running = post_shift(database, now, cast, now - timedelta(hours=1))
    held_by(database, now, running, cast.ada)
    empty = post_shift(database, now, cast)
    post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=1))
    words = sol.opens_home().words
    watch = words[words.index("Empty within 24 h") :]
    when = "Thu Aug 13, 07:00–15:00 (8\N{NO-BREAK SPACE}h)"
    assert f":warning: #{empty.id} *Quartz Elementary* · {when} · 1 place empty" in watch
    assert "Fri Aug 14" not in watch
    assert "*Quartz Elementary* · Ada Alder · until 19:00" in watch


def test_an_officer_who_is_blocked_reads_why_and_finds_nothing_to_press_that_would_refuse(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    blocked = {"standing": "blocked", "standing_reason": "In-service hours are missing."}
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(**blocked))
    why = (
        ":no_entry: *Blocked from schools.* In-service hours are missing. "
        "`/training` shows the way out. Ask Sergeant Sol Sequoia what to do."
    )
    for shown in (ada.opens_home(), ada.types("/shifts")):
        assert why in shown.words
        assert "Thu Aug 13, 07:00–15:00" in shown.words
        assert "Claim" not in shown.buttons()
    assert ada.types("/shifts").words.startswith(why)
    alone = ada.types(f"/shifts claim {shift.id}").words
    assert "Blocked from schools." in alone
    assert "of 60 h" not in alone


def test_a_coordinator_sees_how_the_feed_stands(cora: Visitor) -> None:
    words = cora.opens_home().words
    assert "Feed" in words
    assert "It has not delivered yet." in words
    assert "Next shift" not in words


def test_a_stranger_s_home_says_what_to_do_and_nothing_else(oz: Visitor) -> None:
    home = oz.opens_home()
    assert home.words.startswith("You are not on the Muster roster yet.")
    assert home.buttons() == []


def test_opening_another_tab_publishes_nothing(office: Office, ada: Visitor) -> None:
    assert office.send(ada.event({"type": "app_home_opened", "user": ada.slack_id, "tab": "messages"})) == []


def test_home_holds_what_an_officer_with_many_shifts_holds(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    for day in range(12):
        held_by(
            database, now, post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=day)), cast.ada
        )
    home = ada.opens_home()
    assert "and 7 more shifts: `/shifts mine`" in home.words
