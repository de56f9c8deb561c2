"""What is written down: one JSON object a line, ids and outcomes, never a token."""

import json
import logging
import sqlite3

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot.logs import set_up_logs

_OFFICER = "Ada Alder"


pytestmark = pytest.mark.usefixtures("logging_restored")


def test_a_line_is_one_json_object_with_its_time_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json")
    structlog.get_logger("muster.test").info("notice", id=7, outcome="sent")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["id"], line["outcome"], line["level"]) == ("notice", 7, "sent", "info")
    assert line["timestamp"].endswith("Z")


def test_a_token_is_blacked_out_wherever_it_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json")
    log = structlog.get_logger("muster.test")
    try:
        _fail_over("token xoxb-1-abcDEF and xapp-1-xyz")
    except ValueError:
        log.exception("failed", token="xoxb-2-zzz")
    logging.getLogger("slack_sdk").warning("sent %s", "xoxp-3-yyy")
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert not any(secret in written for secret in ("abcDEF", "zzz", "1-xyz", "yyy"))


def test_a_fault_is_told_by_its_kind_and_place_and_never_by_words_that_may_quote_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs("json")
    log = structlog.get_logger("muster.test")
    try:
        try:
            _fail_over(_OFFICER)
        except ValueError as error:
            raise KeyError(_OFFICER) from error
    except KeyError:
        log.exception("failed")
    line = json.loads(capsys.readouterr().err)
    assert _OFFICER not in line["exception"]
    assert line["exception"].index("ValueError") < line["exception"].index("KeyError")
    assert "in _fail_over" in line["exception"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AttributeError("'NoneType' object has no attribute 'id'"), "has no attribute 'id'"),
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (OperationalError("INSERT …", {}, sqlite3.OperationalError("disk I/O error")), "disk I/O error"),
    ],
)
def test_an_operator_reads_what_the_machine_or_the_code_says(
    capsys: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    set_up_logs("console")
    structlog.get_logger("muster.test").error("failed", exc_info=error)
    assert words in capsys.readouterr().err


def test_the_libraries_say_only_what_is_worth_reading(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json")
    logging.getLogger("slack_bolt.RequestVerification").info("body: claim 412")
    logging.getLogger("httpx").info("GET https://feed.example.org")
    logging.getLogger("uvicorn.access").info("GET /healthz")
    assert capsys.readouterr().err == ""


def _fail_over(what: str) -> None:
    raise ValueError(what)
