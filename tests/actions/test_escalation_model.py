"""Anything in any order: what is promised of escalations holds (`tests/factories/escalation_model.py`)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import empty_postgres
from tests.factories.escalation_model import District, sqlite_copy

LIVES = {"sqlite": 20, "postgresql": 5}
"""A life takes longer there: each has a database of its own."""


def test_nobody_is_told_twice_or_too_late_and_everything_has_a_next_step_or_an_ending(
    database_url: str, empty_sqlite: Path
) -> None:
    kind = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    fresh: Callable[[], AbstractContextManager[str]] = partial(sqlite_copy, empty_sqlite)
    District.fresh = fresh if kind == "sqlite" else empty_postgres
    run_state_machine_as_test(
        District,
        settings=hypothesis.settings(
            max_examples=LIVES[kind], stateful_step_count=30, suppress_health_check=list(HealthCheck)
        ),
    )
