"""The promises, in the order of their table. One more is one more file and one more line here.

The file is named as the promise is called on the command line, and has `measure(place, run)`, which answers
figures of one database. A promise that no database has a part in has `measure_once(run)` instead.
"""

from dataclasses import replace
from importlib import import_module
from typing import Final

from chaos.databases import Place
from chaos.figures import NOWHERE, Figure
from chaos.run import Run

PROMISES: Final = {
    "winner": "one winner",
    "crashes": "crashes",
    "notices": "notices",
    "lateness": "lateness",
    "downtime": "down an hour, a week",
    "failover": "fail-over",
    "daylight": "daylight saving",
    "bad_feeds": "bad feeds",
    "storm": "storm",
    "waiting_rows": "waiting rows",
}
"""The name of each promise's file → what the table calls it."""


def is_placed(name: str) -> bool:
    """Whether this promise is measured on each database."""
    return hasattr(import_module(f"chaos.{name}"), "measure")


def measure(name: str, place: Place | None, run: Run) -> list[Figure]:
    """Measure one promise, on one database if it needs one."""
    module = import_module(f"chaos.{name}")
    figures: list[Figure] = module.measure_once(run) if place is None else module.measure(place, run)
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
