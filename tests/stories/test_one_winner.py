"""Several officers want the same shift in the same second."""

from tests.stories.together import at_once
from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_two_officers_press_claim_it_in_the_same_second_and_the_later_one_reads_who_was_faster(
    world: World,
) -> None:
    world.feed_says(FRIDAY)
    rivals = [world.ada, world.ben]
    for officer in rivals:
        officer.types("/shifts claim 1")
        officer.reads("8 of 14 h")
    at_once(rivals, lambda officer: officer.presses("Claim it"))

    [winner] = [officer for officer in rivals if "It is yours." in officer.reads("Quartz Elementary")]
    [loser] = [officer for officer in rivals if officer is not winner]
    loser.reads_again("Taken.", f"By {winner.name}, 12:0")
    loser.presses("Join the waitlist")
    loser.reads("Number 1 in line.")
    world.everything_is_sent()
    assert winner.name in world.sol.looks_at_board("Fri Aug 14")
    assert loser.name not in world.sol.looks_at_board("Fri Aug 14")


def test_ten_officers_want_two_places_and_two_have_them(world: World) -> None:
    officers = world.hires(*("Ash", "Beech", "Elm", "Fir", "Gum", "Holly", "Ivy", "Larch", "Maple", "Pine"))
    world.feed_says(FRIDAY | {"places": 2})
    at_once(officers, lambda officer: officer.types("/shifts claim 1 now"))

    answers = {officer.name: officer.reads("Quartz Elementary") for officer in officers}
    winners = {name for name, words in answers.items() if "It is yours." in words}
    assert len(winners) == 2
    refusals = [words for name, words in answers.items() if name not in winners]
    assert all("Full." in words and "All 2 places are taken" in words for words in refusals)
    assert all(any(name in words for name in winners) for words in refusals)
    world.everything_is_sent()
    board = world.board("Fri Aug 14")
    assert {name for name in answers if name in board} == winners


def test_an_officer_who_presses_on_two_phones_at_once_holds_one_place(world: World) -> None:
    world.feed_says(FRIDAY | {"places": 2})
    at_once([world.ada, world.ada], lambda phone: phone.types("/shifts claim 1 now"))
    world.ada.reads("It is yours.")
    world.ada.reads("Already held.")
    world.everything_is_sent()
    assert "1 of 2 places left" in world.board("Fri Aug 14")
