"""A file's columns as a table, and how a row is read by it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scheduling.roster.sheets.cells import CellRefused
from scheduling.roster.sheets.headings import Headings, match_headings
from scheduling.roster.sheets.report import BadRow, FieldChange
from scheduling.roster.sheets.sheet import Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        headings: what it may be called, the documented name first.
        read: cell → value; raises CellRefused with what was expected.
        empty: the value of an empty cell, and of a new row where the file has no such column.
        required: whether an empty cell makes the row bad, and a file without the column useless.
        keeps: whether an empty cell leaves what is known, because Muster finds it out by itself.
    """

    headings: tuple[str, ...]
    read: Callable[[str], Any]
    empty: Any = ""
    required: bool = False
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that could be read: only the fields for which the file has a column."""

    line: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entries:
    """A sheet that was read, row by row."""

    good: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    ignored_columns: tuple[str, ...]


def read_entries(sheet: Sheet, columns: Mapping[str, Column], key: str, *, unique: bool = True) -> Entries:
    """Read every row; of two rows with the same key the first is taken and the other is bad.

    Args:
        sheet: the file.
        columns: field → column.
        key: the field by which a row is named, and told from the others.
        unique: False where many rows may name the same thing.

    Raises:
        SheetRefused: the headings cannot be used.
    """
    headings = match_headings(
        sheet.headings,
        {field: column.headings for field, column in columns.items()},
        [field for field, column in columns.items() if column.required],
    )
    first_line: dict[object, int] = {}
    good: list[Entry] = []
    bad: list[BadRow] = []
    for row in sheet.rows:
        answer = _read_row(row, headings, columns, key)
        if unique and isinstance(answer, Entry) and answer.given[key] in first_line:
            who = str(answer.given[key])
            answer = BadRow(row.line, who, f"{who} stands on line {first_line[who]} already; keep one.")
        if isinstance(answer, BadRow):
            bad.append(answer)
        else:
            first_line[answer.given.get(key)] = row.line
            good.append(answer)
    return Entries(tuple(good), tuple(bad), headings.ignored)


def _read_row(row: SheetRow, headings: Headings, columns: Mapping[str, Column], key: str) -> Entry | BadRow:
    expected, found = len(headings.fields), len(row.cells)
    if found != expected:
        return BadRow(
            row.line,
            "",
            f"The row has {found} cells, the headings are {expected}. "
            "A cell with the separator in it needs quotation marks around it.",
        )
    cells = headings.values(row.cells)
    given: dict[str, Any] = {}
    problems = list(_read_cells(cells, columns, given))
    if problems:
        return BadRow(row.line, cells.get(key, "")[:80], " ".join(problems))
    return Entry(row.line, given)


def _read_cells(
    cells: Mapping[str, str], columns: Mapping[str, Column], given: dict[str, Any]
) -> Iterator[str]:
    """Fill `given`; yield one sentence for each cell that cannot be taken, so that all are told at once."""
    for field, cell in cells.items():
        column = columns[field]
        name = column.headings[0]
        if not cell:
            if column.required:
                yield f"{name} is empty."
            given[field] = column.empty
            continue
        try:
            given[field] = column.read(cell)
        except CellRefused as problem:
            yield f"{name} {problem}."


def under_headings(
    changes: Mapping[str, FieldChange], columns: Mapping[str, Column]
) -> dict[str, FieldChange]:
    """Changes by field, under the names of the documented columns."""
    return {columns[field].headings[0]: change for field, change in changes.items()}
