"""`python -m bot` is `muster`."""

import sys
import traceback

import typer

from bot.cli.app import app


def main() -> None:
    """Run one verb. An error is one sentence on standard error and exit code 1; a wrong command line is 2."""
    debug = "--debug" in sys.argv
    try:
        app()
    except Exception as error:  # noqa: BLE001  the last resort of the process: it is told, and ends it
        if debug:
            traceback.print_exc()
        typer.echo(_sentence(error), err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """What a person is told. Our own refusals are sentences already; the rest gets one."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    if isinstance(error, OSError):
        return f"{error.strerror or error}. Is the port in use, or the machine not reachable?"
    said = str(error).strip()
    if isinstance(error, ValueError | LookupError) or type(error).__module__.startswith(
        ("bot.", "scheduling.")
    ):
        return said or type(error).__name__
    first = said.splitlines()[0][:200] if said else "no more is known"
    return f"Muster stumbled over {type(error).__name__}: {first} (--debug says where.)"


if __name__ == "__main__":
    main()
