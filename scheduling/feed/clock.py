"""The clock of a row: who came to a shift and went, as the agency's own system has it.

JSON has a list, `clock: [{"officer": …, "in": …, "out": …}]`. Other formats have a column each for officer,
in and out; where several officers share a shift, each holds as many parts, in the same order.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduling.feed.fields import RowFlaw, checked_text
from scheduling.feed.profile import Profile
from scheduling.feed.times import read_moment
from scheduling.shifts.attendance.clock_ins import ClockedIn
from scheduling.shifts.attendance.rules import IN_FROM, OUT_UNTIL

CLOCK_COLUMNS = ("clock_officer", "clock_in", "clock_out")

AHEAD = timedelta(minutes=5)
"""By how much the sender's clock may be ahead of ours."""


def read_clock(
    values: Mapping[str, object], profile: Profile, zone: ZoneInfo, shift: tuple[datetime, datetime],
    now: datetime,
) -> tuple[ClockedIn, ...]:  # fmt: skip
    """Who came and went, as a row says; times without an offset are local to `zone`.

    Raises:
        RowFlaw: it is no list of officers and times; somebody comes twice, goes before they come, comes long
            before the start or after the end, goes long after it, or either is yet to be.
    """
    clocked = tuple(
        _checked(_one(entry, profile, zone), shift, now) for entry in _entries(values, profile.separator)
    )
    if len({each.officer for each in clocked}) < len(clocked):
        raise RowFlaw("Its clock names an officer twice.")
    return clocked


def _entries(values: Mapping[str, object], separator: str) -> list[dict[str, str]]:
    listed = values.get("clock")
    if isinstance(listed, list):
        return [_entry(each) for each in listed]
    if listed not in (None, ""):
        raise RowFlaw("Its clock is no list of officers.")
    columns = [_parts(values.get(name, ""), separator) for name in CLOCK_COLUMNS]
    officers, came, went = columns
    if not came and not went:
        return []  # whoever is planned for it has not come yet
    went = went or [""] * len(officers)
    if not len(officers) == len(came) == len(went):
        raise RowFlaw(
            f"Its clock has {len(officers)} officers, {len(came)} times in and {len(went)} times out; each "
            "needs one."
        )
    return [
        {"officer": officer, "in": at, "out": until}
        for officer, at, until in zip(officers, came, went, strict=True)
        if at or until
    ]


def _entry(told: object) -> dict[str, str]:
    if not isinstance(told, dict) or not told.get("officer"):
        raise RowFlaw("Its clock has an entry without an officer.")
    named: dict[str, Any] = {key: told.get(key) or "" for key in ("officer", "in", "out")}
    if not all(isinstance(value, str) for value in named.values()):
        raise RowFlaw("Its clock has an entry that is not text.")
    return named


def _parts(value: object, separator: str) -> list[str]:
    text = str(value).strip()
    return [part.strip() for part in text.split(separator)] if text else []


def _one(entry: Mapping[str, str], profile: Profile, zone: ZoneInfo) -> ClockedIn:
    officer = checked_text(entry["officer"].strip(), "clock_officer").lower()
    if not officer or not entry["in"].strip():
        raise RowFlaw("Its clock has a time without an officer, or an officer without a time in.")
    out = read_moment(entry["out"].strip(), profile, zone) if entry["out"].strip() else None
    return ClockedIn(officer, read_moment(entry["in"].strip(), profile, zone), out)


def _checked(clocked: ClockedIn, shift: tuple[datetime, datetime], now: datetime) -> ClockedIn:
    starts_at, ends_at = shift
    if clocked.out_at is not None and clocked.out_at < clocked.in_at:
        raise RowFlaw(f"Its clock has “{clocked.officer}” leave before they come.")
    if not starts_at - IN_FROM <= clocked.in_at < ends_at:
        raise RowFlaw(
            f"Its clock has “{clocked.officer}” come more than {_hours(IN_FROM)} h before the start, or "
            "after the end."
        )
    if clocked.out_at is not None and clocked.out_at > ends_at + OUT_UNTIL:
        raise RowFlaw(
            f"Its clock has “{clocked.officer}” leave more than {_hours(OUT_UNTIL)} h after the end."
        )
    if max(clocked.in_at, clocked.out_at or clocked.in_at) > now + AHEAD:
        raise RowFlaw(f"Its clock has “{clocked.officer}” come or go in the future.")
    return clocked


def _hours(span: timedelta) -> int:
    return span // timedelta(hours=1)
