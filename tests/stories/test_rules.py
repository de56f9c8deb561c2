"""A rule says no, explains itself, and a supervisor may say otherwise."""

from datetime import timedelta

from tests.stories.world import BASALT, World, shift

DAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
NIGHT = shift("b", "2026-08-14T20:00:00-07:00", "2026-08-15T02:00:00-07:00", school=BASALT, post="game night")


def test_ada_has_too_little_rest_asks_and_the_sergeant_sets_the_rule_aside_with_a_reason(
    world: World,
) -> None:
    world.feed_says(DAY, NIGHT)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.types("/shifts claim 2")
    world.ada.reads(
        "Not enough rest.",
        "5 h after Quartz Elementary",
        "8 h are needed",
        "Sergeant Sol Sequoia may set it aside",
    )
    world.ada.presses("Ask Sergeant Sol Sequoia to override")
    world.ada.reads("Sergeant Sol Sequoia")

    world.sol.reads(
        "Ada Alder asks for this shift.", "Basalt High", "Not enough rest.", "5 h after Quartz Elementary"
    )
    world.sol.presses("Set aside, with a reason")
    world.sol.submits(reason="nobody else can come")
    world.sol.reads("Ada Alder", "nobody else can come")
    world.ada.reads("Sergeant Sol Sequoia put you on this shift.", "Basalt High")


def test_an_armed_post_refuses_an_unarmed_officer_whoever_asks(world: World) -> None:
    world.feed_says(shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", armed=True))
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("Armed post.", "nobody may set it aside")
    world.sol.types("/shifts assign 1 @ben we are short")
    world.sol.reads("Armed post.")


def test_a_back_up_agency_waits_until_its_hour_has_come(world: World) -> None:
    starts = "2026-08-17T07:00:00-07:00"
    world.feed_says(
        shift("a", starts, "2026-08-17T15:00:00-07:00", backup_agencies=["Kestrel County Sheriff"])
    )
    world.cleo.types("/shifts")
    world.cleo.reads("No open shifts")
    world.cleo.types("/shifts claim 1 now")
    world.cleo.reads("Fri Aug 14, 08:00")  # 72 hours before, in Cleo's own zone

    world.time_passes(timedelta(days=2))
    world.cleo.types("/shifts")
    world.cleo.reads("Quartz Elementary", "your time 08:00–16:00")
    world.cleo.types("/shifts claim 1 now")
    world.cleo.reads("It is yours.")


def test_hours_of_the_week_are_counted_and_the_figures_told(world: World) -> None:
    long_days = [
        shift(f"d{day}", f"2026-08-{day}T07:00:00-07:00", f"2026-08-{day}T20:00:00-07:00")
        for day in (17, 18, 19, 20, 21)
    ]
    world.feed_says(*long_days)
    for number in (1, 2, 3, 4):
        world.ada.types(f"/shifts claim {number} now")
        world.ada.reads("It is yours.", f"that week: {13 * number} of 60 h")
    world.ada.types("/shifts claim 5 now")
    world.ada.reads("65", "60 h", "Sergeant Sol Sequoia may set it aside")


def test_the_sergeant_does_not_override_for_himself(world: World) -> None:
    world.feed_says(DAY, NIGHT)
    world.sol.types("/shifts claim 1 now")
    world.sol.reads("It is yours.")
    world.sol.types("/shifts assign 2 @sol I can take it")
    world.sol.reads("Not enough rest.")
