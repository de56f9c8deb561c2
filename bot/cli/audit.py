"""`muster audit …`: read the record of changes, and see whether it is still the one that was written."""

from datetime import datetime
from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="The record of every change.", no_args_is_help=True)


@app.command()
def verify(
    context: typer.Context,
    expect: Annotated[
        str,
        typer.Option(metavar="ID:HASH", help="An end noted earlier, which must still be part of it."),
    ] = "",
) -> None:
    """Follow the chain of hashes from the first change to the last; exits with 1 where it is broken."""
    from bot.cli.audit_report import verify_audit

    raise typer.Exit(verify_audit(invocation(context).settings(), expect))


@app.command("list")
def list_audit(
    context: typer.Context,
    subject: Annotated[str | None, typer.Option(help="shift, person, feed_pull, notice, …")] = None,
    subject_id: Annotated[int | None, typer.Option("--id", help="Its number.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="In the district's time.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest.")] = 50,
) -> None:
    """Show who changed what, when and why."""
    from bot.cli.audit_report import show_audit

    show_audit(
        invocation(context).settings(), subject=subject, subject_id=subject_id, since=since, limit=limit
    )
