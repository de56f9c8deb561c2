"""The mail of the practice workspace: nothing leaves this machine, everything can be read."""

import re
from collections import deque
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.gateways.mail_letter import FILE_NAME, Invitation, Mail
from bot.markup import Markup, tag
from scheduling.outbox.facts import Sent

_KEPT: Final = 100
_SEQUENCE: Final = re.compile(rb"^SEQUENCE:(\d+)\r$", re.MULTILINE)
_META: Final = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/page/mail.css">'
)


class Mailbox:
    """Takes every mail and shows the latest on a page of their own, with what each carries for a calendar."""

    def __init__(self) -> None:
        """Nothing has come."""
        self._lock = Lock()
        self._mails: deque[tuple[int, Mail]] = deque(maxlen=_KEPT)
        self._count = 0

    def send(self, mail: Mail) -> Sent:
        """Take one, as a mail server would."""
        with self._lock:
            self._count += 1
            self._mails.append((self._count, mail))
        return Sent()

    def routes(self) -> list[Route]:
        """The page, and the calendar file of each mail."""
        return [
            Route("/practice/mail", self._page, methods=["GET"]),
            Route(f"/practice/mail/{{number:int}}/{FILE_NAME}", self._file, methods=["GET"]),
        ]

    async def _page(self, _request: Request) -> Response:
        with self._lock:
            mails = list(reversed(self._mails))
        shown = [_article(number, mail) for number, mail in mails] or [tag("p", "No mail has been sent yet.")]
        head = tag("head", Markup(_META), tag("title", "Mail in practice"))
        body = tag("body", tag("h1", "Mail"), tag("p", "It stays on this machine."), *shown)
        return HTMLResponse(f"<!doctype html>\n{tag('html', head, body, lang='en')}\n")

    async def _file(self, request: Request) -> Response:
        wanted = request.path_params["number"]
        with self._lock:
            found = next((mail.invitation for number, mail in self._mails if number == wanted), None)
        if found is None:
            return PlainTextResponse("There is no such file.", 404)
        attached = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        return Response(found.calendar, media_type="text/calendar; charset=utf-8", headers=attached)


def _article(number: int, mail: Mail) -> Markup:
    carried = [] if mail.invitation is None else [_carried(number, mail.invitation)]
    return tag(
        "article",
        tag("h2", mail.subject),
        tag("p", f"From {mail.sender} to {', '.join(mail.to)}"),
        *carried,
        tag("pre", mail.text),
    )


def _carried(number: int, invitation: Invitation) -> Markup:
    """`Carries an invitation: REQUEST, sequence 0.`, with the file."""
    sequence = _SEQUENCE.search(invitation.calendar)
    of = f", sequence {sequence[1].decode()}" if sequence else ""
    link = tag("a", FILE_NAME, href=f"/practice/mail/{number}/{FILE_NAME}")
    return tag("p", f"Carries an invitation: {invitation.method}{of}. ", link)
