"""A held snapshot as bytes, and back. What is kept is what was read, not the file: the decision is then about
exactly what people were shown, even if the profile changes meanwhile.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from scheduling.feed.facts import FeedSchool, FeedShift, Quarantined, Snapshot
from scheduling.shifts.facts import Status
from scheduling.shifts.terms import ShiftTerms


def pack(snapshot: Snapshot) -> bytes:
    """A snapshot as JSON."""
    return json.dumps(asdict(snapshot), default=_iso, separators=(",", ":")).encode()


def unpack(content: bytes) -> Snapshot:
    """The snapshot that was packed."""
    kept: dict[str, Any] = json.loads(content)
    until = kept["covers_until"]
    return Snapshot(
        source=kept["source"],
        shifts=tuple(_shift(each) for each in kept["shifts"]),
        quarantined=tuple(Quarantined(**each) for each in kept["quarantined"]),
        schools=tuple(FeedSchool(**each) for each in kept["schools"]),
        covers_until=datetime.fromisoformat(until) if until else None,
        digest=kept["digest"],
    )


def _shift(kept: dict[str, Any]) -> FeedShift:
    terms = dict(kept["terms"])
    for name in ("starts_at", "ends_at"):
        terms[name] = datetime.fromisoformat(terms[name])
    terms["backup_agencies"] = tuple(terms["backup_agencies"])
    terms["status"] = Status(terms["status"])
    return FeedShift(kept["row"], kept["external_id"], ShiftTerms(**terms), kept["digest"])


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no place in a snapshot")
