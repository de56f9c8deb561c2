"""The rota and the calendar of closures: they cannot be read, name somebody unknown, or run out.

Like the feed they come from elsewhere and are told along its chain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.local_times import point
from handlers.words.text import counted, escaped
from scheduling.escalations.facts import Concern, Escalation
from scheduling.incidents.actions import incident_of
from scheduling.incidents.facts import ABOUT_CALENDARS, IncidentKind
from scheduling.incidents.queries import find_incident
from scheduling.outbox.facts import Obsolete
from scheduling.presence.imports.facts import What
from scheduling.presence.imports.standing import CalendarStands, read_standing
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc

MOST: Final = 5
"""So many lines that are wrong are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class CalendarConcern:
    """What is wrong with one of them.

    Attributes:
        stands: how it stands; None once it is well again.
        has_run_out: of a rota that ends, whether it has.
        zone: the district's.
    """

    kind: IncidentKind
    stands: CalendarStands | None
    has_run_out: bool
    zone: ZoneInfo


def is_about_calendar(concern: Concern) -> bool:
    """Whether it is one of these; they share their kind with the feed."""
    return incident_of(concern.kind, concern.subject) in ABOUT_CALENDARS


def _load(tx: Transaction, escalation: Escalation) -> CalendarConcern | Obsolete:
    kind = incident_of(escalation.concern.kind, escalation.concern.subject)
    if kind is None:
        return Obsolete("no such calendar is known")
    stands = None
    if find_incident(tx, kind) is not None:
        stands = read_standing(tx, What.ROTA if kind in _OF_ROTA else What.CLOSURES)
    ends_at = stands.ends_at if stands is not None else None
    has_run_out = ends_at is not None and ends_at <= tx.now
    return CalendarConcern(kind, stands, has_run_out, zone_or_utc(escalation.concern.zone))


def _line(facts: CalendarConcern, reader: ZoneInfo | None) -> str:
    """Of one that is well again, what it was."""
    stands, at = facts.stands, reader or facts.zone
    if stands is None:
        return f"*{_WAS[facts.kind]}*"
    if facts.kind is IncidentKind.ROTA_ENDS and stands.ends_at is not None:
        ends = point(stands.ends_at, at)
        return (
            f"*The rota ran out {ends}:* nobody has the turn"
            if facts.has_run_out
            else f"*The rota ends {ends}*"
        )
    if facts.kind in _UNREAD:
        since = f" It was last read {point(stands.good_at, at)}." if stands.good_at is not None else ""
        return f"*{_IS[facts.kind]}.*{since}"
    return f"*{_IS[facts.kind]}:* {counted(len(stands.wrong), 'line')}"


def _detail(facts: CalendarConcern, _reader: ZoneInfo | None) -> Sequence[Block]:
    """What is wrong with it, what that means, and what to do, with the setting that leads to it."""
    if facts.stands is None:
        return ()
    wrong = facts.stands.wrong if facts.kind is not IncidentKind.ROTA_ENDS else ()
    lines = [f"• {escaped(each, 250)}" for each in wrong[:MOST]]
    if len(wrong) > MOST:
        lines.append(f"and {len(wrong) - MOST} more")
    said = [section("\n".join(lines))] if lines else []
    return [*said, context(_MEANING[facts.kind])]


def _offers(_facts: CalendarConcern, _escalation: Escalation) -> Sequence[Block]:
    """None: nobody can mend somebody else's calendar from here."""
    return ()


_OF_ROTA: Final = frozenset({IncidentKind.ROTA_UNREAD, IncidentKind.ROTA_FLAWED, IncidentKind.ROTA_ENDS})
_UNREAD: Final = frozenset({IncidentKind.ROTA_UNREAD, IncidentKind.CLOSURES_UNREAD})

_IS: Final[Mapping[IncidentKind, str]] = {
    IncidentKind.ROTA_UNREAD: "The rota cannot be read",
    IncidentKind.ROTA_FLAWED: "Part of the rota cannot be taken",
    IncidentKind.ROTA_ENDS: "The rota ends",
    IncidentKind.CLOSURES_UNREAD: "The calendar of closures cannot be read",
    IncidentKind.CLOSURES_FLAWED: "Part of the calendar of closures cannot be taken",
}
_WAS: Final[Mapping[IncidentKind, str]] = {
    IncidentKind.ROTA_UNREAD: "The rota could not be read",
    IncidentKind.ROTA_FLAWED: "Part of the rota could not be taken",
    IncidentKind.ROTA_ENDS: "The rota was running out",
    IncidentKind.CLOSURES_UNREAD: "The calendar of closures could not be read",
    IncidentKind.CLOSURES_FLAWED: "Part of the calendar of closures could not be taken",
}
_SOON: Final = "Muster looks again within 15 minutes."

_MEANING: Final[Mapping[IncidentKind, str]] = {
    IncidentKind.ROTA_UNREAD: "The turns that were read last go on. Whoever runs Muster looks at "
    f"MUSTER_ROTA_URL; `muster check` tries it. {_SOON}",
    IncidentKind.ROTA_FLAWED: "All other lines are taken; for these, what was read before goes on. Put them "
    f"right where the rota is kept (MUSTER_ROTA_URL), or the people on the roster. {_SOON}",
    IncidentKind.ROTA_ENDS: "Once it has run out, every supervisor of the agency is told instead of whoever "
    f"has the turn. Add turns where the rota is kept (MUSTER_ROTA_URL). {_SOON}",
    IncidentKind.CLOSURES_UNREAD: "The closures that were read last go on. Whoever runs Muster looks at "
    f"MUSTER_CLOSURES_URL; `muster check` tries it. {_SOON}",
    IncidentKind.CLOSURES_FLAWED: "On these days escalations go on as on any other; all else in it is taken. "
    f"Put them right where the calendar is kept (MUSTER_CLOSURES_URL). {_SOON}",
}

WORDS = ConcernWords(_load, _line, _detail, _offers)
