"""Anything in any order: what is promised of escalations holds (`tests/factories/escalation_model.py`)."""

from pathlib import Path

import hypothesis
from hypothesis import HealthCheck
from hypothesis.stateful import run_state_machine_as_test

from tests.factories.escalation_model import District

LIVES = 20


def test_nobody_is_told_twice_or_too_late_and_everything_has_a_next_step_or_an_ending(
    empty_sqlite: Path,
) -> None:
    District.template = empty_sqlite
    run_state_machine_as_test(
        District,
        settings=hypothesis.settings(
            max_examples=LIVES, stateful_step_count=30, suppress_health_check=list(HealthCheck)
        ),
    )
