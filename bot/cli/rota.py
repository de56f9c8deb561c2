"""`muster rota …`: see whose turn it is and what is closed; try a file before the bot reads it."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="Whose turn it is, and when schools are closed.", no_args_is_help=True)


@app.command()
def show(context: typer.Context) -> None:
    """The turns and closures to come, and how they were read last."""
    from bot.cli.rota_report import show_rota

    show_rota(invocation(context).settings(needed=("MUSTER_TIMEZONE",)))


@app.command()
def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or iCalendar, as docs/presence.md describes it.")],
    closures: Annotated[
        bool, typer.Option("--closures", help="It is the calendar of closures, not the rota.")
    ] = False,
) -> None:
    """Show what a file would become, and what is wrong with it; write nothing."""
    from bot.cli.rota_report import try_file

    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    raise typer.Exit(try_file(settings, file, closures=closures))
