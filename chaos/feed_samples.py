"""One fortnight of shifts as a feed of each format, and as an export that needs a profile: what is spoilt."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bench.workload import AGENCY

SHIFTS: Final = 14

_SCHOOLS: Final = (
    ("QTZ", "Quartz Elementary", "America/Phoenix"),
    ("BAS", "Basalt High", "America/Denver"),
    ("FLD", "Feldspar Süd “Annex”", "America/New_York"),
)
_POSTS: Final = ("Front gate", "Hall, both ends", "Bus loop; east", "Entrée — north")
_STATUS: Final = ("open", "open", "open", "draft", "closed")
_ICALENDAR_NAMES: Final = {
    "id": "UID",
    "school": "X-MUSTER-SCHOOL",
    "school_name": "LOCATION",
    "school_zone": "X-MUSTER-SCHOOL-ZONE",
    "agency": "X-MUSTER-AGENCY",
    "backup_agencies": "X-MUSTER-BACKUP-AGENCIES",
    "post": "SUMMARY",
    "armed": "X-MUSTER-ARMED",
    "places": "X-MUSTER-PLACES",
    "status": "X-MUSTER-STATUS",
    "notes": "DESCRIPTION",
}


def rows(first: date) -> list[dict[str, str]]:
    """A shift a day from `first` on, each field as text."""
    return [_row(number, first + timedelta(days=number)) for number in range(SHIFTS)]


def as_json(shifts: Sequence[dict[str, str]]) -> bytes:
    """Muster's JSON."""
    envelope = {"format": "muster-shifts", "version": 1, "source": "feed", "shifts": shifts}
    return json.dumps(envelope, ensure_ascii=False, indent=1).encode()


def as_csv(shifts: Sequence[dict[str, str]]) -> bytes:
    """Muster's CSV."""
    return _sheet(list(shifts[0]), [list(shift.values()) for shift in shifts]).encode()


def as_icalendar(shifts: Sequence[dict[str, str]]) -> bytes:
    """Muster's iCalendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-MUSTER-SOURCE:feed"]
    for shift in shifts:
        zone = shift["school_zone"]
        lines += ["BEGIN:VEVENT"]
        lines += [f"{name}:{_escaped(shift[field])}" for field, name in _ICALENDAR_NAMES.items()]
        lines += [
            f"{name};TZID={zone}:{datetime.fromisoformat(shift[field]):%Y%m%dT%H%M%S}"
            for field, name in (("starts", "DTSTART"), ("ends", "DTEND"))
        ]
        lines += ["END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def as_export(shifts: Sequence[dict[str, str]]) -> bytes:
    """An export of the kind that the profile `officertrak-style` reads, in cp1252."""
    header = ["Job Number", "Site Code", "Site", "Job Date", "Start Time", "End Time", "Officers Needed"]
    cells = []
    for shift in shifts:
        starts, ends = (datetime.fromisoformat(shift[which]) for which in ("starts", "ends"))
        at = [f"{starts:%m/%d/%Y}", f"{starts:%I:%M %p}", f"{ends:%I:%M %p}"]
        cells.append([shift["id"], shift["school"], shift["school_name"], *at, shift["places"]])
    return _sheet(header, cells).encode("cp1252")


def _row(number: int, day: date) -> dict[str, str]:
    code, name, zone = _SCHOOLS[number % len(_SCHOOLS)]
    return {
        "id": f"J-{1000 + number}",
        "school": code,
        "school_name": name,
        "school_zone": zone,
        "agency": AGENCY,
        "backup_agencies": "Kestrel County Sheriff;Wren Town Police",
        "post": _POSTS[number % len(_POSTS)],
        "armed": "no",
        "starts": f"{day.isoformat()}T07:00",
        "ends": f"{day.isoformat()}T15:00",
        "places": str(1 + number % 3),
        "status": _STATUS[number % len(_STATUS)],
        "notes": "Keys at the office, “ask for the caretaker”",
    }


def _sheet(header: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *cells])
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
