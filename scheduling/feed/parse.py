"""From bytes to rows: which format it is, and the limits that hold for all of them."""

import re
from collections.abc import Callable, Mapping

from scheduling.feed.facts import FeedRefused, RawFeed
from scheduling.feed.limits import MAX_BYTES, MAX_ROWS
from scheduling.feed.parse_csv import parse_csv
from scheduling.feed.parse_icalendar import parse_icalendar
from scheduling.feed.parse_json import parse_json
from scheduling.feed.profile import Profile

_PARSERS: Mapping[str, Callable[[str, Profile], RawFeed]] = {
    "json": parse_json,
    "csv": parse_csv,
    "icalendar": parse_icalendar,
}

_MARKS_OF_OTHERS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "an Excel workbook or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
}

_FOLD_IN_A_CHARACTER = re.compile(rb"(?<=[\x80-\xff])\r?\n[ \t](?=[\x80-\xbf])")


def parse(content: bytes, profile: Profile) -> RawFeed:
    """The rows in a feed file, as they came, under our field names.

    Raises:
        FeedRefused: the file as a whole cannot be read; the message says why and what to do.
    """
    if len(content) > MAX_BYTES:
        raise FeedRefused(
            f"The feed has {len(content):,} bytes, more than the {MAX_BYTES:,} that Muster reads: "
            "export fewer weeks, or only the shifts to come."
        )
    text = _decoded(content, profile)
    feed = _PARSERS[_format_of(text, profile)](text, profile)
    if len(feed.rows) > MAX_ROWS:
        raise FeedRefused(
            f"The feed has {len(feed.rows):,} rows, more than the {MAX_ROWS:,} that Muster reads: "
            "export fewer weeks, or only the shifts to come."
        )
    return feed


def _decoded(content: bytes, profile: Profile) -> str:
    for mark, what in _MARKS_OF_OTHERS.items():
        if content.startswith(mark) and not profile.encoding.lower().startswith("utf-16"):
            raise FeedRefused(f"The feed is {what}: export it as CSV (UTF-8), JSON or iCalendar.")
    if content.removeprefix(b"\xef\xbb\xbf").startswith(b"BEGIN:VCALENDAR"):
        # RFC 5545, 3.1: lines are folded by the byte, so some exports split a character
        content = _FOLD_IN_A_CHARACTER.sub(b"", content)
    try:
        text = content.decode(profile.encoding)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise FeedRefused(
            f"Line {line} of the feed is not {profile.encoding.upper()}: save the export as UTF-8 "
            "(in Excel: “CSV UTF-8”), or name its encoding in the feed profile."
        ) from None
    except UnicodeError:
        raise FeedRefused(
            f"The feed is not {profile.encoding.upper()}: save the export as UTF-8, or name its encoding in "
            "the feed profile."
        ) from None
    return text.removeprefix("\ufeff")


def _format_of(text: str, profile: Profile) -> str:
    start = text[:200].lstrip()
    if not start and not text.strip():
        raise FeedRefused(
            "The feed is an empty file, without even a header: look at the export and send it again."
        )
    if profile.format != "any":
        return profile.format
    if start[:1] in {"{", "["}:
        return "json"
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return "icalendar"
    if start.startswith("<"):
        raise FeedRefused(
            "The feed is a web page or XML: give the address of a JSON, CSV or iCalendar export."
        )
    return "csv"
