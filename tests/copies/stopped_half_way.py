"""A process that stops half-way, and says so, for a test to kill: what, at which stage, source, target."""

import signal
import sys
from pathlib import Path
from unittest.mock import patch

from scheduling.copies.backups import back_up
from scheduling.copies.moves import move
from scheduling.copies.restores import restore
from scheduling.store.engine import open_database
from tests.conftest import NOON


def main(what: str, stage: str, source: str, target: str) -> None:
    """Do it until the stage is reached; then wait for the end."""

    def watch(doing: str, _done: int, _of: int) -> None:
        if doing == stage:
            sys.stdout.write("half-way\n")
            sys.stdout.flush()
            signal.pause()

    if what == "backup":
        back_up(open_database(source), Path(target), now=NOON, release="1.2.3", replace=True, watch=watch)
    elif what == "restore":
        aside, to = Path(source).with_name("aside.db"), open_database(target)
        with patch("scheduling.copies.restores.back_up"):  # how that ends is another test's matter
            restore(Path(source), to, now=NOON, release="1.2.3", aside=aside, replace=True, watch=watch)
    else:
        move(open_database(source), open_database(target), now=NOON, watch=watch)


if __name__ == "__main__":
    main(*sys.argv[1:])
