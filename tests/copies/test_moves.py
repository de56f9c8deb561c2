"""A move takes everything along, and leaves a database behind that nobody serves by mistake."""

from pathlib import Path

import pytest

from scheduling.copies.errors import CopyError
from scheduling.copies.moves import Moved, move
from scheduling.outbox.holds import OUTBOX, SERVING, find_hold
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.conftest import NOON
from tests.copies.state import sums
from tests.factories.roster import add_school

HOLD = ("holds",)


def moved(source: Database, target: Database) -> list[Moved]:
    return move(source, target, now=NOON)


def test_everything_is_there_after_a_move_between_any_two_databases_and_goes_on_being_sent(
    full: Database, other: Database
) -> None:
    before = sums(full)
    tables = moved(full, other)
    assert sums(other) == before
    assert sorted((each.read for each in tables), key=lambda each: each.table) == before
    assert all(each.read == each.written for each in tables)
    with other.begin(NOON) as tx:
        assert find_hold(tx, OUTBOX) is None
        assert find_hold(tx, SERVING) is None
        assert add_school(tx).id == 3


def test_the_database_that_was_left_sends_nothing_and_is_not_served_again(
    full: Database, other: Database
) -> None:
    moved(full, other)
    with full.read(NOON) as tx:
        for what in (OUTBOX, SERVING):
            hold = find_hold(tx, what)
            assert hold is not None
            assert hold.reason.startswith("moved to ")


def test_what_was_moved_is_not_moved_a_second_time(full: Database, other: Database, tmp_path: Path) -> None:
    moved(full, other)
    third = open_database(f"sqlite:///{tmp_path / 'third.db'}")
    with pytest.raises(CopyError, match="moved to"):
        moved(full, third)
    third.close()


def test_a_database_that_holds_rows_already_is_left_alone(full: Database, other: Database) -> None:
    migrate(other)
    with other.begin(NOON) as tx:
        add_school(tx, code="THEIRS")
    before = sums(full), sums(other)
    with pytest.raises(CopyError, match="holds rows already"):
        moved(full, other)
    assert (sums(full), sums(other)) == before


def test_a_move_that_breaks_off_leaves_both_as_they_were(full: Database, other: Database) -> None:
    migrate(other)
    before = sums(full), sums(other)

    def interrupted(what: str, done: int, of: int) -> None:
        if what == "checking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(full, other, now=NOON, watch=interrupted)
    assert (sums(full), sums(other)) == before
