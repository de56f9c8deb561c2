"""A bot comes back after an hour and after a week; `make chaos` measures how soon it sends."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from chaos.databases import Place
from chaos.downtime import DOWN, come_back
from chaos.downtime_owed import owe
from handlers.notices import JUDGED, KINDS
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database


@pytest.mark.parametrize("how_long", DOWN)
def test_nothing_that_was_owed_while_the_bot_was_down_is_dropped_in_silence(
    place: Place, how_long: str
) -> None:
    back = come_back(place, DOWN[how_long])
    assert back.owed >= 100
    assert back.sent >= 50
    assert back.not_sent >= 40
    assert (back.dropped, back.silent, back.unrecorded, back.doubled) == (0, 0, 0, 0)


def test_what_is_owed_has_every_kind_of_notice_that_there_is(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        owe(tx, now + timedelta(days=7))
        assert set(tx.execute(select(notices.c.kind)).scalars()) == {*KINDS, *JUDGED}
