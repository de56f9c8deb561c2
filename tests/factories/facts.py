"""Frozen facts for the tests of rules, which touch no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from scheduling.roster.facts import Kind, Person, Role, School, Standing
from scheduling.shifts.facts import ClaimFacts, Neighbour, Shift, Status

HERON = "Heron City Police"
KESTREL = "Kestrel County Sheriff"
QUARTZ = School(1, "QTZ", "Quartz Elementary", "America/Phoenix")


def officer(**told: Any) -> Person:
    """Ada Alder of Heron City Police, armed and qualified, in Phoenix, unless told otherwise."""
    values: dict[str, Any] = {
        "id": 1, "name": "Ada Alder", "email": "ada@example.org", "badge": "B1", "agency": HERON,
        "kind": Kind.SSO, "programme": "", "armed": True, "qualified_on": date(2026, 3, 2),
        "role": Role.OFFICER, "supervisor_id": None, "zone": "America/Phoenix", "active": True,
        "slack_team_id": None, "slack_id": None, "deactivated_at": None, "first_shift_on": None,
        "standing": Standing.CLEAR, "standing_reason": "", **told,
    }  # fmt: skip
    return Person(**values)


def shift(starts_at: datetime, hours: float = 8, **told: Any) -> Shift:
    """An open shift of Heron City Police at Quartz Elementary with one free place, unless told otherwise."""
    values: dict[str, Any] = {
        "id": 100, "school": QUARTZ, "agency": HERON, "backup_agencies": (KESTREL,), "post": "front gate",
        "programme": "", "armed": False, "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=hours), "places": 1, "status": Status.OPEN, "notes": "",
        "held": 0, **told,
    }  # fmt: skip
    return Shift(**values)


def neighbour(starts_at: datetime, hours: float = 8, number: int = 7) -> Neighbour:
    """Another claim of the officer's."""
    return Neighbour(number, "Basalt High", "America/Denver", starts_at, starts_at + timedelta(hours=hours))


def claim_of(wanted: Shift, *near: Neighbour, by: Person | None = None, **told: Any) -> ClaimFacts:
    """The facts of a claim by Ada, unless told who."""
    return ClaimFacts(by or officer(), wanted, told.pop("holders", ()), near, **told)


def at(day: int, hour: float, month: int = 8) -> datetime:
    """An instant of 2026 by the clock of Phoenix, which is seven hours behind UTC all year."""
    return datetime(2026, month, day, tzinfo=UTC) + timedelta(hours=hour + 7)
