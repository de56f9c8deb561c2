"""`muster roster …`: import people, list them, take a wrong Slack account off somebody."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="The people.", no_args_is_help=True)


@app.command("import")
def import_roster(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="roster.csv, as docs/roster.md describes it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference; write nothing.")] = False,
) -> None:
    """Bring the roster to what the file says."""
    from bot.cli.roster_report import import_people

    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    raise typer.Exit(import_people(settings, file, dry_run=dry_run))


@app.command("list")
def list_roster(context: typer.Context) -> None:
    """Everybody, and whose Slack account has not been found."""
    from bot.cli.roster_report import show_people

    show_people(invocation(context).settings())


@app.command("export")
def export_roster(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the CSV.")],
) -> None:
    """Write the roster as a file that can be imported again."""
    from bot.cli.roster_report import export_people

    export_people(invocation(context).settings(), file)


@app.command("unlink")
def unlink_account(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The person's address on the roster.")],
    reason: Annotated[str, typer.Option("--reason", help="Kept in the audit.")] = "",
) -> None:
    """Take the Slack account off a person; the running bot looks for the right one by e-mail address."""
    from bot.cli.roster_report import unlink_person

    unlink_person(invocation(context).settings(), email, reason)
