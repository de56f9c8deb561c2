"""A release that a newer one has overtaken ends by itself, and is not started again."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.ending import OUTDATED
from scheduling.store.engine import Database
from scheduling.store.schema import head_version
from tests.fakes.slack_api import SlackApi, listening
from tests.process.launch import running
from tests.process.replicas import environment, present, replicas, right_now, until


def _migrate_as_a_newer_release_would(database: Database) -> None:
    with database.begin(right_now()) as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_running_replicas_end_when_a_newer_release_has_migrated_and_give_up_what_they_had(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("a file belongs to one process: nobody migrates it meanwhile")
    with (
        listening(SlackApi()) as slack,
        replicas(slack, database_url, tmp_path, "muster-1", "muster-2") as both,
    ):
        until(lambda: [each.name for each in present(database)] == ["muster-1", "muster-2"], "both beat")
        _migrate_as_a_newer_release_would(database)
        for replica in both.values():
            code, said = replica.ends()
            assert code == OUTDATED
            assert "schema version 9999" in said
            assert "Traceback" not in said
        assert present(database) == []


def test_an_older_release_is_refused_in_one_sentence_on_a_database_of_a_newer_one(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    _migrate_as_a_newer_release_would(database)
    with (
        listening(SlackApi()) as slack,
        running(environment(slack, database_url, "muster-1"), tmp_path) as muster,
    ):
        code, said = muster.ends()
    assert code == OUTDATED
    assert said.splitlines()[-1] == (
        "A newer release of Muster has brought the database to schema version 9999; this one knows versions "
        f"up to {head_version()}. Start the newer release; the older one can only go on with a backup from "
        "before the upgrade."
    )
    assert "Traceback" not in said
