"""Messages about escalations and their buttons, through real Bolt: who may press, and what they read."""

from datetime import UTC, datetime, timedelta

from handlers.ids.escalations import EscalationRef
from handlers.ids.packing import pack
from scheduling.escalations.facts import Ending, EscalationKind, EscalationState
from scheduling.escalations.settling import resolve_subject
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.escalations import HOUR, MINUTE, concern, found, timeline
from tests.handlers.escalations.desk import Escalated
from tests.handlers.office import Office, Shown, Visitor
from tests.people import Cast


def test_the_channel_reads_what_it_is_about_and_whose_turn_is_next(desk: Escalated, twelve: int) -> None:
    shown = desk.post(None)
    assert ":warning: *Unfilled: shift #412* · Ada Alder · Quartz Elementary" in shown.words
    assert "*Nobody has it.* Next: Sergeant Sol Sequoia, Wed Aug 12, 12:30 MST." in shown.words
    assert (
        f"#{twelve} · opened Wed Aug 12, 12:00 MST · `/escalations {twelve}` shows its history" in shown.words
    )
    assert shown.buttons() == ["I have it", "Resolve …", "Hand over …", "Escalate now"]


def test_whoever_is_told_directly_reads_why_it_is_their_turn(
    desk: Escalated, twelve: int, cast: Cast
) -> None:
    desk.at(30 * MINUTE)
    shown = desk.post(cast.sol, 30 * MINUTE)
    assert "You answer for Ada Alder." in shown.words
    assert "Next: Cora Cypress, Wed Aug 12, 13:30." in shown.words


def test_a_press_in_the_channel_is_answered_to_the_presser_alone(
    desk: Escalated, twelve: int, sol: Visitor
) -> None:
    sol.last = desk.post(None)
    shown = sol.presses("I have it", within="channel")
    assert shown.how == "beside"
    assert f"*You have #{twelve}.* Nobody else is woken." in shown.words
    assert "*You have it*, since Wed Aug 12, 12:00. Open again 20:00, unless it is settled." in shown.words
    assert "I have it" not in shown.buttons()
    assert "I have it" not in desk.post(None).buttons()
    assert "*Sergeant Sol Sequoia has it*, since Wed Aug 12, 12:00 MST." in desk.post(None).words


def test_a_press_in_ones_own_message_is_answered_by_that_message(
    desk: Escalated, twelve: int, sol: Visitor, cast: Cast, office: Office
) -> None:
    desk.at(30 * MINUTE)
    office.clock.advance(40 * MINUTE)
    sol.last = desk.post(cast.sol, 40 * MINUTE)
    shown = sol.presses("I have it")
    assert shown.how == "replaced"
    assert "*You have it*, since Wed Aug 12, 12:40." in shown.words
    assert shown.words == desk.post(cast.sol, 40 * MINUTE).words


def test_of_two_who_press_one_has_it_and_the_other_reads_who(
    desk: Escalated, twelve: int, sol: Visitor, cora: Visitor
) -> None:
    both = desk.post(None)
    sol.last = cora.last = both
    sol.presses("I have it", within="channel")
    shown = cora.presses("I have it", within="channel")
    assert shown.how == "beside"
    assert f"Sergeant Sol Sequoia has #{twelve}, since Wed Aug 12, 12:00." in shown.words


def test_in_ones_own_message_a_refusal_stands_above_what_it_tells(
    desk: Escalated, twelve: int, sol: Visitor, cora: Visitor, cast: Cast
) -> None:
    desk.at(30 * MINUTE)
    old = desk.post(cast.sol, 30 * MINUTE)
    cora.types(f"/escalations take {twelve}")
    sol.last = old
    shown = sol.presses("I have it")
    assert shown.how == "replaced"
    assert f":no_entry: *Cora Cypress has #{twelve}, since" in shown.words
    assert "Unfilled: shift #412" in shown.words


def test_an_officer_who_presses_a_supervisors_button_is_refused_politely(
    desk: Escalated, twelve: int, ben: Visitor, database: Database, now: datetime
) -> None:
    for label in ("I have it", "Resolve …", "Hand over …", "Escalate now"):
        ben.last = desk.post(None)
        shown = ben.presses(label, within="channel")
        assert "*Not yours to do.*" in shown.words, label
    with database.read(now) as tx:
        assert found(tx, twelve).state is EscalationState.OPEN


def test_a_button_on_a_month_old_message_answers_truthfully(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime, office: Office
) -> None:
    old = desk.post(None)
    with database.begin(now + HOUR) as tx:
        resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED)
    office.clock.advance(timedelta(days=30))
    for label in ("I have it", "Resolve …", "Hand over …", "Escalate now"):
        sol.last = old
        shown = sol.presses(label, within="channel")
        assert f"#{twelve} is over: filled, Wed Aug 12, 13:00." in shown.words, label
    over = desk.post(None, timedelta(days=30))
    assert "~*Unfilled: shift #412*" in over.words
    assert "*Filled*, Wed Aug 12, 13:00 MST, after 1 h." in over.words
    assert over.elements() == []


def test_it_is_resolved_with_a_reason_which_is_asked_for(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime
) -> None:
    sol.last = desk.post(None)
    form = sol.presses("Resolve …", within="channel")
    assert form.how == "opened"
    assert "How is it settled?" in str(form.body)
    [again] = sol.fills({"reason": "  "})
    assert again.body["errors"] == {"reason": "Write a few words: they are kept with the change."}
    [shown] = sol.fills({"reason": "the principal covers it"})
    assert f"*#{twelve} is resolved.*" in shown.words
    assert "*Resolved by Sergeant Sol Sequoia*, Wed Aug 12, 12:00: the principal covers it" in shown.words
    with database.read(now) as tx:
        assert found(tx, twelve).resolution == "the principal covers it"


def test_it_is_handed_over_to_somebody_who_may_have_it(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime, cast: Cast
) -> None:
    sol.last = desk.post(None)
    form = sol.presses("Hand over …", within="channel")
    [menu] = [block["element"] for block in form.blocks if block["type"] == "input"]
    assert [one["text"]["text"] for one in menu["options"]] == ["Cora Cypress"]
    [shown] = sol.fills({"escalation_to": str(cast.cora.id)})
    assert f"*Cora Cypress has #{twelve}* and is told." in shown.words
    with database.read(now) as tx:
        assert found(tx, twelve).owner_id == cast.cora.id


def test_where_nobody_else_may_have_it_that_is_said(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.cora.id).values(active=False))
    assert f"Nobody else may take #{twelve}" in sol.types(f"/escalations handover {twelve}").words
    sol.last = desk.post(None)
    assert f"Nobody else may take #{twelve}" in sol.presses("Hand over …", within="channel").words


def test_a_forged_choice_is_refused_under_its_field(
    desk: Escalated, twelve: int, sol: Visitor, cast: Cast
) -> None:
    sol.types(f"/escalations handover {twelve}")
    for choice, said in (
        (
            str(cast.ben.id),
            "Ben Birch may not take it. Choose a supervisor whom it concerns, or a coordinator.",
        ),
        ("x", "Choose somebody."),
        ("99999999999", "Choose somebody."),
    ):
        body = sol.submission({})
        body["view"]["state"]["values"]["escalation_to"] = {
            "escalation_to": {"type": "static_select", "selected_option": {"value": choice}}
        }
        [shown] = sol.office.send(body)
        assert shown.body["errors"] == {"escalation_to": said}


def test_it_rests_for_as_long_as_the_menu_says(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime
) -> None:
    for label, until in (
        ("20 min", now + 20 * MINUTE),
        ("1 h", now + HOUR),
        ("Tomorrow, 08:00", datetime(2026, 8, 13, 15, tzinfo=UTC)),
        ("Monday, 08:00", datetime(2026, 8, 17, 15, tzinfo=UTC)),
    ):
        shown = _snoozes(sol, desk, label)
        assert "*You have it*; it rests until" in shown.words
        with database.read(now) as tx:
            assert found(tx, twelve).next_at == until


def _snoozes(whose: Visitor, desk: Escalated, label: str) -> Shown:
    whose.last = desk.post(None)
    [menu] = [one for one in whose.last.elements() if one["type"] == "static_select"]
    [option] = [one for one in menu["options"] if one["text"]["text"] == label]
    action = {"type": "static_select", "action_id": menu["action_id"], "selected_option": option}
    return whose.press(action, within="channel")


def test_it_rests_until_a_day_and_time_that_are_chosen_and_not_until_one_that_is_past(
    desk: Escalated, twelve: int, sol: Visitor, database: Database, now: datetime
) -> None:
    _snoozes(sol, desk, "Until …")
    [again] = sol.fills({"escalation_day": "2026-08-12", "escalation_time": "11:00"})
    assert again.body["errors"] == {
        "escalation_day": "That is past. Wed Aug 12, 11:00 has been. Choose a time to come."
    }
    [shown] = sol.fills({"escalation_day": "2026-08-12", "escalation_time": "14:15"})
    assert "it rests until Wed Aug 12, 14:15." in shown.words
    with database.read(now) as tx:
        assert found(tx, twelve).next_at == datetime(2026, 8, 12, 21, 15, tzinfo=UTC)


def test_the_next_is_told_at_once_when_somebody_asks_for_it(
    desk: Escalated, twelve: int, cora: Visitor, database: Database, now: datetime, cast: Cast
) -> None:
    cora.last = desk.post(None)
    assert cora.last.find("Escalate now")["confirm"]["text"]["text"] == "Sergeant Sol Sequoia: told now."
    shown = cora.presses("Escalate now", within="channel")
    assert f"*#{twelve}: the next is told now.*" in shown.words
    desk.at(timedelta(0))
    assert "You answer for Ada Alder." in desk.post(cast.sol).words


def test_whoever_asks_for_the_next_reads_that_they_are_left_alone_at_this_hour(
    desk: Escalated, twelve: int, cora: Visitor, sol: Visitor
) -> None:
    sol.types("/sso quiet 11:00 15:00")
    cora.last = desk.post(None)
    shown = cora.presses("Escalate now", within="channel")
    assert f"*#{twelve}: its next step is taken.* Sergeant Sol Sequoia is not told until" in shown.words
    assert "quiet" in shown.words


def test_two_who_press_for_the_next_one_after_the_other_have_one_step_told(
    desk: Escalated, twelve: int, cora: Visitor, sol: Visitor, cast: Cast, database: Database, now: datetime
) -> None:
    cora.last = sol.last = desk.post(None)
    cora.presses("Escalate now", within="channel")
    desk.at(timedelta(0))
    late = sol.presses("Escalate now", within="channel")
    assert "the next step was already told, Wed Aug 12, 12:00." in late.words
    desk.at(timedelta(0))
    with database.read(now) as tx:
        assert timeline(tx, twelve) == ["opened", "told", "escalated", "told"]
    sol.last = desk.post(None)  # drawn anew, the button is for the step after that
    assert sol.last.find("Escalate now")["confirm"]["text"]["text"] == "Cora Cypress: told now."
    assert "the next is told now" in sol.presses("Escalate now", within="channel").words


def test_a_button_of_an_earlier_release_has_whichever_is_next_told(
    desk: Escalated, twelve: int, cora: Visitor
) -> None:
    cora.last = desk.post(None)
    cora.last.find("Escalate now")["value"] = pack(EscalationRef(twelve, 1))
    assert "the next is told now" in cora.presses("Escalate now", within="channel").words


def test_many_at_once_share_a_message_in_which_each_can_be_taken(
    desk: Escalated, sol: Visitor, cast: Cast, database: Database, now: datetime
) -> None:
    numbers = desk.opens(*(concern(f"shift:{number}", officer_id=cast.ada.id) for number in range(1, 16)))
    joined = desk.post(None)
    assert "*15 escalations need somebody*" in joined.words
    assert joined.buttons() == ["I have it", "Open"] * 15
    assert len(joined.words) + len(joined.body["text"]) < 4_000
    sol.last = joined
    sol.press(joined.elements()[6], within="channel")
    with database.read(now) as tx:
        states = [found(tx, number).state for number in numbers]
    assert states.count(EscalationState.ACKNOWLEDGED) == 1
    assert states[3] is EscalationState.ACKNOWLEDGED
    again = desk.post(None)
    assert "*14 escalations need somebody*" in again.words
    assert f"#{numbers[3]} · Sergeant Sol Sequoia has it" in again.words
