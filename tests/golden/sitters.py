"""People, a shift and a refusal that sit for the portraits: facts without a database."""

from datetime import UTC, date, datetime, timedelta

from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.roster.facts import Kind, Person, Role, School, Standing
from scheduling.shifts.facts import Shift, Status
from tests.people import HERON, KESTREL, TEAM

QUARTZ = School(1, "QTZ", "Quartz Elementary", "America/Phoenix")
BASALT = School(2, "BAS", "Basalt High", "America/Denver")


def _person(number: int, name: str, agency: str, role: Role = Role.OFFICER, **told: str) -> Person:
    return Person(
        id=number, name=name, email=f"{number}@example.org", badge=f"B{number}", agency=agency,
        kind=Kind.SSO if role is not Role.COORDINATOR else Kind.NONE, programme="", armed=True,
        qualified_on=date(2026, 3, 2), role=role, supervisor_id=None, zone=told.get("zone", QUARTZ.zone),
        active=True, slack_team_id=TEAM, slack_id=f"U{number}", deactivated_at=None, first_shift_on=None,
        standing=Standing.CLEAR, standing_reason="",
    )  # fmt: skip


SOL = _person(1, "Sergeant Sol Sequoia", HERON, Role.SUPERVISOR)
ADA = _person(2, "Ada Alder", HERON)
BEN = _person(3, "Ben Birch", HERON)
CLEO = _person(4, "Cleo Cedar", KESTREL, zone="America/Denver")
CORA = _person(5, "Cora Cypress", "", Role.COORDINATOR)

SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
"""Thursday, 13 August 2026, 07:00 in Phoenix."""

SHIFT = Shift(
    id=412, school=QUARTZ, agency=HERON, backup_agencies=(KESTREL,), post="Front gate", programme="",
    armed=True, starts_at=SEVEN, ends_at=SEVEN + timedelta(hours=8), places=1, status=Status.OPEN, notes="",
    held=0,
)  # fmt: skip

REST = Refusal(
    Rule.REST,
    {
        "rest": timedelta(hours=5.5), "limit": timedelta(hours=8), "side": "before", "number": 7,
        "school": "Basalt High", "zone": "America/Denver", "starts_at": SEVEN - timedelta(hours=13),
        "ends_at": SEVEN - timedelta(hours=5.5),
    },
    "agency setting: no statute names a figure",
    OverrideBy.SUPERVISOR,
)  # fmt: skip
"""Ada would come from Basalt High five and a half hours before."""
