"""A database that sorts words as a dictionary does, not by their bytes, works all the same."""

import os
import uuid
from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest

from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.leases import end_leases, lease_due
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate


@pytest.fixture
def dictionary_database() -> Iterator[Database]:
    """An empty, migrated PostgreSQL database that sorts as English dictionaries do: a semicolon comes before
    a colon, and marks before figures."""
    server = os.environ.get("MUSTER_TEST_POSTGRES_RUNNING")
    if not server:
        pytest.skip("SQLite sorts by bytes")
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as admin:
        admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"
        )
        database = open_database(f"{server}/{name}")
        migrate(database)
        yield database
        database.close()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_the_leases_of_a_dead_replica_end_whatever_the_order_of_punctuation(
    dictionary_database: Database, now: datetime
) -> None:
    with dictionary_database.begin(now) as tx:
        enqueue(tx, [Notice("feed_held", f"channel:{n}", f"key:{n}") for n in range(3)])
        assert len(lease_due(tx, replica="0123456789ab")) == 3
        assert end_leases(tx, of="0123456789a") == 0
        assert end_leases(tx, of="0123456789ab") == 3
