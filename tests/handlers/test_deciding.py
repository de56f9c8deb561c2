"""A sergeant answers what an officer asks, and reads who was faster."""

from datetime import datetime, timedelta

import pytest

from scheduling.roster.tables import people
from scheduling.shifts.facts import Shift
from scheduling.store.engine import Database
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, holders, post_shift
from tests.handlers.receiving import receives
from tests.people import HERON, TEAM, Cast


@pytest.fixture
def tom(office: Office, database: Database, now: datetime, cast: Cast) -> Visitor:
    """Sergeant Tom Teak of the same agency; Ada names neither sergeant as hers, so both are asked."""
    with database.begin(now) as tx:
        add_person(
            tx, name="Sergeant Tom Teak", email="tom@example.org", agency=HERON, role="supervisor",
            slack_team_id=TEAM, slack_id="U0TOM",
        )  # fmt: skip
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(supervisor_id=None))
    return Visitor(office, "U0TOM")


def tired(database: Database, now: datetime, cast: Cast, ada: Visitor) -> Shift:
    """Ada asks for a shift five and a half hours after another of hers."""
    shift = post_shift(database, now, cast)
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.basalt, THURSDAY_SEVEN - timedelta(hours=13, minutes=30)), cast.ada)
    ada.types(f"/shifts claim {shift.id}")
    ada.presses("Ask someone entitled to override")
    return shift


def test_a_sergeant_declines_and_another_who_declines_later_reads_who_did(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, tom: Visitor
) -> None:
    tired(database, now, cast, ada)
    receives(sol, "override_asked", database, now)
    receives(tom, "override_asked", database, now)
    assert "*Not enough rest.* 5.5 h after Basalt High" in (sol.last.words if sol.last else "")
    assert "*Ada Alder asked for this shift.* You declined." in sol.presses("Decline").words
    later = tom.presses("Decline")
    assert "Sergeant Sol Sequoia declined." in later.words
    assert "Decided Wed Aug 12, 12:00." in later.words


def test_a_sergeant_who_sets_it_aside_after_all_reads_who_declined_before(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, tom: Visitor
) -> None:
    shift = tired(database, now, cast, ada)
    receives(sol, "override_asked", database, now)
    receives(tom, "override_asked", database, now)
    sol.presses("Decline")
    form = tom.presses("Set aside, with a reason")
    assert form.how == "opened"
    assert "Sergeant Sol Sequoia declined, Wed Aug 12, 12:00." in form.words
    tom.submits("He is asleep, and nobody else is left")
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_sergeant_who_opens_the_form_too_late_reads_who_was_faster(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, tom: Visitor
) -> None:
    tired(database, now, cast, ada)
    receives(sol, "override_asked", database, now)
    receives(tom, "override_asked", database, now)
    sol.presses("Set aside, with a reason")
    sol.submits("Nobody else is left")
    late = tom.presses("Set aside, with a reason")
    assert late.how == "replaced"
    assert "Sergeant Sol Sequoia put Ada Alder on." in late.words


def test_a_release_that_was_granted_by_another_is_not_granted_twice(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, tom: Visitor
) -> None:
    held_by(database, now, shift := post_shift(database, now, cast), cast.ada)
    ada.types(f"/shifts release {shift.id}")
    ada.presses("Ask a supervisor to release it")
    ada.submits("My child is ill")
    receives(sol, "release_asked", database, now)
    receives(tom, "release_asked", database, now)
    sol.presses("Release …")
    sol.submits("Get well")
    for label in ("Release …", "Decline"):
        before = tom.last
        assert "Sergeant Sol Sequoia released Ada Alder." in tom.presses(label).words
        tom.last = before


def test_a_question_whose_officer_found_another_way_has_nothing_to_decide(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor, tom: Visitor
) -> None:
    shift = tired(database, now, cast, ada)
    receives(tom, "override_asked", database, now)
    with database.begin(now) as tx:
        give(tx, shift, cast.ada)
    assert "There is nothing to decide any more: Ada Alder has the shift." in tom.presses("Decline").words
