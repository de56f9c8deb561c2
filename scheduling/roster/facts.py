"""Frozen facts about people and schools, as every other concept sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduling.zones import local_day, zone


class Role(StrEnum):
    """What a person answers for."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


class Kind(StrEnum):
    """What sort of officer; NONE for people who work no shifts."""

    SSO = "SSO"
    SRO = "SRO"
    NONE = ""


class Standing(StrEnum):
    """Whether training and qualification allow a person to work in a school at all."""

    CLEAR = "clear"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class School:
    """A school: `zone` is an IANA name."""

    id: int
    code: str
    name: str
    zone: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Anyone on the roster.

    `zone` is always an IANA name. `employment` is one of KRS 158.441's three methods, or empty.
    `eligible_on`, `first_shift_on`, `hired_on` and `assigned_on` are days from which training is counted;
    `core_team` says who responds to dangerous behaviour; `law_unit` who is of the law-enforcement unit, whose
    records they may read (34 CFR 99.8).
    `qualified_on` is the day of the last firearms qualification. `deactivated_at` is when Slack said that
    the account is gone: such a person may do nothing.
    """

    id: int
    name: str
    email: str
    badge: str
    agency: str
    kind: Kind
    programme: str
    armed: bool
    qualified_on: date | None
    role: Role
    supervisor_id: int | None
    zone: str
    active: bool
    slack_team_id: str | None
    slack_id: str | None
    deactivated_at: datetime | None
    first_shift_on: date | None
    standing: Standing
    standing_reason: str
    standing_source: str = ""
    employment: str = ""
    funding: str = ""
    eligible_on: date | None = None
    hired_on: date | None = None
    assigned_on: date | None = None
    core_team: bool = False
    law_unit: bool = False

    @property
    def works_shifts(self) -> bool:
        """Whether this person is an officer at all (of either kind)."""
        return self.kind is not Kind.NONE

    def day_at(self, moment: datetime) -> date:
        """The civil date that this person's clock shows at an instant.

        Raises:
            ValueError: there is no such zone as theirs.
        """
        return local_day(moment, zone(self.zone))
