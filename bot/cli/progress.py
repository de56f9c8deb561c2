"""A bar while somebody watches, and an orderly end if they have seen enough."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from scheduling.copies.sums import Watch, unwatched

_INTERRUPTED = 130


@contextmanager
def progress_on(console: Console) -> Iterator[Watch]:
    """Something to tell how far it has come: a bar for each thing done on a terminal, else nothing."""
    if not console.is_terminal:
        yield unwatched
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("")

        def watch(what: str, done: int, of: int) -> None:
            bars.update(task, description=what, completed=done, total=of)

        yield watch


@contextmanager
def interruptible(said: str) -> Iterator[None]:
    """Ctrl-C and SIGTERM end in order what is done inside; `said` is told, and the exit code is 130."""
    former = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"Interrupted: {said}", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGTERM, former)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
