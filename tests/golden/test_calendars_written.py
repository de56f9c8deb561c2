"""Calendars and invitations byte for byte, as they are kept in `tests/golden/ical/`.

`MUSTER_WRITE_GOLDEN=1` writes them anew; read the difference before it is committed.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scheduling.ical.calendar import write_calendar
from scheduling.ical.entries import Entry, Override
from scheduling.ical.invitation import Method, write_invitation
from scheduling.ical.parties import Mailbox
from scheduling.ical.repeat import Every, Repeat
from tests.factories.entries import STAMP, entry, moved, series, starts_of

_FOLDER = Path(__file__).parent / "ical"
_SHIFT = replace(
    entry(datetime(2026, 10, 31, 22, tzinfo=UTC), length=timedelta(hours=8), uid="shift-41@muster"),
    summary="SSO · Rosewood Middle; night, outside",
    location="Rosewood Middle",
    description="Post: car park\\North.\nBring a radio; hand over at 6 ⛑ to Señora Peña, and be on time.",
)
_MONTHLY = series("America/New_York", repeat=Repeat(Every.MONTH, until=date(2027, 6, 30)))
_STARTS = starts_of(_MONTHLY)
_CHANGED = replace(_MONTHLY, excluded=(_STARTS[2],), overrides=(moved(_MONTHLY, _STARTS[3]),))
_OFF = Override(_STARTS[4], replace(entry(_STARTS[4], uid=_MONTHLY.first.uid), cancelled=True, sequence=2))
_ONCE = replace(
    entry(datetime(2026, 8, 20, 16, tzinfo=UTC)), description="1. Radios\n2. Drill", location="Room 4"
)
_DEADLINE = Entry(
    uid="due-7@muster",
    stamp=STAMP,
    summary="Due: asynchronous course",
    day=date(2026, 10, 16),
    transparent=True,
)
_PHOENIX = series("America/Phoenix", day=date(2026, 8, 12), repeat=Repeat(Every.QUARTER, count=4))


def _invitation(method: Method, *, changed: int = 0, cancelled: bool = False) -> bytes:
    return write_invitation(
        method,
        replace(_ONCE, sequence=changed, cancelled=cancelled),
        organiser=Mailbox("sergeant.ruiz@example.org", "Sergeant Ruiz"),
        attendee=Mailbox("officer.bell@example.org", "Officer Bell"),
    )


def _of_series(method: Method, occurrence: Override | None = None) -> bytes:
    return write_invitation(
        method,
        _CHANGED,
        organiser=Mailbox("sergeant.ruiz@example.org", "Sergeant Ruiz"),
        attendee=Mailbox("officer.bell@example.org", "Officer Bell"),
        occurrence=occurrence,
    )


_KEPT = {
    "empty": write_calendar("Officer Bell", []),
    "shifts": write_calendar(
        "Officer Bell, shifts", [_SHIFT, replace(_SHIFT, uid="shift-42@muster", cancelled=True, sequence=1)]
    ),
    "deadlines": write_calendar("Officer Bell", [_DEADLINE]),
    "series": write_calendar("Rosewood; meetings", [_CHANGED, _PHOENIX]),
    "asked": _invitation(Method.REQUEST),
    "changed": _invitation(Method.REQUEST, changed=1),
    "cancelled": _invitation(Method.CANCEL, changed=2, cancelled=True),
    "taken_off": _invitation(Method.CANCEL, changed=2),
    "asked_series": _of_series(Method.REQUEST),
    "moved_occurrence": _of_series(Method.REQUEST, _CHANGED.overrides[0]),
    "cancelled_occurrence": _of_series(Method.CANCEL, _OFF),
}


@pytest.mark.parametrize("name", sorted(_KEPT))
def test_a_calendar_is_byte_for_byte_as_it_is_kept(name: str) -> None:
    path = _FOLDER / f"{name}.ics"
    if os.environ.get("MUSTER_WRITE_GOLDEN"):
        path.write_bytes(_KEPT[name])
    assert path.exists(), f"nothing is kept under {name}"
    assert path.read_bytes() == _KEPT[name]


def test_nothing_is_kept_that_is_not_written_any_more() -> None:
    assert {path.stem for path in _FOLDER.glob("*.ics")} == set(_KEPT)
