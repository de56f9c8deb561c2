"""Canaries: names, addresses, words and secrets that must be found nowhere in what a process writes down."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.logs import set_up_logs

CANARY = "zanzibar"
"""Stands in every text of people and of the feed."""

NAMES = ("Alder", "Birch", "Cedar", "Sequoia", "Cypress", "Oleander", "@example.org")
"""Of the cast; enough of each that no part of it goes unnoticed."""


class Paper:
    """All that is written to standard error, as the process words it."""

    def __init__(self, written: io.StringIO) -> None:
        """Read along."""
        self._written = written

    @property
    def text(self) -> str:
        """Every line so far."""
        return self._written.getvalue()

    def sings(self, *secrets: str) -> list[str]:
        """The canaries that are heard in it, and the secrets."""
        heard = self.text.lower()
        return [word for word in (CANARY, *NAMES, *secrets) if word and word.lower() in heard]


@contextmanager
def written_down(patch: pytest.MonkeyPatch) -> Iterator[Paper]:
    """Log as the process does, down to its finest level, and keep what it writes."""
    written = io.StringIO()
    with patch.context() as here:
        here.setattr(sys, "stderr", written)
        set_up_logs("json", level=logging.DEBUG)
        yield Paper(written)
