"""ical.js, which reads calendars for Thunderbird and Nextcloud, in a Node.js that stays for all the tests."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from subprocess import PIPE
from typing import IO

from tests.fakes.parsers.seen import Seen

FOLDER = Path(__file__).with_name("icaljs")


def is_installed() -> bool:
    """Whether there is a Node.js, and ical.js beside the script (`npm ci` in its folder puts it there)."""
    return shutil.which("node") is not None and (FOLDER / "node_modules" / "ical.js").is_dir()


class IcalJs:
    """A running ical.js."""

    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def read(self, content: bytes, since: datetime, until: datetime) -> list[Seen]:
        """What it shows between two instants.

        Raises:
            ValueError: it cannot read the calendar.
        """
        question = {"content": content.decode(), "since": since.isoformat(), "until": until.isoformat()}
        self._questions.write(json.dumps(question) + "\n")
        self._questions.flush()
        answer = json.loads(self._answers.readline())
        if "error" in answer:
            raise ValueError(f"ical.js: {answer['error']}")
        return sorted(Seen(*line) for line in answer["shown"])


@contextmanager
def running() -> Iterator[IcalJs]:
    """An ical.js for as long as it is wanted."""
    with subprocess.Popen(["node", FOLDER / "show.mjs"], stdin=PIPE, stdout=PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("Node.js has no pipes.")
        try:
            yield IcalJs(process.stdin, process.stdout)
        finally:
            process.stdin.close()
            process.wait()
