"""`python -m bot` is `muster`."""

import os
import sys
import traceback

import typer

from bot.cli.app import app
from bot.cli.sentences import exit_code_of, sentence_of


def main() -> None:
    """Run one verb. An error is one sentence on standard error and exit code 1; a wrong command line is 2,
    and a release older than the database's schema is 3.
    """
    debug = "--debug" in sys.argv
    try:
        app()
    except Exception as error:  # noqa: BLE001  the last resort of the process: it is told, and ends it
        if debug:
            traceback.print_exc()
        typer.echo(sentence_of(error), err=True)
        sys.exit(exit_code_of(error))
    finally:
        _let_go_of_the_log()


def _let_go_of_the_log() -> None:
    """A disk without room for the log must not turn a clean end into a failed one: Python flushes once more
    at the end, and would exit with 120.
    """
    try:
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


if __name__ == "__main__":
    main()
