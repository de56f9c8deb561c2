"""The roster as roster.csv: what the import reads, so that a file can be taken out, edited and put back."""

import csv
import io
from datetime import date

from sqlalchemy import select

from scheduling.roster.sheets.cells import FORMULA_STARTS
from scheduling.roster.sheets.people_columns import CHOICES, people_columns
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


def export_roster(tx: Transaction) -> bytes:
    """Everybody on the roster by name, in UTF-8 with the mark by which Excel knows it.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; the import takes it off.
    """
    columns = people_columns(district_zone="UTC", today=tx.now.date())
    columns.pop("former_email")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.headings[0] for column in columns.values()])
    boss = people.alias("boss")
    rows = tx.execute(
        select(people, boss.c.email.label("supervisor"))
        .join_from(people, boss, people.c.supervisor_id == boss.c.id, isouter=True)
        .order_by(people.c.name, people.c.id)
    )
    for row in rows:
        values = row._asdict()
        writer.writerow([write_cell(_spelled(field, values[field])) for field in columns])
    return text.getvalue().encode("utf-8-sig")


def write_cell(value: object) -> str:
    """A cell's text, such that no spreadsheet runs it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] and (text[0] in FORMULA_STARTS or text[0] in "\t\r") else text


def _spelled(field: str, value: object) -> object:
    """A stored choice under its documented spelling."""
    spellings = CHOICES.get(field, {}).get(str(value))
    return spellings[0] if spellings else value
