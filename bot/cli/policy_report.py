"""What `muster policy …` does and prints; narrow enough for a telephone."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from bot.cli.chain_words import chain_heading, chain_lines
from bot.cli.console import open_console
from bot.cli.limit_words import limit_lines
from bot.cli.requirement_words import countdown_words, requirement_lines
from handlers.words.text import counted
from scheduling.policy.loader import load_policy
from scheduling.policy.requirements import Requirement
from scheduling.policy.schema import Policy

_INDENT = 2
_WIDEST = 100


def check_packs(packs: Sequence[str]) -> None:
    """Say that packs are sound together.

    Raises:
        ValueError: one sentence a mistake.
    """
    policy = load_policy(",".join(packs))
    open_console().print(f"{policy.name} is sound: {_counts(policy)}.", soft_wrap=True)


def show_packs(packs: Sequence[str]) -> None:
    """Print what packs say together.

    Raises:
        ValueError: one sentence a mistake.
    """
    policy, console = load_policy(",".join(packs)), open_console()
    console.width = min(console.width, _WIDEST)
    console.print(policy.edition)
    console.print(_counts(policy), end="\n\n")
    titles = {key: requirement.title for key, requirement in policy.requirements.items()}
    for requirement in sorted(policy.requirements.values(), key=lambda each: not each.on):
        _print(console, _heading(requirement), requirement_lines(requirement, titles))
    if policy.requirements:
        console.print(countdown_words(policy.countdown), end="\n\n")
    for chain in sorted(policy.chains.values(), key=lambda each: not each.on):
        _print(console, chain_heading(chain), chain_lines(chain, policy.groups))
    _print(console, "Limits", limit_lines(policy))


def _counts(policy: Policy) -> str:
    return "; ".join(
        f"{counted(sum(switches), noun)} on, {switches.count(False)} off"
        for noun, switches in (
            ("requirement", [each.on for each in policy.requirements.values()]),
            ("chain", [each.on for each in policy.chains.values()]),
        )
    )


def _heading(requirement: Requirement) -> str:
    return f"{'■' if requirement.on else '□ off:'} {requirement.title} ({requirement.key})"


def _print(console: Console, heading: str, lines: Iterable[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, said in lines:
        table.add_row(label, said)
    console.print(heading)
    console.print(Padding(table, (0, 0, 1, _INDENT)))
