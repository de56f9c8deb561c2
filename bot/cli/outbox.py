"""`muster outbox …`: what waits to be sent."""

from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="Notices on their way out.", no_args_is_help=True)


@app.command("reconcile")
def reconcile_outbox(
    context: typer.Context,
    drop_older_than: Annotated[
        str | None, typer.Option(metavar="TIME", help="Drop what was due longer ago, such as 1h, 2d.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; needed where nobody can answer.")] = False,
) -> None:
    """Let a restored copy send again: what may have been sent already is looked for first."""
    from bot.cli.reconcile import reconcile_copy

    raise typer.Exit(reconcile_copy(invocation(context).settings(), drop_older_than, agreed=yes))
