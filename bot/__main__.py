"""`python -m bot` is `muster`."""

import sys
import traceback

import typer

from bot.cli.app import app
from bot.cli.sentences import sentence_of


def main() -> None:
    """Run one verb. An error is one sentence on standard error and exit code 1; a wrong command line is 2."""
    debug = "--debug" in sys.argv
    try:
        app()
    except Exception as error:  # noqa: BLE001  the last resort of the process: it is told, and ends it
        if debug:
            traceback.print_exc()
        typer.echo(sentence_of(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
