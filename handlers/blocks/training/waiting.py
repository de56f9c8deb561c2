"""What waits for a supervisor's word, in a few lines: a record to verify, a request to decide."""

from datetime import date, timedelta
from typing import Final

from handlers.blocks.elements import context
from handlers.blocks.training.certificate import certificate_words
from handlers.words.countdown import civil
from handlers.words.text import escaped, figure, listed
from scheduling.training.facts import RequestKind, TrainingRecord, TrainingRequest

COORDINATORS: Final = context("Only a coordinator decides this.")
"""In the place of buttons that would only refuse."""


def record_line(record: TrainingRecord, today: date) -> str:
    """`To verify, done Wed Aug 12: 4 h, Session 4 · certificate A-17`, and why to look twice."""
    return f"To verify, {record_words(record, today)}"


def record_words(record: TrainingRecord, today: date) -> str:
    """`done Wed Aug 12: 4 h, Session 4 · Heron Academy · certificate A-17`, and why to look twice."""
    hours = f"{figure(timedelta(minutes=record.minutes))} h" if record.minutes else ""
    what = listed(escaped(name, 90) for name in (*record.sessions, *record.topics)[:3])
    parts = [
        ", ".join(part for part in (hours, what) if part) or "one completion",
        escaped(record.provider, 80),
        f"certificate {certificate_words(record.certificate)}" if record.certificate else "no certificate",
    ]
    flagged = f"\n:warning: {escaped(record.flagged, 300)}" if record.flagged else ""
    return f"done {civil(record.done_on, today)}: {' · '.join(p for p in parts if p)}{flagged}"


def request_line(request: TrainingRequest, today: date) -> str:
    """`Asks for an extension until Fri Oct 30: my child was ill`."""
    what = "an extension" if request.kind is RequestKind.EXTENSION else "an exemption"
    until = f" until {civil(request.until, today)}" if request.until else ""
    return f"Asks for {what}{until}: {escaped(request.reason, 300) or 'no reason given'}"
