"""Quiet hours, absences and standing in, as they are said and answered in Slack."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.blocks.presence import stood_down
from scheduling.presence.queries import list_absences
from scheduling.presence.stand_ins import StoodDown
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.golden.presence_messages import CHRISTMAS, PEOPLE, PHOENIX
from tests.golden.sitters import SEVEN
from tests.handlers.office import Visitor
from tests.people import Cast


def test_today_is_that_of_whoever_is_away(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    """It is noon on Wednesday for the sergeant, and five in the morning of Thursday for Ada, on Guam."""
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(zone="Pacific/Guam"))
    assert "Ada Alder is away through Thu Aug 13." in sol.types("/sso away <@U0ADA|ada> today ill").words
    with database.read(now) as tx:
        [absence] = list_absences(tx, [cast.ada.id])[cast.ada.id]
    assert (absence.since, absence.until) == (now, datetime(2026, 8, 13, 14, tzinfo=UTC))


def test_whoever_is_named_for_several_chooses_and_an_old_button_answers_truthfully(
    cast: Cast, sol: Visitor, cora: Visitor, cleo: Visitor
) -> None:
    assert "You stand in for nobody" in cora.types("/sso cannot").words
    for one in (sol, cleo):
        assert "Cora Cypress stands in" in one.types(f"/sso away until friday <@{cast.cora.slack_id}>").words
    which = cora.types("/sso cannot")
    assert "You stand in for" in which.words
    down = cora.presses("Not for Cleo Cedar, until Fri Aug 14, 23:00")
    assert "You do not stand in for Cleo Cedar, until Fri Aug 14, 23:00." in down.words, "midnight in Denver"
    assert "You do not stand in for Sergeant Sol Sequoia" in cora.types("/sso cannot").words
    assert "You stand in for nobody, or not any more." in cora.types("/sso cannot 2").words


def test_a_name_stands_on_a_button_as_it_is_spelled() -> None:
    named = {number: replace(person, name="Dell & Sons") for number, person in PEOPLE.items()}
    [_, row] = stood_down(StoodDown(None, (CHRISTMAS,)), named, PHOENIX, SEVEN).blocks
    assert row["elements"][0]["text"]["text"].startswith("Not for Dell & Sons, ")


def test_what_is_typed_of_nobody_in_particular_names_nobody(cora: Visitor) -> None:
    said = cora.types("/sso away soon <!channel> <@U0ADA|ada> & *co*").words
    assert "You typed: /sso away soon" in said
    assert "<!channel>" not in said
    assert "<@U0ADA" not in said
