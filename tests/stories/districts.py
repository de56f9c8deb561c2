"""The districts of stories: what the roster says of the same few people in one state or another, and the
hours at which they are told of their training.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

PHOENIX: Final = ZoneInfo("America/Phoenix")
DENVER: Final = ZoneInfo("America/Denver")
LOUISVILLE: Final = ZoneInfo("America/Kentucky/Louisville")
CHICAGO: Final = ZoneInfo("America/Chicago")
NEW_YORK: Final = ZoneInfo("America/New_York")

NINE: Final = time(9)
"""When the countdown is told, by the clock of whoever owes it."""

HERON: Final = """\
name,email,badge,agency,kind,role,supervisor,armed,qualified_on,zone
Sergeant Sol Sequoia,sol@example.org,H1,Heron City Police,SSO,supervisor,,yes,2026-03-02,America/Phoenix
Ada Alder,ada@example.org,H2,Heron City Police,SSO,officer,sol@example.org,yes,2026-03-02,America/Phoenix
Ben Birch,ben@example.org,H3,Heron City Police,SSO,officer,sol@example.org,no,,America/Phoenix
Cleo Cedar,cleo@example.org,K1,Kestrel County Sheriff,SSO,officer,,yes,2026-03-02,America/Denver
Cora Cypress,cora@example.org,,,,coordinator,,,,America/Phoenix
"""
"""The district of every story that names no other."""


def district(
    *people: str, columns: str = "", zone: ZoneInfo = PHOENIX, elsewhere: Mapping[str, ZoneInfo] | None = None
) -> str:
    """roster.csv of Heron City Police: the sergeant and the coordinator, of whom nothing is asked, and these.

    Args:
        people: "Ada Alder,SSO" and what stands in `columns`; officers of the sergeant.
        columns: what the roster says besides: "eligible on,hired on".
        zone: where they live.
        elsewhere: those who live by another clock.
    """
    besides = columns.split(",") if columns else []
    empty = "," * len(besides)
    officers = []
    for person in people:
        name, kind, *told = person.split(",")
        mail = f"{name.split()[0].lower()}@example.org"
        lives = (elsewhere or {}).get(name, zone)
        line = [name, mail, "Heron City Police", kind, "officer", "sol@example.org", lives.key, *told]
        officers.append(",".join(line))
    lines = [
        ",".join(["name", "email", "agency", "kind", "role", "supervisor", "zone", *besides]),
        f"Sergeant Sol Sequoia,sol@example.org,Heron City Police,none,supervisor,,{zone.key}{empty}",
        f"Cora Cypress,cora@example.org,,none,coordinator,,{zone.key}{empty}",
        *officers,
    ]
    return "\n".join([*lines, ""])


def at(day: str, clock: time = NINE, zone: ZoneInfo = PHOENIX) -> datetime:
    """An instant, by the clock on a wall: `at("2026-10-13")` is nine in the morning in Phoenix."""
    return datetime.combine(date.fromisoformat(day), clock, zone)
