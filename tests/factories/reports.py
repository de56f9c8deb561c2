"""Reports for tests."""

from typing import Any

from scheduling.policy.loader import load_policy
from scheduling.reports.actions import make_report
from scheduling.reports.facts import Draft, Report
from scheduling.roster.facts import Person, School
from scheduling.store.transaction import Transaction

POLICY = load_policy("default")
CANARY = "zanzibar"
"""Stands in every word of a report, and must stand nowhere else."""


def draft(school: School | None, **told: Any) -> Draft:
    """A report that is filled in well, with the canary in every text, unless told otherwise."""
    values: dict[str, Any] = {
        "kind": "threat", "school": school, "what": f"Somebody wrote {CANARY} on a wall",
        "happened": f"during {CANARY} lunch", "told": f"the {CANARY} principal", **told,
    }  # fmt: skip
    return Draft(**values)


def reported(tx: Transaction, author: Person, school: School, **told: Any) -> Report:
    """A report that was made."""
    return make_report(tx, POLICY, actor=author, draft=draft(school, **told)).report
