"""Notices that do not arrive: what somebody does not know, or that many are late, in doubt, or unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.blocks.shifts import told_short
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.notices.notice_undeliverable import NEWS
from handlers.words.text import counted, escaped, length
from scheduling.escalations.facts import Escalation, EscalationKind
from scheduling.incidents.actions import incident_of
from scheduling.incidents.facts import IncidentKind
from scheduling.incidents.queries import find_incident
from scheduling.incidents.rules import MAILBOX_SILENT_AFTER, OVERDUE_AFTER, UNCERTAIN_AFTER
from scheduling.incidents.undelivered import addressee_of
from scheduling.outbox.facts import person_in
from scheduling.outbox.undelivered import UndeliveredNotice, list_taken
from scheduling.roster.queries import find_person
from scheduling.shifts.announcements import AGENCY
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.store.transaction import Transaction

MOST: Final = 8
"""So many notices are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A notice that will not arrive, and the shift that it is about, where it is about one."""

    notice: UndeliveredNotice
    shift: Shift | None


@dataclass(frozen=True, slots=True)
class SomebodyUntold:
    """Who was not told, by name; `name` is empty where it is no person. What they do not know comes last."""

    addressee: str
    name: str
    untold: Sequence[Untold]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What holds up many notices, or answers; `count` is None once it is over."""

    kind: IncidentKind
    count: int | None


Facts = SomebodyUntold | Backlog


def _load(tx: Transaction, escalation: Escalation) -> Facts:
    subject = escalation.concern.subject
    kind = incident_of(EscalationKind.NOTICES, subject)
    if kind is not None:
        trouble = find_incident(tx, kind)
        return Backlog(kind, trouble.count if trouble is not None else None)
    addressee = addressee_of(subject)
    person_id = person_in(addressee)
    person = find_person(tx, person_id) if person_id is not None else None
    untold = [Untold(one, _shift_of(tx, one)) for one in list_taken(tx, escalation.id)]
    return SomebodyUntold(addressee, person.name if person is not None else "", untold)


def _shift_of(tx: Transaction, notice: UndeliveredNotice) -> Shift | None:
    shift_id = notice.refs.get("shift")
    return find_shift(tx, shift_id) if isinstance(shift_id, int) else None


def _line(facts: Facts, _reader: ZoneInfo | None) -> str:
    if isinstance(facts, Backlog):
        return _backlog(facts)
    several = f": {counted(len(facts.untold), 'notice')} did not arrive" if facts.untold else ""
    what = f": {_news(facts.untold[0])}" if len(facts.untold) == 1 else several
    if facts.name:
        return f"*Please tell {escaped(facts.name, 60)}*{what}"
    if facts.addressee == AGENCY:
        return f"*The agency's own system was not told of claims or releases*{several}"
    return f"*Posts in {_channel(facts.addressee)} are not made*{several}"


def _detail(facts: Facts, _reader: ZoneInfo | None) -> Sequence[Block]:
    if isinstance(facts, Backlog):
        return [context(_MEANING[facts.kind])]
    if not facts.untold:
        return ()
    lines = [f"• {_news(one)}" for one in facts.untold[-MOST:]]
    more = [f"and {len(facts.untold) - MOST} before"] if len(facts.untold) > MOST else []
    why = f"Why: {escaped(facts.untold[-1].notice.reason, 300)}"
    if facts.addressee == AGENCY:
        why += f". Whoever runs Muster finds them with `muster outbox list --to {AGENCY}`"
    return [section("\n".join([*lines, *more])), context(why)]


def _offers(_facts: Facts, _escalation: Escalation) -> Sequence[Block]:
    """None: Muster cannot tell them, so somebody has to."""
    return ()


def _news(one: Untold) -> str:
    about = f": {told_short(one.shift)}" if one.shift is not None else ""
    return f"{NEWS.get(one.notice.kind, 'there is news for them')}{about}"


def _channel(addressee: str) -> str:
    return f"the {escaped(addressee.removeprefix('channel:'), 40)} channel"


def _backlog(facts: Backlog) -> str:
    many = counted(facts.count, "notice") if facts.count is not None else "notices"
    return _HEADINGS[facts.kind].format(many=many)


_HEADINGS: Final = {
    IncidentKind.OVERDUE: f"*Muster is behind:* {{many}} late by more than {length(OVERDUE_AFTER)}",
    IncidentKind.UNCERTAIN: "*Nobody knows whether {many} arrived*, for more than "
    f"{length(UNCERTAIN_AFTER)}",
    IncidentKind.MAILBOX_SILENT: "*The mailbox for answers* is not read, for more than "
    f"{length(MAILBOX_SILENT_AFTER)}",
}
"""What holds them up; the silence of the feed is an escalation of the feed."""

_MEANING: Final = {
    IncidentKind.OVERDUE: "Somebody may not know yet of a claim, a release or a change. Nothing is lost; "
    "whoever runs Muster finds the reason under /healthz and in its log.",
    IncidentKind.UNCERTAIN: "The line broke while it was being sent. Muster keeps asking Slack for it, and "
    "sends nothing a second time without saying so.",
    IncidentKind.MAILBOX_SILENT: "Answers by mail wait in it, and none is lost; those in Slack count as "
    "ever. Whoever runs Muster finds the reason under /healthz and in its log; `muster check` tries it.",
}

WORDS = ConcernWords(_load, _line, _detail, _offers)
