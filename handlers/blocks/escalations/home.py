"""Escalations in App Home: the most urgent that concern a supervisor, and who is on duty now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, header, section
from handlers.blocks.escalations.buttons import say_button
from handlers.blocks.escalations.list import line_blocks
from handlers.concerns.standing import Standing
from handlers.message import Block
from handlers.words.text import named

SHOWN: Final = 5
"""Lines with buttons; the list has the rest."""

_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class TeamEscalations:
    """What concerns a supervisor and is not over.

    Attributes:
        lines: the most urgent.
        total: how many there are.
        on_duty: the names of those whose turn it is on the rota now; None: there is no rota.
    """

    lines: Sequence[Standing] = ()
    total: int = 0
    on_duty: Sequence[str] | None = None


NO_ESCALATIONS: Final = TeamEscalations()


def team_escalation_blocks(team: TeamEscalations, reader: ZoneInfo) -> list[Block]:
    """The most urgent first, with the way to all of them; and who is on duty, where there is a rota."""
    blocks: list[Block] = [header("Escalations")]
    for line in team.lines:
        blocks += line_blocks(line, reader)
    if not team.lines:
        blocks.append(section("Nothing needs you now."))
    every = f"All {team.total}" if team.total > len(team.lines) else "Open list"
    blocks += actions(say_button(every, ""), say_button("History", "history"))
    if team.on_duty is not None:
        who = named(team.on_duty, _NAMED) or "nobody"
        blocks.append(section(f"*On duty now:* {who}"))
    return blocks
