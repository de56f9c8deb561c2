"""Measure everything and print it. `python -m bench NAME …` measures only those."""

import sys
from collections.abc import Callable

from rich.console import Console

from bench import ack, calendars, claims, escalations, imports, process, training
from bench.figures import Figure, show

MEASURES: dict[str, tuple[str, Callable[[], list[Figure]]]] = {
    "ack": ("Acknowledgement of `/shifts claim N now`, over real Socket Mode", ack.measure),
    "claims": ("Claims", claims.measure),
    "imports": ("Feed import, 7,000 shifts", imports.measure),
    "calendars": ("Calendar subscriptions", calendars.measure),
    "training": ("Training", training.measure),
    "escalations": ("Escalations", escalations.measure),
    "process": ("The process", process.measure),
}


def main(names: list[str]) -> int:
    """Run the named measures, or all; exit status 1 if a goal is not met."""
    console, met = Console(), True
    for name in names or MEASURES:
        title, measure = MEASURES[name]
        with console.status(f"measuring: {title} …"):
            figures = measure()
        show(console, title, figures)
        met = met and all(figure.met is not False for figure in figures)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
