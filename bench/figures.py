"""One line of the table: what was measured, what it is held against, and whether the goal is met."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes:
        what: what was measured.
        muster: its value, with the unit.
        yardstick: the value it is held against, or empty.
        ratio: Muster's share of the yardstick, or empty.
        goal: the goal in words, or empty where the figure only informs.
        met: whether the goal is met; None without a goal.
    """

    what: str
    muster: str
    yardstick: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked)) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def show(console: Console, title: str, figures: Sequence[Figure]) -> None:
    """Print the figures as a table."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for heading in ("what", "Muster", "yardstick", "ratio", "goal", ""):
        table.add_column(heading, justify="left" if heading in {"what", "goal"} else "right")
    for figure in figures:
        mark = {None: "", True: "met", False: "NOT met"}[figure.met]
        table.add_row(figure.what, figure.muster, figure.yardstick, figure.ratio, figure.goal, mark)
    console.print(table)
