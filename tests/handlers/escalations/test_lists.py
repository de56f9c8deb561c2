"""`/escalations`, typed, and App Home: what is listed, to whom, and what can be done without a button."""

from datetime import datetime

from scheduling.escalations.actions import acknowledge
from scheduling.store.engine import Database
from tests.factories.escalations import MINUTE, concern, found, timeline
from tests.handlers.escalations.desk import Escalated
from tests.handlers.office import Office, Visitor
from tests.people import Cast


def test_all_of_it_is_shown_with_its_whole_timeline(
    desk: Escalated, twelve: int, sol: Visitor, office: Office
) -> None:
    desk.at(30 * MINUTE)
    office.clock.advance(45 * MINUTE)
    sol.types(f"/escalations take {twelve}")
    shown = sol.types(f"/escalations {twelve}")
    assert shown.how == "ephemeral"
    for line in (
        "*Wed Aug 12*", "12:00 · Opened", "12:00 · Told the supervisors' channel",
        "12:30 · Told Sergeant Sol Sequoia", "12:45 · Sergeant Sol Sequoia has it",
    ):  # fmt: skip
        assert line in shown.words, shown.words
    assert shown.words.index("12:00 · Opened") < shown.words.index("12:45 ·")


def test_an_escalation_that_is_not_there_is_told_only_to_those_who_may_read_all(
    sol: Visitor, ada: Visitor
) -> None:
    assert "There is no escalation 99." in sol.types("/escalations 99").words
    assert "*Not yours to do.*" in ada.types("/escalations 99").words
    assert "There is no escalation 99." in sol.types("/escalations take 99").words


def test_what_is_open_is_listed_and_paged(desk: Escalated, cora: Visitor) -> None:
    desk.opens(*(concern(f"shift:{number}") for number in range(1, 12)))
    first = cora.types("/escalations")
    assert "*11 escalations concern you*" in first.words
    assert first.words.count(":warning:") == 8
    second = cora.presses("More")
    assert second.words.count(":warning:") == 3
    assert "Back" in second.buttons()
    assert "There is no such page." in cora.types("/escalations open page 9").words


def test_mine_all_and_history_are_lists_of_their_own(
    desk: Escalated, twelve: int, sol: Visitor, ada: Visitor, database: Database, now: datetime, cast: Cast
) -> None:
    [other] = desk.opens(concern("shift:413", agency="Kestrel County Sheriff", officer_id=cast.cleo.id))
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=twelve)
    assert f"#{twelve} ·" in sol.types("/escalations mine").words
    assert f"#{other} ·" not in sol.types("/escalations").words
    assert f"#{other} ·" in sol.types("/escalations all").words
    assert "None is over yet." in sol.types("/escalations history").words
    sol.types(f"/escalations resolve {twelve} Ben goes")
    assert f"#{twelve} ·" in sol.types("/escalations history").words
    nothing = ada.types("/escalations")
    assert "Nothing needs you now." in nothing.words
    assert nothing.buttons() == ["Mine"]
    assert "*Not yours to do.*" in ada.types("/escalations all").words
    assert "*Not yours to do.*" in ada.types("/escalations history").words


def test_another_agencys_supervisor_may_read_and_not_take(
    desk: Escalated, sol: Visitor, cast: Cast, database: Database, now: datetime
) -> None:
    [other] = desk.opens(concern("shift:413", agency="Kestrel County Sheriff", officer_id=cast.cleo.id))
    assert f"#{other} · opened" in sol.types(f"/escalations {other}").words
    assert "*Not yours to do.*" in sol.types(f"/escalations take {other}").words
    with database.read(now) as tx:
        assert timeline(tx, other) == ["opened", "told"]


def test_everything_can_be_typed_as_well(
    desk: Escalated, twelve: int, sol: Visitor, cora: Visitor, database: Database, now: datetime
) -> None:
    assert f"*You have #{twelve}.*" in sol.types(f"/escalations {twelve} i have it").words
    assert "it rests until Wed Aug 12, 12:20." in sol.types(f"/escalations snooze {twelve} 20m").words
    assert "That is past." in sol.types(f"/escalations snooze {twelve} yesterday").words
    assert "Cora Cypress has" in sol.types(f"/escalations hand over {twelve} to <@U0CORA|cora>").words
    assert "the next is told now" in cora.types(f"/escalations escalate {twelve}").words
    assert "is resolved" in cora.types(f"/escalations resolve {twelve} it is covered").words
    with database.read(now) as tx:
        assert found(tx, twelve).resolution == "it is covered"
        assert timeline(tx, twelve)[2:] == [
            "acknowledged", "snoozed", "handed_over", "escalated", "resolved",
        ]  # fmt: skip


def test_help_and_slips_of_the_finger_are_answered(sol: Visitor) -> None:
    assert "`/escalations snooze 12 1h`" in sol.types("/escalations help").words
    shown = sol.types("/escalations tkae 12")
    assert "Did you mean `/escalations take 12`?" in shown.words
    assert shown.buttons() == ["/escalations take 12"]
    assert "Which one?" in sol.types("/escalations resolve").words
    assert "is not something I know" in sol.types("/escalations xyzzy").words


def test_app_home_shows_a_supervisor_what_is_urgent_with_its_buttons(
    desk: Escalated, twelve: int, sol: Visitor, ada: Visitor
) -> None:
    home = sol.opens_home()
    assert "Escalations\n:warning: *Unfilled: shift #412*" in home.words
    shown = sol.presses("I have it")
    assert shown.how == "opened"
    assert f"*You have #{twelve}.*" in shown.words
    assert "*You have it*, since" in sol.opens_home().words
    assert "Escalations" not in ada.opens_home().words
