"""What people read who say when they are away or quiet, or ask who is on duty."""

import pytest

from tests.golden.keeper import as_text, hold
from tests.golden.presence_messages import PRESENCE_ANSWERS
from tests.handlers.limits import check_rendered


@pytest.mark.parametrize("name", PRESENCE_ANSWERS)
def test_an_answer_reads_as_it_is_kept(name: str) -> None:
    check_rendered(PRESENCE_ANSWERS[name])
    hold(name, as_text(PRESENCE_ANSWERS[name]))
