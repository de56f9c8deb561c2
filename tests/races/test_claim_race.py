"""Two processes of many officers press Claim on the same shifts; `make race` runs the whole form."""

from bench.race_claims import CLAIMED, REFUSED, run_race


def test_officers_who_press_at_the_same_moment_share_out_the_shifts_one_each(database_url: str) -> None:
    race = run_race(database_url, processes=2, threads=12, on=10)
    assert race.outcomes == {CLAIMED: 10, REFUSED: 230}
    assert (race.doubles, race.unclaimed, race.recorded) == (0, 0, 10)
