"""Why a call of httpx came to nothing, in the machine's words: never in the other side's."""

from collections.abc import Iterator


def why_unreached(error: BaseException) -> str:
    """`Connection refused`, `ReadTimeout` …: what the machine said first, or the kind of the error."""
    said = (cause.strerror for cause in causes_of(error) if isinstance(cause, OSError) and cause.strerror)
    return next(said, type(error).__name__)


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the newest first."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
