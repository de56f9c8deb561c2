"""A CSV feed: a header, then a row a shift. The reader is strict, for Python's own forgives an unclosed
quotation mark and swallows the rest of the file into one cell.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from scheduling.feed.facts import FeedRefused, RawFeed, RawRow
from scheduling.feed.profile import Profile

_DELIMITERS = (",", ";", "\t")


def parse_csv(text: str, profile: Profile) -> RawFeed:
    """The rows of a CSV feed; empty lines are passed over.

    Raises:
        FeedRefused: a quotation mark is not closed, or the header lacks a column that every shift needs, or
            names one twice.
    """
    delimiter = profile.delimiter or _delimiter_of(text)
    lines = _lines(text, delimiter)
    header = [name.strip() for name in next(lines, [])]
    columns = _positions(header, profile)
    rows = (_row(number, cells, header, columns) for number, cells in enumerate(lines, start=1))
    return RawFeed(rows=tuple(rows))


def _delimiter_of(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise FeedRefused(
                f"The row that begins in line {begins} of the feed is not CSV ({problem}): a quotation "
                "mark is probably not closed. Correct it and send the feed again."
            ) from None
        if cells is None:
            return
        begins = reader.line_num + 1
        if any(cell.strip() for cell in cells):
            yield cells


def _positions(header: Sequence[str], profile: Profile) -> dict[str, int]:
    """Our field → the number of its column."""
    places = {name.casefold(): number for number, name in enumerate(header)}
    found = {
        ours: places[theirs.casefold()]
        for ours, theirs in profile.columns.items()
        if theirs.casefold() in places
    }
    wanted = {theirs.casefold() for theirs in profile.columns.values()}
    counted = Counter(name.casefold() for name in header)
    if twice := sorted(name for name, times in counted.items() if times > 1 and name in wanted):
        raise FeedRefused(f"The feed's header names the column “{twice[0]}” twice: take one of them out.")
    has = found.keys() | profile.fixed.keys()
    for any_of in (
        ("id",),
        ("school", "school_name"),
        ("starts", "starts_date"),
        ("ends", "ends_time", "hours"),
    ):
        if not has & set(any_of):
            names = " or ".join(f"“{profile.columns[ours]}”" for ours in any_of if ours in profile.columns)
            raise FeedRefused(
                f"The feed has no column {names}: it is not in the format of the profile “{profile.name}”. "
                "Add the column, or name yours in a feed profile (MUSTER_FEED_PROFILE)."
            )
    return found


def _row(number: int, cells: Sequence[str], header: Sequence[str], columns: dict[str, int]) -> RawRow:
    values = {ours: cells[at] for ours, at in columns.items() if at < len(cells)}
    if len(cells) == len(header):
        return RawRow(number, values)
    more_or_fewer = "more" if len(cells) > len(header) else "fewer"
    return RawRow(
        number,
        values,
        flaw=f"It has {len(cells)} cells, {more_or_fewer} than the {len(header)} of the header.",
    )
