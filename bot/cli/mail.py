"""`muster mail …`: answers to invitations that come by mail."""

from typing import Annotated

import typer

from bot.cli.invocation import invocation

app = typer.Typer(help="Answers to invitations, by mail.", no_args_is_help=True)


@app.command()
def receive(context: typer.Context) -> None:
    """Take in one mail from standard input, as a mail server hands it over.

    Exits with 0 where it was taken or written down, and with 75 where it is to be delivered again later.
    """
    from bot.cli.mail_receipt import receive_mail

    raise typer.Exit(receive_mail(invocation(context)))


@app.command("list")
def list_mails(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 20,
) -> None:
    """The last mails that came in, and what became of them; never what they say."""
    from bot.cli.mail_receipt import show_mails

    show_mails(invocation(context).settings(), limit)
