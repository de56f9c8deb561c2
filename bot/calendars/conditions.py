"""Whether a program has these bytes already, by the headers it sent (RFC 9110, 13.1). Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from scheduling.calendars.facts import Kept


def is_known(headers: Mapping[str, str], kept: Kept) -> bool:
    """Whether 304 is the answer. An ETag goes before a date; what cannot be read is passed over.

    A date is a name as well: only the very one that was handed out with these bytes. A later one comes of a
    clock that goes ahead, or of bytes that are served no more since a backup was restored.
    """
    named = headers.get("if-none-match")
    if named is not None:
        tags = [tag.strip().removeprefix("W/") for tag in named.split(",")]
        return "*" in tags or quoted(kept) in tags
    return _instant(headers.get("if-modified-since", "")) == kept.modified_at


def quoted(kept: Kept) -> str:
    """The ETag as it is written: strong, for the bytes are the same."""
    return f'"{kept.etag}"'


def http_date(moment: datetime) -> str:
    """`Wed, 12 Aug 2026 19:00:00 GMT`."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
