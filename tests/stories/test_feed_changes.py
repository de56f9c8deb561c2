"""The agency changes its schedule, and whoever holds a shift reads what that means for them."""

from tests.stories.world import BASALT, World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
EARLIER = FRIDAY | {"starts": "2026-08-14T06:30:00-07:00"}
THURSDAY_NIGHT = shift(
    "n", "2026-08-13T17:00:00-06:00", "2026-08-13T23:45:00-06:00", school=BASALT, post="game night"
)
OTHERS = [
    shift(f"o{hour}", f"2026-08-14T{hour}:00:00-07:00", "2026-08-14T20:00:00-07:00") for hour in range(12, 17)
]
"""Five more shifts, so that one that vanishes is less than a fifth of them."""


def test_ada_reads_from_when_to_when_her_shift_moved(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")

    world.feed_says(EARLIER)
    words = world.ada.reads("Your shift changed", "Starts 07:00 → 06:30", "Fri Aug 14, 06:30–15:00")
    assert "breaks a rule" not in words
    assert "Ends" not in words
    world.sol.looks_at_board("Fri Aug 14", "06:30–15:00", "Ada Alder")


def test_a_move_that_takes_adas_rest_is_told_to_her_and_to_her_sergeant_who_decides(world: World) -> None:
    world.feed_says(FRIDAY, THURSDAY_NIGHT)
    for number in (1, 2):
        world.ada.types(f"/shifts claim {number} now")
        world.ada.reads("It is yours.")

    world.feed_says(EARLIER, THURSDAY_NIGHT)
    world.ada.reads(
        "Starts 07:00 → 06:30", "Not enough rest.", "7.75 h after Basalt High", "supervisor was told"
    )
    world.sol.reads(
        "Ada Alder's shift changed and now breaks a rule.", "Fri Aug 14, 06:30–15:00", "Not enough rest."
    )
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 2 shifts")  # nobody took anything from her

    world.sol.presses("Release …")
    world.sol.submits(reason="you need your sleep")
    world.sol.reads("Ada Alder is off.", "you need your sleep")
    world.ada.reads("Sergeant Sol Sequoia released you from this shift.", "you need your sleep")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift", "Basalt High")


def test_a_shift_that_vanishes_is_withdrawn_and_when_it_returns_it_is_open_to_all(world: World) -> None:
    world.feed_says(FRIDAY, *OTHERS)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts wait 1")
    world.ben.reads("Number 1 in line.")

    world.feed_says(*OTHERS)
    world.ada.reads("Withdrawn: do not go.", "Fri Aug 14, 07:00–15:00")
    world.ben.reads("The shift you waited for was withdrawn.", "Fri Aug 14, 07:00–15:00")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no shifts and stand in no line.")
    world.ben.types("/shifts claim 1")
    world.ben.reads("Withdrawn.", "The agency took this shift back.")

    world.feed_says(FRIDAY, *OTHERS)
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no shifts")
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.", "#1")


def test_a_shift_that_the_agency_cancels_is_withdrawn_like_one_that_vanished(world: World) -> None:
    world.feed_says(FRIDAY, *OTHERS)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.feed_says(FRIDAY | {"status": "cancelled"}, *OTHERS)
    world.ada.reads("Withdrawn: do not go.", "Fri Aug 14, 07:00–15:00")


def test_another_place_on_a_full_shift_goes_to_whoever_is_in_line(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts wait 1")
    world.ben.reads("Number 1 in line.")
    world.feed_says(FRIDAY | {"places": 2})
    world.ben.reads("A place came free and it is yours.", "Fri Aug 14, 07:00–15:00")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift")


def test_a_bad_row_is_set_aside_with_its_reason_and_the_others_are_taken(world: World) -> None:
    report = world.feed_says(
        FRIDAY,
        shift("b", "2026-08-15T15:00:00-07:00", "2026-08-15T07:00:00-07:00"),
        shift("c", "2026-08-15T07:00:00", "2026-08-15T15:00:00", zone="America"),
    )
    assert [row.external_id for row in report.quarantined] == ["b", "c"]
    world.ada.types("/shifts")
    world.ada.reads("1 open shift", "Fri Aug 14")
    assert "2 rows in quarantine: muster feed status says why" in world.cora.opens_home().replace("`", "")


def test_a_file_that_cannot_be_read_leaves_the_schedule_as_it_was(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")

    report = world.feed_file_holds('{"format": "muster-shifts", "version": 1, "shifts": [')
    assert report.reason
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift", "Fri Aug 14, 07:00–15:00")
    assert report.reason in world.cora.opens_home()
