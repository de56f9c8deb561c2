"""Reads a policy pack, and says everything that is wrong with it at once."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from scheduling.policy.schema import Limit, Policy
from scheduling.refusals import OverrideBy, Rule

T = TypeVar("T")
Mistakes = list[str]

RULES_IN_PACKS = (Rule.AGENCY, Rule.OVERLAP, Rule.ARMED, Rule.STANDING)
"""The rules without a figure of their own that a pack switches on or off and gives a source."""

_BINDING_KEYS = {"override_by", "since", "until"}


def load_policy(name_or_path: str) -> Policy:
    """The pack that ships with Muster under this name, or the one in the TOML file at this path.

    Raises:
        ValueError: one sentence a mistake, each naming the file, the key and what is expected.
    """
    label, content = _read(name_or_path)
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ValueError(f"{label} is not TOML in UTF-8: {wrong}.") from wrong
    reading = _Reading(label, told)
    policy = reading.policy(version=sha256(content).hexdigest()[:12])
    if reading.mistakes:
        raise ValueError("\n".join(reading.mistakes))
    return policy


def list_packs() -> list[str]:
    """The names of the packs that ship with Muster."""
    folder = resources.files("scheduling.policy") / "packs"
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )


def _read(name_or_path: str) -> tuple[str, bytes]:
    if name_or_path in list_packs():
        pack = resources.files("scheduling.policy") / "packs" / f"{name_or_path}.toml"
        return f"{name_or_path}.toml", pack.read_bytes()
    path = Path(name_or_path)
    try:
        return path.name, path.read_bytes()
    except OSError as wrong:
        raise ValueError(
            f"The policy pack {name_or_path!r} is neither one of Muster's ({', '.join(list_packs())}) nor "
            f"a readable file ({wrong.strerror or wrong}): set MUSTER_POLICY to one of them, or to the path "
            "of a TOML file."
        ) from wrong


class _Reading:
    """One pack being read: takes keys out as they are understood; what is left over is a mistake."""

    def __init__(self, label: str, told: dict[str, Any]) -> None:
        self.label = label
        self.told = told
        self.mistakes: Mistakes = []

    def policy(self, version: str) -> Policy:
        """The policy; worth nothing once there are mistakes."""
        read = Policy(
            name=self._name(),
            version=version,
            hours_per_day=self._limit("hours_per_day", "hours", _hours),
            hours_per_week=self._limit("hours_per_week", "hours", _hours),
            rest=self._limit("rest", "hours", _hours),
            backup_opens=self._limit("backup_opens", "hours", _hours),
            release_cutoff=self._limit("release_cutoff", "hours", _hours),
            qualification_months=self._limit("qualification_months", "months", _whole),
            open_window=self._limit("open_window", "days", _days, binds=False),
            feed_hold_share=self._limit("feed_hold_share", "share", _share, binds=False),
            rules=self._rules(),
        )
        self._report_unknown(self.told, "")
        return read

    def _name(self) -> str:
        name = self.told.pop("name", None)
        if not isinstance(name, str) or not name.strip():
            self._say("name", 'the name of the pack, e.g. name = "default"')
            return ""
        return name

    def _limit(
        self, key: str, unit: str, figure: Callable[[object], T | None], *, binds: bool = True
    ) -> Limit[T]:
        return self._limit_in(self.told.pop(key, None), key, unit, figure, binds=binds)

    def _limit_in(
        self, table: object, key: str, unit: str, figure: Callable[[object], T | None], *, binds: bool = True
    ) -> Limit[T]:
        """Read one table; only a figure that binds an officer has dates in force and may be set aside."""
        expected = f"{unit} = {_EXPECTED[unit]}"
        if not isinstance(table, dict):
            self._say(key, f"a table [{key}] with {expected} and a source")
            table = {unit: _ANY[unit], "source": "-"}
        value = figure(table.get(unit))
        if value is None:
            self._say(f"{key}.{unit}", expected)
            value = figure(_ANY[unit])
        assert value is not None  # noqa: S101  _ANY holds a good figure of each unit
        limit = Limit(
            value=value,
            source=self._source(table, key),
            override_by=self._override_by(table, key),
            since=self._date(table, key, "since"),
            until=self._date(table, key, "until"),
        )
        known = {unit, "source"} | (_BINDING_KEYS if binds else set())
        self._report_unknown({k: v for k, v in table.items() if k not in known}, f"{key}.")
        return limit

    def _source(self, table: Mapping[str, object], key: str) -> str:
        source = table.get("source")
        if isinstance(source, str) and source.strip():
            return source
        self._say(f"{key}.source", 'where the figure comes from, e.g. source = "agency setting"')
        return ""

    def _override_by(self, table: Mapping[str, object], key: str) -> OverrideBy:
        told = table.get("override_by", OverrideBy.NOBODY)
        if told in set(OverrideBy):
            return OverrideBy(str(told))
        self._say(f"{key}.override_by", '"nobody", "supervisor" or "coordinator"')
        return OverrideBy.NOBODY

    def _date(self, table: Mapping[str, object], key: str, which: str) -> date | None:
        told = table.get(which)
        if told is None or (isinstance(told, date) and not isinstance(told, datetime)):
            return told
        self._say(f"{key}.{which}", f"a date without quotation marks, e.g. {which} = 2026-07-01")
        return None

    def _rules(self) -> dict[Rule, Limit[bool]]:
        tables = self.told.pop("rules", {})
        if not isinstance(tables, dict):
            self._say("rules", "tables such as [rules.overlap]")
            tables = {}
        rules = {
            rule: self._limit_in(tables.pop(rule.value, None), f"rules.{rule}", "on", _switch)
            for rule in RULES_IN_PACKS
        }
        self._report_unknown(tables, "rules.")
        return rules

    def _report_unknown(self, left: Mapping[str, object], prefix: str) -> None:
        for key in left:
            self.mistakes.append(
                f"{self.label}: {prefix}{key} is not known; remove it or check its spelling."
            )

    def _say(self, key: str, expected: str) -> None:
        self.mistakes.append(f"{self.label}: {key} is missing or wrong; expected {expected}.")


_ANY: dict[str, object] = {"hours": 1, "days": 1, "months": 1, "share": 1.0, "on": True}
_EXPECTED = {
    "hours": "a number of hours above 0",
    "days": "a number of days above 0",
    "months": "a whole number of months above 0",
    "share": "a share above 0 and up to 1, e.g. 0.20",
    "on": "true or false",
}


def _number(told: object) -> float | None:
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) and told > 0 else None


def _hours(told: object) -> timedelta | None:
    number = _number(told)
    return None if number is None or number > 24 * 366 else timedelta(hours=number)


def _days(told: object) -> timedelta | None:
    number = _number(told)
    return None if number is None or number > 366 else timedelta(days=number)


def _whole(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told <= 1_200 else None


def _share(told: object) -> float | None:
    number = _number(told)
    return number if number is not None and number <= 1 else None


def _switch(told: object) -> bool | None:
    return told if isinstance(told, bool) else None
