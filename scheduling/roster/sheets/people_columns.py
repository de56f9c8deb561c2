"""The columns of roster.csv. `docs/roster.md` describes them for the person who fills them in."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from scheduling.roster.facts import Kind, Role
from scheduling.roster.sheets.cells import (
    read_choice,
    read_day,
    read_email,
    read_text,
    read_yes_or_no,
    read_zone,
)
from scheduling.roster.sheets.columns import Column

EMPLOYMENT: Final[Mapping[str, tuple[str, ...]]] = {
    "agency_contract": ("agency contract", "contract", "agency"),
    "secondary": ("secondary employment", "secondary"),
    "district": ("district", "direct", "board"),
}
"""The three methods of employment of KRS 158.441: a contract with a local agency, a contract as secondary
employment, directly by the board. The report to the state names one for each officer."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.SSO.value: ("SSO", "school safety officer"),
    Kind.SRO.value: ("SRO", "school resource officer"),
    Kind.NONE.value: ("none", "civilian"),
}

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    Role.OFFICER.value: ("officer",),
    Role.SUPERVISOR.value: ("supervisor", "sergeant"),
    Role.COORDINATOR.value: ("coordinator", "administrator"),
}

CHOICES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "kind": KINDS,
    "employment": EMPLOYMENT,
    "role": ROLES,
}
"""The fields with a fixed choice: field → stored value → its spellings, the documented one first."""


PLANNED_AHEAD: Final = timedelta(days=366)
"""How far ahead a day may lie that is known beforehand: of becoming eligible, of an assignment."""


def people_columns(*, district_zone: str, today: date) -> dict[str, Column]:
    """Field → column, in the order in which they are documented and exported.

    Args:
        district_zone: the IANA zone of people whose own is left empty.
        today: no qualification and no hire lies after this day.
    """
    past = partial(read_day, today=today)
    planned = partial(read_day, today=today, ahead=PLANNED_AHEAD)
    return {
        "name": Column(("name", "full name"), partial(read_text, longest=120), required=True),
        "email": Column(("e-mail", "e-mail address", "mail"), read_email, required=True),
        "badge": Column(("badge", "badge number", "badge no", "badge #"), partial(read_text, longest=40)),
        "agency": Column(("agency", "home agency", "department"), partial(read_text, longest=80)),
        "kind": Column(
            ("kind", "type", "officer type"), partial(read_choice, choices=KINDS), Kind.NONE.value
        ),
        "programme": Column(("programme", "program", "grant"), partial(read_text, longest=80)),
        "employment": Column(
            ("employment", "employment method", "method of employment"),
            partial(read_choice, choices=EMPLOYMENT),
        ),
        "funding": Column(("funding", "funding source"), partial(read_text, longest=80)),
        "armed": Column(("armed",), read_yes_or_no, empty=False),
        "qualified_on": Column(
            ("qualified on", "last qualification", "firearms qualification"), past, empty=None
        ),
        "eligible_on": Column(
            ("eligible on", "eligible since", "eligibility date", "shift eligibility"), planned, empty=None
        ),
        "first_shift_on": Column(
            ("first shift on", "first shift", "first worked", "working since"), past, empty=None, keeps=True
        ),
        "hired_on": Column(("hired on", "hire date", "date of hire", "hired"), past, empty=None),
        "assigned_on": Column(
            ("assigned on", "assigned since", "assignment date", "date of assignment"), planned, empty=None
        ),
        "core_team": Column(("core team", "core response team"), read_yes_or_no, empty=False),
        "law_unit": Column(
            ("law unit", "law enforcement unit", "law-enforcement unit"), read_yes_or_no, empty=False
        ),
        "role": Column(("role",), partial(read_choice, choices=ROLES), Role.OFFICER.value),
        "supervisor": Column(("supervisor", "supervisor e-mail", "supervisor's e-mail"), read_email),
        "zone": Column(("time zone", "timezone", "zone"), read_zone, empty=district_zone),
        "active": Column(("active",), read_yes_or_no, empty=True),
        "former_email": Column(("former e-mail", "previous e-mail", "old e-mail"), read_email),
    }
