"""The cast: two officers, one of a back-up agency, their sergeant, a coordinator and an outsider.

All are invented: people are trees, schools are minerals, agencies are birds, addresses end in example.org.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduling.roster.facts import Person, School
from scheduling.store.transaction import Transaction
from tests.factories.roster import add_person, add_school

TEAM = "T0MUSTER"
HERON = "Heron City Police"
KESTREL = "Kestrel County Sheriff"
OZ_SLACK_ID = "U0OZ"
"""Oz Oleander: in Slack, not on the roster."""

_CAST: tuple[dict[str, Any], ...] = (
    {"key": "sol", "name": "Sergeant Sol Sequoia", "agency": HERON, "kind": "SSO", "role": "supervisor"},
    {"key": "ada", "name": "Ada Alder", "agency": HERON, "kind": "SSO", "supervisor": "sol"},
    {"key": "ben", "name": "Ben Birch", "agency": HERON, "kind": "SSO", "supervisor": "sol"},
    {"key": "cleo", "name": "Cleo Cedar", "agency": KESTREL, "kind": "SSO", "zone": "America/Denver"},
    {"key": "cora", "name": "Cora Cypress", "role": "coordinator"},
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the roster, and two schools: Quartz Elementary in Phoenix time, Basalt High in Denver's.

    Ada and Ben are officers of Heron City Police and answer to Sergeant Sol Sequoia, who works shifts too.
    Cleo is an officer of Kestrel County Sheriff. Cora coordinates and works none. All who work shifts are
    armed, and qualified on 2 March 2026.
    """

    ada: Person
    ben: Person
    cleo: Person
    sol: Person
    cora: Person
    quartz: School
    basalt: School


def hire(tx: Transaction) -> Cast:
    """Put the cast on the roster."""
    hired: dict[str, Person] = {}
    for entry in _CAST:
        told = dict(entry)
        key, supervisor = told.pop("key"), told.pop("supervisor", None)
        hired[key] = add_person(
            tx,
            email=f"{key}@example.org",
            slack_team_id=TEAM,
            slack_id=f"U0{key.upper()}",
            supervisor_id=hired[supervisor].id if supervisor else None,
            armed=bool(told.get("kind")),
            qualified_on=date(2026, 3, 2) if told.get("kind") else None,
            **told,
        )
    return Cast(
        **hired,
        quartz=add_school(tx, code="QTZ", name="Quartz Elementary", zone="America/Phoenix"),
        basalt=add_school(tx, code="BAS", name="Basalt High", zone="America/Denver"),
    )


def hire_sal(tx: Transaction) -> Person:
    """Another sergeant of Heron City Police, for tests with two."""
    return add_person(
        tx, name="Sergeant Sal Spruce", email="sal@example.org", agency=HERON, role="supervisor",
        slack_team_id=TEAM, slack_id="U0SAL",
    )  # fmt: skip
