"""What the process writes down: ids and outcomes, one JSON object a line; never a name, a text or a token."""

import logging
import re
import sys
import threading
from typing import Final, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.fault_reports import fault_report

_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]+")

_QUOTE = re.compile(r":\s|\(|\n")

_LEVELS: Final = {
    "slack_bolt": logging.ERROR,  # at INFO Bolt writes down the body of a request it does not trust
    "slack_sdk": logging.WARNING,
    "slack_sdk.web": logging.CRITICAL,  # whoever made the call tells what came of it
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.ERROR,  # our own tasks report for themselves
    "alembic": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "uvicorn": logging.WARNING,
    "uvicorn.access": logging.CRITICAL,
    "websockets": logging.WARNING,
    "asyncio": logging.WARNING,
}


def set_up_logs(shape: Literal["auto", "json", "console"] = "auto", *, level: int = logging.INFO) -> None:
    """Send every log line of the process to standard error.

    Args:
        shape: `json` for machines, `console` for people, `auto`: people if somebody watches.
        level: the least level of a line that is written.
    """
    console = shape == "console" or (shape == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    heard: list[Processor] = [*shared, _without_quotes]
    last = structlog.dev.ConsoleRenderer(colors=True) if console else structlog.processors.JSONRenderer()
    written = logging.StreamHandler(sys.stderr)
    written.setLevel(level)
    written.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=heard,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(fault_report),
                _without_tokens(last),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [written]
    root.setLevel(level)
    quiet_libraries()
    _tell_of_dead_threads()


def quiet_libraries() -> None:
    """Hold the libraries to what is worth reading; also what keeps request bodies out of the log."""
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)


def _tell_of_dead_threads() -> None:
    """Python itself would write the error down with all its words."""
    log = structlog.get_logger("muster.process")

    def thread_died(told: threading.ExceptHookArgs) -> None:
        if told.exc_type is not SystemExit:
            name = told.thread.name if told.thread else "unknown"
            log.error("a thread died", thread=name, exc_info=told.exc_value)

    def not_raisable(told: "sys.UnraisableHookArgs") -> None:
        log.error("an error went nowhere", exc_info=told.exc_value)

    threading.excepthook, sys.unraisablehook = thread_died, not_raisable


def _without_quotes(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """A library's own words, up to where it begins to quote: an error's words, or what it was handed."""
    return {**line, "event": _QUOTE.split(str(line["event"]), maxsplit=1)[0]}


def _without_tokens(render: Processor) -> Processor:
    """Black out anything shaped like a Slack token, wherever it came from: the last line of defence."""

    def write(logger: WrappedLogger, method: str, line: EventDict) -> str:
        return _TOKEN.sub("(a token)", str(render(logger, method, line)))

    return write
