"""Every story begins in the same small district, on every database there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.world import World, a_world


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district; the story fails on any message that it did not expect."""
    with a_world(tmp_path, database_url) as district:
        yield district
