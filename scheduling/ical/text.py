"""Text on its way into a calendar: no control characters, no more lines or letters than are wanted.

A calendar is a file of lines, so a stray newline or control character in a title would write a line of its
own. `icalendar` passes control characters through, and breaks a line where a text says `\\N`.
"""

from unicodedata import normalize

from icalendar import Component
from icalendar.prop import vText

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_HALVES = range(0xD800, 0xE000)  # of characters that no encoding can write
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), "\n")
_AS_WRITTEN: dict[int, str | None] = dict.fromkeys((*_CONTROLS, *_HALVES)) | _LINE_ENDS | {ord("\t"): " "}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class EscapedText(vText):
    """A TEXT value, escaped as RFC 5545 3.3.11 says and not otherwise."""

    def to_ical(self) -> bytes:
        """The value as it stands behind the colon, not yet folded."""
        return self.translate(_ESCAPES).encode()


def clean(text: str, longest: int, *, lines: bool = False) -> str:
    """A text that may stand in a calendar.

    Characters are composed (NFC), so that a letter and its accent are never told apart; control characters
    are left out; white space at the ends goes. Never raises, whatever the text holds.

    Args:
        text: as somebody typed it.
        longest: in characters; a longer text is cut and ends with "…".
        lines: whether newlines are kept; otherwise each run of them is one space.
    """
    written = normalize("NFC", text.replace("\r\n", "\n").translate(_AS_WRITTEN))
    rows = [row.strip() for row in written.split("\n")]
    kept = "\n".join(rows).strip() if lines else " ".join(filter(None, rows))
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"


def add_text(component: Component, name: str, text: str, longest: int, *, lines: bool = False) -> None:
    """A property of cleaned text; none where nothing is left of it, for an empty one is an error to some."""
    cleaned = clean(text, longest, lines=lines)
    if cleaned:
        component.add(name, EscapedText(cleaned))
