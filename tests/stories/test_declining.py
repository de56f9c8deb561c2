"""Somebody who was asked says no; the officer is told, and whoever else was asked reads who decided."""

from scheduling.roster.tables import people
from tests.factories.roster import add_person
from tests.stories.world import BASALT, World, shift

DAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
NIGHT = shift("b", "2026-08-14T20:00:00-07:00", "2026-08-15T02:00:00-07:00", school=BASALT, post="game night")
TOMORROW = shift("c", "2026-08-13T07:00:00-07:00", "2026-08-13T15:00:00-07:00")


def promote_oz(world: World) -> None:
    """Oz becomes a sergeant of Heron City Police too, and Ada names neither sergeant as hers."""
    app = world.server.workspace.app
    with world.process.database.begin(world.clock.now()) as tx:
        add_person(
            tx, name="Oz Oleander", email="oz@example.org", agency="Heron City Police", role="supervisor",
            slack_team_id=app.team_id, slack_id=world.oz.id,
        )  # fmt: skip
        tx.execute(people.update().where(people.c.email == "ada@example.org").values(supervisor_id=None))


def ada_asks_both_sergeants(world: World) -> None:
    """Ada asks for a night that begins too soon after her day."""
    promote_oz(world)
    world.feed_says(DAY, NIGHT)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.types("/shifts claim 2")
    world.ada.reads("Not enough rest.")
    world.ada.presses("Ask someone entitled to override")
    world.ada.reads("Asked Oz Oleander and Sergeant Sol Sequoia")


def test_one_of_two_sergeants_declines_and_the_other_finds_it_settled_in_its_place(world: World) -> None:
    ada_asks_both_sergeants(world)
    world.sol.reads("Ada Alder asks for this shift.", "5 h after Quartz Elementary")
    world.oz.reads("Ada Alder asks for this shift.", "5 h after Quartz Elementary")

    world.sol.presses("Decline")
    world.sol.reads("Ada Alder asked for this shift. You declined.", "Ada Alder is told.")
    world.ada.reads("Sergeant Sol Sequoia declined: the rule stands.", "Basalt High")
    words = world.oz.reads("Ada Alder asked for this shift. Sergeant Sol Sequoia declined.")
    assert "Set aside, with a reason" not in words


def test_one_sergeant_sets_the_rule_aside_and_the_other_who_declines_later_reads_who_did(
    world: World,
) -> None:
    ada_asks_both_sergeants(world)
    world.oz.reads("Ada Alder asks for this shift.")
    world.sol.reads("Ada Alder asks for this shift.")
    with world.nothing_arrives():
        world.sol.presses("Set aside, with a reason")
        world.sol.submits(reason="nobody else can come")
        world.sol.reads("Ada Alder is on.")
        world.oz.presses("Decline")
    world.oz.reads("Sergeant Sol Sequoia put Ada Alder on.", "Decided Wed Aug 12, 12:0")
    world.ada.reads("Sergeant Sol Sequoia put you on this shift.")


def test_ben_asks_to_be_released_and_the_sergeant_declines(world: World) -> None:
    world.feed_says(TOMORROW)
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.")
    world.ben.types("/shifts release 1")
    world.ben.reads("Too late to give it back alone.")
    world.ben.presses("Ask Sergeant Sol Sequoia to release it")
    world.ben.submits(reason="I am tired")
    world.ben.reads("Asked Sergeant Sol Sequoia")
    world.sol.reads("Ben Birch asks to be released: I am tired")
    world.sol.presses("Decline")
    world.sol.reads("Ben Birch asked to be released. You declined.")
    world.ben.reads("Sergeant Sol Sequoia declined: the shift is yours to work.", "Thu Aug 13, 07:00–15:00")
    world.ben.types("/shifts mine")
    world.ben.reads("You hold 1 shift")
