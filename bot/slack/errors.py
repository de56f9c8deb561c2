"""What a failed call to Slack says for itself: its error code, why nothing came back, how long to wait.

Never more than that: an answer may quote what was sent.
"""

import http.client
from typing import Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

UNREACHED: Final = (OSError, http.client.HTTPException)
"""What the Web API client raises where no answer came."""

NO_CODE: Final = "an answer that is not Slack's"

_UNNAMED_PAUSE: Final = 30
_MOST_DIGITS: Final = 9  # years: more than anybody waits, and than an instant can hold


def error_code(error: SlackApiError) -> str:
    """Slack's own word for what is wrong, such as `channel_not_found`, or `NO_CODE`."""
    code = str(error.response.get("error") or NO_CODE) if error.response.data else NO_CODE
    return (
        NO_CODE if " " in code else code
    )  # a space: the SDK's words, with the page that came instead of JSON


def why_unreached(error: BaseException) -> str:
    """Why no answer came: `Connection refused`, `TimeoutError` …"""
    cause = cause_of(error)
    return (cause.strerror if isinstance(cause, OSError) else None) or type(cause).__name__


def cause_of(error: BaseException) -> BaseException:
    """The error inside urllib's wrapping."""
    return error.reason if isinstance(error, URLError) and isinstance(error.reason, OSError) else error


def seconds_to_wait(answer: SlackResponse) -> int:
    """What `Retry-After` asks for, however its name is written; half a minute where it is missing."""
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    written = headers.get("retry-after", "")
    return int(written[:_MOST_DIGITS]) if written.isdecimal() else _UNNAMED_PAUSE
