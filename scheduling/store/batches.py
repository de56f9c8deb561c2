"""Statements that name many rows, some of them at a time."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

BATCH: Final = 500
"""So many are named in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def in_batches(every: Sequence[T]) -> Iterator[Sequence[T]]:
    """All of these in their order, in parts of `BATCH` at most; nothing where there are none."""
    return (every[first : first + BATCH] for first in range(0, len(every), BATCH))
