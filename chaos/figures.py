"""One measured figure of a promise, and the table that holds both databases side by side."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

NOWHERE = ""
"""The `database` of a figure that no database has a part in."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one promise on one database.

    Attributes:
        what: what was measured, in a few words; the same words on both databases.
        measured: its value, with the unit.
        required: what it must be, in words; empty where the figure only informs.
        held: whether it is so; None where the figure only informs.
        promise: the promise it belongs to; whoever runs the measure fills it in.
        database: `SQLite`, `PostgreSQL`, or NOWHERE; filled in likewise.
    """

    what: str
    measured: str
    required: str = ""
    held: bool | None = None
    promise: str = ""
    database: str = NOWHERE


def none_of(what: str, count: int) -> Figure:
    """A figure that must be zero."""
    return Figure(what, f"{count:,}", "0", count == 0)


def exactly(what: str, count: int, wanted: int) -> Figure:
    """A figure that must be one number: that all of a work was done, for nothing breaks where nothing is."""
    return Figure(what, f"{count:,}", f"{wanted:,}", count == wanted)


def at_most(what: str, value: float, limit: float, unit: str, *, digits: int = 2) -> Figure:
    """A figure with a limit, in `unit`, shown to so many digits."""
    return Figure(what, f"{value:,.{digits}f} {unit}", f"≤ {limit:g} {unit}", value <= limit)


def broken(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are not what they must be."""
    return [figure for figure in figures if figure.held is False]


def show(console: Console, figures: Sequence[Figure], databases: Sequence[str]) -> None:
    """Print every figure, a row a measure, a column a database; then name each that is broken."""
    table = Table(title="What must hold", title_justify="left", title_style="bold")
    for heading in ("promise", "what", "required"):
        table.add_column(heading)
    for database in databases:
        table.add_column(database, justify="right")
    named = ""
    for promise, what in dict.fromkeys((figure.promise, figure.what) for figure in figures):
        row = [figure for figure in figures if (figure.promise, figure.what) == (promise, what)]
        if named and promise != named:
            table.add_section()
        cells = [_cell(row, database) for database in databases]
        required = " / ".join(dict.fromkeys(figure.required for figure in row))
        table.add_row("" if promise == named else promise, what, required, *cells)
        named = promise
    console.print(table)
    for figure in broken(figures):
        where = f" on {figure.database}" if figure.database != NOWHERE else ""
        console.print(
            f"BROKEN: {figure.promise}{where}: {figure.what} is {figure.measured}, "
            f"required {figure.required or 'otherwise'}",
            style="bold red",
        )


def as_json(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """The figures as JSON values."""
    return [asdict(figure) for figure in figures]


def _cell(row: Sequence[Figure], database: str) -> str:
    found = next((figure for figure in row if figure.database in {database, NOWHERE}), None)
    if found is None:
        return "not measured"
    mark = {None: "", True: " ✓", False: " ✗"}[found.held]
    return f"{found.measured}{mark}"
