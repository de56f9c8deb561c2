"""A transcript as JSON, for another program: days in ISO, instants in UTC, amounts of time in minutes."""

import json
from datetime import date, datetime
from typing import Any, Final

from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine, TrainingRecord, TrainingRequest
from scheduling.training.reports.transcript import Transcript

FORMAT: Final = "muster-transcript"
VERSION: Final = 1
"""Grows when a field changes its meaning or goes; new fields do not change it."""


def transcript_json(transcript: Transcript) -> str:
    """The whole transcript as one object."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": transcript.made_on,
        "officer": _officer(transcript.officer, transcript),
        "obligations": [_obligation(line) for line in transcript.lines],
        "records": [_record(record, transcript) for record in transcript.records],
        "requests": [_request(request, transcript) for request in transcript.requests],
        "years": [
            {
                "year": total.year,
                "requirement": total.requirement,
                "records": total.records,
                "minutes": total.minutes,
                "verified_minutes": total.verified_minutes,
            }
            for total in transcript.years
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=_spelled) + "\n"


def _officer(officer: Person, transcript: Transcript) -> dict[str, Any]:
    return {
        "name": officer.name,
        "email": officer.email,
        "badge": officer.badge,
        "agency": officer.agency,
        "kind": officer.kind.value,
        "supervisor": transcript.name_of(officer.supervisor_id),
        "time_zone": officer.zone,
        "eligible_on": officer.eligible_on,
        "first_shift_on": officer.first_shift_on,
        "hired_on": officer.hired_on,
        "assigned_on": officer.assigned_on,
        "qualified_on": officer.qualified_on,
        "standing": officer.standing.value,
        "standing_reason": officer.standing_reason,
        "standing_source": officer.standing_source,
    }


def _obligation(line: CountdownLine) -> dict[str, Any]:
    obligation, requirement, progress = line.obligation, line.obligation.requirement, line.progress
    return {
        "id": obligation.id,
        "requirement": requirement.key,
        "title": requirement.title,
        "source": requirement.source,
        "edition": obligation.edition,
        "period": obligation.period,
        "state": obligation.state.value,
        "starts_on": obligation.starts_on,
        "anchors": {anchor.value: day for anchor, day in obligation.anchors.items()},
        "first_due_on": obligation.first_due_on,
        "due_on": obligation.due_on,
        "settled_on": obligation.settled_on,
        "exempt_until": obligation.exempt_until,
        "reason": obligation.reason,
        "consequence": requirement.consequence.value,
        "progress": {
            "share": round(progress.share, 4),
            "sessions_done": progress.sessions_done,
            "sessions_left": progress.sessions_left,
            "minutes": progress.minutes,
            "minutes_needed": progress.minutes_needed,
            "topics_done": progress.topics_done,
            "topics_left": progress.topics_left,
            "records": progress.records,
            "unverified": progress.unverified,
        },
    }


def _record(record: TrainingRecord, transcript: Transcript) -> dict[str, Any]:
    return {
        "id": record.id,
        "requirement": record.requirement,
        "state": record.state.value,
        "done_on": record.done_on,
        "starts_at": record.starts_at,
        "ends_at": record.ends_at,
        "minutes": record.minutes,
        "missed_minutes": record.missed_minutes,
        "sessions": record.sessions,
        "topics": record.topics,
        "provider": record.provider,
        "certificate": record.certificate,
        "flagged": record.flagged,
        "logged_by": transcript.name_of(record.logged_by),
        "logged_at": record.logged_at,
        "decided_by": transcript.name_of(record.decided_by),
        "decided_at": record.decided_at,
        "reason": record.reason,
    }


def _request(request: TrainingRequest, transcript: Transcript) -> dict[str, Any]:
    return {
        "id": request.id,
        "kind": request.kind.value,
        "obligation": request.obligation_id,
        "state": request.state.value,
        "until": request.until,
        "granted_until": request.granted_until,
        "reason": request.reason,
        "asked_at": request.asked_at,
        "decided_by": transcript.name_of(request.decided_by),
        "decided_at": request.decided_at,
        "decision": request.decision,
    }


def _spelled(value: object) -> str:
    """Days and instants; json asks about nothing else here."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"a transcript holds no {type(value).__name__}")
