"""People ask what Muster sent: each reads their own, a sergeant an officer's, a colleague nobody's."""

from datetime import timedelta

from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
EARLIER = FRIDAY | {"starts": "2026-08-14T06:30:00-07:00"}


def ada_is_told_of_a_change(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.feed_says(EARLIER)
    world.ada.reads("Your shift changed", "07:00 → 06:30")
    world.everything_is_sent()


def test_an_officer_asks_what_was_sent_and_reads_when_and_by_which_way(world: World) -> None:
    world.ada.types("/sso sent")
    world.ada.reads("Muster has sent you nothing yet.")
    ada_is_told_of_a_change(world)
    world.ada.types("/sso sent")
    told = world.ada.reads(
        "What Muster sent you", "Your shift changed", "#1 Quartz Elementary", "sent Wed Aug 12"
    )
    assert "by Slack" in told
    assert "late" not in told


def test_what_came_late_says_by_how_much(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.goes_wrong(slack_away=True)
    world.feed_says(EARLIER)
    world.ada.types("/sso sent")
    world.ada.reads("Your shift changed", "waits to go by Slack")
    world.slack_is_found_away()
    world.time_passes(timedelta(hours=2))
    world.ada.types("/sso sent")
    world.ada.reads("waits to go by Slack", "late by 2 h")
    world.goes_wrong(slack_away=False)
    world.time_passes(timedelta(minutes=2))
    world.ada.reads("Late by 2 h.", "07:00 → 06:30")
    world.everything_is_sent()
    world.ada.types("/sso sent")
    world.ada.reads("sent Wed Aug 12, 14:", "late by 2")


def test_a_sergeant_reads_an_officers_and_another_officer_may_not(world: World) -> None:
    ada_is_told_of_a_change(world)
    world.sol.types("/sso sent @ada")
    world.sol.reads("What Muster sent Ada Alder", "Your shift changed", "sent Wed Aug 12")
    world.cora.types("/sso sent @ada")
    world.cora.reads("What Muster sent Ada Alder", "Your shift changed")
    world.ben.types("/sso sent @ada")
    refused = world.ben.reads("Not yours to do.", "supervisor")
    assert "changed" not in refused


def test_older_ones_are_a_press_away(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    for number in range(7):
        world.feed_says(FRIDAY | {"post": f"gate {number}"})
        world.ada.reads(f"gate {number}")
    world.everything_is_sent()
    world.sol.types("/sso sent @ada")
    assert world.sol.reads("What Muster sent Ada Alder").count("Queued") == 6
    world.sol.presses("Older")
    assert world.sol.reads("What Muster sent Ada Alder").count("Queued") == 1
