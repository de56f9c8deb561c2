"""A CSV file as spreadsheets write it: bytes in, rows with their line numbers out.

Python's `csv` accepts an unclosed quote, a byte-order mark and short rows in silence, and any of them would
put somebody's e-mail address under somebody else's badge. Here a file that cannot be trusted is refused whole
with one sentence, and a row that cannot be trusted is named by its line.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

LARGEST_BYTES = 10_000_000
"""Largest file that is read. 25,000 officers take about 4 MB."""

LARGEST_CELL = 2_000
"""Longest cell, in characters; a longer one is a quote that somebody forgot to close."""

_WORKBOOK = b"PK\x03\x04"
_HOW_TO_SAVE = "In Excel: File, Save As, “CSV UTF-8 (Comma delimited)”."
_DELIMITERS = ",;\t"


class SheetRefused(ValueError):  # noqa: N818  it is an answer to a person, not a fault
    """A file that cannot be read as a whole; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `line` is where it begins in the file, 1 being the first line."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings and the rows below them; rows without any content are left out."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(content: bytes) -> Sheet:
    """Read a CSV file in UTF-8, separated by commas, semicolons or tabs, with its headings in the first row.

    Raises:
        SheetRefused: not such a file; the sentence says how to save one.
    """
    text = _text(content)
    rows = list(_rows(text, _delimiter(text)))
    if not rows:
        raise SheetRefused("The file is empty. The first row must hold the headings, e.g. name,e-mail,badge.")
    return Sheet(rows[0].cells, tuple(rows[1:]))


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise SheetRefused(
            f"The file has {len(content):,} bytes; more than {LARGEST_BYTES:,} are not read. "
            "Is it the right file?"
        )
    if content.startswith(_WORKBOOK):
        raise SheetRefused(f"This is a workbook, not a CSV file. {_HOW_TO_SAVE}")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SheetRefused(f"The file is in UTF-16; UTF-8 is expected. {_HOW_TO_SAVE}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise SheetRefused(
            f"The file is not in UTF-8: line {line} has a byte that no UTF-8 text has (an accent, most "
            f"often). {_HOW_TO_SAVE}"
        ) from problem
    if "\0" in text:
        raise SheetRefused(f"The file holds zero bytes, so it is not a text file. {_HOW_TO_SAVE}")
    return text


def _delimiter(text: str) -> str:
    """The separator that the first row uses most: Excel writes semicolons in half of the world."""
    first = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if any(len(cell) > LARGEST_CELL for cell in cells):
                raise SheetRefused(
                    f"Line {begins} has a cell of more than {LARGEST_CELL:,} characters. "
                    "Is there a quotation mark that is never closed?"
                )
            if any(cell.strip() for cell in cells):
                yield SheetRow(begins, tuple(cell.strip() for cell in cells))
    except csv.Error as problem:
        raise SheetRefused(
            f"The row that begins on line {line} cannot be read: {_plainly(problem)} "
            'A quotation mark inside a cell is written twice: "".'
        ) from problem


def _plainly(problem: csv.Error) -> str:
    """The csv module's complaint in a person's words."""
    if "unexpected end of data" in str(problem):
        return "a quotation mark is opened and never closed."
    if "expected after" in str(problem):
        return "there is text after a closing quotation mark."
    return f"{problem}."
