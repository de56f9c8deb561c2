"""Escalations that sit for their portraits: alone and among others, for the channel and for a person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.blocks.escalations.post import TellingLine
from handlers.blocks.escalations.timeline import timeline_line
from handlers.blocks.escalations.times import Times
from handlers.concerns.plain import PlainConcern, plain_words
from handlers.concerns.reading import Concerning
from handlers.concerns.standing import Standing
from handlers.message import Message
from handlers.notices.escalation_mail import EscalationMailed, escalation_mail
from handlers.notices.escalation_post import PostTold, escalation_post
from handlers.notices.escalation_timeline import TimelineTold, escalation_timeline
from scheduling.escalations.facts import (
    Concern,
    Ending,
    Entry,
    EntryKind,
    Escalation,
    EscalationKind,
    EscalationState,
)
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Urgency, to_person
from tests.golden.sitters import ADA, BASALT, CORA, SEVEN, SOL

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

DENVER = ZoneInfo(BASALT.zone)

OPEN = Escalation(
    id=12, concern=Concern(EscalationKind.SHIFT_UNFILLED, "shift:412", BASALT.zone, officer_id=ADA.id),
    urgency=Urgency.CONFIRMATION, state=EscalationState.OPEN, opened_at=SEVEN, step=1, round=0, reminded=0,
    next_at=SEVEN + 30 * MINUTE, owner_id=None, owned_at=None, resolved_at=None, resolved_by=None,
    ending=None, resolution="",
)  # fmt: skip
TAKEN = replace(
    OPEN, state=EscalationState.ACKNOWLEDGED, owner_id=SOL.id, owned_at=SEVEN + 12 * MINUTE,
    next_at=SEVEN + 2 * HOUR,
)  # fmt: skip
RESTING = replace(TAKEN, state=EscalationState.SNOOZED, next_at=SEVEN + 25 * HOUR)
FILLED = replace(
    TAKEN, state=EscalationState.RESOLVED, next_at=None, resolved_at=SEVEN + 45 * MINUTE,
    ending=Ending.CLAIMED, resolved_by=ADA.id,
)  # fmt: skip
RESOLVED = replace(
    FILLED, ending=Ending.RESOLVED, resolved_by=SOL.id, resolution="The principal stands at <the gate>"
)

_WORDS = plain_words("Unfilled: shift #{number}")


def standing(of: Escalation, **told: Any) -> Standing:
    """How one stands that is about a shift at Basalt High, at seven in Phoenix and eight in Denver."""
    facts = PlainConcern(of.concern.subject_id, "", "Basalt High")
    mine = Standing(
        concerning=Concerning(of, _WORDS, facts), now=SEVEN, owner=SOL.name if of.owner_id else "",
        is_mine=False, resolver={SOL.id: SOL.name, ADA.id: ADA.name}.get(of.resolved_by or 0, ""),
        turn="Sergeant Sol Sequoia" if of.state is EscalationState.OPEN else "",
        reopens_at=SEVEN + 8 * HOUR if of.state is EscalationState.ACKNOWLEDGED else None, zone=DENVER,
        several_zones=True,
    )  # fmt: skip
    return replace(mine, **told)


def _post(*lines: TellingLine) -> PostTold:
    return PostTold(3, lines)


def _alone(of: Escalation, why: str = "") -> PostTold:
    return _post(TellingLine(standing(of), why))


def _numbered(number: int, of: Escalation) -> TellingLine:
    return TellingLine(standing(replace(of, id=number)))


_JOINED = _post(
    _numbered(12, replace(OPEN, urgency=Urgency.URGENT)),
    _numbered(13, TAKEN),
    _numbered(14, RESTING),
    _numbered(15, FILLED),
    replace(_numbered(16, OPEN), is_later=True),
)
_ALL_TAKEN = _post(_numbered(13, TAKEN), _numbered(15, FILLED))

_NAMES = {ADA.id: ADA.name, SOL.id: SOL.name, CORA.id: CORA.name}


def _entry(kind: EntryKind, **told: Any) -> Entry:
    plain = Entry(1, 12, SEVEN, kind, None, "", 0, 0, None, "")
    return replace(plain, **told)


_SOL, _CORA = to_person(SOL.id), to_person(CORA.id)

ENTRIES = (
    _entry(EntryKind.OPENED),
    _entry(EntryKind.RAISED),
    _entry(EntryKind.TOLD, to=SUPERVISORS_CHANNEL),
    _entry(EntryKind.TOLD, to=_SOL),
    _entry(EntryKind.TOLD, to=_SOL, why="away"),
    _entry(EntryKind.SKIPPED, to=_SOL, why="away", until=SEVEN + 25 * HOUR),
    _entry(EntryKind.SKIPPED, to=_SOL, why="gone"),
    _entry(EntryKind.SKIPPED, why="nobody"),
    _entry(EntryKind.SKIPPED, why="nobody:on_duty"),
    _entry(EntryKind.SKIPPED, why="nobody:group:command"),
    _entry(EntryKind.SKIPPED, to=_SOL, why="a reason of <its own>"),
    _entry(EntryKind.HELD, to=_SOL, until=SEVEN + 25 * HOUR, why="quiet"),
    _entry(EntryKind.HELD, until=SEVEN + 25 * HOUR, why="hours"),
    _entry(EntryKind.HELD, until=SEVEN + 25 * HOUR, why="away"),
    _entry(EntryKind.REPEATED),
    _entry(EntryKind.ACKNOWLEDGED, by_id=SOL.id),
    _entry(EntryKind.REMINDED, to=_SOL),
    _entry(EntryKind.UNACKNOWLEDGED, to=_SOL, why="silent"),
    _entry(EntryKind.HANDED_OVER, by_id=SOL.id, to=_CORA),
    _entry(EntryKind.SNOOZED, by_id=SOL.id, until=SEVEN + HOUR),
    _entry(EntryKind.WOKEN, to=_SOL),
    _entry(EntryKind.ESCALATED, by_id=CORA.id),
    _entry(EntryKind.ACTED, by_id=SOL.id, why="asked_backup: nobody of ours is left"),
    _entry(EntryKind.ACTED, by_id=SOL.id, why="offered"),
    _entry(EntryKind.RESOLVED, by_id=SOL.id, why="The principal covers it"),
    _entry(EntryKind.RESOLVED, by_id=ADA.id),
)
"""A line of every kind."""

_AT = Times(DENVER, named=True)
_LINES = tuple(timeline_line(RESOLVED, entry, _NAMES, _AT) for entry in ENTRIES)

_MAILED = EscalationMailed(standing(OPEN), "You answer for Ada Alder.")
_REPORTED = replace(OPEN, concern=replace(OPEN.concern, kind=EscalationKind.REPORT))
_MAILED_REPORT = EscalationMailed(standing(_REPORTED), "You are on duty.")

ESCALATION_MESSAGES: dict[str, Message] = {
    "escalation_post": escalation_post(_alone(OPEN), None),
    "escalation_post.urgent": escalation_post(_alone(replace(OPEN, urgency=Urgency.URGENT)), None),
    "escalation_post.turn": escalation_post(_alone(OPEN, "You answer for Ada Alder."), SOL),
    "escalation_post.taken": escalation_post(_alone(TAKEN), None),
    "escalation_post.yours": escalation_post(_post(TellingLine(standing(TAKEN, is_mine=True))), SOL),
    "escalation_post.resting": escalation_post(_alone(RESTING), None),
    "escalation_post.filled": escalation_post(_alone(FILLED), None),
    "escalation_post.resolved": escalation_post(_alone(RESOLVED), None),
    "escalation_post.later": escalation_post(_post(replace(_numbered(12, OPEN), is_later=True)), None),
    "escalation_post.joined": escalation_post(_JOINED, None),
    "escalation_post.all_taken": escalation_post(_ALL_TAKEN, SOL),
    "escalation_timeline": escalation_timeline(TimelineTold(_LINES, _AT), None),
    "escalation_mail": escalation_mail([_MAILED], SOL),
    "escalation_mail.report": escalation_mail([_MAILED_REPORT], SOL),
    "escalation_mail.joined": escalation_mail([_MAILED, _MAILED_REPORT], SOL),
}
