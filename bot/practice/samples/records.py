"""What the sample district's record system knows of training, from `records.csv`; days become dates."""

import csv
from datetime import date, timedelta
from importlib.resources import files

SOURCE = "academy"
"""The name of the record system."""


def record_rows(today: date) -> list[dict[str, str]]:
    """The rows of training.csv, as `muster training import` reads it."""
    text = files(__package__).joinpath("records.csv").read_text(encoding="utf-8")
    return [_row(row, today) for row in csv.DictReader(text.splitlines())]


def _row(row: dict[str, str], today: date) -> dict[str, str]:
    done_on = today - timedelta(days=int(row["days ago"]))
    return {("done on" if name == "days ago" else name): cell for name, cell in row.items()} | {
        "done on": str(done_on)
    }
