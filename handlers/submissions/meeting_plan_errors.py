"""Which field of a meeting's form a refusal is about, so that it stands there and nothing typed is lost."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from handlers.blocks.meetings.fields import Filling
from handlers.ids import meetings as ids
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from scheduling.refusals import Refusal, Rule
from scheduling.zones import local_day

_TEXTS: Final = {"title": ids.TITLE, "place": ids.PLACE, "agenda": ids.AGENDA, "role": ids.ROLES[0]}

Field = Callable[[Mapping[str, Any], Filling, date], str]


def errors_of(
    visit: Visit, refusals: tuple[Refusal, ...], filling: Filling, known: Mapping[str, str]
) -> dict[str, str] | None:
    """Every refusal under its field, after what could not be read; None where one is about no field.

    Args:
        visit: who has sent the form.
        refusals: what an action has said.
        filling: what stood in the fields.
        known: what could not be read: it goes first, and nobody is missing because of it.
    """
    today = local_day(visit.desk.clock.now(), visit.zone)
    errors = dict(known)
    for refusal in refusals:
        find = _FIELDS.get(refusal.rule)
        block_id = "" if find is None else find(refusal.figures, filling, today)
        if not block_id or not visit.filled.has(block_id):
            return None
        follows = refusal.figures.get("why") == "nobody" and not known.keys().isdisjoint(_NAMING)
        if not follows:
            errors.setdefault(block_id, said_under_field(refusal, visit.zone))
    return errors


_NAMING: Final = frozenset({ids.PEOPLE, ids.BY_MAIL, *ids.ROLE_PEOPLE})


def _text(figures: Mapping[str, Any], _filling: Filling, _today: date) -> str:
    return _TEXTS[figures["field"]]


def _time(figures: Mapping[str, Any], filling: Filling, today: date) -> str:
    match figures["why"]:
        case "zone":
            return ids.SCHOOL
        case "no_length" | "too_long":
            return ids.LENGTH
        case "past" if filling.day is not None and filling.day >= today:
            return ids.STARTS
        case _:
            return ids.DAY


def _repeat(figures: Mapping[str, Any], filling: Filling, _today: date) -> str:
    match figures["why"]:
        case "none" | "too_many":
            return ids.TIMES
        case "not_last":
            return ids.REPEATS
        case "endless" | "both":
            return ids.UNTIL
        case _:
            return ids.TIMES if filling.times and filling.until is None else ids.UNTIL


def _asked(figures: Mapping[str, Any], filling: Filling, _today: date) -> str:
    return ids.GROUPS if figures["why"] == "too_many" and filling.groups else ids.PEOPLE


def _quorum(figures: Mapping[str, Any], filling: Filling, _today: date) -> str:
    match figures["why"]:
        case "role":
            names = [role.name for role in filling.roles]
            return ids.ROLE_PEOPLE[names.index(figures["role"]) if figures["role"] in names else 0]
        case "roles":
            return ids.ROLES[0]
        case _:
            return ids.QUORUM


def _twice(_figures: Mapping[str, Any], _filling: Filling, _today: date) -> str:
    return ids.TITLE


def _serves(_figures: Mapping[str, Any], _filling: Filling, _today: date) -> str:
    return ids.SERVES


_FIELDS: Final[Mapping[Rule, Field]] = {
    Rule.MEETING_TEXT: _text,
    Rule.MEETING_TIME: _time,
    Rule.MEETING_REPEAT: _repeat,
    Rule.MEETING_ASKED: _asked,
    Rule.MEETING_QUORUM: _quorum,
    Rule.MEETING_TWICE: _twice,
    Rule.TRAINING_UNKNOWN: _serves,
}
