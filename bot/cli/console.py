"""Where the verbs print. Text from outside is shown as it is, never read as Rich's markup or emoji codes.

As it is, but for what a terminal obeys: an officer's reason may hold sequences that clear the screen, write
what never happened, or turn a line around. They are shown as the sign for something that cannot be shown.

Rich fills lines up with blanks. In a file or a pipe they would only be in the way, and are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment

_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for the tab and the end of a line
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"  # which way a line runs, and where it ends
    "\ud800-\udfff]"  # halves of characters, which no terminal can be sent
)


_FILLED_UP: Final = re.compile(" +\\n")


def open_console() -> Console:
    """Standard output; colours only where the program asks for them."""
    console = Console(markup=False, emoji=False, highlight=False)
    console.push_render_hook(_Shown())
    return console


class _Shown(RenderHook):
    """Looks through everything that is printed."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Called by Rich before it prints."""
        return [_Printable(each) for each in renderables]


@dataclass(frozen=True, slots=True)
class _Printable:
    """Something to print, without what a terminal obeys; Rich's own colours and cursors stay."""

    inside: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Called by Rich to print it."""
        shown = _shown(console.render(self.inside, options))
        yield from shown if console.is_terminal else _without_filling(shown)


def _shown(segments: Iterable[Segment]) -> Iterator[Segment]:
    for each in segments:
        said = each.text if each.control else _OBEYED.sub("\N{REPLACEMENT CHARACTER}", each.text)
        yield Segment(said, each.style, each.control)


def _without_filling(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The same without blanks at the ends of lines. Blanks wait until it is known what follows them."""
    waiting = ""
    for each in (one for one in segments if not one.control):  # which move a cursor: there is none
        said = _FILLED_UP.sub("\n", waiting + each.text)
        kept = said.rstrip(" ")
        waiting = said[len(kept) :]
        yield Segment(kept, each.style)
    yield Segment(waiting)
