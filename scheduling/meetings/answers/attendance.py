"""Who came to what has taken place, and where the minutes are. Training that it served is logged for them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Update, and_, select

from scheduling.audit.actions import Change, actor_of, record
from scheduling.meetings.access import access_begun, authorise_change, authorise_planner, hold_meeting
from scheduling.meetings.facts import Occurrence
from scheduling.meetings.tables import attendees, meeting_attendance, meeting_minutes
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.zones import local_day, zone

LONGEST_LINK: Final = 500
_LINK: Final = re.compile(r"https?://[^\s/<>|]+[^\s<>|]*")
"""No other scheme: people press it; and nothing that would end a link in Slack's mark-up."""

_KEY = ("meeting_id", "original_at", "person_id")


@dataclass(frozen=True, slots=True)
class Covered:
    """Which sessions and topics of a training a meeting covered; a requirement may need to know."""

    sessions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """What was noted.

    Attributes:
        came: ids of those who came.
        logged: ids of those for whom training was logged now.
        not_logged: id → why it was not.
    """

    occurrence: Occurrence
    came: tuple[int, ...]
    logged: tuple[int, ...] = ()
    not_logged: Mapping[int, tuple[Refusal, ...]] = field(default_factory=dict)


def record_attendance(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    occurrence: datetime,
    came: Collection[int],
    policy: Policy,
    minutes_link: str = "",
    covered: Covered = Covered(),
) -> Attendance:
    """Note who of those asked came; it may be done again. Training is logged once for each who came; a record
    that was made stays, also where it is said later that they did not come, for it may be decided by then.

    Args:
        tx: a write transaction.
        actor: the organiser, or somebody who answers for the organiser.
        meeting_id: its number.
        occurrence: its original start.
        came: ids; whoever was not asked is passed over.
        policy: the packs in use.
        minutes_link: where the minutes are; empty leaves what is known.
        covered: of the training that it served.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE; MEETING_CANCELLED; MEETING_AHEAD
            {number, title, begins_at}; MEETING_TEXT {field: "minutes", why: "too_long" (longest) |
            "link": it is no http or https address}.
    """
    authorise_planner(actor)
    invitation = hold_meeting(tx, meeting_id)
    authorise_change(tx, invitation, actor)
    of = access_begun(invitation, occurrence, tx.now)
    asked = list_asked_then(tx, of)
    present = tuple(sorted(set(came) & asked))
    _note(tx, of, asked, present)
    if minutes_link.strip():
        _note_minutes(tx, actor, of, minutes_link.strip())
    after = {"of": of.original_at, "came": list(present), "minutes": minutes_link.strip()}
    record(tx, Change(actor_of(actor.id), "meeting_attended", "meeting", meeting_id, after=after))
    if not of.meeting.plan.requirement or of.ends_at > tx.now:
        return Attendance(of, present)
    entry = _entry(of, covered)
    return _log(tx, actor, of, present, entry, policy)


def list_who_came(tx: Transaction, meeting_id: int, original_at: datetime) -> list[int]:
    """Ids of those who came to an occurrence, as far as it was noted."""
    rows = tx.execute(
        meeting_attendance.select()
        .where(
            meeting_attendance.c.meeting_id == meeting_id,
            meeting_attendance.c.original_at == original_at,
            meeting_attendance.c.came.is_(True),
        )
        .order_by(meeting_attendance.c.person_id)
    )
    return [row.person_id for row in rows]


def find_minutes(tx: Transaction, meeting_id: int, original_at: datetime) -> str | None:
    """Where the minutes of an occurrence are, or None."""
    wanted = and_(meeting_minutes.c.meeting_id == meeting_id, meeting_minutes.c.original_at == original_at)
    row = tx.execute(meeting_minutes.select().where(wanted)).first()
    return None if row is None else row.link


def list_asked_then(tx: Transaction, of: Occurrence) -> frozenset[int]:
    """Ids of whoever is asked, and of whoever was when it began and was taken off only afterwards."""
    still = attendees.c.removed_at.is_(None) | (attendees.c.removed_at > of.starts_at)
    asked = select(attendees.c.person_id).where(attendees.c.meeting_id == of.meeting.id, still)
    return frozenset(tx.execute(asked).scalars())


def _note(tx: Transaction, of: Occurrence, asked: Collection[int], present: Collection[int]) -> None:
    ours = dict(zip(_KEY, (of.meeting.id, of.original_at), strict=False))
    rows = [{**ours, "person_id": person, "came": person in present} for person in sorted(asked)]
    if not rows:
        return
    tx.execute(insert_unless_there(tx, meeting_attendance, unique=_KEY), rows)
    all_of_it = and_(*(meeting_attendance.c[name] == value for name, value in ours.items()))
    is_there = meeting_attendance.c.person_id.in_(present)
    tx.execute(meeting_attendance.update().where(all_of_it, is_there).values(came=True))
    tx.execute(meeting_attendance.update().where(all_of_it, ~is_there).values(came=False))


def _row(key: Mapping[str, object]) -> Update:
    mine = and_(*(meeting_attendance.c[name] == value for name, value in key.items()))
    return meeting_attendance.update().where(mine)


def _note_minutes(tx: Transaction, actor: Person, of: Occurrence, link: str) -> None:
    if len(link) > LONGEST_LINK:
        figures = {"field": "minutes", "why": "too_long", "longest": LONGEST_LINK}
        raise Refused(Refusal(Rule.MEETING_TEXT, figures))
    if not _LINK.fullmatch(link):
        raise Refused(Refusal(Rule.MEETING_TEXT, {"field": "minutes", "why": "link"}))
    key = {"meeting_id": of.meeting.id, "original_at": of.original_at}
    values = {"link": link, "person_id": actor.id, "at": tx.now}
    tx.execute(insert_unless_there(tx, meeting_minutes, unique=list(key)), {**key, **values})
    mine = and_(*(meeting_minutes.c[name] == value for name, value in key.items()))
    tx.execute(meeting_minutes.update().where(mine).values(**values))


def _log(
    tx: Transaction,
    actor: Person,
    of: Occurrence,
    present: tuple[int, ...],
    entry: Entry,
    policy: Policy,
) -> Attendance:
    """Of each officer's own day, which may be another than the meeting's."""
    logged, not_logged, before = [], {}, _logged(tx, of)
    for person in present:
        if person in before:
            continue
        officer = person_of(tx, person)
        own = replace(entry, done_on=local_day(of.starts_at, zone(officer.zone)))
        try:
            made = log_training(tx, actor=actor, officer=officer, entry=own, policy=policy)
        except Refused as refused:  # judged before anything is written
            not_logged[person] = refused.refusals
            continue
        key = dict(zip(_KEY, (of.meeting.id, of.original_at, person), strict=True))
        tx.execute(_row(key).values(record_id=made.record.id))
        logged.append(person)
    return Attendance(of, present, tuple(logged), not_logged)


def _logged(tx: Transaction, of: Occurrence) -> frozenset[int]:
    """Ids of those for whom it was logged before."""
    rows = select(meeting_attendance.c.person_id).where(
        meeting_attendance.c.meeting_id == of.meeting.id,
        meeting_attendance.c.original_at == of.original_at,
        meeting_attendance.c.record_id.is_not(None),
    )
    return frozenset(tx.execute(rows).scalars())


def _entry(of: Occurrence, covered: Covered) -> Entry:
    plan = of.meeting.plan
    return Entry(
        requirement=plan.requirement,
        done_on=local_day(of.starts_at, zone(plan.zone)),
        sessions=covered.sessions,
        topics=covered.topics,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        minutes=(of.ends_at - of.starts_at) // timedelta(minutes=1),
        provider=plan.title,
    )
