"""Whatever is asked, done, refused, put off and corrected, and however long nobody looks: no rung is told
twice, none before its hour, none of what is done; and the standing is what a plain count of the records says.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.policy.requirements import Countdown
from scheduling.store.engine import open_database
from tests.actions.training_life import COURSE, EVERYTHING, FIREARMS, HOURS, SESSIONS, Life, Pack
from tests.conftest import NOON
from tests.factories.roster import change_person
from tests.people import hire

EXAMPLES = max(settings().max_examples // 4, 1)
"""Each of them is a database of its own."""

countdowns = st.sampled_from([Countdown(), Countdown(time(6), time(17)), Countdown(time(15, 30))])
packs = st.builds(
    Pack,
    st.frozensets(st.sampled_from([one.key for one in EVERYTHING]), min_size=1),
    st.sampled_from([(30, 14, 7, 3, 1, 0), (20, 5), (0,), ()]),
    countdowns,
)
keys = st.sampled_from([COURSE.key, HOURS.key, FIREARMS.key])
who, number = st.integers(0, 1), st.integers(0, 9)
sessions = st.sampled_from([SESSIONS, SESSIONS[:1], SESSIONS[1:]])
hours = st.sampled_from([0.5, 5, 13, 24, 24, 24, 100, 500])

Event = tuple[Callable[..., None], tuple[object, ...]]


def happens(deed: Callable[..., None], *told: st.SearchStrategy[object]) -> st.SearchStrategy[Event]:
    return st.tuples(st.just(deed), st.tuples(*told))


events = st.lists(
    st.one_of(
        happens(Life.sweep, hours),
        happens(Life.sweep, hours),
        happens(Life.sweep, hours),
        happens(Life.log, who, keys, st.integers(0, 40), sessions),
        happens(Life.log, who, keys, st.integers(0, 40), sessions),
        happens(Life.verify, who, number),
        happens(Life.refuse, who, number),
        happens(Life.put_off, who, st.integers(-5, 60)),
        happens(Life.correct, who, st.integers(0, 60)),
        happens(Life.later, who),
        happens(Life.switch, packs),
    ),
    min_size=10,
    max_size=40,
)


@settings(max_examples=EXAMPLES)
@given(pack=packs, happening=events)
def test_rungs_are_told_once_and_in_time_and_the_standing_is_what_the_records_say(
    empty_sqlite: Path, pack: Pack, happening: list[Event]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copyfile(empty_sqlite, Path(folder) / "life.db")
        database = open_database(f"sqlite:///{path}")
        with database.begin(NOON) as tx:
            cast = hire(tx)
            for other in (cast.sol, cast.cleo):
                change_person(tx, other, kind="")
        life = Life(database, cast, pack.policy)
        life.sweep(0)
        for deed, told in happening:
            deed(life, *told)
        database.close()
