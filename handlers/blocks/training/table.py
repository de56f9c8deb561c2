"""A team's countdowns as text for a spreadsheet, to be copied out of a message where no file can go."""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import team_button
from handlers.blocks.training.team import told_of
from handlers.grammar.training import Team
from handlers.message import Message, message
from handlers.words.text import SECTION
from scheduling.training.reports.team_sheet import COLUMNS
from scheduling.training.rules.urgency import TeamFilter

MOST_ROWS = 60
"""What can be copied out of a message on a desk; more comes from `muster training team --csv`."""

_FENCE = "```\n{}\n```"


def table(csv: str, total: int, wanted: TeamFilter) -> Message:
    """The rows, as many as have room; who needs more is told where it is.

    Args:
        csv: headings and rows, a line each.
        total: how many rows there are in all.
        wanted: the filters.
    """
    text = f"{told_of(wanted, total)} as a table for a spreadsheet"
    lines = [_harmless(line) for line in csv.splitlines()[: MOST_ROWS + 1]]
    blocks = [section(f"*{text}*"), *(section(_FENCE.format(part)) for part in _parts(lines))]
    if total > MOST_ROWS:
        blocks.append(
            context(
                f"The first {MOST_ROWS} of {total}. All of them, on the machine that runs Muster: "
                "`muster training team --csv`"
            )
        )
    return message(text, [*blocks, *actions(team_button("My team", Team(wanted)))])


def _harmless(line: str) -> str:
    """Nothing in a cell ends the block of code, or is longer than a block has room for."""
    plain = line.replace("`", "'").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain[: SECTION - 20]


def _parts(lines: list[str]) -> list[str]:
    """The lines in as few pieces as Slack's blocks allow."""
    parts = [lines[0]] if lines else [",".join(COLUMNS)]
    for line in lines[1:]:
        if len(parts[-1]) + len(line) + len(_FENCE) + 1 <= SECTION:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return parts
