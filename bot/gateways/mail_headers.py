"""Headers of a mail as they go over the wire.

Words in a header are encoded and folded here: what the library does with a new header loses spaces between
encoded words, and the quotation marks of a name, where the line is long.
"""

import re
from email.header import Header
from email.policy import EmailPolicy
from email.utils import quote
from typing import Final, Self
from unicodedata import category

_PLAIN: Final = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]*", re.ASCII)
_ENDS_LINES: Final = frozenset({"Cc", "Zl", "Zp"})
_LINE: Final = 76


class Written(str):
    """A header's value, which reads as its text and is written as its `wire`."""

    __slots__ = ("name", "wire")

    max_count = 1

    def __new__(cls, name: str, text: str, wire: str) -> Self:
        """A header of this name."""
        written = super().__new__(cls, text)
        written.name, written.wire = name, wire
        return written

    name: str
    wire: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """What the library asks a header for when a mail is written."""
        return f"{self.name}: {self.wire}{policy.linesep}"


def words(name: str, text: str) -> Written:
    """A header of words, on as many lines as it takes."""
    line = _line(text)
    return Written(name, line, _encoded(line, name))


def mailbox(name: str, display: str, address: str) -> Written:
    """A header of one mailbox; `address` is bare, and has been looked at."""
    line = _line(display)
    if _needs_code(line):
        shown = _encoded(line, name)
    else:
        shown = line if _PLAIN.fullmatch(line) else f'"{quote(line)}"'
    said = line if _PLAIN.fullmatch(line) else f'"{quote(line)}"'
    return Written(name, f"{said} <{address}>", f"{shown} <{address}>")


def _line(text: str) -> str:
    """One line without controls or halves of characters: nothing in it can begin a header of its own."""
    said = text.encode("utf-8", "replace").decode()
    return " ".join("".join(" " if category(one) in _ENDS_LINES else one for one in said).split())


def _encoded(line: str, name: str) -> str:
    charset = "utf-8" if _needs_code(line) else "us-ascii"
    return Header(line, charset, maxlinelen=_LINE, header_name=name).encode(linesep="\r\n")


def _needs_code(line: str) -> bool:
    """Also what would be taken for an encoded word."""
    return not line.isascii() or "=?" in line
