"""Processes are killed and frozen and the database crashes a few times; `make chaos` does it at length."""

import pytest

from chaos.databases import POSTGRESQL, Place
from chaos.notices import SIZES, home, strike_all
from chaos.run import Run, Scale
from tests.postgres import find_binaries


def test_whatever_breaks_every_notice_is_accepted_by_slack_once(place: Place) -> None:
    if place.name == POSTGRESQL and find_binaries() is None:
        pytest.skip("a server of one's own is crashed: PostgreSQL's programs are needed")
    run = Run(Scale.SHORT, seed=5)
    with home(place) as found:
        left = strike_all(found, SIZES[run.scale], run.chance(place.name), run.progress)
    assert left.rows >= 10
    assert (left.missing, left.lost, left.doubled, left.unsent) == (0, 0, 0, 0)
