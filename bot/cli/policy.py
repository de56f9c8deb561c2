"""`muster policy …`: whether packs are sound, and what they say."""

from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(
    help="The rules: limits, what officers have to learn, and who is told of what nobody takes care of.",
    no_args_is_help=True,
)


@app.command()
def check(
    packs: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Names or paths of packs; each is laid over those before it."),
    ],
) -> None:
    """Say everything that is wrong with packs, each mistake with its line; exits with 1 if anything is."""
    from bot.cli.policy_report import check_packs

    check_packs(packs)


@app.command()
def show(
    context: typer.Context,
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAMES]", help="Names or paths of packs; MUSTER_POLICY if left out."),
    ] = None,
) -> None:
    """Print what packs say, for people: who has to learn what by when, who is told of what, and limits."""
    from bot.cli.policy_report import show_packs

    show_packs(packs or [invocation(context).settings().policy])
