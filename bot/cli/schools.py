"""`muster schools …`: import schools."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="The schools.", no_args_is_help=True)


@app.callback()
def schools() -> None:
    """The schools."""


@app.command("import")
def import_schools(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="schools.csv: code, name, time zone, address.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference; write nothing.")] = False,
) -> None:
    """Bring the schools to what the file says."""
    from bot.cli.roster_report import import_school_list

    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    raise typer.Exit(import_school_list(settings, file, dry_run=dry_run))
