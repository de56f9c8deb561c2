"""What an import of training records did, or in a dry run would do."""

from dataclasses import dataclass

from scheduling.refusals import Refusal
from scheduling.roster.sheets.report import BadRow
from scheduling.training.facts import TrainingRecord
from scheduling.training.imports.rows import RecordRow


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A file that was read, and nothing done about it yet.

    Attributes:
        officers: the rows of each officer, by the day on which it was done.
        rows: how many they are.
        bad: rows that say nothing that can be judged.
        ignored_columns: headings that mean nothing to Muster.
    """

    officers: tuple[tuple[RecordRow, ...], ...]
    rows: int
    bad: tuple[BadRow, ...]
    ignored_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that is a record now. `waits` says that it counts once a supervisor has verified it."""

    row: RecordRow
    record: TrainingRecord
    waits: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A row that was taken before; `differs` where it now says something else, which is not taken."""

    row: RecordRow
    record: TrainingRecord
    differs: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that the rules refuse; nothing is stored of it."""

    row: RecordRow
    refusals: tuple[Refusal, ...]


Outcome = Taken | Known | RefusedRow
