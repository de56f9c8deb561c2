"""`muster webhook …`: an agency's own system that is told of claims and releases (docs/webhook.md)."""

from typing import Annotated

import typer

from bot.cli.invocation import invocation

_NEEDED = ("MUSTER_WEBHOOK_URL", "MUSTER_WEBHOOK_SECRET")

app = typer.Typer(help="The agency's own system that is told of claims.", no_args_is_help=True)


@app.command("test")
def try_webhook(context: typer.Context) -> None:
    """Make one signed call that tells nothing, and say what came of it; exits with 1 if it was not taken."""
    from bot.cli.webhook_report import ping_agency

    raise typer.Exit(ping_agency(invocation(context).settings(needed=_NEEDED)))


@app.command("replay")
def replay_webhook(
    context: typer.Context,
    since: Annotated[
        int, typer.Option(min=0, help="The sequence number after which to begin; 0 is the beginning.")
    ],
) -> None:
    """Tell once more what happened after a sequence number, in calls with keys of their own."""
    from bot.cli.webhook_report import replay

    replay(invocation(context).settings(needed=_NEEDED), since)
