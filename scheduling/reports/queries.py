"""Reads of reports, as frozen facts. Whoever is handed a `Report` or a `Record` must be entitled to it."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from scheduling.reports.facts import FollowUp, Notable, Reader, Record, Report, ReportKind
from scheduling.reports.tables import report_follow_ups, report_readings, reports
from scheduling.roster.facts import Person, Role, School
from scheduling.roster.queries import find_person, find_school
from scheduling.roster.tables import people, schools
from scheduling.store.transaction import Transaction

FOLLOW_UPS_SHOWN: Final = 30
"""How many additions are read at once: two blocks each, of the hundred that a view takes."""

_NOTABLE: Final = select(
    reports.c.id, reports.c.at, schools.c.id.label("school_id"), schools.c.code, schools.c.name,
    schools.c.zone, schools.c.address,
).join_from(reports, schools, reports.c.school_id == schools.c.id)  # fmt: skip


def find_report(tx: Transaction, report_id: int) -> Report | None:
    """The report with this number, or None.

    Raises:
        LookupError: its author or its school is not there.
    """
    row = tx.execute(select(reports).where(reports.c.id == report_id)).first()
    if row is None:
        return None
    author, school = find_person(tx, row.author_id), find_school(tx, row.school_id)
    if author is None or school is None:
        raise LookupError(f"report {report_id} names a person or a school that is not there")
    return Report(row.id, ReportKind(row.kind), school, row.what, row.happened, row.told, author, row.at)


def find_notable(tx: Transaction, report_id: int) -> Notable | None:
    """What everybody may know of a report, or None."""
    return next(iter(_notables(tx, _NOTABLE.where(reports.c.id == report_id))), None)


def list_notables(tx: Transaction, reader: Person, *, before: int | None = None, limit: int) -> list[Notable]:
    """What everybody may know of the reports that `reader` may read, newest first; or of those before a
    number.
    """
    wanted = _NOTABLE.join(people, reports.c.author_id == people.c.id).where(_are_readable_by(reader))
    if before is not None:
        wanted = wanted.where(reports.c.id < before)
    return _notables(tx, wanted.order_by(reports.c.id.desc()).limit(limit))


def _are_readable_by(reader: Person) -> ColumnElement[bool]:
    """What `rules.may_read` says, of rows of reports joined with their authors'."""
    if reader.law_unit:
        return true()
    mine = reports.c.author_id == reader.id
    if reader.role is not Role.SUPERVISOR:
        return mine
    answered_for = people.c.supervisor_id == reader.id
    if reader.agency:
        answered_for = or_(answered_for, people.c.agency == reader.agency)
    return or_(mine, answered_for)


def _notables(tx: Transaction, wanted: Select[Any]) -> list[Notable]:
    return [
        Notable(row.id, School(row.school_id, row.code, row.name, row.zone, row.address), row.at)
        for row in tx.execute(wanted)
    ]


def read_record(tx: Transaction, report: Report, *, before: int | None = None) -> Record:
    """A report with the newest of what was added (or the newest before one of these), and its readers."""
    of_report = report_follow_ups.c.report_id == report.number
    here = of_report if before is None else of_report & (report_follow_ups.c.id < before)
    shown = tx.execute(
        select(
            report_follow_ups.c.id, report_follow_ups.c.what, people.c.name, report_follow_ups.c.at
        ).join_from(report_follow_ups, people, report_follow_ups.c.author_id == people.c.id)
        .where(here)
        .order_by(report_follow_ups.c.id.desc())
        .limit(FOLLOW_UPS_SHOWN)
    ).all()  # fmt: skip
    every: int = tx.execute(select(func.count()).select_from(report_follow_ups).where(here)).scalar_one()
    follow_ups = [FollowUp(row.id, row.what, row.name, row.at) for row in reversed(shown)]
    return Record(report, follow_ups, every - len(follow_ups), list_readers(tx, report.number))


def list_readers(tx: Transaction, report_id: int) -> Sequence[Reader]:
    """Everybody who has read a report, whoever read last first."""
    last = func.max(report_readings.c.at, type_=report_readings.c.at.type).label("last_at")
    rows = tx.execute(
        select(people.c.name, func.count().label("times"), last)
        .join_from(report_readings, people, report_readings.c.person_id == people.c.id)
        .where(report_readings.c.report_id == report_id)
        .group_by(people.c.id, people.c.name)
        .order_by(last.desc(), people.c.name)
    )
    return [Reader(row.name, row.times, row.last_at) for row in rows]


def list_reader_ids(tx: Transaction, report_id: int) -> set[int]:
    """The ids of everybody who has read a report."""
    ids = select(report_readings.c.person_id).where(report_readings.c.report_id == report_id).distinct()
    return set(tx.execute(ids).scalars())
