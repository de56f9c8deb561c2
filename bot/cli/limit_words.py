"""The limits of a policy in words, as `muster policy show` prints them. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handlers.refusals.rule_names import RULE_NAMES
from handlers.refusals.sentences import dated
from handlers.words.text import counted, figure, length
from scheduling.policy.schema import Limit, Policy
from scheduling.refusals import OverrideBy


def limit_lines(policy: Policy) -> Iterator[tuple[str, str]]:
    """Each limit: its figure, who may set it aside, from when to when, and where it comes from."""
    told: tuple[tuple[str, str, Limit[Any]], ...] = (
        ("hours a day", _hours(policy.hours_per_day), policy.hours_per_day),
        ("hours a week", _hours(policy.hours_per_week), policy.hours_per_week),
        ("rest", _hours(policy.rest), policy.rest),
        ("back-up agencies", f"{_hours(policy.backup_opens)} before the start", policy.backup_opens),
        ("cut-off", f"{_hours(policy.release_cutoff)} before the start", policy.release_cutoff),
        ("qualification", counted(policy.qualification_months.value, "month"), policy.qualification_months),
        ("brief", f"{_hours(policy.brief)} before the start", policy.brief),
        ("check-in", f"from {_hours(policy.check_in_opens)} before the start", policy.check_in_opens),
        ("open list", f"{length(policy.open_window.value)} ahead", policy.open_window),
        ("held delivery", f"withdraws over {policy.feed_hold_share.value:.0%}", policy.feed_hold_share),
    )
    for label, said, limit in told:
        yield label, _words(said, limit)
    for rule, switch in policy.rules.items():
        yield RULE_NAMES[rule], _words("on" if switch.value else "off", switch)


def _hours(limit: Limit[timedelta]) -> str:
    return f"{figure(limit.value)} h"


def _words(said: str, limit: Limit[Any]) -> str:
    parts = [
        said,
        f"a {limit.override_by} may set it aside" if limit.override_by is not OverrideBy.NOBODY else "",
        f"from {dated(limit.since)}" if limit.since else "",
        f"until {dated(limit.until)}" if limit.until else "",
    ]
    return f"{', '.join(filter(None, parts))} · {limit.source}"
