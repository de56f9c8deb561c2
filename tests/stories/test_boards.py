"""The day's post in #shifts follows what happens, and its buttons answer only whoever presses."""

from tests.stories.world import BASALT, World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
LATER = [
    shift(f"o{hour}", f"2026-08-14T{hour}:00:00-07:00", "2026-08-14T20:00:00-07:00") for hour in range(12, 17)
]


def posts_of(world: World, day: str) -> list[str]:
    """The posts of one day, each by its first line."""
    workspace = world.server.workspace
    seen = workspace.messages(world.sol.id, workspace.channel("shifts"))
    return [message["text"] for message in seen if message["text"].startswith(day)]


def nobody_else_saw_more_than_posts(world: World) -> None:
    workspace = world.server.workspace
    seen = workspace.messages(world.ben.id, workspace.channel("shifts"))
    assert all(message["text"].startswith("Fri Aug 14: ") for message in seen), seen


def test_it_follows_claims_releases_changes_and_withdrawals_in_one_post(world: World) -> None:
    world.feed_says(FRIDAY, *LATER)
    world.sol.looks_at_board("Fri Aug 14: 6 places open", "07:00–15:00 · #1")
    world.everything_is_swept()
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.looks_at_board("Fri Aug 14: 5 places open", ":white_check_mark:", "Ada Alder")
    world.ada.types("/shifts release 1")
    world.ada.reads("Given back.")
    words = world.sol.looks_at_board("Fri Aug 14: 6 places open")
    assert "Ada Alder" not in words
    world.feed_says(FRIDAY | {"ends": "2026-08-14T14:00:00-07:00"}, *LATER)
    world.sol.looks_at_board("07:00–14:00 · #1")
    world.feed_says(*LATER)
    words = world.sol.looks_at_board("Fri Aug 14: 5 places open")
    assert "#1" not in words
    assert len(posts_of(world, "Fri Aug 14")) == 1


def test_a_shift_that_moves_to_another_day_leaves_one_post_and_joins_the_other(world: World) -> None:
    world.feed_says(FRIDAY, *LATER)
    world.everything_is_swept()
    saturday = {"starts": "2026-08-15T07:00:00-07:00", "ends": "2026-08-15T15:00:00-07:00"}
    world.feed_says(FRIDAY | saturday, *LATER)
    world.sol.looks_at_board("Sat Aug 15: 1 place open", "#1")
    assert "#1 " not in world.sol.looks_at_board("Fri Aug 14: 5 places open").replace("\n", " ")


def test_ada_claims_by_the_posts_button_and_only_she_reads_the_answers(world: World) -> None:
    world.feed_says(
        FRIDAY, shift("b", "2026-08-14T18:00:00-06:00", "2026-08-14T22:00:00-06:00", school=BASALT)
    )
    world.ada.looks_at_board("Fri Aug 14: 2 places open")
    world.ada.presses("Claim", after="Quartz Elementary")
    world.ada.reads("8 of 14 h", channel="shifts")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.", channel="shifts")
    nobody_else_saw_more_than_posts(world)
    world.ben.looks_at_board("Fri Aug 14: 1 place open", "Ada Alder")  # the post itself is still the post
    assert len(posts_of(world, "Fri Aug 14")) == 1


def test_a_command_in_the_channel_is_answered_to_its_author_alone(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now", channel="shifts")
    world.ada.reads("It is yours.", channel="shifts")
    nobody_else_saw_more_than_posts(world)


def test_ben_joins_the_line_and_the_post_says_that_somebody_waits(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.ben.types("/shifts wait 1")
    world.ben.reads("Number 1 in line.")
    world.sol.looks_at_board("Fri Aug 14: all filled", "Ada Alder", "1 officer in line")
    world.ben.presses("Leave the line")
    world.ben.reads("Out of line.")
    world.everything_is_sent()
    assert "in line" not in world.board("Fri Aug 14")
