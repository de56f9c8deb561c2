"""How a promise is measured this time: in full or briefly, with which seed, and who watches."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random


class Scale(Enum):
    """FULL is what the promise says; SHORT is a few seconds of the same."""

    FULL = "full"
    SHORT = "short"


Progress = Callable[[int, int], None]
"""Told (done, in all), from time to time."""


def unwatched(_done: int, _in_all: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the measures.

    Attributes:
        scale: how much of it.
        seed: of every random choice; the same seed makes the same choices (when a thread or a process gets
            its turn is still the machine's choice).
        progress: told how far a measure has come.
    """

    scale: Scale
    seed: int
    progress: Progress = unwatched

    def chance(self, *about: object) -> Random:
        """Random choices of one's own, so that no measure disturbs another's."""
        return Random(f"{self.seed}:{about}")
