"""How bytes are named over HTTP, and whether a program has them already by the headers it sent (RFC 9110,
13.1). Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Version:
    """The name of the bytes of a calendar.

    Attributes:
        etag: of these bytes and no others; without quotation marks.
        modified_at: in whole seconds. None where they could not be kept: the same second may come to stand
            for other bytes.
    """

    etag: str
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a program says that it has.

    Attributes:
        none_match: the header lines `If-None-Match`; several mean the same as one with commas.
        modified_since: the header `If-Modified-Since`, or empty.
    """

    none_match: Sequence[str] = ()
    modified_since: str = ""

    def is_known(self, version: Version) -> bool:
        """Whether 304 is the answer. An ETag goes before a date; what cannot be read is passed over.

        A date is a name as well: only the very one that was handed out with these bytes. A later one comes of
        a clock that goes ahead, or of bytes that are served no more since a backup was restored.
        """
        if self.none_match:
            tags = [tag.strip().removeprefix("W/") for line in self.none_match for tag in line.split(",")]
            return "*" in tags or quoted(version) in tags
        return version.modified_at is not None and _instant(self.modified_since) == version.modified_at


def quoted(version: Version) -> str:
    """The ETag as it is written: strong, for the bytes are the same."""
    return f'"{version.etag}"'


def http_date(moment: datetime) -> str:
    """`Wed, 12 Aug 2026 19:00:00 GMT`."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
