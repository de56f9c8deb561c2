"""Words about reports. What may stand where others read it is made of a `Notable` alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from handlers.words.local_times import clock_time, point
from handlers.words.text import escaped
from scheduling.reports.facts import Notable, ReportKind
from scheduling.zones import zone_or_utc

DANGER: Final = "If anyone is in danger now, call 911 first."
ANY_KIND: Final = "Threat or incident"
"""Of which kind a report is, only those entitled read."""
NO_NAMES: Final = "Do not type students' names."

KINDS: Final[Mapping[ReportKind, str]] = {
    ReportKind.THREAT: "Threat",
    ReportKind.WEAPON: "Weapon",
    ReportKind.ASSAULT: "Assault or fight",
    ReportKind.MISSING: "Somebody is missing",
    ReportKind.OTHER: "Another incident",
}


def line_of(report: Notable, reader: ZoneInfo | None = None) -> str:
    """`Report 3: *Quartz Elementary* · Wed Aug 12, 12:00`, by the school's clock; and the reader's own time
    where the two differ.
    """
    when = made_at(report.at, zone_or_utc(report.school.zone), reader)
    return f"Report {report.number}: *{escaped(report.school.name, 80)}* · {when}"


def made_at(moment: datetime, there: ZoneInfo, reader: ZoneInfo | None = None) -> str:
    """`Wed Aug 12, 12:00`, and ` · your time 13:00` where the reader's clock shows something else."""
    told = point(moment, there)
    if reader is None or point(moment, reader) == told:
        return told
    return f"{told} · your time {clock_time(moment, reader)}"
