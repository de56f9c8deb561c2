"""The roster's own day of the last firearms qualification, as something that was done: pure."""

from collections.abc import Sequence
from datetime import date

from scheduling.policy.requirements import Requirement
from scheduling.roster.facts import Person
from scheduling.training.facts import RecordState, TrainingRecord

ON_THE_ROSTER = 0
"""The id of a record that is no row: the roster says so."""


def with_qualification(
    records: Sequence[TrainingRecord], requirement: Requirement, person: Person, today: date
) -> Sequence[TrainingRecord]:
    """The records of a requirement and, where completing it is a firearms qualification, the roster's day of
    the last one as one more completion. A day that lies ahead is a slip, and counts for nothing.
    """
    qualified_on = person.qualified_on
    if not requirement.qualification or qualified_on is None or qualified_on > today:
        return records
    told = TrainingRecord(ON_THE_ROSTER, person.id, requirement.key, qualified_on, RecordState.VERIFIED)
    return (told, *records)
