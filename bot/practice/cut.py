"""A response that is none: the connection closes without an answer, as when a network fails."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Cut(Response):
    """Closes the TCP connection of the request it answers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close, and wait until the server has noticed."""
        del send
        scope["extensions"]["practice.cut"]()
        while (await receive())["type"] != "http.disconnect":
            pass
