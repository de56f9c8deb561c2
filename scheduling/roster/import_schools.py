"""schools.csv onto the schools: bytes → rows → checks → comparison → rows written, one way."""

from dataclasses import replace

from sqlalchemy import bindparam, select

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.revisions.counting import touch_every_calendar
from scheduling.roster.sheets.columns import Entry, read_entries, under_headings
from scheduling.roster.sheets.report import Added, Changed, FieldChange, ImportReport, Missing
from scheduling.roster.sheets.school_columns import school_columns
from scheduling.roster.sheets.sheet import read_sheet
from scheduling.roster.tables import schools
from scheduling.store.transaction import Transaction
from scheduling.store.turns import Turn, take_turn

Known = dict[str, dict[str, str]]
"""Every school by code, field by field."""


def import_schools(
    tx: Transaction, *, content: bytes, district_zone: str, actor: str = COMMAND_LINE, dry_run: bool = False
) -> ImportReport:
    """Bring the schools to what schools.csv says; a second time changes nothing.

    A bad row is left alone and named, the others are taken. No school is deleted: shifts of the past stand
    on it. A zone that changes moves no shift: shifts are kept as instants.

    Args:
        tx: a write transaction; for a dry run a read transaction will do.
        content: the bytes of the file: code, name, time zone, address.
        district_zone: the IANA zone of schools for which the file names none.
        actor: who imports, as the audit writes it.
        dry_run: whether to report the difference and write nothing.

    Raises:
        SheetRefused: the file as a whole cannot be used; the sentence says why, and what to do.
    """
    if not dry_run:
        take_turn(tx.connection, Turn.IMPORT)
    columns = school_columns(district_zone=district_zone)
    entries = read_entries(read_sheet(content), columns, key="code")
    known = _list_known(tx)
    empty = {field: column.empty for field, column in columns.items()}
    added = [
        Entry(each.line, empty | dict(each.given)) for each in entries.good if each.given["code"] not in known
    ]
    changed = [change for entry in entries.good if (change := _change(entry, known))]
    if not dry_run:
        _write(tx, added, changed)
        _record(tx, added, changed, actor)
        if changed:
            touch_every_calendar(tx)
    named = {each.given["code"] for each in entries.good} | {row.who for row in entries.bad}
    return ImportReport(
        added=tuple(Added(each.line, each.given["code"], each.given["name"]) for each in added),
        changed=tuple(replace(each, fields=under_headings(each.fields, columns)) for each in changed),
        unchanged=len(entries.good) - len(added) - len(changed),
        bad=entries.bad,
        missing=tuple(Missing(code, known[code]["name"]) for code in known if code not in named),
        ignored_columns=entries.ignored_columns,
        dry_run=dry_run,
    )


def _list_known(tx: Transaction) -> Known:
    rows = tx.execute(
        select(schools.c.code, schools.c.name, schools.c.zone, schools.c.address).order_by(schools.c.name)
    )
    return {row.code: row._asdict() for row in rows}


def _change(entry: Entry, known: Known) -> Changed | None:
    before = known.get(entry.given["code"])
    if before is None:
        return None
    fields = {
        field: FieldChange(before[field], value)
        for field, value in entry.given.items()
        if before[field] != value
    }
    return Changed(entry.line, entry.given["code"], entry.given["name"], fields) if fields else None


def _write(tx: Transaction, added: list[Entry], changed: list[Changed]) -> None:
    if added:
        tx.execute(schools.insert(), [dict(entry.given) for entry in added])
    for school in changed:
        tx.execute(
            schools.update()
            .where(schools.c.code == bindparam("of"))
            .values({field: change.after for field, change in school.fields.items()}),
            {"of": school.key},
        )


def _record(tx: Transaction, added: list[Entry], changed: list[Changed], actor: str) -> None:
    ids = {row.code: row.id for row in tx.execute(select(schools.c.code, schools.c.id))}
    record(
        tx,
        *(
            Change(actor, "school_added", "school", ids[entry.given["code"]], after=entry.given)
            for entry in added
        ),
        *(
            Change(
                actor,
                "school_changed",
                "school",
                ids[each.key],
                before={field: change.before for field, change in each.fields.items()},
                after={field: change.after for field, change in each.fields.items()},
            )
            for each in changed
        ),
    )
