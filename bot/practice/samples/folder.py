"""The sample data as files: what a coordinator of a real district would have in a folder."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.practice.samples.deliveries import Deliveries, document, make_deliveries
from bot.practice.samples.people import roster_rows
from bot.practice.samples.records import record_rows
from bot.practice.samples.timetable import school_rows
from scheduling.zones import local_day, zone

DISTRICT_ZONE = "America/Phoenix"
"""Eight of the twelve schools follow Phoenix, four follow Denver with its daylight saving."""


@dataclass(frozen=True, slots=True)
class SampleFolder:
    """Where the files are, and what is in the deliveries."""

    roster: Path
    schools: Path
    records: Path
    feeds: tuple[Path, Path, Path]
    deliveries: Deliveries


def write_samples(folder: Path, now: datetime) -> SampleFolder:
    """Write roster.csv, schools.csv, training.csv and three feeds (feed-1.json …) around the instant `now`.

    Args:
        folder: exists; files of the same names are written over.
        now: aware; the month of shifts begins three days before its local date in Phoenix.
    """
    today = local_day(now, zone(DISTRICT_ZONE))
    deliveries = make_deliveries(today)
    feeds = (folder / "feed-1.json", folder / "feed-2.json", folder / "feed-3.json")
    for path, rows in zip(feeds, (deliveries.first, deliveries.second, deliveries.third), strict=True):
        path.write_text(json.dumps(document(rows), indent=1), encoding="utf-8")
    roster, schools, records = (folder / name for name in ("roster.csv", "schools.csv", "training.csv"))
    roster.write_bytes(_csv(roster_rows(today)))
    schools.write_bytes(_csv(school_rows()))
    records.write_bytes(_csv(record_rows(today)))
    return SampleFolder(roster, schools, records, feeds, deliveries)


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
