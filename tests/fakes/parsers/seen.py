"""What a calendar program shows: each time that something takes place, in one shape for every parser."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One thing in somebody's calendar; times in UTC ("20260812T190000Z"), or days ("20260812")."""

    starts: str
    ends: str
    uid: str
    summary: str
    status: str = ""
    location: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """A VEVENT by itself: the times that it takes place, and which occurrence of a series it stands for."""

    times: tuple[tuple[str, str], ...]
    words: tuple[str, str, str, str, str]  # uid, summary, status, location, description
    stands_for: str = ""


def written(moment: datetime | date) -> str:
    """A moment as `Seen` has it."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}"


def put_together(components: Iterable[Component]) -> list[Seen]:
    """What a calendar shows: the series without the occurrences that differ, and these."""
    kept = tuple(components)
    replaced = {(component.words[0], component.stands_for) for component in kept if component.stands_for}
    return sorted(
        Seen(starts, ends, *component.words)
        for component in kept
        for starts, ends in component.times
        if component.stands_for or (component.words[0], starts) not in replaced
    )
