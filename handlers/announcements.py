"""The body of a call to an agency's own system. `docs/webhook.md` promises its fields.

Numbers, codes and a badge: whoever may know more has the roster. No name, no reason, no note: reasons are
often about somebody's health.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from scheduling.outbox.facts import Obsolete
from scheduling.shifts.announcements import SHIFT_ANNOUNCED, Announcement, load_announcement
from scheduling.store.transaction import Transaction

VERSION: Final = 1
"""Of the body. Fields may be added to it; one that changes its meaning, or goes, makes the next version."""


def render_call(tx: Transaction, kind: str, refs: Mapping[str, Any]) -> bytes | Obsolete:
    """The body for a notice to an agency's system, or why it is of no use any more.

    Raises:
        LookupError: no such kind is known, or what it refers to is not in the database.
    """
    if kind != SHIFT_ANNOUNCED:
        raise LookupError(f"no call of kind {kind!r} is known; a newer release may have written it")
    facts = load_announcement(tx, refs)
    return facts if isinstance(facts, Obsolete) else body_of(facts)


def body_of(told: Announcement) -> bytes:
    """What happened, in JSON."""
    shift, officer = told.shift, told.officer
    return _as_json(
        {
            "version": VERSION,
            "event": told.change,
            "sequence": told.sequence,
            "at": _instant(told.at),
            "holds": told.change.holds,
            "shift": {
                "number": shift.id,
                "source": told.source,
                "id": told.external_id,
                "school": shift.school.code,
                "starts_at": _instant(shift.starts_at),
                "ends_at": _instant(shift.ends_at),
                "zone": shift.school.zone,
                "status": shift.status,
            },
            "officer": {"id": officer.id, "badge": officer.badge, "agency": officer.agency},
        }
    )


def ping(now: datetime) -> bytes:
    """The body of a call that only tries the way."""
    return _as_json({"version": VERSION, "event": "ping", "at": _instant(now)})


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _as_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
