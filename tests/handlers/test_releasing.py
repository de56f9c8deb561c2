"""Giving a shift back, in time and too late; standing in line for a full one."""

from datetime import datetime, timedelta

from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, holders, post_shift
from tests.people import Cast

IN_A_WEEK = THURSDAY_SEVEN + timedelta(days=7)


def enqueued(database: Database, now: datetime, kind: str) -> list[str]:
    """To whom notices of a kind are addressed."""
    with database.read(now) as tx:
        return list(
            tx.execute(
                notices.select().with_only_columns(notices.c.addressee).where(notices.c.kind == kind)
            ).scalars()
        )


def test_an_officer_releases_a_shift_from_the_list_of_their_own(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast, IN_A_WEEK)
    held_by(database, now, shift, cast.ada)

    mine = ada.types("/shifts mine")
    assert "*You hold 1 shift*" in mine.words
    assert mine.find("Release")["confirm"]["title"]["text"] == "Give it back?"

    released = ada.presses("Release")
    assert "*Given back.*" in released.words
    assert "It is open again." in released.words
    assert holders(database, now, shift) == []


def test_an_officer_who_releases_too_late_asks_those_who_answer_for_them(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)

    refused = ada.types(f"/shifts release {shift.id} sick child")
    assert "*Too late to give it back alone.*" in refused.words
    assert "until Wed Aug 12, 07:00 (24 h before the start)" in refused.words
    assert holders(database, now, shift) == [cast.ada.id]

    form = ada.presses("Ask Sergeant Sol Sequoia to release it")
    assert form.how == "opened"
    asked = ada.submits("My child is ill")
    assert [one.how for one in asked] == ["replaced"]
    assert "Asked Sergeant Sol Sequoia to release shift" in asked[0].words
    assert enqueued(database, now, "release_asked") == [f"person:{cast.sol.id}"]


def test_a_reason_of_blanks_marks_the_field_and_keeps_the_form(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)
    ada.types(f"/shifts release {shift.id}")
    ada.presses("Ask Sergeant Sol Sequoia to release it")
    (errors,) = ada.submits("   ")
    assert errors.how == "errors"
    assert errors.body["errors"] == {"reason": "Write a few words: they are kept with the change."}
    assert enqueued(database, now, "release_asked") == []


def test_an_officer_who_stands_in_line_gets_the_place_that_another_gives_back(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor
) -> None:
    shift = post_shift(database, now, cast, IN_A_WEEK)
    held_by(database, now, shift, cast.ada)

    ben.types(f"/shifts claim {shift.id}")
    joined = ben.presses("Join the waitlist")
    assert "*Number 1 in line.*" in joined.words
    assert "you are number 1" in ben.types("/shifts mine").words

    assert "Ben Birch, next in line, has it now." in ada.types(f"/shifts release {shift.id}").words
    assert holders(database, now, shift) == [cast.ben.id]
    assert enqueued(database, now, "waitlist_moved_up") == [f"person:{cast.ben.id}"]


def test_an_officer_steps_out_of_line(database: Database, now: datetime, cast: Cast, ben: Visitor) -> None:
    shift = post_shift(database, now, cast, IN_A_WEEK)
    held_by(database, now, shift, cast.ada)
    ben.types(f"/shifts wait {shift.id}")
    assert "*Out of line.*" in ben.presses("Leave the line").words
    assert "*Not in line.*" in ben.types(f"/shifts unwait {shift.id}").words


def test_a_line_for_a_shift_with_a_free_place_is_not_needed(
    database: Database, now: datetime, cast: Cast, ben: Visitor
) -> None:
    shift = post_shift(database, now, cast, IN_A_WEEK)
    refused = ben.types(f"/shifts wait {shift.id}")
    assert "*No line is needed.* 1 place left: claim it." in refused.words


def test_an_officer_who_holds_nothing_is_shown_the_way_to_the_list(ada: Visitor) -> None:
    mine = ada.types("/shifts mine")
    assert mine.words == "You hold no shifts and stand in no line."
    assert mine.buttons() == ["Show other shifts"]


def test_a_shift_that_is_not_yours_cannot_be_given_back(
    database: Database, now: datetime, cast: Cast, ada: Visitor, office: Office
) -> None:
    shift = post_shift(database, now, cast, IN_A_WEEK)
    assert "*Not held.*" in ada.types(f"/shifts release {shift.id}").words
    assert office.woken == 0
