"""Reads everything that decides what people owe, in a few statements, however many people they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, Progress, TrainingRecord
from scheduling.training.progress import allocate
from scheduling.training.rows import read_obligations, read_records
from scheduling.training.tables import obligations, training_records


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one person owes and has done: all of it, whatever its state, oldest first."""

    person: Person
    obligations: tuple[Obligation, ...]
    records: tuple[TrainingRecord, ...]

    @property
    def progress(self) -> dict[int, Progress]:
        """How far each obligation has come, by its id."""
        return progress_of(self.obligations, self.records)


def gather_ledgers(tx: Transaction, person_ids: Iterable[int]) -> list[Ledger]:
    """What each of these people owes and has done, by name; ids that nobody has are left out."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return []
    owed, done = defaultdict(list), defaultdict(list)
    for obligation in read_obligations(tx, obligations.c.person_id.in_(wanted)):
        owed[obligation.person_id].append(obligation)
    for record in read_records(tx, training_records.c.person_id.in_(wanted)):
        done[record.person_id].append(record)
    return [
        Ledger(person, tuple(owed[person.id]), tuple(done[person.id]))
        for person in list_people(tx, ids=wanted)
    ]


def progress_of(owed: Sequence[Obligation], done: Sequence[TrainingRecord]) -> dict[int, Progress]:
    """How far each obligation of one person has come, by its id: what was done goes where it is due first."""
    alike, records = defaultdict(list), defaultdict(list)
    for obligation in owed:
        alike[obligation.requirement.key].append(obligation)
    for record in done:
        records[record.requirement].append(record)
    shares = (allocate(group, records[key]) for key, group in alike.items())
    return {number: progress for share in shares for number, progress in share.items()}
