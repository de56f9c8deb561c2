"""`muster replicas` says who is there and who is at what."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from scheduling.replicas.actions import register
from scheduling.replicas.duties import end_term, take_duty
from scheduling.replicas.facts import Term
from scheduling.store.engine import Database
from tests.process.replicas import right_now

HOUR = timedelta(hours=1)


def asked(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "160")
    shown = CliRunner().invoke(app, ["replicas"])
    assert shown.exit_code == 0, shown.output
    return shown.output


def test_who_is_there_and_who_is_at_what_is_shown(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin(right_now()) as tx:
        register(tx, replica_id="1a2b", name="muster-1", release="0.1.0", schema_version="0005")
        for duty in ("feed", "shifts"):
            term = take_duty(tx, duty=duty, replica_id="1a2b", first_due_at=tx.now, longest=HOUR)
            if duty == "shifts":
                assert isinstance(term, Term)
                end_term(tx, term, due_at=tx.now + HOUR, done=True)
    shown = asked(database_url, monkeypatch)
    if database_url.startswith("sqlite"):
        assert shown.startswith("A SQLite file is served by one process alone")
        return
    lines = shown.splitlines()
    one = next(line for line in lines if "1a2b" in line)
    assert all(word in one for word in ("muster-1", "0.1.0", "0005", "just now"))
    feed = next(line for line in lines if "feed" in line)
    assert "never" in feed
    assert "muster-1" in feed
    shifts = next(line for line in lines if "shifts" in line)
    assert "just now" in shifts
    assert "muster-1" not in shifts


def test_a_database_that_nobody_serves_says_so(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("a file's lock says who serves it")
    assert asked(database_url, monkeypatch).strip() == "No Muster serves this database."
