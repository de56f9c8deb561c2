"""The database cannot do its part: people read so in one sentence, and everything goes on afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.practice.envelopes import ACK_SECONDS
from handlers.troubles import BUSY, CANNOT_LOOK, CANNOT_WRITE
from scheduling.roster.queries import list_people
from scheduling.roster.tables import people
from scheduling.store.engine import ANSWERING_PATIENCE
from tests.fakes.line import Line
from tests.ports import free_port
from tests.stories.world import World, a_world, shift
from tests.troubles import only_readable

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def test_an_officer_who_claims_while_nothing_can_be_written_reads_so_and_claims_later(world: World) -> None:
    world.feed_says(FRIDAY)
    world.everything_is_sent()
    with only_readable(world.process.database):
        world.ada.types("/shifts")
        world.ada.reads("Quartz Elementary", "07:00–15:00")  # to look is still possible
        world.ada.types("/shifts claim 1 now")
        world.ada.reads(CANNOT_WRITE)
        world.ada.types("/shifts claim 1")
        world.ada.reads("No other shift within a week")
        world.ada.presses("Claim it")
        world.ada.reads(CANNOT_WRITE)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.everything_is_sent()


def test_an_officer_who_waits_for_others_is_answered_before_slack_gives_up(
    tmp_path: Path, database_url: str
) -> None:
    assert 2 * ANSWERING_PATIENCE.total_seconds() <= ACK_SECONDS, "half of it is left for the answer"
    with a_world(tmp_path, database_url, patience=ANSWERING_PATIENCE) as world:
        world.feed_says(FRIDAY)
        world.everything_is_sent()
        with world.process.database.begin(world.clock.now()) as tx:
            tx.lock(people, [person.id for person in list_people(tx)])
            world.ada.types("/shifts claim 1 now")
            world.ada.reads(BUSY)
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.everything_is_sent()


@contextmanager
def a_world_by_line(folder: Path, database_url: str) -> Iterator[tuple[World, Line]]:
    """The district, and the line to its database server."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        pytest.skip("a file needs no line")
    assert url.port is not None
    with Line(url.port, free_port()) as line:
        by_line = url.set(port=line.own_port).render_as_string(hide_password=False)
        with a_world(folder, by_line) as world:
            yield world, line


def test_a_server_that_goes_away_and_comes_back_costs_nobody_more_than_a_second_try(
    tmp_path: Path, database_url: str
) -> None:
    with a_world_by_line(tmp_path, database_url) as (world, line):
        world.feed_says(FRIDAY)
        world.everything_is_sent()
        line.cut()
        world.ada.types("/shifts")
        world.ada.reads(CANNOT_LOOK)
        world.ada.types("/shifts claim 1 now")
        world.ada.reads(CANNOT_LOOK)
        well, health = world.process.web._health.look()
        assert not well
        assert "MUSTER_DATABASE_URL" in health["database"]["trouble"]
        line.mend()
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.sol.looks_at_board("Fri Aug 14", "Ada Alder")
