"""A storm breaks loose over one channel; `make chaos` measures how long it takes."""

from chaos.databases import Place
from chaos.run import Run, Scale
from chaos.storm import break_loose


def test_each_alert_of_a_storm_stands_in_the_channel_once_and_nobody_else_misses_anything(
    place: Place,
) -> None:
    storm = break_loose(place, Run(Scale.SHORT, seed=9))
    assert (storm.missing, storm.repeated, storm.unsent, storm.others_lost) == (0, 0, 0, 0)
    assert 5 <= storm.messages <= 50
