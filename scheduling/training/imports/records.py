"""An agency's training records onto Muster's: bytes → rows → judged → records, one officer a transaction.

What an agency's system says happened is taken as it is: nobody is told of each record. What is due follows
from one review of the officer after the last of their rows, so that a course that is complete in the file
blocks nobody half-way through.
"""

from collections import defaultdict
from collections.abc import Sequence

from scheduling.policy.requirements import Evidence
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused
from scheduling.roster.queries import list_people
from scheduling.roster.sheets.columns import Entry as Cells
from scheduling.roster.sheets.columns import read_entries
from scheduling.roster.sheets.report import BadRow
from scheduling.roster.sheets.sheet import SheetRefused, read_sheet
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.imports.columns import PERSON, record_columns
from scheduling.training.imports.notices import Import, tell_of_import
from scheduling.training.imports.report import Known, Outcome, ReadSheet, RefusedRow, Taken
from scheduling.training.imports.rows import Officers, RecordRow, read_row
from scheduling.training.records.actions import import_training
from scheduling.training.rows import read_records
from scheduling.training.tables import training_records
from scheduling.training.upkeep.review import review_person
from scheduling.zones import local_day, zone


def read_record_sheet(
    tx: Transaction, *, content: bytes, policy: Policy, district_zone: str, only: str | None = None
) -> ReadSheet:
    """Read a file of training records; nothing is judged or written yet.

    Args:
        tx: for the roster; a read transaction will do.
        content: the bytes of the file. `docs/training.md` describes the columns.
        policy: whose requirements the rows name, by key or title.
        district_zone: the IANA zone in which today is told.
        only: the key of the requirement that the whole file is about.

    Raises:
        SheetRefused: the file as a whole cannot be used; the sentence says why, and what to do.
        ValueError: the policy has no requirement `only`.
    """
    if only is not None and only not in policy.requirements:
        raise ValueError(
            f"The policy asks for no {only!r}; expected one of: {', '.join(policy.requirements) or 'none'} "
            "(MUSTER_POLICY)."
        )
    columns = record_columns(today=local_day(tx.now, zone(district_zone)))
    entries = read_entries(read_sheet(content), columns, key="email", unique=False)
    if entries.good and not entries.good[0].given.keys() & set(PERSON):
        raise SheetRefused("There is no column “e-mail” and none “badge”; one of them must name the officer.")
    officers, bad = Officers(list_people(tx)), list(entries.bad)
    rows: defaultdict[int, list[RecordRow]] = defaultdict(list)
    for cells in entries.good:
        try:
            row = read_row(cells, officers, policy.requirements, only)
        except ValueError as problem:
            bad.append(BadRow(cells.line, _who(cells), f"{str(problem).rstrip('.')}."))
        else:
            rows[row.officer.id].append(row)
    return ReadSheet(
        officers=tuple(
            tuple(sorted(group, key=lambda row: (row.entry.done_on, row.line))) for group in rows.values()
        ),
        rows=sum(map(len, rows.values())),
        bad=tuple(sorted(bad, key=lambda row: row.line)),
        ignored_columns=entries.ignored_columns,
    )


def import_rows(
    tx: Transaction, rows: Sequence[RecordRow], *, policy: Policy, run: Import, verified: bool
) -> list[Outcome]:
    """Write the records of one officer. Where the packs are in use, what the officer owes is reviewed once,
    and those who answer for the officer are told, once a run, if something waits for their word.

    Safe to repeat: a row that was taken before stays as it was written.

    Args:
        tx: a write transaction.
        rows: all of one officer, by the day on which it was done.
        policy: the district's rules.
        run: of which the rows are a part; its source and a row's id name a record for ever.
        verified: whether the agency vouches for them, so that no supervisor need look at them.
    """
    outcomes = [_import(tx, row, policy, run.source, verified) for row in rows]
    taken = [each for each in outcomes if isinstance(each, Taken)]
    if taken and run.in_use:
        review_person(tx, rows[0].officer.id, policy)
        if any(each.waits for each in taken):
            tell_of_import(tx, run, rows[0].officer)
    return outcomes


def _import(tx: Transaction, row: RecordRow, policy: Policy, source: str, verified: bool) -> Outcome:
    try:
        record = import_training(
            tx, officer=row.officer, entry=row.entry, policy=policy, source=source,
            external_id=row.external_id, verified=verified,
        )  # fmt: skip
    except Refused as refused:
        return RefusedRow(row, refused.refusals)
    if record is not None:
        needs_word = policy.requirements[row.entry.requirement].evidence is Evidence.VERIFIED
        return Taken(row, record, needs_word and record.state is RecordState.LOGGED)
    [known] = read_records(
        tx, training_records.c.source == source, training_records.c.external_id == row.external_id
    )
    return Known(row, known, _differs(row, known))


def _differs(row: RecordRow, record: TrainingRecord) -> bool:
    """Whether the same id now means something else; a provider spelled otherwise is not worth a word."""
    entry = row.entry
    return (row.officer.id, entry.requirement, entry.done_on, entry.minutes) != (
        record.person_id,
        record.requirement,
        record.done_on,
        record.minutes,
    )


def _who(cells: Cells) -> str:
    return str(cells.given.get("email") or cells.given.get("badge") or "")
