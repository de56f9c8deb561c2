"""The demo as a newcomer has it: in a process of its own, behind one URL."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_demo(folder: Path) -> Iterator[str]:
    """Start `muster demo` with fresh data in `folder` and answer its URL; end it by Ctrl-C.

    Raises:
        RuntimeError: it ended before it named a URL; its own words say why.
    """
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield _url(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()


def _url(process: "subprocess.Popen[str]") -> str:
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise RuntimeError("The demo ended without a URL:\n" + "".join(said))
