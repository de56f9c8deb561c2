"""Measure the promises and print one table: `python -m chaos [promise …] [--short] [--seed N]`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import SystemRandom
from signal import SIGTERM, default_int_handler, signal
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from chaos.databases import Place, places
from chaos.figures import Figure, as_json, broken, show
from chaos.promises import PROMISES, is_placed, measure, unmeasured
from chaos.run import Run, Scale

INTERRUPTED: Final = 130


def main(arguments: Sequence[str]) -> int:
    """Answer 1 if a promise is broken, 130 if somebody had enough; what was measured by then is printed."""
    asked = _parsed(arguments)
    scale = Scale.SHORT if asked.short else Scale.FULL
    console = Console()
    console.print(f"Measured in {scale.value}; --seed {asked.seed} makes the same choices again.")
    figures: list[Figure] = []
    finished = True
    with places() as found:
        try:
            for name in asked.promises or PROMISES:
                _measure(console, name, found, Run(scale, asked.seed), figures)
        except KeyboardInterrupt:
            finished = False
            console.print("Interrupted; this is what was measured until then.")
    show(console, figures, [place.name for place in found])
    if asked.json is not None:
        written = {"scale": scale.value, "seed": asked.seed, "figures": as_json(figures)}
        asked.json.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")
    if not finished:
        return INTERRUPTED
    return 1 if broken(figures) else 0


def _parsed(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m chaos", description="Measure what Muster promises.")
    parser.add_argument("promises", nargs="*", metavar="promise", help=f"of {', '.join(PROMISES)}; or all")
    parser.add_argument("--short", action="store_true", help="a few seconds of each")
    parser.add_argument(
        "--seed", type=int, default=SystemRandom().randrange(1_000_000), help="of every random choice"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.promises if name not in PROMISES]:
        parser.error(f"there is no promise {unknown[0]!r}; there are {', '.join(PROMISES)}")
    return asked


def _measure(console: Console, name: str, found: Sequence[Place], run: Run, figures: list[Figure]) -> None:
    for place in found if is_placed(name) else [None]:
        where = f" on {place.name}" if place is not None else ""
        with _watched(console) as watched:
            task = watched.add_task(f"{PROMISES[name]}{where}", total=None)
            seen = replace(run, progress=partial(_advance, watched, task))
            try:
                figures += measure(name, place, seen)
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
    signal(SIGTERM, default_int_handler)  # whoever ends it that way leaves no servers behind either
    sys.exit(main(sys.argv[1:]))
