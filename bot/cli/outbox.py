"""`muster outbox …`: what waits to be sent, what became of it, and sending it again."""

from typing import Annotated

import typer

from bot.cli.invocation import invocation

_MOST = 2**31 - 1  # what PostgreSQL takes for a number

app = typer.Typer(help="Notices on their way out.", no_args_is_help=True)


@app.command("list")
def list_notices(
    context: typer.Context,
    state: Annotated[
        list[str] | None,
        typer.Option(help="Only those: waiting, leased, uncertain, sent, obsolete, refused, gave_up."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(help="Only to this e-mail address, person:12, channel:shifts or webhook:agency."),
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Only what came late, or is overdue.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 20,
) -> None:
    """The latest notices, and what became of them."""
    from bot.cli.outbox_report import show_notices

    settings = invocation(context).settings()
    show_notices(settings, states=state or [], to=to, late=late, limit=limit)


@app.command("show")
def show_notice(
    context: typer.Context,
    notice: Annotated[int, typer.Argument(min=1, max=_MOST, help="The notice's number.")],
) -> None:
    """The whole life of one notice: its row, and what the audit says of it."""
    from bot.cli.outbox_report import show_life

    show_life(invocation(context).settings(), notice)


@app.command("resend")
def resend_one(
    context: typer.Context,
    notice: Annotated[int, typer.Argument(min=1, max=_MOST, help="The notice's number.")],
    reason: Annotated[str, typer.Option("--reason", help="Kept in the audit.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Even though it has arrived.")] = False,
) -> None:
    """Let a notice that failed or expired be sent after all; what may have arrived is looked for first."""
    from bot.cli.outbox_report import resend

    resend(invocation(context).settings(), notice, reason, again=again)


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
