"""The tables and bars of a transcript."""

from collections.abc import Iterable, Sequence
from html import escape

from bot.markup import Markup, tag


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], classes: Sequence[str]) -> Markup:
    """A table whose columns have these classes; an empty one is plain text."""
    head = tag("tr", *(tag("th", name, cls=cls) for name, cls in zip(headings, classes, strict=True)))
    body = [tag("tr", *(tag("td", c, cls=k) for c, k in zip(row, classes, strict=True))) for row in rows]
    return tag("table", tag("thead", head), tag("tbody", *body))


def bar(share: float, label: str) -> Markup:
    """A bar of progress that prints in black and white, with its words for those who cannot see it."""
    full = round(min(max(share, 0.0), 1.0) * 300, 1)
    return Markup(
        f'<svg role="img" aria-label="{escape(label)}" width="302" height="10" viewBox="0 0 302 10">'
        '<rect x="1" y="1" width="300" height="8" fill="#fff" stroke="#000"/>'
        f'<rect x="1" y="1" width="{full:g}" height="8" fill="#000"/></svg>'
    )
