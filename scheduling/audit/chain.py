"""How a row of the audit is chained to the one before it: SHA-256 over that one's hash and all of this one.

The canonical form is the same whatever database the row is read from, and whatever has carried it there. It
is fixed for good: another form would break every chain there is (a test holds it to the byte).
"""

import json
from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""What the first row is chained to."""

_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def link(previous: str, row: Mapping[Any, Any]) -> str:
    """The hash of a row of the audit that follows the row whose hash is `previous`; 64 hex digits.

    Raises:
        TypeError, ValueError: a value that has no canonical form, such as NaN or bytes.
    """
    return sha256(previous.encode() + canonical(row)).hexdigest()


def canonical(row: Mapping[Any, Any]) -> bytes:
    """A row of the audit, its id included and its hash left out, in a form that no database changes.

    JSON in ASCII with keys in order and no blanks; the instant in UTC to the microsecond, as in
    2026-08-12T19:00:00.000000+00:00; a number by its value, so that 8.0 and 8 are written alike.
    """
    return _JSON.encode(
        {
            "id": row["id"],
            "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": row["actor"],
            "verb": row["verb"],
            "subject": row["subject"],
            "subject_id": row["subject_id"],
            "before": _by_value(row["before"]),
            "after": _by_value(row["after"]),
            "reason": row["reason"],
        }
    ).encode()


def _by_value(value: Any) -> Any:
    """With whole numbers as integers, all the way down: not every database tells 8.0 from 8."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping):
        return {str(key): _by_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_by_value(each) for each in value]
    return value
