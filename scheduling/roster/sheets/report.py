"""What an import did, or in a dry run would do."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after: text, a boolean, a date or None."""

    before: object
    after: object


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left alone: `who` is its e-mail address or school code as written, if it has one."""

    line: int
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """A row that is new: `key` is the e-mail address, or the school's code."""

    line: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that differs from what is known, field by field under the names of the documented columns."""

    line: int
    key: str
    name: str
    fields: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody, or a school, that is known and active and not in the file. Nothing is done about it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole difference between a file and what is known.

    Attributes:
        added, changed: what was written; in a dry run, what would be.
        unchanged: how many rows say nothing new.
        bad: rows that were left alone, in the order of their lines; the rest is taken all the same.
        missing: never deleted. People leave by `active` = no, schools stay.
        ignored_columns: headings that mean nothing to Muster.
        dry_run: whether nothing was written.
    """

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()
    missing: tuple[Missing, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    dry_run: bool = False
