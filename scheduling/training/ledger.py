"""Reads everything that decides what people owe, in a few statements, however many people they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, Progress, TrainingRecord
from scheduling.training.rows import read_obligations, read_records
from scheduling.training.rules.progress import allocate
from scheduling.training.rules.qualification import with_qualification
from scheduling.training.tables import obligations, training_records


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one person owes and has done: all of it, whatever its state, oldest first; `today` is theirs."""

    person: Person
    today: date
    obligations: tuple[Obligation, ...]
    records: tuple[TrainingRecord, ...]

    @property
    def progress(self) -> dict[int, Progress]:
        """How far each obligation has come, by its id: what was done goes where it is due first."""
        alike, done = defaultdict(list), defaultdict(list)
        for obligation in self.obligations:
            alike[obligation.requirement.key].append(obligation)
        for record in self.records:
            done[record.requirement].append(record)
        progress: dict[int, Progress] = {}
        for key, group in alike.items():
            records = with_qualification(done[key], group[-1].requirement, self.person, self.today)
            progress |= allocate(group, records)
        return progress


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
        Ledger(person, person.day_at(tx.now), tuple(owed[person.id]), tuple(done[person.id]))
        for person in list_people(tx, ids=wanted)
    ]
