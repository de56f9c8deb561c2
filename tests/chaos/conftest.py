"""Where a short form is measured: the test's own database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chaos.databases import POSTGRESQL, SQLITE, Place


@pytest.fixture
def place(database_url: str) -> Place:
    """The test's database, empty and migrated, as a place to measure on once."""

    @contextmanager
    def empty() -> Iterator[str]:
        yield database_url

    return Place(SQLITE if database_url.startswith("sqlite") else POSTGRESQL, empty)
