"""A fault as the log keeps it: what kind it was and where, with its words only if they cannot quote people.

A traceback shows lines of code, never values; the words of an error may: `KeyError: 'Ada Alder'`, or what
PostgreSQL says of a row that it refused. The reference that a person is given finds these lines.
"""

import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Final

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import OperationalError

from bot.slack.errors import UNREACHED, error_code, why_unreached

_OF_THE_CODE: Final = (AttributeError, ImportError, NameError, TypeError)
"""Said of the program, in its own names."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def fault_report(exc_info: ExcInfo) -> str:
    """The error and what led to it, oldest first."""
    chain = list(_chain(exc_info[1]))
    return "\n\n".join(_one(error) for error in reversed(chain))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _one(error: BaseException) -> str:
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{lines}{type(error).__module__}.{type(error).__qualname__}{_words(error)}"


def _words(error: BaseException) -> str:
    if isinstance(error, SlackApiError):
        return f": {error_code(error)}"
    if isinstance(error, UNREACHED):
        return f": {why_unreached(error)}"
    if isinstance(error, OperationalError):
        return f": {str(error.orig).strip().splitlines()[0]}"
    if isinstance(error, _OF_THE_CODE):
        return f": {error}"
    return " (its words may quote people and are left out)"
