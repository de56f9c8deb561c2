"""A process that claims and releases is killed a few times; `make chaos` does it two hundred times."""

from chaos.crash_work import prepare
from chaos.crashes import kill_again_and_again, look_back
from chaos.databases import Place
from chaos.run import Run, Scale
from scheduling.store.engine import open_database


def test_what_was_acknowledged_before_a_kill_is_there_afterwards_with_its_audit_and_its_notice(
    place: Place,
) -> None:
    run = Run(Scale.SHORT, seed=3)
    with place.empty() as url:
        database = open_database(url)
        prepare(database)
        told = kill_again_and_again(url, 4, run.chance(place.name), run.progress)
        left = look_back(database, told)
        database.close()
    assert left.acknowledged >= 4
    assert (left.lost, left.doubled, left.unrecorded, left.untold, left.orphans) == (0, 0, 0, 0, 0)
