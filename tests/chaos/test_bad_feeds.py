"""Some spoilt feeds come through the real door; `make chaos` sends twenty thousand."""

from pathlib import Path

from chaos.bad_feeds import pull_all
from chaos.databases import Place
from scheduling.feed.facts import PullState
from scheduling.store.engine import open_database


def test_a_spoilt_feed_is_taken_held_or_refused_and_bars_no_good_one(place: Place, tmp_path: Path) -> None:
    with place.empty() as url:
        database = open_database(url)
        pulled = pull_all(database, range(150), seed=11, folder=tmp_path, progress=lambda _done: None)
        database.close()
    assert (pulled.uncaught, pulled.barred) == ([], [])
    assert pulled.came_to.total() == 150
    assert pulled.came_to.keys() == {PullState.APPLIED, PullState.HELD, PullState.REFUSED}
