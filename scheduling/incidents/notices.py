"""The facts of `incident_began` and `incident_over` {incident, since, count, until}."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduling.incidents.facts import IncidentKind
from scheduling.incidents.queries import list_incidents
from scheduling.outbox.facts import Obsolete
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class IncidentTold:
    """What is or was wrong, for how long, and how many notices it concerned when it was found."""

    kind: IncidentKind
    lasting: timedelta
    count: int


def load_incident_began(tx: Transaction, refs: Mapping[str, Any]) -> IncidentTold | Obsolete:
    """As it stands now; obsolete where it is over already."""
    kind = IncidentKind(refs["incident"])
    if all(trouble.kind is not kind for trouble in list_incidents(tx)):
        return Obsolete("it was over before it could be told")
    return IncidentTold(kind, tx.now - datetime.fromisoformat(refs["since"]), int(refs["count"]))


def load_incident_over(_tx: Transaction, refs: Mapping[str, Any]) -> IncidentTold:
    """That it is over is never obsolete."""
    lasted = datetime.fromisoformat(refs["until"]) - datetime.fromisoformat(refs["since"])
    return IncidentTold(IncidentKind(refs["incident"]), lasted, int(refs["count"]))
