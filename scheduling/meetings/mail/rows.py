"""Rows of the mails that came in: each once, by its digest, with what became of it; never its text."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from scheduling.ical.bounces import Bounce
from scheduling.ical.replies import Reply, Unreadable
from scheduling.meetings.mail.facts import Judged, MailLine, Received, ReplyOutcome
from scheduling.meetings.tables import meeting_replies, meetings
from scheduling.roster.tables import people
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

_A_DAY = timedelta(days=1)
_LONGEST_WHY = 300


def find_received(tx: Transaction, digest: str) -> Received | None:
    """What became of a mail that has come before; None where it is new."""
    row = tx.execute(meeting_replies.select().where(meeting_replies.c.digest == digest)).first()
    return None if row is None else Received(row.id, ReplyOutcome(row.outcome), row.why, again=True)


def write_received(
    tx: Transaction, digest: str, reply: Reply | Bounce | Unreadable, judged: Judged
) -> int | None:
    """The number of a mail's new row; None where it has come at the same time by another way."""
    values = {
        "digest": digest,
        "received_at": tx.now,
        "uid": reply.uid if isinstance(reply, Reply) else "",
        "meeting_id": judged.invitation.meeting.id if judged.invitation is not None else None,
        "person_id": judged.person.id if judged.person is not None else None,
        "outcome": judged.outcome.value,
        "why": judged.why[:_LONGEST_WHY],
    }
    added = returning_unless_there(tx, meeting_replies.c.id, unique=["digest"])
    number: int | None = tx.execute(added, values).scalar()
    return number


def count_in_a_day(
    tx: Transaction, *outcomes: ReplyOutcome, person_id: int | None = None, meeting_id: int | None = None
) -> int:
    """How many mails of a person, or about a meeting, came to this in the last day."""
    wanted: list[ColumnElement[bool]] = [
        meeting_replies.c.outcome.in_([each.value for each in outcomes]),
        meeting_replies.c.received_at > tx.now - _A_DAY,
    ]
    if person_id is not None:
        wanted.append(meeting_replies.c.person_id == person_id)
    if meeting_id is not None:
        wanted.append(meeting_replies.c.meeting_id == meeting_id)
    many: int = tx.execute(select(func.count()).select_from(meeting_replies).where(*wanted)).scalar_one()
    return many


def list_mails(tx: Transaction, limit: int) -> list[MailLine]:
    """The last mails that came in, newest first."""
    rows = (
        select(
            meeting_replies.c.id,
            meeting_replies.c.received_at,
            meeting_replies.c.outcome,
            meeting_replies.c.why,
            meeting_replies.c.meeting_id,
            meetings.c.title,
            people.c.name,
        )
        .select_from(
            meeting_replies.outerjoin(meetings, meetings.c.id == meeting_replies.c.meeting_id).outerjoin(
                people, people.c.id == meeting_replies.c.person_id
            )
        )
        .order_by(meeting_replies.c.id.desc())
        .limit(limit)
    )
    return [
        MailLine(
            row.id, row.received_at, ReplyOutcome(row.outcome), row.why, row.meeting_id, row.title or "",
            row.name or "",
        )
        for row in tx.execute(rows)
    ]  # fmt: skip
