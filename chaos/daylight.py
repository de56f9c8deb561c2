"""Daylight saving: whatever is due daily at a local time is due once a local day, in every US zone.

Every half-hour of the day is tried as the local time, over two years. The alarm clock that many use for this
skips days in 40 of 336 combinations of zone and time, so Muster asks `next_daily` instead. Each task is
stepped as the heartbeat steps it: looked at every half-hour, not at all while the process is down, and with
nothing remembered but the instant at which it was done last.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from multiprocessing import get_context
from random import Random
from typing import Final
from zoneinfo import available_timezones

from bot.clock import SystemClock
from chaos.figures import Figure, exactly, none_of
from chaos.run import Run, Scale
from scheduling.zones import end_of_day, local_day, next_daily, start_of_day, zone

COUNTRIES: Final = frozenset({"US", "AS", "GU", "MP", "PR", "UM", "VI"})
"""The United States and their territories, as the tz database writes countries."""

LOOKS_EVERY: Final = timedelta(minutes=30)
TIMES: Final = tuple(time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30))
DAYS: Final = 730

_SHORT_ZONES: Final = ("America/Denver", "America/Phoenix", "America/New_York", "Pacific/Honolulu")
_SHORT_DAYS: Final = 370


@dataclass(frozen=True, slots=True)
class Stepped:
    """One zone: how often its tasks fired, and how many local days of all its tasks went wrong."""

    firings: int
    without: int
    doubled: int
    early: int


def measure_once(run: Run) -> list[Figure]:
    """Step every zone over the days to come."""
    full = run.scale is Scale.FULL
    names, days = (us_zones(), DAYS) if full else (list(_SHORT_ZONES), _SHORT_DAYS)
    first = SystemClock().now().date()
    stepped = []
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        step = partial(step_zone, first=first, days=days, seed=run.seed)
        for number, one in enumerate(pool.map(step, names), start=1):
            stepped.append(one)
            run.progress(number, len(names))
    return [
        Figure("zones × local times", f"{len(names)} × {len(TIMES)}"),
        exactly("firings", sum(each.firings for each in stepped), len(names) * len(TIMES) * days),
        none_of("local days without a firing", sum(each.without for each in stepped)),
        none_of("local days with two", sum(each.doubled for each in stepped)),
        none_of("firings before their local time", sum(each.early for each in stepped)),
    ]


def us_zones() -> list[str]:
    """Every zone that the tz database places in the United States, under its present and its older names."""
    table = files("tzdata").joinpath("zoneinfo")
    found = {name for name in available_timezones() if name.startswith("US/")}
    for listing in ("zone.tab", "zone1970.tab"):
        for line in table.joinpath(listing).read_text(encoding="utf-8").splitlines():
            codes, _, rest = line.partition("\t")
            if not line.startswith("#") and COUNTRIES & set(codes.split(",")):
                found.add(rest.split("\t")[1])
    return sorted(found)


def step_zone(name: str, first: date, days: int, seed: int = 0) -> Stepped:
    """Step every local time through one zone from the local day `first` on."""
    where, last = zone(name), first + timedelta(days=days - 1)
    wanted = {first + timedelta(days=number) for number in range(days)}
    firings = without = doubled = early = 0
    for at in TIMES:
        looks = _looks(Random(f"{seed}:{name}:{at}"), start_of_day(first, where), end_of_day(last, where))
        fired: Counter[date] = Counter()
        for due, done in _fire(looks, at, name, start_of_day(first, where) - timedelta(seconds=1)):
            fired[local_day(due, where)] += 1
            early += done < due or due.astimezone(where).time() < at
        firings += sum(fired[day] for day in wanted)
        without += len(wanted - fired.keys())
        doubled += sum(many > 1 for many in fired.values())
    return Stepped(firings, without, doubled, early)


def _looks(chance: Random, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """When the process looks: every half-hour, until it is down for a while and starts at an odd moment."""
    moment = begins
    while moment < ends + timedelta(days=1):
        yield moment
        moment += LOOKS_EVERY
        if chance.random() < 1 / 500:  # about every ten days
            moment += timedelta(seconds=chance.randrange(1, 12 * 3600))


def _fire(
    looks: Iterator[datetime], at: time, name: str, done: datetime
) -> Sequence[tuple[datetime, datetime]]:
    """(due, done) of every firing of a task that knows only when it was done last."""
    where, fired = zone(name), []
    due = next_daily(done, at, where)
    for now in looks:
        if now >= due:
            fired.append((due, now))
            due = next_daily(now, at, where)
    return fired
