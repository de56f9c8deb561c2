"""One process is killed and one is stopped; `make chaos` does it again and again and takes the time."""

from chaos.databases import Place
from chaos.failover import take_over
from chaos.run import Run, Scale


def test_what_a_process_had_in_hand_is_taken_on_and_sent_once(place: Place) -> None:
    taken, left = take_over(place, Run(Scale.SHORT, seed=13), rounds=1)
    assert taken
    assert all(each.notice >= 0 for each in taken)
    assert (left.missing, left.lost, left.doubled, left.unsent) == (0, 0, 0, 0)
