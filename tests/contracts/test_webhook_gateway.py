"""Calls to an agency's own system, a real server on this machine that behaves and misbehaves."""

import hashlib
import hmac
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.gateways.webhook import WebhookCall, WebhookGateway
from scheduling.outbox.facts import RetryAt, Sent, Uncertain, Undeliverable
from tests.certificates import certificate
from tests.fakes.agency import DRIP, DROP, HANG, SECRET, Agency, taking_calls
from tests.handlers.office import MovableClock
from tests.ports import refusing_port

NOW = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
CALL = WebhookCall("4f0c", b'{"version":1}')


@pytest.fixture
def agency() -> Iterator[Agency]:
    with taking_calls() as taking:
        yield taking


def gateway(agency: Agency, *, silent: float = 10.0, seconds: float = 20.0) -> WebhookGateway:
    return WebhookGateway(agency.url, SECRET, MovableClock(NOW), silent=silent, seconds=seconds)


def test_a_call_is_signed_and_carries_its_key(agency: Agency) -> None:
    assert gateway(agency).send(CALL) == Sent()
    headers, body = agency.calls[0]
    assert body == CALL.body
    seconds = int(NOW.timestamp())
    expected = hmac.new(SECRET.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["muster-signature"] == f"t={seconds},v1={expected}"
    assert headers["idempotency-key"] == "4f0c"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"].startswith("Muster/")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_kind_of_yes_is_a_yes(agency: Agency, status: int) -> None:
    agency.says = status
    agency.headers = {"Content-Length": "0"} if status == 204 else {}
    assert gateway(agency).send(CALL) == Sent()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7),
        ("0", 1),
        ("Wed, 12 Aug 2026 19:02:00 GMT", 120),
        ("Wed, 12 Aug 2020 19:02:00 GMT", 1),
        ("9" * 30, 3600),
    ],
)
def test_a_system_that_asks_for_patience_gets_as_much_as_it_asks_for(
    agency: Agency, status: int, asked: str, seconds: int
) -> None:
    agency.says, agency.headers = status, {"Retry-After": asked}
    outcome = gateway(agency).send(CALL)
    assert isinstance(outcome, RetryAt)
    assert outcome.at == NOW + timedelta(seconds=seconds)
    assert str(status) in outcome.reason


@pytest.mark.parametrize("asked", ["soon", "", "Thu, 01 Jan 99999999999999999999 00:00:00 GMT"])
def test_a_system_that_asks_for_patience_without_saying_how_much_gets_some(
    agency: Agency, asked: str
) -> None:
    agency.says, agency.headers = 429, {"Retry-After": asked}
    outcome = gateway(agency).send(CALL)
    assert isinstance(outcome, RetryAt)
    assert outcome.at > NOW


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, DROP])
def test_a_call_that_may_have_been_taken_is_in_doubt(agency: Agency, status: int) -> None:
    agency.says = status
    assert isinstance(gateway(agency).send(CALL), Uncertain)
    assert len(agency.calls) == 1, "the gateway asks once"


@pytest.mark.parametrize("status", [HANG, DRIP])
def test_a_system_that_never_ends_its_answer_is_given_up_in_time(agency: Agency, status: int) -> None:
    agency.says = status
    silent = 0.2 if status == HANG else 5.0
    assert isinstance(gateway(agency, silent=silent, seconds=0.4).send(CALL), Uncertain)


@pytest.mark.parametrize("status", [301, 302, 304, 307, 308])
def test_a_redirect_is_not_followed(agency: Agency, status: int) -> None:
    agency.says, agency.headers = status, {"Location": agency.url, "Content-Length": "0"}
    outcome = gateway(agency).send(CALL)
    assert isinstance(outcome, Undeliverable)
    assert "MUSTER_WEBHOOK_URL" in outcome.reason
    assert len(agency.calls) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_definite_no_is_told_by_its_status_and_quotes_nothing(
    agency: Agency, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    agency.says = status
    with caplog.at_level(logging.DEBUG):
        outcome = gateway(agency).send(CALL)
    assert isinstance(outcome, Undeliverable)
    assert str(status) in outcome.reason
    assert "hello" not in outcome.reason + caplog.text
    assert SECRET not in caplog.text


def test_nobody_listening_is_a_sentence_that_names_the_setting() -> None:
    with refusing_port() as port:
        url = f"http://127.0.0.1:{port}/secret-path"
        outcome = WebhookGateway(url, SECRET, MovableClock(NOW)).send(CALL)
    assert isinstance(outcome, RetryAt)
    assert outcome.away
    assert "Connection refused" in outcome.reason
    assert "MUSTER_WEBHOOK_URL" in outcome.reason
    assert "secret-path" not in outcome.reason


def test_a_certificate_that_nobody_vouches_for_gets_no_call(tmp_path: Path) -> None:
    serving, _ = certificate(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        shaking = threading.Thread(target=_shake, args=[listening, serving])
        shaking.start()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        outcome = WebhookGateway(url, SECRET, MovableClock(NOW)).send(CALL)
        shaking.join()
    assert isinstance(outcome, RetryAt)
    assert "certificate" in outcome.reason


def _shake(listening: socket.socket, serving: ssl.SSLContext) -> None:
    line, _ = listening.accept()
    with line:
        try:
            serving.wrap_socket(line, server_side=True).close()
        except OSError:
            return
