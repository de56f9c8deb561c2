"""Officers say that they come and go, tired and on a phone: each answer says what, when, or what next."""

from datetime import datetime, timedelta

from scheduling.shifts.facts import Shift
from scheduling.store.engine import Database
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, post_shift
from tests.people import Cast

HOUR = timedelta(hours=1)


def reads(who: Visitor, typed: str, *fragments: str) -> None:
    words = who.types(f"/shifts {typed}").words
    assert [one for one in fragments if one not in words] == [], words


def held(database: Database, now: datetime, cast: Cast, starts_at: datetime = THURSDAY_SEVEN) -> Shift:
    """A shift of four hours that Ada holds."""
    shift = post_shift(database, now, cast, starts_at, hours=4)
    held_by(database, now, shift, cast.ada)
    return shift


def test_a_day_at_the_gate_from_too_early_to_long_over(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor
) -> None:
    reads(ada, "in", "*No shift now.*", "`/shifts mine`")
    shift = held(database, now, cast)
    reads(ada, "im here", "*Too early.*", "begins Thu Aug 13, 07:00", "opens Thu Aug 13, 06:00, 1 h before")

    office.becomes(THURSDAY_SEVEN - HOUR)
    reads(ada, "out", "*No shift now.*")
    reads(ada, "I'm here", "*Checked in* at 06:00.", "Front gate")
    assert ada.last is not None
    assert ada.last.buttons() == ["I am leaving"]
    for again in ("here", f"in {shift.id}"):
        reads(ada, again, "*Checked in already.* Since Thu Aug 13, 06:00.")

    office.becomes(shift.ends_at)
    reads(ada, "going home", "*Checked out.* 06:00–11:00.")
    reads(ada, "out", "*Checked out already.* Left Thu Aug 13, 11:00.")
    office.becomes(shift.ends_at + 13 * HOUR)
    reads(ada, "out", "*No shift now.*")


def test_of_two_shifts_in_a_row_each_is_left_and_entered_in_its_turn(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor
) -> None:
    first, second = held(database, now, cast), held(database, now, cast, THURSDAY_SEVEN + 4 * HOUR)
    office.becomes(THURSDAY_SEVEN)
    reads(ada, f"in {first.id}, {second.id}", "One shift at a time, please.", f"`/shifts in {first.id}`")
    reads(ada, "in", "*Checked in* at 07:00.", f"#{first.id}")
    reads(ada, "in", "*Checked in already.*")
    office.becomes(second.starts_at)
    reads(ada, "in", "*Checked in* at 11:00.", f"#{second.id}")
    reads(ada, "out", "*Checked out.* 11:00–11:00.")  # the last that she checked in to
    reads(ada, f"out {first.id}", "*Checked out.* 07:00–11:00.")


def test_who_never_came_reads_that_coming_comes_first_and_at_the_end_that_it_is_over(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor
) -> None:
    shift = held(database, now, cast)
    office.becomes(THURSDAY_SEVEN + HOUR)
    reads(ada, "out", "*Not checked in.*", f"`/shifts in {shift.id}` comes first.")
    office.becomes(shift.ends_at)
    reads(ada, f"in {shift.id}", "*Over.* It ended Thu Aug 13, 11:00.")


def test_a_shift_of_somebody_else_is_nobodys_to_enter_and_a_supervisor_gives_a_reason(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor, ben: Visitor, sol: Visitor
) -> None:
    shift = held(database, now, cast)
    office.becomes(THURSDAY_SEVEN)
    reads(ben, f"in {shift.id}", "*Not held.*", "`/shifts mine` lists what you hold.")
    reads(ada, "in 99", "*There is no shift 99.*", "Type `/shifts` for the list.")
    reads(ben, f"in {shift.id} <@U0ADA|ada> saw her", "*Not yours to do.*", "Only a supervisor of Ada Alder")
    reads(sol, f"in {shift.id} <@U0ADA|ada>", "reason")
    reads(sol, f"in {shift.id} <@U0ADA|ada> radio down", "*Ada Alder is checked in at 07:00.*", "radio down")


def test_a_word_too_many_checks_nobody_in(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor
) -> None:
    shift = held(database, now, cast)
    office.becomes(THURSDAY_SEVEN)
    reads(ada, f"in {shift.id} running late", "Cannot come?", "Late? Call your supervisor.")
    reads(ada, "chekc in", "Did you mean `/shifts in`?")
    ada.presses("/shifts in")
    assert ada.last is not None
    assert "*Checked in* at 07:00." in ada.last.words
