"""Whatever is planned, changed, cancelled and answered, and however late, twice and in whatever order the
mails arrive: a calendar program that only saw the bytes of the mails holds what Muster holds.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Answer
from scheduling.store.engine import open_database
from tests.actions.meeting_life import Life
from tests.conftest import NOON
from tests.fakes.parsers.programs import Programs
from tests.people import hire

EXAMPLES = max(settings().max_examples // 4, 1)
"""Each of them is a database of its own."""

STARTS = (NOON, datetime(2026, 10, 20, 19, tzinfo=UTC), datetime(2027, 2, 23, 19, tzinfo=UTC))
"""In summer, and shortly before the clocks change."""

hours = st.sampled_from([8, 9, 15])
small, people, order = st.integers(0, 5), st.integers(1, 7), st.integers(0, 999)
titles = st.sampled_from(["Drill", "Drill; hall A, \\n", "Übung „Räumung“ — " + "ganz " * 15 + "lang"])
"""The second and the third have to be escaped, and folded in the middle of a letter of several octets."""

Event = tuple[Callable[..., None], tuple[object, ...]]


def happens(deed: Callable[..., None], *told: st.SearchStrategy[object]) -> st.SearchStrategy[Event]:
    return st.tuples(st.just(deed), st.tuples(*told))


planned = happens(
    Life.plan, people, hours, st.integers(0, 3), st.sampled_from([None, *Every]), st.integers(1, 5)
)
events = st.lists(
    st.one_of(
        planned,
        happens(Life.wait, st.integers(0, 9)),
        happens(Life.edit, small, people, hours, titles, small),
        happens(Life.edit, small, people, hours, titles, st.just(0)),
        happens(Life.move, small, small, st.integers(0, 3), hours),
        happens(Life.move, small, small, st.integers(0, 3), hours),
        happens(Life.cancel, small, small, st.integers(0, 2)),
        happens(Life.answer, small, st.integers(0, 2), st.sampled_from(Answer)),
        happens(
            Life.reply, small, st.integers(0, 2), st.sampled_from(["ACCEPTED", "DECLINED"]), st.integers(0, 2)
        ),
        happens(Life.send, order),
        happens(Life.send, order),
    ),
    min_size=3,
    max_size=20,
)


@settings(max_examples=EXAMPLES)
@given(start=st.sampled_from(STARTS), first=planned, happening=events, last=order)
def test_a_program_that_only_saw_the_mails_holds_the_same_meetings(
    empty_sqlite: Path,
    programs: Programs,
    start: datetime,
    first: Event,
    happening: list[Event],
    last: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copyfile(empty_sqlite, Path(folder) / "life.db")
        database = open_database(f"sqlite:///{path}")
        with database.begin(start) as tx:
            cast = hire(tx)
        life = Life(database, cast, start)
        for deed, told in (first, *happening):
            deed(life, *told)
        life.settle(programs, last)
        database.close()
