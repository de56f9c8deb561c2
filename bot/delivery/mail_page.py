"""A sheet of mail as HTML: small, and safe to read anywhere.

Nothing in it is loaded from elsewhere. Letters and ground are the reader's own, so that it is as dark as the
rest of their mail; what is set apart is set apart by size and by lines. Mail programs drop style sheets, so
each element carries its style.
"""

from typing import Final

from bot.markup import Markup, joined, tag
from handlers.mail.calendar_mail import Sheet

_BODY: Final = "margin:0;padding:16px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif"
_SHEET: Final = "max-width:560px;margin:0 auto;overflow-wrap:anywhere"
_KIND: Final = "margin:0;font-size:14px;opacity:.75"
_TITLE: Final = "margin:0 0 12px;font-size:22px;line-height:1.3;font-weight:600"
_OVER: Final = f"{_TITLE};text-decoration:line-through"
_TEXT: Final = "margin:0 0 16px"
_REMARK: Final = "margin:0 0 16px;font-weight:600"
_ROW: Final = "padding:10px 0;border-top:1px solid rgba(128,128,128,.4)"
_LABEL: Final = "font-size:14px;opacity:.75"
_ANSWER: Final = (
    "margin:0;padding:16px 0;border-top:1px solid rgba(128,128,128,.4);"
    "border-bottom:1px solid rgba(128,128,128,.4);font-weight:600"
)
_FOOT: Final = "margin:16px 0 0;font-size:14px;opacity:.75"


def page_of(sheet: Sheet, *remarks: str) -> str:
    """The whole document; `remarks` (late, perhaps the second) stand in front."""
    body = tag(
        "body",
        tag(
            "div",
            *(tag("p", remark, style=_REMARK) for remark in remarks),
            tag("p", sheet.kind, style=_KIND),
            tag("h1", tag("bdi", sheet.title), style=_OVER if sheet.over else _TITLE),
            tag("p", sheet.news, style=_TEXT),
            *(_row(label, told) for label, told in sheet.rows),
            tag("p", sheet.answer, style=_ANSWER),
            tag("p", sheet.foot, style=_FOOT),
            style=_SHEET,
        ),
        style=_BODY,
    )
    return f"<!doctype html>\n{tag('html', _head(sheet), body, lang='en')}\n"


def _head(sheet: Sheet) -> Markup:
    schemes = "light dark"
    return tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta name="color-scheme" content="{schemes}">'),
        Markup(f'<meta name="supported-color-schemes" content="{schemes}">'),
        tag("title", sheet.title),
        tag("style", Markup(f":root{{color-scheme:{schemes}}}")),
    )


def _row(label: str, told: str) -> Markup:
    lines = told.split("\n")
    broken = [lines[0], *(part for line in lines[1:] for part in (Markup("<br>"), line))]
    return tag("div", tag("div", label, style=_LABEL), tag("div", joined(broken)), style=_ROW)
