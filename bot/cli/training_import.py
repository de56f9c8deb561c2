"""What `muster training import` does and prints."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.progress import interruptible, progress_on
from bot.cli.store import Missing, migrated, now
from bot.settings import Settings
from handlers.refusals.wording import sentence_of
from handlers.words.local_times import day
from handlers.words.plain_text import plain_text
from handlers.words.text import counted, figure
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.imports.notices import Import, begin_import
from scheduling.training.imports.records import import_rows, read_record_sheet
from scheduling.training.imports.report import Known, Outcome, ReadSheet, RefusedRow, Taken
from scheduling.training.imports.rows import RecordRow

_SHOWN_ROWS: Final = 200
_SOURCE_LENGTH: Final = 40
_NOT_IN_USE: Final = (
    "These packs are not the ones that the bot serves: the records are kept, and count from the day on which "
    "the packs come into use."
)
_STOPPED: Final = "what was taken stays; the same command again takes the rest."


def import_file(
    settings: Settings, file: Path, *, only: str | None, source: str, verified: bool, dry_run: bool
) -> int:
    """Take a file of records in, officer by officer, or try it only; 1 where a row was left out.

    Raises:
        SheetRefused: the file cannot be used as a whole.
        ValueError: there is no requirement `only`, or the source's name does not do.
    """
    if not 0 < len(source) <= _SOURCE_LENGTH or source == "slack":
        raise ValueError(f"--source is a name of up to {_SOURCE_LENGTH} characters, and not “slack”.")
    content, policy = file.read_bytes(), load_policy(settings.policy)
    console = open_console()
    with migrated(settings, Missing.PRETEND if dry_run else Missing.MAKE) as store:
        with store.database.read(now()) as tx:
            sheet = read_record_sheet(
                tx, content=content, policy=policy, district_zone=settings.timezone, only=only
            )
            run = begin_import(tx, source, policy)
        with interruptible(_STOPPED):
            outcomes = _import(
                store.database, sheet, policy, run, console, verified=verified, dry_run=dry_run
            )
    outcomes.sort(key=lambda outcome: outcome.row.line)
    _print(console, sheet, outcomes, settings.zone)
    _print_what_follows(console, run, sum(isinstance(each, Taken) and each.waits for each in outcomes))
    if dry_run:
        console.print("Nothing was written; `muster training import` without --dry-run does it.")
    left_out = [each for each in outcomes if _is_left_out(each)]
    return 1 if left_out or sheet.bad else 0


def _import(
    database: Database,
    sheet: ReadSheet,
    policy: Policy,
    run: Import,
    console: Console,
    *,
    verified: bool,
    dry_run: bool,
) -> list[Outcome]:
    """Each officer in a transaction of their own, so that the running bot gets its turns in between."""
    outcomes: list[Outcome] = []
    with progress_on(console) as watch:
        for rows in sheet.officers:
            with _tried(database) if dry_run else database.begin(now()) as tx:
                outcomes += import_rows(tx, rows, policy=policy, run=run, verified=verified)
            watch("reading records", len(outcomes), sheet.rows)
    return outcomes


class _OnlyTried(Exception):  # noqa: N818  it ends a transaction, and nothing went wrong
    """Ends a transaction without a trace."""


@contextmanager
def _tried(database: Database) -> Iterator[Transaction]:
    """A write transaction that is rolled back, so that a dry run judges by the very rules."""
    with suppress(_OnlyTried), database.begin(now()) as tx:
        yield tx
        raise _OnlyTried


def _print(console: Console, sheet: ReadSheet, outcomes: Sequence[Outcome], reader: ZoneInfo) -> None:
    taken = [each for each in outcomes if isinstance(each, Taken)]
    if taken:
        console.print(_table(taken[:_SHOWN_ROWS]))
    if len(taken) > _SHOWN_ROWS:
        console.print(f"… and {len(taken) - _SHOWN_ROWS:,} more.")
    for line, who, reason in _left_out(sheet, outcomes, reader):
        console.print(f"line {line}: {who or 'no name'}: {reason}", style="red", soft_wrap=True)
    if sheet.ignored_columns:
        console.print(f"Columns that mean nothing to Muster: {', '.join(sheet.ignored_columns)}.")
    known = sum(isinstance(each, Known) and not each.differs for each in outcomes)
    bad = len(sheet.bad) + sum(map(_is_left_out, outcomes))
    console.print(f"{len(taken):,} new, {known:,} known already, {bad:,} left out.")


def _print_what_follows(console: Console, run: Import, waiting: int) -> None:
    if not run.in_use:
        console.print(_NOT_IN_USE, soft_wrap=True)
    elif waiting:
        console.print(
            f"{counted(waiting, 'record')} to be verified first: those who answer for the officers are told "
            "once. --verified takes the agency's word for it.",
            soft_wrap=True,
        )


def _table(taken: Sequence[Taken]) -> Table:
    table = Table("line", "officer", "day", Column("requirement", overflow="fold"), "what", "state")
    for each in taken:
        record = each.record
        state = "waits for a supervisor" if each.waits else record.state.value
        table.add_row(
            str(each.row.line), each.row.officer.name, f"{day(record.done_on)}, {record.done_on.year}",
            record.requirement, _what(each.row), f"{state}; {record.flagged}" if record.flagged else state,
        )  # fmt: skip
    return table


def _what(row: RecordRow) -> str:
    entry = row.entry
    hours = f"{figure(timedelta(minutes=entry.minutes))} h" if entry.minutes else ""
    return "; ".join(part for part in (hours, ", ".join(entry.sessions), ", ".join(entry.topics)) if part)


def _left_out(sheet: ReadSheet, outcomes: Sequence[Outcome], reader: ZoneInfo) -> list[tuple[int, str, str]]:
    """Line, who and why, of every row that was left alone; in the order of the file."""
    rows = [(bad.line, bad.who, bad.reason) for bad in sheet.bad]
    for each in outcomes:
        if isinstance(each, RefusedRow):
            why = " ".join(_said(refusal, reader) for refusal in each.refusals)
            rows.append((each.row.line, each.row.officer.name, why))
        elif isinstance(each, Known) and each.differs:
            rows.append((each.row.line, each.row.officer.name, _differs(each)))
    return sorted(rows)


def _said(refusal: Refusal, reader: ZoneInfo) -> str:
    sentence = sentence_of(refusal, reader)
    return plain_text(f"{sentence.headline} {sentence.figures}".strip(), reader)


def _differs(known: Known) -> str:
    return (
        f"id {known.row.external_id} stands for another record already (number {known.record.id}, of "
        f"{known.record.done_on}). What was taken stays; refuse that record, and give the new one another id."
    )


def _is_left_out(outcome: Outcome) -> bool:
    return isinstance(outcome, RefusedRow) or (isinstance(outcome, Known) and outcome.differs)
