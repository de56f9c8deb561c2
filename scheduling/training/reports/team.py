"""What those owe whom a supervisor answers for: all of it read lightly, and one page of it in full.

Progress takes everything that a person has ever done, so it is worked out only for whoever is shown.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, literal_column, select

from scheduling.policy.requirements import Evidence
from scheduling.roster.facts import Person
from scheduling.roster.queries import are_officers_of, list_officers_of
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation
from scheduling.training.queries import list_lines
from scheduling.training.rows import IS_RUNNING, IS_UNDECIDED, read_obligations
from scheduling.training.rules.urgency import Owed, TeamLine
from scheduling.training.tables import obligations, training_records, training_requests

_IS_LOGGED = training_records.c.state == literal_column("'logged'")


def list_owed(tx: Transaction, supervisor: Person) -> list[Owed]:
    """Everything that runs of the active officers whom this person answers for; nothing for an officer."""
    officers = {officer.id: officer for officer in list_officers_of(tx, supervisor)}
    if not officers:
        return []
    theirs = _is_theirs(obligations.c.person_id, supervisor)
    running = [one for one in read_obligations(tx, IS_RUNNING, theirs) if one.person_id in officers]
    waiting = _asked(tx, supervisor) | _to_verify(tx, supervisor, running)
    return [Owed(officers[one.person_id], one, waits=one.id in waiting) for one in running]


def list_in_full(tx: Transaction, owed: Sequence[Owed]) -> list[TeamLine]:
    """The same obligations with their progress and what was asked for, in the same order."""
    lines = list_lines(tx, {one.person.id for one in owed})
    known = {line.obligation.id: line for line in lines}
    return [known[one.obligation.id] for one in owed if one.obligation.id in known]


def _asked(tx: Transaction, supervisor: Person) -> set[int]:
    """Obligations about which a request is open."""
    asked = select(training_requests.c.obligation_id).where(
        IS_UNDECIDED, _is_theirs(training_requests.c.person_id, supervisor)
    )
    return set(tx.execute(asked).scalars())


def _to_verify(tx: Transaction, supervisor: Person, running: Iterable[Obligation]) -> set[int]:
    """Obligations for which a record would count once somebody has verified it."""
    logged = select(training_records.c.person_id, training_records.c.requirement).where(
        _IS_LOGGED, _is_theirs(training_records.c.person_id, supervisor)
    )
    pairs = {(row.person_id, row.requirement) for row in tx.execute(logged)}
    concerned = {
        one.person_id
        for one in running
        if one.requirement.evidence is Evidence.VERIFIED and (one.person_id, one.requirement.key) in pairs
    }
    return {one.obligation.id for one in list_lines(tx, concerned) if one.line.progress.unverified}


def _is_theirs(person_id: ColumnElement[int], supervisor: Person) -> ColumnElement[bool]:
    return person_id.in_(select(people.c.id).where(*are_officers_of(supervisor)))
