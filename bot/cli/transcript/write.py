"""What `muster transcript` does: read everything of one officer, and write it as asked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bot.cli.console import open_console
from bot.cli.officers import officer_named
from bot.cli.store import migrated, now
from bot.cli.transcript.document import transcript_json
from bot.cli.transcript.form import Form
from bot.cli.transcript.page import transcript_html
from bot.cli.transcript.table import transcript_csv
from bot.settings import Settings
from scheduling.policy.loader import load_policy
from scheduling.training.reports.transcript import Transcript, load_transcript

_WRITERS: Final[Mapping[Form, Callable[[Transcript], str]]] = {
    Form.CSV: transcript_csv,
    Form.JSON: transcript_json,
    Form.HTML: transcript_html,
}


def write_transcript(settings: Settings, officer: str, form: Form, output: Path | None) -> None:
    """Print an officer's transcript, or write it to a file.

    Raises:
        LookupError: nobody, or more than one person, is meant.
        ValueError: the packs do not do.
    """
    policy = load_policy(settings.policy)
    with migrated(settings) as store, store.database.read(now()) as tx:
        transcript = load_transcript(tx, officer_named(tx, officer), policy)
    content = _WRITERS[form](transcript)
    console = open_console()
    if output is None:
        console.print(content, soft_wrap=True, end="")
        return
    encoding = "utf-8-sig" if form is Form.CSV else "utf-8"  # the mark by which Excel knows it
    output.write_text(content, encoding=encoding, newline="")
    console.print(f"Wrote {output}: the training of {transcript.officer.name}.")
