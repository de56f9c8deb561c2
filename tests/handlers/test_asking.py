"""Lists, filters, who is on, help, and slips of the finger."""

from datetime import datetime, timedelta

from scheduling.store.engine import Database
from tests.factories.roster import add_school
from tests.handlers.office import Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, post_shift
from tests.people import Cast


def test_the_list_is_paged_and_keeps_its_filters(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    for day in range(4):
        for _ in range(2):
            post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=day))
    first = ada.types("/shifts at quartz")
    assert "*8 open shifts · Quartz Elementary · next 14 days*" in first.words
    assert first.buttons().count("Claim") == 5
    second = ada.presses("More (3)")
    assert second.buttons().count("Claim") == 3
    assert "Quartz Elementary" in second.words
    assert "Sooner" in second.buttons()
    assert "More (3)" in ada.presses("Sooner").buttons()


def test_whoever_looked_at_a_shift_goes_back_to_the_page_and_the_filters_they_came_from(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    for day in range(6):
        post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=day))
    ada.types("/shifts at quartz")
    ada.presses("More (1)")
    ada.presses("Claim")
    back = ada.presses("Show other shifts")
    assert "*6 open shifts · Quartz Elementary · next 14 days*" in back.words
    assert back.buttons().count("Claim") == 1
    assert "Sooner" in back.buttons()


def test_whoever_took_the_last_shift_of_a_page_goes_back_to_the_page_before(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    for day in range(6):
        post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=day))
    ada.types("/shifts")
    for label in ("More (1)", "Claim", "Claim it"):
        ada.presses(label)
    back = ada.presses("Show other shifts")
    assert "*5 open shifts · next 14 days*" in back.words
    assert back.buttons().count("Claim") == 5


def test_the_list_of_one_day_shows_that_day(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    post_shift(database, now, cast)
    post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=1))
    listed = ada.types("/shifts fri")
    assert "*1 open shift · Fri Aug 14*" in listed.words
    assert "*No open shifts · Sat Aug 15 – Sun Aug 16*" in ada.types("/shifts weekend").words


def test_a_week_and_a_school_are_chosen_by_pressing(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    post_shift(database, now, cast)
    post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=7))
    ada.types("/shifts")
    assert "*1 open shift · Mon Aug 17 – Sun Aug 23*" in ada.presses("Next week").words
    assert ada.last is not None
    (menu,) = [one for one in ada.last.elements() if one["type"] == "static_select"]
    basalt = next(one for one in menu["options"] if one["text"]["text"] == "Basalt High")
    chosen = ada.press({"type": "static_select", "action_id": menu["action_id"], "selected_option": basalt})
    assert "*No open shifts · Basalt High · Mon Aug 17 – Sun Aug 23*" in chosen.words


def test_a_name_that_fits_two_schools_is_asked_back_with_buttons(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    with database.begin(now) as tx:
        add_school(tx, code="QTM", name="Quartz Middle")
    asked = ada.types("/shifts at quartz")
    assert asked.buttons() == ["Quartz Elementary", "Quartz Middle"]
    assert "Quartz Middle · next 14 days" in ada.presses("Quartz Middle").words
    ada.types("/shifts who quartz")
    assert "*Nobody is on now at Quartz Elementary.*" in ada.presses("Quartz Elementary").words


def test_a_school_is_found_by_code_by_a_near_miss_and_without_at(cast: Cast, ada: Visitor) -> None:
    for typed in ("at qtz", "at quarz", "quartz"):
        assert "Quartz Elementary · next 14 days" in ada.types(f"/shifts {typed}").words
    assert "No school is called “hogwash”" in ada.types("/shifts at hogwash").words


def test_a_slip_of_the_finger_gets_a_button_that_does_what_was_meant(ada: Visitor) -> None:
    answer = ada.types("/shifts mien")
    assert answer.words == "Did you mean `/shifts mine`?"
    assert "You hold no shifts" in ada.presses("/shifts mine").words


def test_words_that_mean_nothing_get_the_way_to_help_and_cannot_call_a_channel(ada: Visitor) -> None:
    answer = ada.types("/shifts <!channel> frobnicate")
    assert "is not something I know" in answer.words
    assert "<!channel>" not in answer.words


def test_anybody_on_the_roster_sees_who_is_on_and_who_is_missing(
    database: Database, now: datetime, cast: Cast, ben: Visitor
) -> None:
    running = post_shift(database, now, cast, now - timedelta(hours=1), places=2)
    held_by(database, now, running, cast.ada)
    post_shift(database, now, cast)
    who = ben.types("/shifts who")
    assert "*1 officer on now*" in who.words
    assert "*Quartz Elementary* · Ada Alder (:warning: 1 missing) · until 19:00" in who.words
    assert "*Quartz Elementary* · Thu Aug 13, 07:00 · :warning: nobody" in who.words


def test_help_shows_an_officer_what_officers_type_and_a_sergeant_more(ada: Visitor, sol: Visitor) -> None:
    assert "`/shifts claim 412 now`" in ada.types("/shifts help").words
    assert "@officer" not in ada.types("/shifts help").words
    assert "`/shifts assign 412 @officer short notice`" in sol.types("/shifts help").words


def test_sso_says_what_muster_does_for_each_role(ada: Visitor, sol: Visitor, cora: Visitor) -> None:
    assert "claim one" in ada.types("/sso").words
    assert "Put an officer on a shift" in sol.types("/sso").words
    assert "feed delivery" in cora.types("/sso help").words
    assert "claim one" not in cora.types("/sso").words


def test_sso_says_first_that_it_does_not_know_what_was_typed_and_never_what_that_was(ada: Visitor) -> None:
    assert ada.types("/sso zzz").words.startswith("That is not something I know.\n*Muster, for Ada Alder*")
    assert "not something I know" not in ada.types("/sso help").words


def test_what_the_feed_says_is_shown_as_text_and_nothing_else(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    post_shift(database, now, cast, post="<!channel> & <http://x|gate>", notes="<@U0BEN>")
    assert "&lt;!channel&gt; &amp; &lt;http://x|gate&gt;" in ada.types("/shifts").words
    assert "Notes: &lt;@U0BEN&gt;" in ada.presses("Claim").words
