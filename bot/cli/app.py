"""The command line: `muster`, or `python -m bot`. Every error is one sentence."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import audit, feed, mail, outbox, policy, roster, rota, schools, training, webhook
from bot.cli.invocation import Invocation, invocation
from bot.cli.transcript.form import Form

app = typer.Typer(
    name="muster",
    help="Muster: school safety officers claim shifts in Slack.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(audit.app, name="audit")
app.add_typer(feed.app, name="feed")
app.add_typer(mail.app, name="mail")
app.add_typer(outbox.app, name="outbox")
app.add_typer(policy.app, name="policy")
app.add_typer(roster.app, name="roster")
app.add_typer(rota.app, name="rota")
app.add_typer(schools.app, name="schools")
app.add_typer(training.app, name="training")
app.add_typer(webhook.app, name="webhook")


@app.callback()
def remember(
    context: typer.Context,
    env_file: Annotated[
        Path | None,
        typer.Option(help="Read NAME=value lines from this file for what the environment does not set."),
    ] = None,
    _debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")
    ] = False,  # `__main__` looks for it
) -> None:
    """Muster: school safety officers claim shifts in Slack."""
    context.obj = Invocation(env_file)


@app.command()
def run(context: typer.Context) -> None:
    """Serve a Slack workspace; settings come from the environment."""
    from bot.bootstrap import build
    from bot.logs import set_up_logs

    settings = invocation(context).settings(serving=True)
    set_up_logs(settings.log_format)
    raise typer.Exit(build(settings).run())


@app.command()
def replicas(context: typer.Context) -> None:
    """Say which processes serve the database, and which of them is at a shared task."""
    from bot.cli.replicas import show_replicas

    show_replicas(invocation(context).settings())


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Where the page is served, on this machine only; 0 picks one.")
    ] = 8765,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its files.")] = Path(".demo"),
    policy: Annotated[
        str | None, typer.Option(metavar="PACKS", help="Instead of Arizona's, by name or path.")
    ] = None,
) -> None:
    """Start the practice workspace and the bot with sample data; prints one URL."""
    from bot.practice.demo import DEMO_POLICY, run_demo

    raise typer.Exit(run_demo(port, folder, policy=policy or DEMO_POLICY))


@app.command()
def check(
    context: typer.Context,
    mail_to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Send one mail there, to see whether it arrives.")
    ] = None,
) -> None:
    """Say what works and what does not; exits with 1 if anything fails."""
    from bot.cli.check import run_check

    raise typer.Exit(run_check(invocation(context), mail_to))


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the schema of this release."""
    from bot.cli.store import Missing, migrated

    with migrated(invocation(context).settings(), Missing.MAKE) as (_, before, after):
        typer.echo(f"Already at version {after}." if before == after else f"Migrated to version {after}.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write every row to one file, checked, while the bot goes on working."""
    from bot.cli.copies import write_backup

    write_backup(invocation(context).settings(), file, replace=force)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What `muster backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where rows stand; they are kept aside.")
    ] = False,
) -> None:
    """Put a backup in the place of the database; it sends nothing until it is reconciled."""
    from bot.cli.copies import restore_backup

    restore_backup(invocation(context).settings(), file, replace=replace)


@app.command("copy-to")
def copy_to(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Of an empty database, SQLite or PostgreSQL.")],
) -> None:
    """Move everything to another database; the old one is held from then on."""
    from bot.cli.copies import copy_database

    copy_database(invocation(context).settings(), url)


@app.command()
def preview(
    context: typer.Context,
    officer: Annotated[
        str | None, typer.Argument(help="E-mail address, badge or name; left out with --everybody.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Count, day by day, what everybody would be sent.")
    ] = False,
    days: Annotated[int, typer.Option(min=1, max=1_100, help="How far to look ahead.")] = 90,
    policy: Annotated[
        str | None, typer.Option(metavar="PACKS", help="Instead of MUSTER_POLICY, by name or path.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="As if the packs came into use on this day."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Print whole messages.")] = False,
) -> None:
    """Show every training notice that would be sent, to whom, when and why; sends and writes nothing."""
    from bot.cli.preview import Asked, show_everybody, show_officer

    if (officer is None) is not everybody:
        raise typer.BadParameter("name one officer, or say --everybody")
    asked = Asked(days, policy, since.date() if since else None)
    settings = invocation(context).settings(needed=("MUSTER_TIMEZONE",))
    if officer is None:
        show_everybody(settings, asked)
    else:
        show_officer(settings, asked, officer, full=full)


@app.command()
def transcript(
    context: typer.Context,
    officer: Annotated[str, typer.Argument(help="E-mail address, badge or name.")],
    form: Annotated[Form, typer.Option("--format", help="csv, json, or html to print.")] = Form.CSV,
    output: Annotated[Path | None, typer.Option(help="The file to write; else it is printed here.")] = None,
) -> None:
    """Everything that is written of an officer's training."""
    from bot.cli.transcript.write import write_transcript

    write_transcript(invocation(context).settings(), officer, form, output)


@app.command()
def manifest(
    http: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The variant for the HTTP transport, under this address."),
    ] = None,
) -> None:
    """Print the Slack app manifest: paste it at api.slack.com/apps."""
    from bot.manifest import http_variant, load_manifest, read_manifest_text, write_manifest
    from bot.setting_forms import public_url_form

    if http is None:
        typer.echo(read_manifest_text(), nl=False)
        return
    try:
        address = public_url_form(http)
    except ValueError as error:
        raise typer.BadParameter(f"--http {error}, such as https://muster.district.example.org") from None
    typer.echo(write_manifest(http_variant(load_manifest(), address)), nl=False)
