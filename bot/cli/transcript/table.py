"""A transcript as one table for a spreadsheet: what is owed, what was done, what was asked for."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from handlers.words.text import figure
from scheduling.roster.export_people import write_cell
from scheduling.training.facts import CountdownLine, TrainingRecord, TrainingRequest
from scheduling.training.reports.transcript import Transcript

COLUMNS: Final = (
    "row", "number", "requirement", "period", "state", "starts on", "due on", "done on", "hours",
    "hours needed", "sessions", "topics", "missed hours", "provider", "certificate", "by", "decided on",
    "reason",
)  # fmt: skip
"""`row` is obligation, record, or the kind of a request."""


def transcript_csv(transcript: Transcript) -> str:
    """Headings and a row for each thing; dates in ISO, no cell that a spreadsheet would run."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: write_cell(cell) for name, cell in row.items()} for row in _rows(transcript))
    return text.getvalue()


def _rows(transcript: Transcript) -> Iterator[dict[str, object]]:
    for line in transcript.lines:
        yield _obligation(line)
    for record in transcript.records:
        yield _record(transcript, record)
    for request in transcript.requests:
        yield _request(transcript, request)


def _obligation(line: CountdownLine) -> dict[str, object]:
    obligation, progress = line.obligation, line.progress
    needed = progress.minutes_needed
    return {
        "row": "obligation",
        "number": obligation.id,
        "requirement": obligation.requirement.title,
        "period": obligation.period,
        "state": obligation.state.value,
        "starts on": obligation.starts_on,
        "due on": obligation.due_on,
        "done on": obligation.settled_on,
        "hours": _hours(progress.minutes) if needed else "",
        "hours needed": _hours(needed) if needed else "",
        "sessions": "; ".join(progress.sessions_done),
        "topics": "; ".join(progress.topics_done),
        "reason": obligation.reason,
    }


def _record(transcript: Transcript, record: TrainingRecord) -> dict[str, object]:
    return {
        "row": "record",
        "number": record.id,
        "requirement": transcript.title_of(record.requirement),
        "state": record.state.value,
        "done on": record.done_on,
        "hours": _hours(record.minutes) if record.minutes else "",
        "sessions": "; ".join(record.sessions),
        "topics": "; ".join(record.topics),
        "missed hours": _hours(record.missed_minutes) if record.missed_minutes else "",
        "provider": record.provider,
        "certificate": record.certificate,
        "by": transcript.name_of(record.decided_by or record.logged_by),
        "decided on": _day(transcript, record),
        "reason": record.reason or record.flagged,
    }


def _request(transcript: Transcript, request: TrainingRequest) -> dict[str, object]:
    owed = {line.obligation.id: line.obligation for line in transcript.lines}
    about = owed.get(request.obligation_id)
    return {
        "row": request.kind.value,
        "number": request.id,
        "requirement": about.requirement.title if about else "",
        "period": about.period if about else "",
        "state": request.state.value,
        "due on": request.granted_until or request.until,
        "by": transcript.name_of(request.decided_by),
        "decided on": _day(transcript, request),
        "reason": request.decision or request.reason,
    }


def _day(transcript: Transcript, decided: TrainingRecord | TrainingRequest) -> object:
    at = decided.decided_at
    return transcript.officer.day_at(at) if at is not None else ""


def _hours(minutes: int) -> str:
    return figure(timedelta(minutes=minutes))
