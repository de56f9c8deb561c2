"""The little HTML that Muster writes itself. Whatever is not `Markup` is text, and is escaped."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that was made here; joined into a page as it is."""

    __slots__ = ()


def tag(element: str, *inside: object, cls: str = "", **attributes: str) -> Markup:
    """An element with something in it; an attribute is written as a keyword, `_` for `-`, and an empty one is
    left out.
    """
    given = {"class": cls, **attributes}
    opened = "".join(
        f' {name.strip("_").replace("_", "-")}="{escape(value)}"' for name, value in given.items() if value
    )
    return Markup(f"<{element}{opened}>{joined(inside)}</{element}>")


def joined(parts: Iterable[object]) -> Markup:
    """One after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(str(part)) for part in parts))
