"""A file into a conversation, in Slack's three steps: a place for it, its bytes, the message that shows it.

Only the third is read by anybody. What breaks before it has sent nothing and may be repeated without asking;
what was uploaded and never shown, Slack throws away.
"""

from http import HTTPStatus
from typing import Final

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.certificates import trusted
from bot.gateways.last_look import LastLook, StillOurs
from bot.slack.errors import UNREACHED, error_code
from bot.unreached import why_unreached
from handlers.message import Attachment

_TIMEOUT: Final = httpx.Timeout(connect=5.0, write=5.0, read=10.0, pool=5.0)

_TAKES_NONE: Final = frozenset(
    {
        "file_uploads_disabled", "file_uploads_except_images_disabled", "file_upload_size_restricted",
        "file_type_not_allowed", "blocked_file_type", "storage_limit_reached", "missing_scope",
        "slack_connect_file_upload_sharing_blocked", "slack_connect_blocked_file_type",
    }
)  # fmt: skip
"""What Slack says where it takes messages, but not this file; `missing_scope` where files:write was not
approved.
"""


class FileRefusedError(Exception):
    """Slack takes no such file in this workspace; nothing was sent. The message is Slack's word for it."""


class NoPlaceError(Exception):
    """Slack gave the file no place: nothing was sent. `cause` is what the call failed with."""

    def __init__(self, cause: Exception) -> None:
        """Keep the cause."""
        super().__init__(str(cause))
        self.cause = cause


class NotUploadedError(Exception):
    """Slack answers, and the place that it gave for the bytes did not take them. The message says why."""


class SlackFiles:
    """Shares files as one bot."""

    def __init__(self, client: WebClient, wire: LastLook) -> None:
        """Ask for places by `client`, which repeats nothing by itself; show what is there by `wire`."""
        self._slack = client
        self._wire = wire
        self._http = httpx.Client(
            timeout=_TIMEOUT,
            transport=httpx.HTTPTransport(
                verify=trusted(), proxy=client.proxy, limits=httpx.Limits(max_keepalive_connections=0)
            ),
        )

    def share(self, channel_id: str, file: Attachment, comment: str, still_ours: StillOurs) -> None:
        """Show a file with a sentence above it.

        Raises:
            FileRefusedError: Slack takes no such file.
            NoPlaceError: the first step failed; nothing was sent.
            NotUploadedError: the second did; nothing was sent.
            SlackApiError: the third was answered with an error.
            UnreachedError: it was not sent.
            CallBrokenError: it may have been: the file may be there.
            WithheldError: `still_ours` denied it, and nothing was sent.
        """
        address, file_id = self._place_for(file)
        self._upload(address, file.content)
        shown = {
            "files": [{"id": file_id, "title": file.name}],
            "channel_id": channel_id,
            "initial_comment": comment,
        }
        try:
            self._wire.call("files.completeUploadExternal", shown, still_ours)
        except SlackApiError as error:
            _refuse_if_forbidden(error)
            raise

    def _place_for(self, file: Attachment) -> tuple[str, str]:
        """Where the bytes go, and the file's id."""
        try:
            place = self._slack.files_getUploadURLExternal(filename=file.name, length=len(file.content))
        except (SlackApiError, *UNREACHED) as error:
            if isinstance(error, SlackApiError):
                _refuse_if_forbidden(error)
            raise NoPlaceError(error) from error
        return str(place["upload_url"]), str(place["file_id"])

    def _upload(self, address: str, content: bytes) -> None:
        """The address is itself the permission: our token is not shown there."""
        try:
            answer = self._http.post(
                address, content=content, headers={"Content-Type": "application/octet-stream"}
            )
        except httpx.TransportError as error:
            raise NotUploadedError(why_unreached(error)) from error
        if answer.status_code != HTTPStatus.OK:
            raise NotUploadedError(f"answered {answer.status_code}")


def _refuse_if_forbidden(error: SlackApiError) -> None:
    if error_code(error) in _TAKES_NONE:
        raise FileRefusedError(error_code(error)) from error
