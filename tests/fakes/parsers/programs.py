"""Every calendar program that is installed, asked the same question.

`MUSTER_TEST_PARSERS=required` fails where one of them is missing; without it, those that are there are asked.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from tests.fakes.parsers import icaljs_program, libical, vobject_program
from tests.fakes.parsers.seen import Seen

SETTING = "MUSTER_TEST_PARSERS"

Read = Callable[[bytes, datetime, datetime], list[Seen]]


@dataclass(frozen=True, slots=True)
class Programs:
    """What reads calendars here, by name, and what is missing, with how to get it."""

    readers: Mapping[str, Read]
    missing: tuple[str, ...]

    def show(self, content: bytes, since: datetime, until: datetime) -> list[Seen]:
        """What all of them show between two instants; that it is the same is asserted."""
        shown = {name: read(content, since, until) for name, read in self.readers.items()}
        first, *others = shown.items()
        for name, seen in others:
            assert seen == first[1], f"{name} and {first[0]} show different things"
        return first[1]


@contextmanager
def running_programs() -> Iterator[Programs]:
    """Whatever is installed."""
    readers: dict[str, Read] = {"vobject": vobject_program.read}
    missing = []
    with ExitStack() as stack:
        if libical.library() is not None:
            readers["libical"] = libical.read
        else:
            missing.append(f"{libical.NAME} (Debian's package libical3)")
        if icaljs_program.is_installed():
            readers["ical.js"] = stack.enter_context(icaljs_program.running()).read
        else:
            missing.append(f"ical.js (Node.js, and `npm ci` in {icaljs_program.FOLDER.name}/)")
        if missing and os.environ.get(SETTING) == "required":
            raise RuntimeError(f"{SETTING}=required, but this machine has no {' and no '.join(missing)}.")
        yield Programs(readers, tuple(missing))
