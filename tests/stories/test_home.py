"""App Home: an officer's own things, a supervisor's watch, a coordinator's feed, and their buttons."""

from datetime import timedelta

from tests.stories.world import World, shift

TODAY = shift("t", "2026-08-12T13:00:00-07:00", "2026-08-12T17:00:00-07:00")
TOMORROW = shift("m", "2026-08-13T07:00:00-07:00", "2026-08-13T15:00:00-07:00", places=2)
FRIDAY = shift("f", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_ada_claims_from_home_and_home_behind_it_shows_her_week(world: World) -> None:
    world.feed_says(FRIDAY)
    words = world.ada.opens_home()
    assert "You hold none." in words
    assert "Fri Aug 14, 07:00–15:00" in words.partition("Open shifts near")[2]

    world.ada.presses("Claim", after="Open shifts near")
    world.ada.sees("8 of 14 h", "8 of 60 h")
    world.ada.presses("Claim it")
    world.ada.sees("It is yours.")
    world.ada.closes()
    words = world.ada.sees_at_home("My next 7 days: 8 h", "Fri 14")
    assert "Fri Aug 14, 07:00–15:00" in words.partition("Next shift")[2].partition("My next")[0]
    assert "None that you may see." in words


def test_ada_gives_it_back_from_home(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.opens_home()
    world.ada.presses("Release", after="Next shift")
    world.ada.sees("Given back.", "It is open again.")
    world.ada.closes()
    world.ada.sees_at_home("You hold none.", "Fri Aug 14")


def test_too_late_for_that_she_asks_from_home_and_the_sergeant_is_asked(world: World) -> None:
    world.feed_says(TODAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.opens_home()
    world.ada.presses("Release", after="Next shift")
    world.ada.sees("Too late to give it back alone.")
    world.ada.presses("Ask Sergeant Sol Sequoia to release it")
    world.ada.sees("Ask for release", "Sergeant Sol Sequoia will read it.")
    assert world.ada.submits(reason="  ") == {"reason": "Write a few words: they are kept with the change."}
    world.ada.submits(reason="flat tyre")
    world.ada.sees("Asked Sergeant Sol Sequoia")
    world.sol.reads("Ada Alder asks to be released: flat tyre")


def test_the_buttons_of_home_show_the_lists(world: World) -> None:
    world.feed_says(FRIDAY)
    for button, shows in (
        ("Open shifts", "1 open shift"),
        ("My shifts", "You hold no shifts"),
        ("Who is on", "Nobody is on now"),
    ):
        world.ada.opens_home()
        world.ada.presses(button)
        world.ada.sees(shows)
        world.ada.closes()


def test_the_sergeant_sees_who_is_on_and_what_is_empty_within_a_day(world: World) -> None:
    world.feed_says(TODAY, TOMORROW, FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.time_passes(timedelta(hours=2))
    words = world.sol.opens_home()
    empty, _, on_now = words.partition("Empty within 24 h")[2].partition("On now")
    assert "Thu Aug 13, 07:00–15:00" in empty
    assert "2 places empty" in empty
    assert "Fri Aug 14" not in empty
    assert "Ada Alder · until 17:00" in on_now
    assert "Feed" not in words


def test_cora_sees_how_the_feed_stands_and_decides_from_home(world: World) -> None:
    world.feed_says(TOMORROW, FRIDAY)
    assert "Last confirmed just now." in world.cora.opens_home()
    assert "Next shift" not in world.cora.opens_home()  # she works none
    world.feed_says(FRIDAY)
    world.cora.opens_home()
    world.cora.sees_at_home("A delivery waits for you.", "1 withdrawn")
    world.cora.presses("Apply")
    world.cora.sees("Cora Cypress applied the delivery", "1 withdrawn")
    world.cora.closes()
    assert "waits for you" not in world.cora.opens_home()


def test_a_shift_that_has_begun_stands_on_home_as_the_one_she_works_now(world: World) -> None:
    world.feed_says(TODAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.time_passes(timedelta(hours=2))
    words = world.ada.opens_home()
    assert "Quartz Elementary" in words.partition("Your shift now")[2]
    assert "Next shift" not in words
