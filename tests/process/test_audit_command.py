"""`muster audit …`: what a coordinator reads of the record, and what it says when somebody has been at it."""

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.settings import EXAMPLES
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.conftest import NOON
from tests.factories.audit import tamper, write

GENESIS_END = "0:" + "0" * 64


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Database:
    """The database of the settings, with three changes in its audit."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "MUSTER_TIMEZONE": "America/Phoenix", "MUSTER_DATABASE_URL": database_url, "COLUMNS": "120",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    database = open_database(database_url)
    write(database, NOON, 11, 12, 13)
    return database


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["audit", *words])


def end_of(result: Result) -> str:
    return str(result.output.split("It ends with ")[1].split()[0])


def test_a_chain_that_holds_is_told_with_its_period_and_its_end(there: Database) -> None:
    done = run("verify")
    assert done.exit_code == 0
    assert "3 changes, from 2026-08-12 12:00:00 to 2026-08-12 12:00:00: the chain holds." in done.output
    assert end_of(done).startswith("3:")
    there.close()


def test_an_end_that_was_noted_is_found_again_after_more_was_written(there: Database) -> None:
    noted = end_of(run("verify"))
    write(there, NOON, 14)
    done = run("verify", "--expect", noted)
    assert (done.exit_code, "row 3, is part of it" in done.output) == (0, True)
    assert run("verify", "--expect", GENESIS_END).exit_code == 0
    there.close()


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        ("UPDATE audit SET reason = '' WHERE id = 2", "Row 2 does not fit"),
        ("DELETE FROM audit WHERE id = 2", "Row 2 is missing. 1 row"),
        ("DELETE FROM audit WHERE id > 1", "Rows 2 to 3 are missing at the end"),
        ("UPDATE audit_head SET audit_id = 2", "Row 3 does not belong"),
        ("UPDATE audit_head SET hash = ''", "Row 3 is not the one with which the audit says that it ends"),
        ("DELETE FROM audit_head", "table audit_head"),
    ],
)
def test_a_chain_that_is_broken_is_told_with_the_row_and_the_exit_code(
    there: Database, deed: str, says: str
) -> None:
    tamper(there, deed)
    done = run("verify")
    assert done.exit_code == 1
    assert says in done.output
    there.close()


def test_an_audit_written_anew_is_told_from_the_one_whose_end_was_noted(there: Database) -> None:
    noted = end_of(run("verify"))
    tamper(there, "DELETE FROM audit", f"UPDATE audit_head SET audit_id = 0, hash = '{'0' * 64}'")
    write(there, NOON, 11, 12, 14)
    assert run("verify").exit_code == 0
    done = run("verify", "--expect", noted)
    assert (done.exit_code, "somebody wrote it anew" in done.output) == (1, True)
    there.close()


def test_what_is_no_end_is_said_to_be_none(there: Database) -> None:
    assert "muster audit verify" in str(run("verify", "--expect", "yesterday").exception)
    there.close()


def test_the_record_is_listed_by_subject_and_by_day(there: Database) -> None:
    of_one = run("list", "--subject", "shift", "--id", "12").output
    assert "shift 12" in of_one
    assert "officer: 12, day_hours: 8.0" in of_one
    assert "a test" in of_one
    assert "shift 11" not in of_one
    assert "shift 13" in run("list", "--since", "2026-08-12T12:00").output
    assert "Nothing is recorded that fits." in run("list", "--since", "2026-08-12T12:01").output
    there.close()


def test_an_audit_from_before_the_chain_is_chained_and_then_holds(there: Database) -> None:
    migrate(there, "0003")
    assert "3 changes" in run("verify").output
    there.close()
