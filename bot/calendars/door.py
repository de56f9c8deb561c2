"""The HTTP door of calendars: `/calendars/TOKEN.ics` for calendar programs, a page for browsers.

Whatever is not a link that works gets one and the same answer, after the same look into one index. The token
is never written down, nor does it go to other sites: nothing on the page is fetched from anywhere.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.calendars.conditions import Conditions, Version, http_date, quoted
from bot.calendars.page.month import month_asked
from bot.calendars.page.page import CONTENT_SECURITY_POLICY, render_page
from bot.calendars.shelf import Shelf
from handlers.words.calendar_links import https_link
from scheduling.store.troubles import find_trouble
from scheduling.zones import local_day, zone

PATH: Final = "/calendars/{token:path}"

_SUFFIX: Final = ".ics"
_THREADS: Final = 8
_MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_AWAY_SECONDS: Final = 300
_NO_LINK: Final = (
    "There is no calendar here. A link ends when it is replaced or revoked, or when its owner leaves. "
    "Type /sso calendar in Slack for another.\n"
)
_AWAY: Final = (
    "Muster cannot look at its calendars at the moment. Nothing is lost: try again in a few minutes.\n"
)
_PRIVATE: Final = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


class CalendarDoor:
    """Answers whoever follows a private link."""

    def __init__(self, shelf: Shelf, public_url: str) -> None:
        """Serve what is on the shelf; pages name `public_url` as the address to subscribe to."""
        self._shelf = shelf
        self._public_url = public_url
        self._threads: CapacityLimiter | None = None

    async def serve(self, request: Request) -> Response:
        """The calendar, or a page that shows it where a browser asks."""
        token = str(request.path_params["token"]).removesuffix(_SUFFIX)
        headers = request.headers
        if wants_page(headers.get("accept", "")):
            answer = partial(self._page, token, request.query_params.get("month", ""))
        else:
            answer = partial(self._calendar, token, headers)
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)  # a storm of polls leaves room for Slack's requests
        return await to_thread.run_sync(self._answered, answer, limiter=self._threads)

    def _calendar(self, token: str, headers: Headers) -> Response:
        asked = Conditions(headers.getlist("if-none-match"), headers.get("if-modified-since", ""))
        served = self._shelf.fetch(token, headers.get("user-agent", ""), asked)
        if served is None:
            return _no_link()
        named = _PRIVATE | _dated(served.version)
        if served.content is None:
            return Response(status_code=304, headers=named)
        return Response(served.content, headers=named | _AS_FILE)

    def _page(self, token: str, month: str) -> Response:
        agenda = self._shelf.gather(token)
        if agenda is None:
            return _no_link()
        today = local_day(self._shelf.clock.now(), zone(agenda.zone))
        content = render_page(agenda, month_asked(month, today, agenda.window), self._address(token))
        return HTMLResponse(content, headers=_PRIVATE | _FOR_BROWSERS)

    def _answered(self, answer: Callable[[], Response]) -> Response:
        try:
            return answer()
        except Exception as error:
            if find_trouble(error) is None:
                raise
            self._shelf.explains(error)
            later = {"Retry-After": str(_AWAY_SECONDS)}
            return PlainTextResponse(_AWAY, status_code=503, headers=_PRIVATE | later)

    def _address(self, token: str) -> str:
        """Empty where nobody outside can reach it."""
        return https_link(self._public_url, token) if self._public_url else ""


_AS_FILE: Final = {"Content-Type": _MEDIA_TYPE, "Content-Disposition": 'inline; filename="muster.ics"'}
_FOR_BROWSERS: Final = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "X-Frame-Options": "DENY"}


def wants_page(accept: str) -> bool:
    """Whether a browser asks: it names HTML. Some calendar programs name nothing at all, and one or the other
    names HTML beside what it really wants.
    """
    named = accept.lower()
    return "text/html" in named and "text/calendar" not in named


def _no_link() -> Response:
    return PlainTextResponse(_NO_LINK, status_code=404, headers=_PRIVATE)


def _dated(version: Version) -> dict[str, str]:
    tag = {"ETag": quoted(version)}
    return tag if version.modified_at is None else tag | {"Last-Modified": http_date(version.modified_at)}
