"""Notices flow for a few seconds while processes are killed; `make chaos` measures how late they come."""

from chaos.databases import Place
from chaos.lateness import let_flow
from chaos.run import Run, Scale


def test_notices_that_flow_while_processes_are_killed_arrive_once_each(place: Place) -> None:
    flowed = let_flow(place, Run(Scale.SHORT, seed=7), killing=True)
    assert flowed.kills >= 1
    assert flowed.left.rows >= 50
    left = flowed.left
    assert (left.missing, left.lost, left.doubled, left.unsent) == (0, 0, 0, 0)
    assert len(left.late) == left.rows
