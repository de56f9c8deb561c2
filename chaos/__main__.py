"""Measure the promises and print one table: `python -m chaos [promise …] [--short] [--json FILE]`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from chaos.databases import Place, places
from chaos.figures import Figure, as_json, broken, show
from chaos.promises import PROMISES, Scale, is_placed, measure, unmeasured

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Answer 1 if a promise is broken, 130 if somebody had enough; what was measured by then is printed."""
    asked = _parsed(arguments)
    console = Console()
    figures: list[Figure] = []
    finished = True
    with places() as found:
        try:
            for name in asked.promises or PROMISES:
                _measure(console, name, found, Scale.SHORT if asked.short else Scale.FULL, figures)
        except KeyboardInterrupt:
            finished = False
            console.print("Interrupted; this is what was measured until then.")
        show(console, figures, [place.name for place in found])
    if asked.json is not None:
        asked.json.write_text(json.dumps(as_json(figures), indent=2, ensure_ascii=False) + "\n")
    if not finished:
        return INTERRUPTED
    return 1 if broken(figures) else 0


def _parsed(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m chaos", description="Measure what Muster promises.")
    parser.add_argument("promises", nargs="*", metavar="promise", help=f"one of {', '.join(PROMISES)}")
    parser.add_argument("--short", action="store_true", help="a few seconds of each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.promises if name not in PROMISES]:
        parser.error(f"there is no promise {unknown[0]!r}; there are {', '.join(PROMISES)}")
    return asked


def _measure(
    console: Console, name: str, found: Sequence[Place], scale: Scale, figures: list[Figure]
) -> None:
    for place in found if is_placed(name) else [None]:
        with _watched(console) as watched:
            where = f" on {place.name}" if place is not None else ""
            task = watched.add_task(f"{PROMISES[name]}{where}", total=None)
            try:
                figures += measure(name, place, scale, partial(_advance, watched, task))
            except Exception as fault:  # noqa: BLE001  a measure that fails is a broken promise; the others follow
                console.print_exception()
                figures.append(unmeasured(name, place, fault))


def _advance(watched: Progress, task: TaskID, done: int, in_all: int) -> None:
    watched.update(task, completed=done, total=in_all)


def _watched(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:<32}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
