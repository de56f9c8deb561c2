"""Buttons that a demo adds to the page, such as "Deliver the next feed"."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Extra:
    """One such button; `run` does the thing and answers a sentence to show."""

    id: str
    label: str
    description: str
    run: Callable[[], str]
