"""Everything that is written of one officer's training, for a file that a person keeps or hands on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import CountdownLine, RecordState, TrainingRecord, TrainingRequest
from scheduling.training.queries import list_lines, list_records
from scheduling.training.rows import read_requests
from scheduling.training.tables import training_requests


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What was done for one requirement in one calendar year; planned and refused is left out.

    Attributes:
        year: by the day on which it was done.
        requirement: its key.
        records: how many.
        minutes: attended, verified or not.
        verified_minutes: those of them that a supervisor or the agency vouches for.
    """

    year: int
    requirement: str
    records: int
    minutes: int
    verified_minutes: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """One officer's training.

    Attributes:
        officer: as the roster has them now, with their standing.
        made_on: the officer's local day.
        lines: every obligation there is or was, with its progress; by deadline.
        records: everything handed in, refused and planned too; by the day on which it was done.
        requests: every extension and exemption asked for or given.
        years: totals, by year and requirement.
        titles: requirement's key → title, of those that are or were owed, or that the packs in use have.
        names: id → name of everybody who logged, decided or supervises.
    """

    officer: Person
    made_on: date
    lines: tuple[CountdownLine, ...]
    records: tuple[TrainingRecord, ...]
    requests: tuple[TrainingRequest, ...]
    years: tuple[YearTotal, ...]
    titles: Mapping[str, str]
    names: Mapping[int, str]

    def title_of(self, requirement: str) -> str:
        """A requirement's title; its key where nobody states it any more."""
        return self.titles.get(requirement, requirement)

    def name_of(self, person_id: int | None) -> str:
        """Somebody's name; empty for nobody."""
        return self.names.get(person_id, "") if person_id is not None else ""


def load_transcript(tx: Transaction, officer: Person, policy: Policy) -> Transcript:
    """Read everything about an officer's training, as it stands at the transaction's instant.

    The packs in use name what was handed in and is not owed.
    """
    lines = tuple(one.line for one in list_lines(tx, [officer.id]))
    owed = [line.obligation.requirement for line in lines]
    records = tuple(list_records(tx, officer.id))
    requests = tuple(read_requests(tx, training_requests.c.person_id == officer.id))
    return Transcript(
        officer=officer,
        made_on=officer.day_at(tx.now),
        lines=lines,
        records=records,
        requests=requests,
        years=_add_up(records),
        titles={each.key: each.title for each in (*policy.requirements.values(), *owed)},
        names=_names(tx, officer, records, requests),
    )


def _add_up(records: Iterable[TrainingRecord]) -> tuple[YearTotal, ...]:
    done: defaultdict[tuple[int, str], list[TrainingRecord]] = defaultdict(list)
    for record in records:
        if record.state.is_done:
            done[record.done_on.year, record.requirement].append(record)
    return tuple(
        YearTotal(
            year=year,
            requirement=requirement,
            records=len(group),
            minutes=sum(each.minutes for each in group),
            verified_minutes=sum(each.minutes for each in group if each.state is RecordState.VERIFIED),
        )
        for (year, requirement), group in sorted(done.items())
    )


def _names(
    tx: Transaction, officer: Person, records: Sequence[TrainingRecord], requests: Sequence[TrainingRequest]
) -> dict[int, str]:
    ids = {officer.id, officer.supervisor_id}
    ids |= {person for record in records for person in (record.logged_by, record.decided_by)}
    ids |= {request.decided_by for request in requests}
    return {
        person.id: person.name for person in list_people(tx, ids=(each for each in ids if each is not None))
    }
