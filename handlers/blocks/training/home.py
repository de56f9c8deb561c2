"""Training in App Home: an officer's two most urgent countdowns, a supervisor's counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.blocks.elements import header, section
from handlers.blocks.training.buttons import team_button, training_button
from handlers.blocks.training.line import head_of
from handlers.grammar.training import Team
from handlers.message import Block
from handlers.words.text import counted
from scheduling.training.facts import CountdownLine
from scheduling.training.rules.urgency import Urgency

_SHOWN = 2


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """What an officer owes, by deadline, and the officer's local date."""

    lines: tuple[CountdownLine, ...]
    today: date


@dataclass(frozen=True, slots=True)
class TeamTraining:
    """How many countdowns a supervisor's officers have of each urgency, and how many wait for a word."""

    counts: Mapping[Urgency, int]
    waiting: int


NOTHING_OWED: Final = OwnTraining((), date.min)
NO_TEAM: Final = TeamTraining({}, 0)


def own_training_blocks(own: OwnTraining) -> list[Block]:
    """The most urgent ones, the first with the way to all of them; nothing where nothing runs."""
    running: Sequence[CountdownLine] = [line for line in own.lines if line.obligation.runs]
    if not running:
        return []
    first, *rest = [head_of(line, own.today) for line in running[:_SHOWN]]
    every = training_button("Open" if len(running) <= _SHOWN else f"All {len(running)}")
    return [header("My training"), section(first, every), *(section(told) for told in rest)]


def team_training_blocks(team: TeamTraining) -> list[Block]:
    """What is late, what falls due within a week, what waits for the reader; nothing where nothing runs."""
    late = team.counts.get(Urgency.BLOCKED, 0) + team.counts.get(Urgency.OVERDUE, 0)
    soon = team.counts.get(Urgency.WEEK, 0)
    parts = [
        f":red_circle: *{late} overdue*" if late else "",
        f"{soon} due within 7 days" if soon else "",
        f"{counted(team.waiting, 'countdown')} for your word" if team.waiting else "",
    ]
    told = " · ".join(part for part in parts if part)
    if not any(team.counts.values()):
        return []
    return [
        header("Training of your officers"),
        section(told or "Nothing falls due within 7 days.", team_button("Open", Team())),
    ]
