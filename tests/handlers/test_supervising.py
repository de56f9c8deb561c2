"""A sergeant acts for an officer: assigns, sets a rule aside with a reason, releases."""

from datetime import datetime, timedelta

from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.shifts import add_shift, give
from tests.handlers.office import Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, holders, post_shift
from tests.people import Cast


def tire(database: Database, now: datetime, cast: Cast) -> None:
    """Give Ada a shift that ends five and a half hours before Thursday at seven."""
    with database.begin(now) as tx:
        late = add_shift(tx, cast.basalt, THURSDAY_SEVEN - timedelta(hours=13, minutes=30))
        give(tx, late, cast.ada)


def test_a_sergeant_assigns_an_officer(database: Database, now: datetime, cast: Cast, sol: Visitor) -> None:
    shift = post_shift(database, now, cast)
    done = sol.types(f"/shifts assign {shift.id} <@U0ADA|ada>")
    assert "*Ada Alder is on.*" in done.words
    assert "Ada Alder is told." in done.words
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_sergeant_reads_what_is_left_once_the_officer_is_on(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    two = post_shift(database, now, cast, places=2)
    assert "Front gate · 1 of 2 places left" in sol.types(f"/shifts assign {two.id} <@U0ADA|ada>").words
    assert "Front gate · all 2 places taken" in sol.types(f"/shifts assign {two.id} <@U0BEN|ben>").words


def test_a_sergeant_who_names_somebody_inactive_is_told_that_alone(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast, agency="", armed=True)
    held_by(database, now, shift, cast.ben)
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(active=False))
    refused = sol.types(f"/shifts assign {shift.id} <@U0ADA|ada>")
    assert "*Not active on the roster.*" in refused.words
    assert refused.words.count(":no_entry:") == 1


def test_a_sergeant_sets_a_rule_aside_with_a_reason(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    tire(database, now, cast)
    shift = post_shift(database, now, cast)
    refused = sol.types(f"/shifts assign {shift.id} <@U0ADA|ada>")
    assert "*Ada Alder* is not on" in refused.words
    assert "*Not enough rest.*" in refused.words

    form = sol.presses("Set aside, with a reason")
    assert form.how == "opened"
    assert "*Not enough rest.* 5.5 h after Basalt High" in form.words
    (done,) = sol.submits("Nobody else is left")
    assert done.how == "replaced"
    assert "*Ada Alder is on.*" in done.words
    assert "Reason kept: Nobody else is left" in done.words
    assert holders(database, now, shift) == [cast.ada.id]


def test_a_reason_in_the_command_sets_the_rule_aside_at_once(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    tire(database, now, cast)
    shift = post_shift(database, now, cast)
    assert "*Ada Alder is on.*" in sol.types(f"/shifts assign {shift.id} <@U0ADA|ada> short notice").words


def test_an_overlap_is_set_aside_by_nobody(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    held_by(database, now, post_shift(database, now, cast), cast.ada)
    other = post_shift(database, now, cast)
    refused = sol.types(f"/shifts assign {other.id} <@U0ADA|ada> please")
    assert "*Overlaps.* At the same time: Quartz Elementary" in refused.words
    assert "nobody may set it aside" in refused.words
    assert refused.buttons() == []


def test_a_sergeant_releases_an_officer_and_a_form_asks_why(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)
    form = sol.types(f"/shifts release {shift.id} <@U0ADA|ada>")
    assert form.how == "opened"
    assert "Ada Alder" in form.words
    (done,) = sol.submits("Ill")
    assert done.how == "beside"
    assert "*Ada Alder is off.*" in done.words
    assert holders(database, now, shift) == []


def test_an_officer_may_not_assign_another(
    database: Database, now: datetime, cast: Cast, ben: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    refused = ben.types(f"/shifts assign {shift.id} <@U0ADA|ada>")
    assert (
        "*Not yours to do.* Only a supervisor of Ada Alder or a coordinator may act for them."
        in refused.words
    )
    assert holders(database, now, shift) == []


def test_somebody_who_is_not_on_the_roster_cannot_be_assigned(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    assert "*Not on the roster.*" in sol.types(f"/shifts assign {shift.id} <@U0OZ|oz>").words
