"""`muster check`: a table of what works and what does not."""

import logging
from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from bot.checks.findings import Finding, Mark, fails, look, works
from bot.checks.routes import check_routes
from bot.checks.slack import check_slack
from bot.checks.store import check_store
from bot.cli.console import open_console
from bot.cli.invocation import Invocation
from bot.clock import SystemClock
from bot.logs import set_up_logs
from bot.settings import SettingsError, find_strays

_SHOWN = {
    Mark.WORKS: Text("✓ works", "green"),
    Mark.LOOK: Text("• look", "yellow"),
    Mark.FAILS: Text("✗ fails", "red"),
}


def run_check(invocation: Invocation, mail_to: str | None = None) -> int:
    """Print the table; 1 if anything fails, or else 0. `mail_to` gets a mail."""
    set_up_logs(level=logging.CRITICAL)  # the table says it all
    findings = list(_findings(invocation, mail_to))
    table = Table("", "what", "found", box=None, pad_edge=False)
    for finding in findings:
        table.add_row(_SHOWN[finding.mark], finding.what, finding.said)
    console = open_console()
    console.print(table)
    failed = sum(finding.mark is Mark.FAILS for finding in findings)
    console.print(f"{failed} of {len(findings)} fail." if failed else "Everything that must work works.")
    return 1 if failed else 0


def _findings(invocation: Invocation, mail_to: str | None) -> Iterator[Finding]:
    """Settings first; where they do not do for serving, the rest is checked as far as it goes."""
    for name, meant in find_strays(invocation.env_file).items():
        hint = f"; is {meant} meant?" if meant else "."
        yield look("settings", f"{name} means nothing to Muster{hint}")
    try:
        settings = invocation.settings(serving=True)
        yield works("settings", f"all there, for the {settings.transport} transport")
    except SettingsError as error:
        yield from (fails("settings", problem) for problem in error.problems)
        try:
            settings = invocation.settings()
        except SettingsError:
            return
    yield from check_slack(settings)
    yield from check_routes(settings, SystemClock(), mail_to)
    yield from check_store(settings, SystemClock())
