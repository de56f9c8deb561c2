"""`muster training …`: records of an agency's system, and everybody's deadlines."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="What officers have to learn, and have learned.", no_args_is_help=True)


@app.command("import")
def import_training(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV of records, as docs/training.md describes it.")],
    requirement: Annotated[
        str | None, typer.Option(help="The key of the requirement that the whole file is about.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference; write nothing.")] = False,
    source: Annotated[
        str, typer.Option(help="The name of the record system; with a row's id it names a record.")
    ] = "import",
    verified: Annotated[
        bool, typer.Option("--verified", help="The agency vouches for them: no supervisor need look.")
    ] = False,
) -> None:
    """Take in hours and certificates; the same file a second time changes nothing."""
    from bot.cli.training_import import import_file

    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    raise typer.Exit(
        import_file(settings, file, only=requirement, source=source, verified=verified, dry_run=dry_run)
    )


@app.command()
def team(
    context: typer.Context,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write the CSV to this file.")] = None,
) -> None:
    """Everybody's standing and deadlines, the most urgent first."""
    from bot.cli.training_team import show_team

    show_team(invocation(context).settings(), as_csv=as_csv or output is not None, output=output)
