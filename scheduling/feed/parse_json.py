"""A JSON feed: a document with a list of rows, each an object."""

import json
from typing import Any, NoReturn

from scheduling.feed.facts import FeedRefused, RawFeed, RawRow
from scheduling.feed.fields import safe
from scheduling.feed.profile import Profile

OUR_FORMAT, OUR_VERSION = "muster-shifts", 1


def parse_json(text: str, profile: Profile) -> RawFeed:
    """The rows of a JSON feed.

    Raises:
        FeedRefused: not JSON, nested without end, another format or version, or no list of rows.
    """
    document = _loaded(text)
    rows = _dug(document, profile.rows) if isinstance(document, dict) and profile.rows else document
    envelope = document if isinstance(document, dict) and profile.envelope else {}
    _check_envelope(envelope)
    if not isinstance(rows, list):
        raise FeedRefused(
            f"The feed has no list of shifts under “{profile.rows}”: see docs/feed-format.md, or name the "
            "key in the feed profile (json.rows)."
        )
    return RawFeed(
        rows=tuple(_row(number, row, profile) for number, row in enumerate(rows, start=1)),
        source=_word(envelope, "source"),
        covers_until=_word(envelope, "covers_until"),
    )


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise FeedRefused("The feed nests lists or objects without end: export it again.") from None
    except json.JSONDecodeError as problem:
        raise FeedRefused(
            f"The feed is not JSON: {problem.msg} at line {problem.lineno}, column {problem.colno}. "
            "Export it again."
        ) from None
    except ValueError as problem:  # numbers of thousands of digits, NaN
        raise FeedRefused(
            f"The feed holds a number that cannot be read ({problem}): export it again."
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _check_envelope(envelope: dict[str, Any]) -> None:
    said = envelope.get("format", OUR_FORMAT)
    if said != OUR_FORMAT:
        raise FeedRefused(f"The feed's “format” is {_short(said)}; expected “{OUR_FORMAT}”.")
    version = envelope.get("version", OUR_VERSION)
    if version != OUR_VERSION or isinstance(version, bool):
        raise FeedRefused(
            f"The feed's “version” of {OUR_FORMAT} is {_short(version)}; this release of Muster reads "
            f"{OUR_VERSION}: send that, or update Muster."
        )


def _short(said: Any) -> str:
    return f"“{safe(said, 40)}”" if isinstance(said, str | int | float) else "neither text nor a number"


def _word(envelope: dict[str, Any], key: str) -> str:
    said = envelope.get(key, "")
    if not isinstance(said, str):
        raise FeedRefused(f"The feed's “{key}” is not text: write it in quotation marks.")
    return said.strip()


def _row(number: int, row: Any, profile: Profile) -> RawRow:
    if not isinstance(row, dict):
        return RawRow(number, {}, flaw="It is not an object with named fields.")
    values = {
        ours: found for ours, theirs in profile.columns.items() if (found := _dug(row, theirs)) is not None
    }
    school = values.get("school")
    if isinstance(school, dict):  # {"code": …, "name": …, "zone": …, "address": …}
        values["school"] = school.get("code", "")
        values |= {
            f"school_{key}": school[key] for key in ("name", "zone", "address") if school.get(key) is not None
        }
    nested = sorted(ours for ours, value in values.items() if _is_nested(ours, value))
    if not nested:
        return RawRow(number, values)
    flat = {ours: value for ours, value in values.items() if ours not in nested}
    return RawRow(number, flat, flaw=f"Its {nested[0]} is a list or an object; expected text or a number.")


def _is_nested(field: str, value: Any) -> bool:
    if field == "clock":
        return isinstance(value, dict)
    if field == "backup_agencies" and isinstance(value, list):
        return not all(isinstance(name, str) for name in value)
    return isinstance(value, list | dict)


def _dug(row: dict[str, Any], path: str) -> Any:
    """The value under a dotted path; a key that itself holds dots is found first."""
    if path in row or "." not in path:
        return row.get(path)
    found: Any = row
    for key in path.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(key)
    return found
