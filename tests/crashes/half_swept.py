"""A process that is about to commit what the sweep of training has done, and says so, for a test to kill."""

import signal
import sys
from unittest.mock import patch

from scheduling.store.engine import open_database
from scheduling.training.upkeep.sweep import sweep_training
from tests.factories.countdowns import COURSE
from tests.factories.owing import packs
from tests.factories.swept import phoenix


def main(url: str) -> None:
    """Tell the rung of 31 August, and wait for the end with all of it written and nothing committed."""

    def wait(*_: object) -> None:
        sys.stdout.write("half-way\n")
        sys.stdout.flush()
        signal.pause()

    with (
        patch("scheduling.training.upkeep.sweep.write_looks", wait),
        open_database(url).begin(phoenix(8, 31)) as tx,
    ):
        sweep_training(tx, packs(COURSE))


if __name__ == "__main__":
    main(sys.argv[1])
