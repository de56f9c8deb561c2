"""Two processes of many officers press Claim on the same shifts; `make race` runs the whole form."""

from chaos.databases import Place
from chaos.run import Scale, unwatched
from chaos.winner import CLAIMED, REFUSED, SIZES, run_race


def test_officers_who_press_at_the_same_moment_share_out_the_shifts_one_each(place: Place) -> None:
    with place.empty() as url:
        race = run_race(url, SIZES[Scale.SHORT], unwatched)
    assert race.outcomes == {CLAIMED: 10, REFUSED: 230}
    assert (race.doubles, race.lost, race.unclaimed, race.recorded) == (0, 0, 0, 10)
