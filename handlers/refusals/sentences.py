"""What the wordings of refusals are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from handlers.words.local_times import clock_time, point
from handlers.words.text import escaped
from scheduling.zones import find_zone


@dataclass(frozen=True, slots=True)
class Sentence:
    """A refusal in words: a headline of a few of them, and the figures of this case."""

    headline: str
    figures: str = ""

    @property
    def whole(self) -> str:
        """All of it, as a notification says it: `Taken. By Ada Alder, 12:00.`"""
        return f"{self.headline} {self.figures}".strip()

    @property
    def shown(self) -> str:
        """All of it in mrkdwn, the headline in bold: `*Taken.* By Ada Alder, 12:00.`"""
        return f"*{self.headline}* {self.figures}".rstrip()


Figures = Mapping[str, Any]
Wording = Callable[[Figures, ZoneInfo], Sentence]
"""The figures of a case, and the zone of whoever reads."""


def has(figures: Figures, key: str) -> bool:
    """Whether a figure is known."""
    return figures.get(key) is not None


def told(figures: Figures, key: str, most: int = 200) -> str:
    """A figure that is text from outside; empty where it is not known."""
    return escaped(str(figures.get(key) or ""), most)


def dated(on: date) -> str:
    """`Aug 2, 2026`."""
    return f"{on:%b} {on.day}, {on.year}"


def other_shift(figures: Figures, at: ZoneInfo) -> str:
    """`Basalt High (#7), Thu Aug 13, 07:00–10:00`, in the time of its school."""
    there = find_zone(str(figures.get("zone", ""))) or at
    return (
        f"{escaped(str(figures['school']))} (#{figures['number']}), "
        f"{point(figures['starts_at'], there)}–{clock_time(figures['ends_at'], there)}"
    )
