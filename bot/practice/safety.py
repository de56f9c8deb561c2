"""What every request passes first: this machine only, and headers that keep the page to itself."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

PAGE_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'"

_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class Safety:
    """Refuses foreign Host headers (a web page elsewhere that resolves to this machine) and adds the headers.

    It also gives each request the means to have its connection torn, for the faults.
    """

    def __init__(self, app: ASGIApp, cutter: Callable[[Scope], Callable[[], None]]) -> None:
        """Guard `app`."""
        self._app = app
        self._cutter = cutter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        if not is_loopback(host):
            await self._refuse(scope, receive, send)
            return
        scope["extensions"] = {**(scope.get("extensions") or {}), "practice.cut": self._cutter(scope)}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = PlainTextResponse("The practice workspace answers on this machine only.\n", 421)
        await refusal(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether a Host header, with or without a port, names this machine."""
    name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not colon:
        name = host
    elif not port.isdigit():
        return False
    return name.lower() in LOOPBACK
