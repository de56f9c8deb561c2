"""The promises, in the order of their table. One more is one more file and one more line here.

The file is named as the promise is called on the command line, and has
`measure(place: Place, scale: Scale, progress: Progress) -> list[Figure]`. One that needs no database has
`measure_once(scale, progress)` instead.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from importlib import import_module
from typing import Final

from chaos.databases import Place
from chaos.figures import NOWHERE, Figure

PROMISES: Final = {
    "winner": "one winner",
    "crashes": "crashes",
    "daylight": "daylight saving",
    "bad_feeds": "bad feeds",
    "waiting_rows": "waiting rows",
}
"""The name of each promise's file → what the table calls it."""


class Scale(Enum):
    """FULL is what the promise says; SHORT is a few seconds of the same."""

    FULL = "full"
    SHORT = "short"


Progress = Callable[[int, int], None]
"""Told (done, in all), from time to time."""


def silent(_done: int, _in_all: int) -> None:
    """Progress that nobody watches."""


def is_placed(name: str) -> bool:
    """Whether this promise is measured on each database."""
    return hasattr(import_module(f"chaos.{name}"), "measure")


def measure(name: str, place: Place | None, scale: Scale, progress: Progress = silent) -> list[Figure]:
    """Measure one promise, on one database if it needs one."""
    module = import_module(f"chaos.{name}")
    if place is None:
        figures: list[Figure] = module.measure_once(scale, progress)
    else:
        figures = module.measure(place, scale, progress)
    database = NOWHERE if place is None else place.name
    return [replace(figure, promise=PROMISES[name], database=database) for figure in figures]


def unmeasured(name: str, place: Place | None, fault: Exception) -> Figure:
    """The figure of a promise whose measure failed: broken until it can be measured."""
    return Figure(
        "the measure itself",
        type(fault).__name__,
        "ends",
        held=False,
        promise=PROMISES[name],
        database=NOWHERE if place is None else place.name,
    )
