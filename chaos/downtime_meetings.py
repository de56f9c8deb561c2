"""What is owed to people about meetings when a bot goes down: a notice of every kind, about what is so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from scheduling.meetings.facts import MeetingKind, Plan
from scheduling.meetings.mail.facts import ReplyOutcome
from scheduling.meetings.plans.planning import plan_meeting
from scheduling.meetings.rules.times import occurrences_of
from scheduling.meetings.tables import meeting_replies
from scheduling.outbox.actions import to_person
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from scheduling.zones import zone
from tests.people import Cast

_ZONE = "America/Phoenix"
_LATER = timedelta(days=3)
"""So long after the bot is back they begin: they are to come whenever it is."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """A drill to which Ada is asked, and her mail that proposes another time."""

    drill: int
    at: datetime
    reply: int


def begin_meetings(tx: Transaction, cast: Cast, back_at: datetime) -> Meetings:
    """Have Sol ask Ada, with more to come than there are; what that puts into the outbox is left out."""
    local = (back_at + _LATER).astimezone(zone(_ZONE))
    plan = Plan(
        kind=MeetingKind.DRILL,
        title="Lockdown drill",
        day=local.date(),
        starts=local.time().replace(second=0, microsecond=0),
        length=timedelta(hours=1),
        zone=_ZONE,
        people=(cast.ada.id, cast.ben.id),
        quorum=2,
    )
    planned = plan_meeting(tx, actor=cast.sol, plan=plan, policy=load_policy("default")).invitation
    tx.execute(notices.delete().where(notices.c.kind.startswith("meeting_")))
    [of] = occurrences_of(planned)
    return Meetings(planned.meeting.id, of.original_at, _propose(tx, planned.meeting.id, cast.ada.id))


def meeting_kinds(meetings: Meetings, cast: Cast) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Kind, addressee and references of one notice of each."""
    ada, sol = to_person(cast.ada.id), to_person(cast.sol.id)
    meeting: dict[str, Any] = {"meeting": meetings.drill}
    of_ada, of_one = meeting | {"person": cast.ada.id}, meeting | {"original_at": meetings.at.isoformat()}
    yield "meeting_asked", ada, of_ada
    yield "meeting_stands", ada, of_ada
    yield "meeting_file", ada, of_ada
    yield "meeting_changed", ada, of_ada | {"changes": ["place"]}
    of_cleo = meeting | {"person": cast.cleo.id}
    yield "meeting_cancelled", to_person(cast.ben.id), of_cleo | {"off": True, "rest": False, "reason": ""}
    yield "meeting_tally", sol, meeting
    due = [[meetings.drill, meetings.at.isoformat()]]
    yield "meeting_reminder", ada, {"person": cast.ada.id, "due": due}
    yield "meeting_short", sol, of_one
    yield "meeting_attendance", sol, of_one
    yield "meeting_proposed", sol, {"reply": meetings.reply, "sequence": 0}
    yield "meeting_not_taken", ada, {"reply": meetings.reply, "sequence": 0}


def _propose(tx: Transaction, meeting: int, person: int) -> int:
    values = {
        "digest": "0" * 64, "received_at": tx.now, "uid": "", "meeting_id": meeting, "person_id": person,
        "outcome": ReplyOutcome.COUNTER.value, "why": "Another time is proposed.",
    }  # fmt: skip
    number: int = tx.execute(insert(meeting_replies).returning(meeting_replies.c.id), values).scalar_one()
    return number
