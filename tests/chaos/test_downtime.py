"""A bot comes back after an hour and after a week; `make chaos` measures how soon it sends."""

import pytest

from chaos.databases import Place
from chaos.downtime import DOWN, come_back


@pytest.mark.parametrize("how_long", DOWN)
def test_nothing_that_was_owed_while_the_bot_was_down_is_dropped_in_silence(
    place: Place, how_long: str
) -> None:
    back = come_back(place, DOWN[how_long])
    assert back.owed >= 100
    assert back.sent >= 50
    assert back.not_sent >= 40
    assert (back.dropped, back.silent, back.unrecorded, back.doubled) == (0, 0, 0, 0)
