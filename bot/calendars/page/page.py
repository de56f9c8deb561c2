"""A calendar as a page: the month as a grid, and below it everything that is in it, day by day."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendars.page.days import ByDay, Line, lines_by_day
from bot.calendars.page.month import Month
from bot.markup import Markup, joined, tag
from handlers.words.calendar_links import webcal_link
from handlers.words.local_times import clock_time, day
from scheduling.agenda.agenda import Agenda
from scheduling.ical.entries import Entry
from scheduling.zones import local_day, zone

_STYLE: Final = Markup(files(__package__).joinpath("page.css").read_text(encoding="utf-8"))
_STYLE_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()

CONTENT_SECURITY_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing is fetched, run, sent or framed; the one style is known by its hash."""

_WEEKDAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_IN_A_CELL: Final = 3


def render_page(agenda: Agenda, month: Month, address: str) -> str:
    """The whole document.

    Args:
        agenda: what the calendar shows.
        month: which month of it.
        address: what a calendar program subscribes to; empty where there is none.
    """
    at = zone(agenda.zone)
    days = lines_by_day(agenda)
    head = joined(
        [
            Markup(
                '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
            ),
            Markup('<meta name="robots" content="noindex,nofollow">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            tag("title", f"{agenda.name}, {_name_of(month.first)}"),
            tag("style", _STYLE),
        ]
    )
    body = tag(
        "main",
        tag("header", tag("h1", agenda.name), tag("p", f"Times of {_place(at)}", cls="small")),
        _turning(month),
        _grid(month, days, at),
        _listing(month, days, at),
        _subscribing(address),
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _turning(month: Month) -> Markup:
    return tag(
        "nav",
        _turn(month.before, "‹", "Earlier"),
        tag("h2", _name_of(month.first)),
        _turn(month.after, "›", "Later"),
        aria_label="Months",
    )


def _turn(to: date | None, sign: str, label: str) -> Markup:
    if to is None:
        return tag("span", sign, cls="turn", aria_hidden="true")
    return tag(
        "a",
        sign,
        cls="turn",
        href=f"?month={to:%Y-%m}",
        aria_label=f"{label}: {_name_of(to)}",
        rel="nofollow",
    )


def _grid(month: Month, days: ByDay, at: ZoneInfo) -> Markup:
    head = tag("tr", *(tag("th", tag("abbr", name[:3], title=name), scope="col") for name in _WEEKDAYS))
    rows = [tag("tr", *(_cell(each, month, days, at) for each in week)) for week in month.weeks]
    return tag(
        "table", tag("caption", _name_of(month.first)), tag("thead", head), tag("tbody", *rows), cls="month"
    )


def _cell(each: date, month: Month, days: ByDay, at: ZoneInfo) -> Markup:
    if not month.holds(each):
        return tag("td", tag("span", str(each.day), cls="number"), cls="beside")
    lines = days.get(each, ())
    cls = "today" if each == month.today else ""
    if not lines:
        return tag("td", tag("span", str(each.day), cls="number"), cls=cls)
    label = f"{day(each)}: {_entries(len(lines))}"
    more = len(lines) - _IN_A_CELL
    return tag(
        "td",
        tag("a", str(each.day), cls="number", href=f"#{each.isoformat()}", aria_label=label),
        *(_chip(line, at) for line in lines[:_IN_A_CELL]),
        tag("span", f"{more} more", cls="chip") if more > 0 else "",
        cls=cls,
    )


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _chip(line: Line, at: ZoneInfo) -> Markup:
    """A line in a cell; on a telephone only its colour is seen, and the list below says what it is."""
    entry = line.entry
    begins = f"{clock_time(entry.starts, at)} " if entry.starts is not None else ""
    words = f"{begins}{entry.summary}"
    return tag("span", tag("s", words) if entry.cancelled else words, cls=f"chip {_kind(line)}")


def _listing(month: Month, days: ByDay, at: ZoneInfo) -> Markup:
    shown = sorted(each for each in days if month.holds(each))
    if not shown:
        return tag("p", "Nothing this month. ", _next_after(month, days), cls="nothing")
    return tag("section", *(_one_day(each, days[each], month, at) for each in shown), aria_label="Agenda")


def _next_after(month: Month, days: ByDay) -> Markup:
    later = [each for each in days if each > month.first and not month.holds(each)]
    if not later:
        return Markup()
    soonest = min(later)
    return tag("a", f"The next is on {day(soonest)}.", href=f"?month={soonest:%Y-%m}#{soonest.isoformat()}")


def _one_day(each: date, lines: Sequence[Line], month: Month, at: ZoneInfo) -> Markup:
    today = tag("span", "today", cls="mark") if each == month.today else ""
    items = (tag("li", _item(line.entry, at), cls=_kind(line)) for line in lines)
    return tag("article", tag("h3", day(each), today), tag("ul", *items), id=each.isoformat())


def _item(entry: Entry, at: ZoneInfo) -> Markup:
    title = tag("strong", tag("s", entry.summary) if entry.cancelled else entry.summary)
    mark = tag("span", _mark(entry), cls="mark") if _mark(entry) else ""
    place = tag("p", entry.location) if entry.location else ""
    details = tag("p", *_lines(entry.description), cls="small") if entry.description else ""
    return joined([tag("p", _time_of(entry, at), cls="time"), tag("div", title, mark, place, details)])


def _lines(text: str) -> list[object]:
    parts: list[object] = []
    for line in text.split("\n"):
        parts += [line] if not parts else [Markup("<br>"), line]
    return parts


def _time_of(entry: Entry, at: ZoneInfo) -> str:
    if entry.starts is None or entry.ends is None:
        return "all day"
    over = (
        "" if local_day(entry.starts, at) == local_day(entry.ends, at) else f" {entry.ends.astimezone(at):%a}"
    )
    return f"{clock_time(entry.starts, at)}–{clock_time(entry.ends, at)}{over}"


def _mark(entry: Entry) -> str:
    if entry.cancelled:
        return "called off"
    return "not settled" if entry.tentative else ""


def _kind(line: Line) -> str:
    return "off" if line.entry.cancelled else line.what.value.removesuffix("s")


def _subscribing(address: str) -> Markup:
    if not address:
        return Markup()
    return tag(
        "footer",
        tag(
            "p",
            tag(
                "a",
                "Subscribe in Apple Calendar or Outlook",
                cls="do",
                href=webcal_link(address),
                rel="nofollow",
            ),
        ),
        tag("p", "In Google Calendar: Other calendars, From URL, and this address:"),
        tag("p", tag("code", address)),
        tag(
            "p",
            "Whoever has the address can read this calendar: pass it on to nobody. Calendar programs look "
            "every hour (Apple), every few hours (Outlook), or once or twice a day (Google); Slack tells at "
            "once.",
            cls="small",
        ),
    )


def _name_of(first: date) -> str:
    return f"{first:%B %Y}"


def _place(at: ZoneInfo) -> str:
    return at.key.rpartition("/")[2].replace("_", " ")
