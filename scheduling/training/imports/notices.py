"""One notice a supervisor about a whole import: so many records wait for a word.

`training_imported` {supervisor, source, first, requirements}: records of this source from the id `first` on,
for requirements whose evidence is a supervisor's word. How many still wait is asked when it is sent, some
minutes after the import began: a long one is told whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import Obsolete
from scheduling.policy.requirements import Evidence
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person, list_answering_for, list_people
from scheduling.roster.rules import answers_for
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState
from scheduling.training.rows import read_records
from scheduling.training.tables import pack_seen, training_records

_TOLD_AFTER: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class TrainingImported:
    """Records that wait for the reader's word after an import; `officers` by name, each once."""

    source: str
    records: int
    officers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """One run of an import.

    Attributes:
        source: the record system.
        began_at: when it began, aware UTC.
        first: no record that it wrote has a smaller id.
        requirements: keys of those whose evidence is a supervisor's word.
        in_use: whether the packs are the ones that the bot serves. Where they are not yet, records are kept
            and nothing follows: everybody is looked at when the packs come into use.
    """

    source: str
    began_at: datetime
    first: int
    requirements: tuple[str, ...]
    in_use: bool


def begin_import(tx: Transaction, source: str, policy: Policy) -> Import:
    """A run that begins now; nothing is written."""
    last = tx.execute(select(func.max(training_records.c.id))).scalar()
    needing = (each.key for each in policy.requirements.values() if each.evidence is Evidence.VERIFIED)
    edition = tx.execute(select(pack_seen.c.edition)).scalar()
    return Import(
        source=source,
        began_at=tx.now,
        first=(last or 0) + 1,
        requirements=tuple(sorted(needing)),
        in_use=edition == policy.edition,
    )


def tell_of_import(tx: Transaction, run: Import, officer: Person) -> None:
    """Enqueue, once a run for each of those who answer for the officer, that records wait for their word."""
    enqueue(
        tx,
        [
            Notice(
                kind="training_imported",
                addressee=to_person(asked.id),
                refs={
                    "supervisor": asked.id,
                    "source": run.source,
                    "first": run.first,
                    "requirements": list(run.requirements),
                },
                urgency=Urgency.DIGEST,
                dedupe_key=f"training_imported:{run.source}:{run.began_at.isoformat()}:{asked.id}",
                due_at=run.began_at + _TOLD_AFTER,
            )
            for asked in list_answering_for(tx, officer)
        ],
    )


def load_training_imported(tx: Transaction, refs: Mapping[str, Any]) -> TrainingImported | Obsolete:
    """What waits now, of what the reader answers for."""
    supervisor = find_person(tx, refs["supervisor"])
    waiting = read_records(
        tx,
        training_records.c.id >= refs["first"],
        training_records.c.source == refs["source"],
        training_records.c.state == RecordState.LOGGED,
        training_records.c.requirement.in_(refs["requirements"]),
    )
    officers = _answered_for(tx, supervisor, {record.person_id for record in waiting})
    records = sum(record.person_id in officers for record in waiting)
    if not records:
        return Obsolete("every imported record is decided")
    return TrainingImported(refs["source"], records, tuple(officers.values()))


def _answered_for(tx: Transaction, supervisor: Person | None, ids: Iterable[int]) -> dict[int, Person]:
    if supervisor is None:
        return {}
    return {
        officer.id: officer
        for officer in list_people(tx, ids=ids)
        if officer.id != supervisor.id and answers_for(supervisor, officer)
    }
