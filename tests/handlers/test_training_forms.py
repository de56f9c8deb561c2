"""Progress is logged, more time asked for, and supervisors decide: through real Bolt and both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handlers.ids import training as ids
from scheduling.policy.requirements import Approver, Evidence, OnClock
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from scheduling.training.facts import ObligationState, RecordState
from scheduling.training.queries import list_records
from scheduling.training.upkeep.sweep import sweep_training
from tests.factories.countdowns import COURSE, HOURS
from tests.factories.owing import owed_by, owing, packs
from tests.handlers.office import Office, Shown, Visitor, keep_calls, open_office
from tests.handlers.posting import held_by, post_shift
from tests.handlers.receiving import receives
from tests.people import Cast

RULE = "Never while working at a school."
STRICT = replace(COURSE, on_clock=OnClock.REFUSE, on_clock_rule=RULE, exempted_by=Approver.SUPERVISOR)
LONG = replace(HOURS, excused_share=0.1)
PDF = {"id": "F1", "name": "range.pdf", "permalink": "https://practice.example/files/F1/range.pdf"}


@pytest.fixture
def policy() -> Policy:
    """A course that may not be done on the clock, and yearly hours that a supervisor verifies."""
    return packs(STRICT, LONG)


@pytest.fixture
def office(
    database: Database, now: datetime, cast: Cast, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The app under these packs, with Ada on the clock."""
    with database.begin(now) as tx:
        owing(tx, cast.ada, policy)
    opened = open_office(database, now, policy)
    keep_calls(opened, monkeypatch)
    return opened


def logs(officer: Visitor, title: str) -> Shown:
    """The form for this training, from the choice of all that is owed."""
    choice = officer.types("/training log")
    assert "Log progress for which?" in choice.words
    number = next(n for n, block in enumerate(choice.blocks) if title in str(block))
    return officer.press(choice.blocks[number]["accessory"])


def labels(form: Shown) -> list[str]:
    """The fields of a form, in their order."""
    return [block["label"]["text"] for block in form.blocks if block["type"] == "input"]


def wrong(shown: Sequence[Shown]) -> dict[str, str]:
    """What stands under the fields of the form that was sent."""
    (errors,) = shown
    assert errors.how == "errors", errors
    told: dict[str, str] = errors.body["errors"]
    return told


def test_a_form_asks_only_for_what_its_training_counts(ada: Visitor) -> None:
    course = logs(ada, "asynchronous")
    assert labels(course) == [
        "This is", "Sessions", "Day", "From", "To", "Given by", "Certificate: number or link",
        "Certificate: file",
    ]  # fmt: skip
    assert RULE in course.words
    hours = logs(ada, "In-service")
    assert labels(hours) == [
        "This is", "Topics", "Day", "Hours attended", "Hours missed, with an excuse", "Given by",
        "Certificate: number or link", "Certificate: file",
    ]  # fmt: skip
    assert "It counts once your supervisor has verified it." in hours.words


def test_a_session_that_is_ticked_counts_at_once_and_is_not_offered_again(ada: Visitor) -> None:
    logs(ada, "asynchronous")
    (done,) = ada.fills({ids.SESSIONS: ["Session 1", "Session 3"]})
    assert "*Logged.*" in done.words
    assert "2 of 8 sessions · *49 days left*, by Wed Sep 30" in done.words
    again = ada.presses("Log more")
    (left,) = (block["element"]["options"] for block in again.blocks if block.get("block_id") == ids.SESSIONS)
    assert [option["text"]["text"] for option in left] == [f"Session {n}" for n in (2, 4, 5, 6, 7, 8)]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("2", 120), ("2.5", 150), ("2:30", 150), ("2h 30m", 150), ("90 min", 90)]
)
def test_hours_are_understood_as_people_write_them(
    database: Database, now: datetime, cast: Cast, ada: Visitor, typed: str, minutes: int
) -> None:
    logs(ada, "In-service")
    ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: typed})
    with database.read(now) as tx:
        (record,) = list_records(tx, cast.ada.id)
    assert (record.minutes, record.topics) == (minutes, ("Active shooter",))


def test_everything_that_is_wrong_stands_under_its_field_and_nothing_is_stored(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    logs(ada, "In-service")
    assert (
        "no amount of time"
        in wrong(ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "a lot"}))[ids.HOURS]
    )
    told = wrong(
        ada.fills(
            {ids.TOPICS: ["Active shooter"], ids.HOURS: "25", ids.DONE_ON: "2026-08-13", ids.MISSED: "9"}
        )
    )
    assert told == {
        ids.DONE_ON: "Not done yet. Aug 13, 2026 lies ahead. Log it as planned, or choose another day.",
        ids.HOURS: "Too much for a day. 25 h on Aug 13, 2026; 24 h is the limit.",
        ids.MISSED: "Too much missed. 9 h; 3.4 h is the limit (10% of the course), and it has to be made up.",
    }
    with database.read(now) as tx:
        assert list_records(tx, cast.ada.id) == []
    (done,) = ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "8"})
    assert "Logged. It counts once verified." in done.words


def test_a_day_at_either_end_of_the_calendar_is_a_slip_and_no_trouble(
    ada: Visitor, sol: Visitor, cast: Cast
) -> None:
    logs(ada, "asynchronous")
    late = {ids.SESSIONS: ["Session 1"], ids.STARTS: "22:00", ids.ENDS: "00:00"}
    assert "lies ahead" in wrong(ada.fills({**late, ids.DONE_ON: "9999-12-31"}))[ids.DONE_ON]
    sol.types(f"/training <@{cast.ada.slack_id}|ada>")
    sol.presses("Exempt")
    over = wrong(sol.fills({ids.UNTIL: "0001-01-01", "reason": "on leave"}))
    assert "That day is past." in over[ids.UNTIL]
    (exempt,) = sol.fills({ids.UNTIL: "9999-12-31", "reason": "on leave"})
    assert "*Exempt until" in exempt.words


def test_training_during_a_shift_is_refused_with_the_rule_and_asks_for_the_times(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast, now - timedelta(hours=5)), cast.ada)
    logs(ada, "asynchronous")
    told = wrong(ada.fills({ids.SESSIONS: ["Session 1"]}))
    assert told[ids.STARTS].startswith("When exactly? There is a shift that day: Quartz Elementary")
    told = wrong(ada.fills({ids.SESSIONS: ["Session 1"], ids.STARTS: "07:30", ids.ENDS: "08:30"}))
    assert told[ids.STARTS].startswith("Not on the clock. It overlaps Quartz Elementary")
    assert told[ids.STARTS].endswith(RULE)
    (done,) = ada.fills({ids.SESSIONS: ["Session 1"], ids.STARTS: "05:00", ids.ENDS: "06:00"})
    assert "1 of 8 sessions" in done.words


def test_a_planned_slot_counts_once_the_officer_says_that_it_is_done(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    logs(ada, "asynchronous")
    (planned,) = ada.fills(
        {
            ids.WHEN: ids.PLANNED, ids.SESSIONS: ["Session 1"], ids.DONE_ON: "2026-08-13",
            ids.STARTS: "17:00", ids.ENDS: "18:00",
        }
    )  # fmt: skip
    assert "Planned: Thu Aug 13, 17:00–18:00 (Session 1)" in planned.words
    assert "0 of 8 sessions" in planned.words
    office.clock.advance(timedelta(hours=30))
    ada.types("/training")
    assert "1 of 8 sessions" in ada.presses("It is done").words


def plans(officer: Visitor, session: str) -> Shown:
    """A session of the course, planned for tomorrow afternoon."""
    logs(officer, "asynchronous")
    slot = {ids.DONE_ON: "2026-08-13", ids.STARTS: "17:00", ids.ENDS: "18:00"}
    (planned,) = officer.fills({**slot, ids.WHEN: ids.PLANNED, ids.SESSIONS: [session]})
    return planned


def test_a_plan_can_be_called_off_before_its_day_and_after_it(office: Office, ada: Visitor) -> None:
    plans(ada, "Session 1")
    ada.types("/training")
    off = ada.presses("Call it off")
    assert "*Called off.* Planned: Thu Aug 13, 17:00–18:00 (Session 1)" in off.words
    plans(ada, "Session 2")
    office.clock.advance(timedelta(hours=30))
    ada.types("/training")
    assert "(Session 2)" in ada.presses("Call it off").words
    assert "Planned" not in ada.types("/training").words


@pytest.mark.parametrize("policy", [packs(replace(STRICT, certificate=True), LONG)])
def test_a_plan_is_confirmed_with_the_certificate_that_its_pack_asks_for(
    office: Office, database: Database, cast: Cast, ada: Visitor
) -> None:
    logs(ada, "asynchronous")
    told = wrong(ada.fills({ids.SESSIONS: ["Session 3"]}))
    assert told[ids.CERTIFICATE].startswith("No certificate. ")
    plans(ada, "Session 1")
    office.clock.advance(timedelta(hours=30))
    ada.types("/training")
    form = ada.presses("It is done")
    assert labels(form) == ["Certificate: number or link", "Certificate: file"]
    assert "it takes a certificate" in form.words
    assert ids.CERTIFICATE in wrong(ada.fills({}))
    (done,) = ada.fills({ids.CERTIFICATE: "AZ 17"})
    assert "1 of 8 sessions" in done.words
    with database.read(office.clock.now()) as tx:
        (record,) = [one for one in list_records(tx, cast.ada.id) if one.state is RecordState.LOGGED]
    assert record.certificate == "AZ 17"


def test_a_certificate_counts_once_whether_typed_or_uploaded(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    logs(ada, "In-service")
    fields = {ids.TOPICS: ["Active shooter"], ids.HOURS: "2", ids.CERTIFICATE_FILE: [PDF]}
    ada.fills({**fields, ids.CERTIFICATE: "KC-1042"})
    logs(ada, "In-service")
    told = wrong(ada.fills({**fields, ids.CERTIFICATE: "kc-1042 "}))
    assert told[ids.CERTIFICATE].startswith("Handed in before.")
    with database.read(now) as tx:
        (record,) = list_records(tx, cast.ada.id)
    assert record.certificate == f"KC-1042 · {PDF['permalink']}"


def test_a_sergeant_verifies_what_was_logged_and_a_second_word_comes_too_late(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, cora: Visitor
) -> None:
    logs(ada, "In-service")
    ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "8", ids.CERTIFICATE_FILE: [PDF]})
    asked = receives(sol, "training_verify_asked", database, now)
    assert f"certificate <{PDF['permalink']}|practice.example>" in asked
    verified = sol.presses("Verify", within="channel")
    assert verified.how == "replaced"
    assert "*Verified.* *Ada Alder* · *In-service training*, done Wed Aug 12: 8 h" in verified.words
    assert "Ada Alder is told." in verified.words
    assert "1 of 3 topics" in receives(ada, "training_record_decided", database, now)
    too_late = cora.press(
        {
            "type": "button",
            "action_id": ids.VERIFY_TRAINING,
            "text": {"text": "Verify"},
            "value": "record.1:[1]",
        }
    )
    assert "Decided already.* Sergeant Sol Sequoia verified it" in too_late.words


def test_a_sergeant_refuses_with_a_reason_and_the_officer_reads_it(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    logs(ada, "In-service")
    ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "8"})
    receives(sol, "training_verify_asked", database, now)
    sol.presses("Refuse …")
    assert "reason" in wrong(sol.fills({"reason": "   "}))
    (refused,) = sol.fills({"reason": "It names <nobody>"})
    assert ":no_entry: *Refused.* *Ada Alder*" in refused.words
    assert "Why: It names &lt;nobody&gt;" in receives(ada, "training_record_decided", database, now)
    with database.read(now) as tx:
        (record,) = list_records(tx, cast.ada.id)
    assert record.state is RecordState.REFUSED


def test_an_officer_never_verifies_their_own(ada: Visitor) -> None:
    logs(ada, "In-service")
    ada.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "8"})
    own = ada.press(
        {
            "type": "button",
            "action_id": ids.VERIFY_TRAINING,
            "text": {"text": "Verify"},
            "value": "record.1:[1]",
        }
    )
    assert "*Not yours to do.*" in own.words


def test_a_longer_deadline_is_asked_for_and_granted_for_less(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    ada.types("/training")
    form = ada.presses("Ask for an extension")
    assert "Sergeant Sol Sequoia decides. Until then the deadline stands." in form.words
    assert "Until Fri Oct 30 at most." in str(form.blocks)
    told = wrong(ada.fills({ids.UNTIL: "2026-11-05", "reason": "My child is ill"}))
    assert told == {ids.UNTIL: "Too late. Oct 30, 2026 is the last day possible: 30 days at most."}
    (asked,) = ada.fills({ids.UNTIL: "2026-10-20", "reason": "My child is ill"})
    assert "Asked Sergeant Sol Sequoia to put SSO asynchronous training off until Tue Oct 20." in asked.words
    assert "Asks for an extension until Tue Oct 20: My child is ill" in receives(
        sol, "training_request_asked", database, now
    )
    sol.presses("Grant …")
    (granted,) = sol.fills({ids.UNTIL: "2026-10-10"})
    assert "*Extended until Sat Oct 10.* Ada Alder" in granted.words
    told_back = receives(ada, "training_request_decided", database, now)
    assert "You had asked for Tue Oct 20." in told_back
    with database.read(now) as tx:
        assert owed_by(tx, cast.ada).due_on == date(2026, 10, 10)


def test_who_declines_says_why_and_an_old_message_says_who_did(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    ada.types("/training")
    ada.presses("Ask to be let off")
    (asked,) = ada.fills({"reason": "I retire in May"})
    assert "to let you off SSO asynchronous training." in asked.words
    receives(sol, "training_request_asked", database, now)
    question = sol.last
    sol.presses("Decline …")
    (declined,) = sol.fills({"reason": "There is time"})
    assert "*Declined.* Ada Alder" in declined.words
    assert "Why: There is time" in receives(ada, "training_request_decided", database, now)
    sol.last = question
    assert "Decided already.* Sergeant Sol Sequoia declined it" in sol.presses("Grant …").words


def test_a_sergeant_extends_and_exempts_without_being_asked(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    sol.types(f"/training <@{cast.ada.slack_id}|ada>")
    sol.presses("Extend")
    missing = wrong(sol.fills({ids.UNTIL: "2026-10-20", "reason": " "}))
    assert missing == {"reason": "A reason is needed. A few words will do; they are kept with the change."}
    (extended,) = sol.fills({ids.UNTIL: "2026-10-20", "reason": "Court that week"})
    assert "*Extended until Tue Oct 20.*" in extended.words
    sol.types(f"/training <@{cast.ada.slack_id}|ada>")
    sol.presses("Exempt")
    (exempt,) = sol.fills({"reason": "Retires in May"})
    assert "*Exempt for good.*" in exempt.words
    with database.read(now) as tx:
        assert owed_by(tx, cast.ada).state is ObligationState.EXEMPT


def test_an_old_button_says_that_nothing_is_left_to_do(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    mine = ada.types("/training")
    sol.types(f"/training <@{cast.ada.slack_id}|ada>")
    sol.presses("Exempt")
    sol.fills({"reason": "Retires in May"})
    ada.last = mine
    gone = ada.presses("Log progress")
    assert "*Nothing is left to do.*" in gone.words
    assert "Exempt: Retires in May" in gone.words


def test_who_answers_for_nobody_opens_no_form_of_anothers(ada: Visitor, ben: Visitor) -> None:
    mine = ada.types("/training")
    ben.last = mine
    assert "*Not yours to do.*" in ben.presses("Log progress").words
    ben.last = mine
    assert "*Not yours to do.*" in ben.presses("Ask for an extension").words


def test_a_supervisor_logs_for_an_officer_and_it_counts_at_once(
    cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    theirs = sol.types(f"/training <@{cast.ada.slack_id}|ada>")
    hours = [element for element in theirs.elements() if "Log for Ada Alder, In-service" in str(element)]
    form = sol.press(hours[0])
    assert "verified it" not in form.words
    (done,) = sol.fills({ids.TOPICS: ["Active shooter"], ids.HOURS: "8"})
    assert "*Logged.*" in done.words
    assert "1 of 3 topics" in done.words


def test_remind_me_later_says_when(
    office: Office, database: Database, now: datetime, policy: Policy, ada: Visitor
) -> None:
    first_rung = datetime.fromisoformat("2026-08-31T17:00:00+00:00")
    office.clock.advance(first_rung - now)
    with database.begin(first_rung) as tx:
        while sweep_training(tx, policy):
            pass
    told = receives(ada, "training_countdown", database, first_rung)
    assert "0 of 8 sessions · *30 days left*, by Wed Sep 30" in told
    countdown = ada.last
    assert "You hear of it again on Tue Sep 1." in ada.presses("Remind me later").words
    logs(ada, "asynchronous")
    (done,) = ada.fills({ids.SESSIONS: [f"Session {number}" for number in range(1, 9)]})
    assert "*Logged. That was the last of it.*" in done.words
    ada.last = countdown
    assert "There is nothing to remind you of" in ada.presses("Remind me later").words


def test_a_session_that_waits_for_a_word_is_not_offered_again(
    database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = packs(replace(STRICT, evidence=Evidence.VERIFIED))
    with database.begin(now) as tx:
        owing(tx, cast.ada, verified)
    opened = open_office(database, now, verified)
    keep_calls(opened, monkeypatch)
    ada = Visitor(opened, cast.ada.slack_id or "")
    ada.types("/training log")
    (done,) = ada.fills({ids.SESSIONS: ["Session 1"]})
    assert "It counts once verified." in done.words
    assert "Session 1" not in str(ada.presses("Log more").blocks)
    ada.fills({ids.SESSIONS: [f"Session {number}" for number in range(2, 9)]})
    assert "what is missing is a supervisor's word" in ada.types("/training log").words


def test_who_owes_nothing_is_told_so(ben: Visitor) -> None:
    assert "Nothing is owed now." in ben.types("/training log").words


def test_a_form_that_slack_delivers_twice_is_one_record(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    logs(ada, "asynchronous")
    request = ada.submission({ids.SESSIONS: ["Session 1"]})
    assert office.send(request)
    assert office.send(request) == []
    with database.read(now) as tx:
        assert len(list_records(tx, cast.ada.id)) == 1
