"""Reads what packs say together into a policy, collecting every mistake on the way."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from pydantic import Field, ValidationError

from scheduling.policy.escalation_reading import read_escalations
from scheduling.policy.grammar import ClockTime, Told
from scheduling.policy.limit_grammar import (
    DaysFigure,
    HoursFigure,
    HoursLimit,
    MonthsLimit,
    ShareFigure,
    SwitchLimit,
)
from scheduling.policy.mistakes import Mistake, mistakes_in, shown
from scheduling.policy.requirement_grammar import RequirementTold
from scheduling.policy.requirements import Countdown, Requirement
from scheduling.policy.schema import Policy
from scheduling.policy.soundness.check import find_unsound
from scheduling.refusals import Rule

_READ_APART = frozenset({"name", "requirements", "escalations", "groups"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NO_KEY = "is no key; expected a small letter first, then small letters, digits and _, at most 60 in all"


class _RulesTold(Told):
    """`[rules.overlap]`: rules without a figure of their own."""

    agency: SwitchLimit
    overlap: SwitchLimit
    armed: SwitchLimit
    standing: SwitchLimit


class _CountdownTold(Told):
    """`[countdown]`"""

    at: ClockTime = time(9)
    until: ClockTime = time(20)
    supervisor_days: int = Field(7, ge=0, le=366, description="a whole number of days from 0 to 366")


class _PackTold(Told):
    """A pack but for its requirements and its chains."""

    hours_per_day: HoursLimit
    hours_per_week: HoursLimit
    rest: HoursLimit
    backup_opens: HoursLimit
    release_cutoff: HoursLimit
    qualification_months: MonthsLimit
    brief: HoursFigure
    check_in_opens: HoursFigure
    open_window: DaysFigure
    feed_hold_share: ShareFigure
    rules: _RulesTold
    countdown: _CountdownTold = _CountdownTold()


def read_policy(told: Mapping[str, Any], *, name: str, version: str) -> tuple[Policy | None, list[Mistake]]:
    """The policy, or None and everything that is wrong."""
    rest = {key: value for key, value in told.items() if key not in _READ_APART}
    requirements, mistakes = _read_requirements(told.get("requirements", {}))
    chains, groups, more = read_escalations(told)
    mistakes += more
    try:
        pack = _PackTold.model_validate(rest)
    except ValidationError as wrong:
        return None, mistakes_in(wrong, _PackTold) + mistakes
    mistakes += _find_unsound_countdown(pack.countdown)
    if mistakes:
        return None, mistakes
    return replace(_policy(pack, requirements, name, version), chains=chains, groups=groups), []


def _read_requirements(told: object) -> tuple[dict[str, Requirement], list[Mistake]]:
    """Those that can be read, with the mistakes of all; each is read by itself, so that all are found."""
    if not isinstance(told, dict):
        return {}, [
            Mistake(("requirements",), f"is {shown(told)}; expected tables such as [requirements.course]")
        ]
    read: dict[str, Requirement] = {}
    mistakes: list[Mistake] = []
    for key, table in told.items():
        at = ("requirements", key)
        if not _KEY.fullmatch(key):
            mistakes.append(Mistake(at, _NO_KEY))
        try:
            read[key] = RequirementTold.model_validate(table).requirement(key)
        except ValidationError as wrong:
            mistakes += mistakes_in(wrong, RequirementTold, at)
    for key, unsound in find_unsound(read, told=frozenset(told)):
        mistakes.append(Mistake(("requirements", key, *unsound.path), unsound.why))
    return read, mistakes


def _find_unsound_countdown(told: _CountdownTold) -> list[Mistake]:
    if told.at < told.until:
        return []
    return [Mistake(("countdown", "until"), "is not after `at`; no reminder could ever go out")]


def _policy(pack: _PackTold, requirements: dict[str, Requirement], name: str, version: str) -> Policy:
    return Policy(
        name=name,
        version=version,
        hours_per_day=pack.hours_per_day.limit(),
        hours_per_week=pack.hours_per_week.limit(),
        rest=pack.rest.limit(),
        backup_opens=pack.backup_opens.limit(),
        release_cutoff=pack.release_cutoff.limit(),
        qualification_months=pack.qualification_months.limit(),
        brief=pack.brief.limit(),
        check_in_opens=pack.check_in_opens.limit(),
        open_window=pack.open_window.limit(),
        feed_hold_share=pack.feed_hold_share.limit(),
        rules={
            Rule.AGENCY: pack.rules.agency.limit(),
            Rule.OVERLAP: pack.rules.overlap.limit(),
            Rule.ARMED: pack.rules.armed.limit(),
            Rule.STANDING: pack.rules.standing.limit(),
        },
        requirements=requirements,
        countdown=Countdown(pack.countdown.at, pack.countdown.until, pack.countdown.supervisor_days),
    )
