"""Whether a meeting may take place as it is planned: decided from the plan and whom it asks. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from unicodedata import category
from zoneinfo import ZoneInfo

from scheduling.ical.repeat import Every, find_unclear
from scheduling.meetings.facts import Asked, OccurrenceChange, Plan
from scheduling.meetings.rules.times import MOST_OCCURRENCES, by_rule
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.rules import refusal_of_presence
from scheduling.zones import find_zone, local_day, months_after

LONGEST: Final = timedelta(hours=24)
"""The longest meeting; it is also less than a week, so that occurrences never overlap."""

FARTHEST_MONTHS: Final = 24
"""How far ahead a meeting may begin, and how long a series may last."""

MOST_PEOPLE: Final = 500
"""How many people one meeting may ask: each is sent a mail of their own."""

MOST_ROLES: Final = 20

LONGEST_TITLE: Final = 120
LONGEST_AGENDA: Final = 2_000
LONGEST_PLACE: Final = 300
LONGEST_ROLE: Final = 60

_TURNS: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that make a line run the other way, also what follows the text: its time, say, backwards. They come
along unseen with what is copied.
"""

_MINUTE: Final = timedelta(minutes=1)
_WEEK: Final = timedelta(days=7)


def tidied(plan: Plan) -> Plan:
    """The plan as it is kept: white space at the ends of texts goes, and marks that turn a line, and seconds;
    and the end of a series where nothing repeats.
    """
    ends = {"until": plan.until, "count": plan.count} if plan.every else {"until": None, "count": None}
    return replace(
        plan,
        **ends,
        last=plan.last and plan.every not in {None, Every.WEEK},
        length=plan.length // _MINUTE * _MINUTE,
        title=_line(plan.title),
        agenda=_lines(plan.agenda),
        place=_line(plan.place),
        starts=_minute(plan.starts),
        people=tuple(dict.fromkeys(plan.people)),
        groups=tuple(dict.fromkeys(plan.groups)),
        required_roles=tuple(replace(each, name=_line(each.name)) for each in plan.required_roles),
    )


def tidied_change(change: OccurrenceChange) -> OccurrenceChange:
    """The same for what is to be different in one occurrence."""
    return replace(
        change,
        place=_line(change.place),
        agenda=_lines(change.agenda),
        starts=_minute(change.starts),
        length=change.length // _MINUTE * _MINUTE,
    )


def refusal_of_planner(actor: Person) -> Refusal | None:
    """Why a person may plan no meetings, or None: supervisors and coordinators may."""
    if absent := refusal_of_presence(actor):
        return absent
    if actor.role in {Role.SUPERVISOR, Role.COORDINATOR}:
        return None
    return Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"})


def judge_plan(plan: Plan, asked: Asked, policy: Policy) -> tuple[Refusal, ...]:
    """Everything that is wrong with a tidied plan but for its times, at most one thing of a kind.

    - MEETING_TEXT {field: "title"|"place"|"agenda"|"role", why: "empty"|"too_long"|"control", longest}
    - MEETING_ASKED {why: "nobody" | "too_many" (count, limit) | "gone" (names)}
    - MEETING_QUORUM {why: "negative" | "too_many" (quorum, asked) | "role" (role: nobody who fills it is
      asked) | "roles" (count, limit)}
    - TRAINING_UNKNOWN {requirement}
    """
    found = (_text(plan), _asked(asked), _quorum(plan, asked), _requirement(plan, policy))
    return tuple(refusal for refusal in found if refusal is not None)


def judge_times(plan: Plan, now: datetime, *, begun_on: date | None = None) -> tuple[Refusal, ...]:
    """What is wrong with the times of a tidied plan; the first thing is enough. Where an occurrence has begun
    on a day already, times are as they were, and the series must not end before that day.

    - MEETING_TIME {why: "zone" (zone) | "no_length" | "too_long" (limit) | "past" (day, starts) |
      "far" (day, limit: the last day) | "unclear" (day: the clocks change meanwhile)}
    - MEETING_REPEAT {why: "endless" | "both" | "none" | "backwards" (until, day) | "too_many" (count, limit)
      | "too_long" (until, limit: the last day) | "not_last" (day: a later one of its kind is in its month)}
    """
    at = find_zone(plan.zone)
    if at is None:
        return (Refusal(Rule.MEETING_TIME, {"why": "zone", "zone": plan.zone}),)
    span = _span(plan.day, plan.starts, plan.length, at, now) if begun_on is None else None
    refusal = span or _rule(plan) or _cut(plan, at, begun_on) or _unclear(plan, at)
    return () if refusal is None else (refusal,)


def judge_change(change: OccurrenceChange, at: ZoneInfo, now: datetime) -> tuple[Refusal, ...]:
    """Everything that is wrong with what is to be different in one occurrence: MEETING_TEXT, MEETING_TIME."""
    texts = (
        _one_text("place", change.place, LONGEST_PLACE),
        _one_text("agenda", change.agenda, LONGEST_AGENDA, lines=True),
    )
    span = _span(change.day, change.starts, change.length, at, now)
    if span is None and find_unclear(change.day, change.starts, change.length, at, None) is not None:
        span = Refusal(Rule.MEETING_TIME, {"why": "unclear", "day": change.day})
    return tuple(refusal for refusal in (*texts, span) if refusal is not None)


def _text(plan: Plan) -> Refusal | None:
    checks: list[Refusal | None] = [
        _needed("title", plan.title),
        _one_text("title", plan.title, LONGEST_TITLE),
        _one_text("place", plan.place, LONGEST_PLACE),
        _one_text("agenda", plan.agenda, LONGEST_AGENDA, lines=True),
    ]
    for role in plan.required_roles:
        checks += [_needed("role", role.name), _one_text("role", role.name, LONGEST_ROLE)]
    return next((refusal for refusal in checks if refusal is not None), None)


def _needed(field: str, text: str) -> Refusal | None:
    return None if text else Refusal(Rule.MEETING_TEXT, {"field": field, "why": "empty"})


def _one_text(field: str, text: str, longest: int, *, lines: bool = False) -> Refusal | None:
    if len(text) > longest:
        return Refusal(Rule.MEETING_TEXT, {"field": field, "why": "too_long", "longest": longest})
    if any(_is_control(sign) for sign in text if not (lines and sign in "\n\t")):
        return Refusal(Rule.MEETING_TEXT, {"field": field, "why": "control"})
    return None


def _is_control(sign: str) -> bool:
    """Control characters, the two other ends of a line, and halves of characters."""
    return category(sign) in {"Cc", "Cs", "Zl", "Zp"}


def _span(day: date, starts: time, length: timedelta, at: ZoneInfo, now: datetime) -> Refusal | None:
    if length < _MINUTE:
        return Refusal(Rule.MEETING_TIME, {"why": "no_length"})
    if length > LONGEST:
        return Refusal(Rule.MEETING_TIME, {"why": "too_long", "limit": LONGEST})
    farthest = months_after(local_day(now, at), FARTHEST_MONTHS)
    if day > farthest:
        return Refusal(Rule.MEETING_TIME, {"why": "far", "day": day, "limit": farthest})
    today = local_day(now, at)
    if day < today or datetime.combine(day, starts, at) <= now:
        return Refusal(Rule.MEETING_TIME, {"why": "past", "day": day, "starts": starts})
    return None


def _unclear(plan: Plan, at: ZoneInfo) -> Refusal | None:
    """Of a plan that is sound otherwise: one that repeats without end has no last day to look at."""
    found = find_unclear(plan.day, plan.starts, plan.length, at, plan.repeat)
    return None if found is None else Refusal(Rule.MEETING_TIME, {"why": "unclear", "day": found})


def _cut(plan: Plan, at: ZoneInfo, begun_on: date | None) -> Refusal | None:
    ends = local_day(by_rule(plan)[-1].original_at, at)
    if begun_on is None or ends >= begun_on:
        return None
    return Refusal(Rule.MEETING_REPEAT, {"why": "backwards", "until": ends, "day": begun_on})


def _rule(plan: Plan) -> Refusal | None:
    figures = next(_wrong_with_rule(plan), None)
    return None if figures is None else Refusal(Rule.MEETING_REPEAT, figures)


def _wrong_with_rule(plan: Plan) -> Iterator[dict[str, object]]:
    if plan.every is None:
        return
    if plan.until is None and plan.count is None:
        yield {"why": "endless"}
        return
    if plan.until is not None and plan.count is not None:
        yield {"why": "both"}
        return
    if plan.until is not None and plan.until < plan.day:
        yield {"why": "backwards", "until": plan.until, "day": plan.day}
    elif plan.count is not None and plan.count < 1:
        yield {"why": "none"}
    elif plan.count is not None and plan.count > MOST_OCCURRENCES:
        yield {"why": "too_many", "count": plan.count, "limit": MOST_OCCURRENCES}
    else:
        yield from _wrong_with_days(plan)


def _wrong_with_days(plan: Plan) -> Iterator[dict[str, object]]:
    limit = months_after(plan.day, FARTHEST_MONTHS)
    at = find_zone(plan.zone)
    if at is not None and (ends := plan.until or local_day(by_rule(plan)[-1].original_at, at)) > limit:
        yield {"why": "too_long", "until": ends, "limit": limit}
    elif plan.last and months_after(plan.day.replace(day=1), 1) > plan.day + _WEEK:
        yield {"why": "not_last", "day": plan.day}


def _asked(asked: Asked) -> Refusal | None:
    if asked.count > MOST_PEOPLE:
        return Refusal(Rule.MEETING_ASKED, {"why": "too_many", "count": asked.count, "limit": MOST_PEOPLE})
    if asked.gone:
        return Refusal(Rule.MEETING_ASKED, {"why": "gone", "names": asked.gone})
    if not asked.by:
        return Refusal(Rule.MEETING_ASKED, {"why": "nobody"})
    return None


def _quorum(plan: Plan, asked: Asked) -> Refusal | None:
    if plan.quorum < 0:
        return Refusal(Rule.MEETING_QUORUM, {"why": "negative"})
    if plan.quorum > asked.count:
        figures = {"why": "too_many", "quorum": plan.quorum, "asked": asked.count}
        return Refusal(Rule.MEETING_QUORUM, figures)
    if len(plan.required_roles) > MOST_ROLES:
        figures = {"why": "roles", "count": len(plan.required_roles), "limit": MOST_ROLES}
        return Refusal(Rule.MEETING_QUORUM, figures)
    empty = [role.name for role in plan.required_roles if not _is_any(role.people, asked)]
    return Refusal(Rule.MEETING_QUORUM, {"why": "role", "role": empty[0]}) if empty else None


def _is_any(people: Sequence[int], asked: Asked) -> bool:
    return any(person in asked.by for person in people)


def _requirement(plan: Plan, policy: Policy) -> Refusal | None:
    stated = policy.requirements.get(plan.requirement)
    if not plan.requirement or (stated is not None and stated.on):
        return None
    return Refusal(Rule.TRAINING_UNKNOWN, {"requirement": plan.requirement})


def _line(text: str) -> str:
    return text.translate(_TURNS).strip()


def _lines(text: str) -> str:
    return _line(text.replace("\r\n", "\n").replace("\r", "\n"))


def _minute(at: time) -> time:
    return time(at.hour, at.minute)
