"""Acknowledges a request through whatever connection is up: Slack gives it three seconds, and a connection
that is torn or replaced meanwhile must not leave a person without the answer to what was already done.
"""

import json
from collections.abc import Callable, Sequence
from logging import Logger
from threading import Event
from time import monotonic
from typing import Final

from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

PATIENCE_SECONDS: Final = 3.0
"""So long after a request Slack has given up on its acknowledgement."""

_PAUSE_SECONDS: Final = 0.05


class NotAcknowledgedError(Exception):
    """No connection came up in time; Slack tells the person that the app did not answer."""


class Acknowledger:
    """Stands in for the client that brought a request, as far as Bolt needs one to answer it.

    An envelope is acknowledged by its id: Slack takes it from any connection of the app.
    """

    def __init__(self, own: SocketModeClient, all_clients: Callable[[], Sequence[SocketModeClient]]) -> None:
        """Prefer `own`, the connection that brought the request; else take any of `all_clients`."""
        self.logger: Logger = own.logger
        self._own = own
        self._all_clients = all_clients
        self._until = monotonic() + PATIENCE_SECONDS

    def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        """Send the acknowledgement, as soon as there is a connection to send it through.

        Raises:
            NotAcknowledgedError: there was none until it was too late.
        """
        pause = Event()
        while not self._sent(response):
            if monotonic() >= self._until:
                raise NotAcknowledgedError("no connection to Slack was up in time")
            pause.wait(_PAUSE_SECONDS)

    def _sent(self, response: SocketModeResponse) -> bool:
        others = [client for client in self._all_clients() if client is not self._own]
        return any(_sent_through(client, response) for client in (self._own, *others))


def _sent_through(client: SocketModeClient, response: SocketModeResponse) -> bool:
    """Around the client's own second try: that one waits until a new connection is up, or has failed."""
    session = client.current_session
    if session is None or not session.is_active():
        return False
    try:
        session.send(json.dumps(response.to_dict()))
    except SlackClientNotConnectedError:
        return False
    return True
