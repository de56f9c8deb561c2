"""`muster feed …`: take a file in by hand, see how the feed stands, decide on a held delivery."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="The feed of shifts.", no_args_is_help=True)


@app.command("import")
def import_feed(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON, CSV or iCalendar, as the profile says.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference; write nothing.")] = False,
    profile: Annotated[str | None, typer.Option(help="Instead of MUSTER_FEED_PROFILE.")] = None,
) -> None:
    """Take in one file as if the feed had delivered it."""
    from bot.cli.feed_report import import_file

    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    raise typer.Exit(import_file(settings, file, profile or settings.feed_profile, dry_run=dry_run))


@app.command()
def status(context: typer.Context) -> None:
    """How the feed stands: the last deliveries, and what is in quarantine."""
    from bot.cli.feed_report import show_status

    show_status(invocation(context).settings())


@app.command()
def confirm(
    context: typer.Context,
    pull: Annotated[int | None, typer.Argument(help="The held delivery; the latest if left out.")] = None,
) -> None:
    """Apply a held delivery after all."""
    from bot.cli.feed_report import decide

    raise typer.Exit(decide(invocation(context).settings(), pull, apply=True))


@app.command()
def discard(
    context: typer.Context,
    pull: Annotated[int | None, typer.Argument(help="The held delivery; the latest if left out.")] = None,
) -> None:
    """Drop a held delivery; the schedule stays as it is."""
    from bot.cli.feed_report import decide

    raise typer.Exit(decide(invocation(context).settings(), pull, apply=False))
