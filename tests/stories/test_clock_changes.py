"""On 1 November 2026 the clocks of Denver go back at two in the morning; Phoenix keeps its own."""

from datetime import UTC, datetime

from tests.stories.world import BASALT, World, shift

THURSDAY_NOON = datetime(2026, 10, 29, 19, 0, tzinfo=UTC)
NIGHT = shift("n", "2026-10-31T22:00", "2026-11-01T06:00", school=BASALT, post="night watch")


def at_basalt(key: str, starts: str, ends: str, **told: object) -> dict[str, object]:
    """A shift at Basalt High, in the local time of Denver."""
    return shift(key, starts, ends, school=BASALT, **told)


def test_the_night_has_nine_hours_and_an_officer_from_phoenix_reads_both_clocks(world: World) -> None:
    world.it_becomes(THURSDAY_NOON)
    world.feed_says(NIGHT)
    world.ada.types("/shifts claim 1")
    world.ada.reads("Sat Oct 31, 22:00–06:00 Sun (9 h) · your time 21:00–06:00", "6 of 14 h", "9 of 60 h")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    world.sol.looks_at_board("Sat Oct 31", "22:00–06:00")


def test_rest_over_that_night_is_what_an_officer_really_has(world: World) -> None:
    """By the clocks on the wall it is seven and a half hours, and eight are needed: really it is one more."""
    world.it_becomes(THURSDAY_NOON)
    world.feed_says(
        at_basalt("e", "2026-10-31T18:00", "2026-10-31T23:00"),
        at_basalt("m", "2026-11-01T06:30", "2026-11-01T12:00"),
        at_basalt("x", "2026-11-01T06:00", "2026-11-01T12:00"),
    )
    world.cleo.types("/shifts")
    world.cleo.reads("No open shifts")  # they are for Heron City Police
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ada.types("/shifts claim 2")
    world.ada.reads("Rest 8.5 h before (8 h needed)")


def test_the_long_day_counts_twenty_five_hours_for_whoever_lives_there(world: World) -> None:
    """From midnight to 13:30 are fourteen and a half hours in Denver on that day."""
    world.it_becomes(THURSDAY_NOON)
    kestrel = {"agency": "Kestrel County Sheriff"}
    world.feed_says(
        at_basalt("l", "2026-11-01T00:00", "2026-11-01T13:30", **kestrel),
        at_basalt("k", "2026-11-01T00:00", "2026-11-01T13:00", **kestrel),
    )
    world.cleo.types("/shifts claim 1")
    world.cleo.reads("Too many hours in a day.", "14.5 h on Sun Nov 1; 14 h is the limit.", "(14.5 h)")
    world.cleo.types("/shifts claim 2")
    world.cleo.reads("Sun Nov 1: 14 of 14 h", "Sun Nov 1, 00:00–13:00 (14 h)")
    world.cleo.presses("Claim it")
    world.cleo.reads("It is yours.")


def test_a_time_that_comes_twice_or_never_is_set_aside_until_the_feed_says_which(world: World) -> None:
    world.it_becomes(THURSDAY_NOON)
    report = world.feed_says(
        at_basalt("twice", "2026-11-01T01:30", "2026-11-01T08:00"),
        at_basalt("told", "2026-11-01T01:30:00-07:00", "2026-11-01T08:00:00-07:00"),
    )
    assert [row.external_id for row in report.quarantined] == ["twice"]
    world.ada.types("/shifts")
    world.ada.reads("1 open shift", "Sun Nov 1, 01:30–08:00 (6.5 h)")
