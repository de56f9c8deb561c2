"""Reads everything by which an entry is judged."""

from collections.abc import Sequence
from datetime import date

from scheduling.policy.requirements import Requirement
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import list_held_between
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, TrainingRecord
from scheduling.training.queries import list_obligations, list_records
from scheduling.training.records.entry import Entry, tidied
from scheduling.training.records.facts import EntryFacts
from scheduling.training.records.twice import find_same
from scheduling.training.rules.progress import allocate
from scheduling.zones import end_of_day, start_of_day, zone


def gather_entry(
    tx: Transaction,
    officer: Person,
    entry: Entry,
    policy: Policy,
    *,
    confirms: TrainingRecord | None = None,
    in_file: bool = False,
) -> tuple[Entry, EntryFacts]:
    """The entry, tidied, and the facts for it; what is only planned is none of them.

    Args:
        tx: a transaction.
        officer: whose training it is.
        entry: what was handed in.
        policy: the packs in use.
        confirms: the plan that is said to have taken place, if it is one.
        in_file: whether it is a line of a file.

    Raises:
        Refused: TRAINING_UNKNOWN {requirement}: no pack in use asks for it.
    """
    asked = policy.requirements.get(entry.requirement)
    if asked is None or not asked.on:
        raise Refused(Refusal(Rule.TRAINING_UNKNOWN, {"requirement": entry.requirement}))
    owed = [one for one in list_obligations(tx, officer.id) if one.requirement.key == asked.key]
    done = [record for record in list_records(tx, officer.id) if record.state.is_done]
    terms: tuple[Requirement, ...] = (*(one.requirement for one in owed if one.runs), asked)
    entry = tidied(entry, terms)
    facts = EntryFacts(
        officer=officer,
        asked=asked,
        terms=terms,
        ticked=_ticked(owed, [record for record in done if record.requirement == asked.key]),
        that_day=sum(record.minutes for record in done if record.done_on == entry.done_on),
        is_proven=confirms is not None and bool(confirms.certificate),
        same=find_same(entry, done, in_file=in_file),
        shifts=_shifts_near(tx, officer, entry),
    )
    return entry, facts


def _ticked(owed: Sequence[Obligation], done: Sequence[TrainingRecord]) -> dict[str, date]:
    """Sessions that nothing running still lacks, a record that waits for a supervisor's word counted as done;
    and the day on which each was done last.
    """
    progress, of_record = allocate(owed, done), {record.id: record for record in done}
    lacking: set[str] = set()
    for obligation in owed:
        if obligation.runs:
            stands = progress[obligation.id]
            waiting = {name for number in stands.unverified for name in of_record[number].sessions}
            lacking |= set(stands.sessions_left) - waiting
    return {name: record.done_on for record in done for name in record.sessions if name not in lacking}


def _shifts_near(tx: Transaction, officer: Person, entry: Entry) -> tuple[Shift, ...]:
    at = zone(officer.zone)
    since, until = start_of_day(entry.done_on, at), end_of_day(entry.done_on, at)
    if entry.starts_at is not None and entry.ends_at is not None:
        since, until = min(since, entry.starts_at), max(until, entry.ends_at)
    return tuple(held.shift for held in list_held_between(tx, officer, since, until))
