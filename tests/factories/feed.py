"""Feed files for tests, with everything that a test does not care about filled in."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from scheduling.feed.actions import receive_pull
from scheduling.feed.checks import read_snapshot
from scheduling.feed.facts import PullReport, Snapshot
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import School
from scheduling.store.transaction import Transaction
from tests.conftest import NOON

PHOENIX = ZoneInfo("America/Phoenix")
SCHOOLS = (
    School(1, "QTZ", "Quartz Elementary", "America/Phoenix"),
    School(2, "BAS", "Basalt High", "America/Denver"),
)
MUSTER = load_profile("muster")
POLICY = load_policy("default")


def row(shift_id: str = "J1", **told: Any) -> dict[str, Any]:
    """One shift of our format: Friday 14 August, 07:00–15:00 at Quartz Elementary, unless told otherwise."""
    return {
        "id": shift_id, "school": "QTZ", "agency": "Heron City Police", "post": "Front gate",
        "starts": "2026-08-14T07:00", "ends": "2026-08-14T15:00", **told,
    }  # fmt: skip


def feed(*rows: dict[str, Any], **envelope: Any) -> bytes:
    """A JSON feed of our format."""
    document = {"format": "muster-shifts", "version": 1, "source": "heron", "shifts": list(rows), **envelope}
    return json.dumps(document).encode()


def rows(count: int, **told: Any) -> list[dict[str, Any]]:
    """So many shifts, with ids J1, J2, …"""
    return [row(f"J{number}", **told) for number in range(1, count + 1)]


def calendar(*events: str) -> bytes:
    """An iCalendar feed; each event is given as its lines."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(content: bytes, **told: Any) -> Snapshot:
    """What a file says, to somebody who knows Quartz Elementary and Basalt High, at noon on 12 August."""
    known: dict[str, Any] = {"profile": MUSTER, "schools": SCHOOLS, "district_zone": PHOENIX, "now": NOON}
    return read_snapshot(content, **known | told)


def pull(tx: Transaction, *rows: dict[str, Any], **envelope: Any) -> PullReport:
    """Let a feed of these rows arrive."""
    return receive_pull(
        tx, content=feed(*rows, **envelope), profile=MUSTER, policy=POLICY, district_zone=PHOENIX
    )
