"""An officer looks at what is open, sees what a claim would mean, and claims."""

from datetime import datetime, timedelta

from scheduling.store.engine import Database
from tests.factories.shifts import add_shift, change_shift_row, give
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, holders, post_shift
from tests.people import HERON, KESTREL, Cast


def test_an_officer_sees_an_open_shift_in_two_lines_and_claims_it_in_the_same_message(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)

    listed = ada.types("/shifts")
    assert listed.how == "ephemeral"
    when = "Thu Aug 13, 07:00–15:00 (8\N{NO-BREAK SPACE}h)"
    assert f"*Quartz Elementary* · {when}\n#{shift.id} · Front gate · 1 place" in listed.words

    preview = ada.presses("Claim")
    assert preview.how == "replaced"
    assert "Thu Aug 13: 8 of 14 h · that week: 8 of 60 h\nNo other shift within a week" in preview.words
    assert holders(database, now, shift) == []

    claimed = ada.presses("Claim it")
    assert claimed.how == "replaced"
    assert "*It is yours.*" in claimed.words
    assert claimed.buttons() == ["Release", "My shifts", "Show other shifts"]
    assert holders(database, now, shift) == [cast.ada.id]
    assert office.woken == 1


def test_an_officer_in_another_zone_is_told_their_own_time_as_well(
    database: Database, now: datetime, cast: Cast, cleo: Visitor
) -> None:
    post_shift(database, now, cast, agency="")
    assert (
        "Thu Aug 13, 07:00–15:00 (8\N{NO-BREAK SPACE}h) · your time 08:00–16:00"
        in cleo.types("/shifts").words
    )


def test_claiming_by_number_shows_the_preview_and_now_skips_it(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    assert "Claim it" in ada.types(f"/shifts claim #{shift.id}").buttons()
    assert holders(database, now, shift) == []
    assert "*It is yours.*" in ada.types(f"/shifts claim {shift.id} now").words


def test_of_two_officers_who_press_claim_it_one_is_told_who_was_first(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")
    ben.types(f"/shifts claim {shift.id}")
    ada.presses("Claim it")

    refused = ben.presses("Claim it")
    assert "*Taken.* By Ada Alder, 12:00 on Wed Aug 12." in refused.words
    assert refused.buttons() == ["Join the waitlist", "Show other shifts"]
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_refusal_says_the_figures_the_rule_and_who_may_set_it_aside(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    with database.begin(now) as tx:
        late = add_shift(tx, cast.basalt, THURSDAY_SEVEN - timedelta(hours=13, minutes=30), hours=8)
        give(tx, late, cast.ada)

    refused = ada.types(f"/shifts claim {shift.id}")
    assert (
        "*Not enough rest.* 5.5 h after Basalt High (ends Thu Aug 13, 02:30); 8 h are needed."
        in refused.words
    )
    assert "Sergeant Sol Sequoia may set it aside" in refused.words
    assert "Ask Sergeant Sol Sequoia to override" in refused.buttons()
    assert "Claim it" not in refused.buttons()

    asked = ada.presses("Ask Sergeant Sol Sequoia to override")
    assert "Asked Sergeant Sol Sequoia" in asked.words


def test_a_coordinator_who_previews_a_claim_is_told_one_thing_and_no_figures(
    database: Database, now: datetime, cast: Cast, cora: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)
    refused = cora.types(f"/shifts claim {shift.id}")
    assert "*Not an officer.* Cora Cypress works no shifts, says the roster." in refused.words
    assert refused.words.count(":no_entry:") == 1
    assert "of 60 h" not in refused.words
    assert refused.buttons() == ["Show other shifts"]
    free = post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=1))
    listed = cora.presses("Show other shifts")
    assert listed.words.startswith("You work no shifts yourself.")
    assert "*1 open shift" in listed.words
    assert f"#{free.id} · Front gate" in listed.words
    assert "Claim" not in listed.buttons()


def test_a_back_up_agency_is_told_when_its_turn_comes(
    database: Database, now: datetime, cast: Cast, cleo: Visitor
) -> None:
    later = THURSDAY_SEVEN + timedelta(days=5)
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, later, agency=HERON, backup_agencies=[KESTREL])
    refused = cleo.types(f"/shifts claim {shift.id}")
    assert f"{HERON} first" in refused.words
    assert "from Sat Aug 15, 08:00, 3 days before the start" in refused.words


def test_the_same_click_delivered_twice_claims_once_and_answers_once(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast, places=2)
    ada.types(f"/shifts claim {shift.id}")
    assert ada.last is not None
    click = ada.click(ada.last.find("Claim it"))
    assert len(office.send(click)) == 1
    assert office.send(click) == []
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_button_on_the_board_of_the_channel_answers_beside_it(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    post_shift(database, now, cast)
    ada.types("/shifts")
    assert ada.presses("Claim", within="channel").how == "beside"


def test_a_button_from_an_older_message_gets_a_polite_sentence(ada: Visitor) -> None:
    stale = {"type": "button", "action_id": "claim", "value": "shift.0:[1]"}
    assert "from an older message" in ada.press(stale).words


def test_a_shift_that_was_withdrawn_since_is_refused_when_it_is_pressed(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")
    with database.begin(now) as tx:
        change_shift_row(tx, shift, status="withdrawn")
    assert "*Withdrawn.*" in ada.presses("Claim it").words


def test_a_number_that_no_shift_has_is_said_so(ada: Visitor) -> None:
    assert "There is no shift 999." in ada.types("/shifts claim 999").words
