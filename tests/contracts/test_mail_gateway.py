"""Sending mail to a real server on this machine that behaves and misbehaves."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.gateways.mail import Mail, MailGateway
from bot.gateways.mail_letter import Invitation, UnmailableError, compose
from scheduling.outbox.facts import RetryAt, Sent, Uncertain, Undeliverable
from tests.certificates import certificate
from tests.fakes.mail_server import DROP, HANG, PASSWORD, USER, MailServer, taking_mail
from tests.handlers.office import MovableClock
from tests.ports import refusing_port

NOW = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
FROM = "muster@district.example.org"
MAIL = Mail(to=["ada@example.org"], subject="Muster: your shift changed", text="Hello Ada.\n", key="4f0c")

in_the_clear = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with taking_mail() as taking:
        yield taking


def gateway(server: MailServer, *, user: str = "", seconds: float = 20.0) -> MailGateway:
    url = f"smtp://{user}127.0.0.1:{server.port}"
    return MailGateway(url, FROM, MovableClock(NOW), seconds=seconds)


def words_of(letter: EmailMessage) -> str:
    """What is read, with the line ends of this machine."""
    return str(letter.get_content()).replace("\r\n", "\n")


def test_a_mail_arrives_with_the_date_of_the_clock_and_a_stable_id(server: MailServer) -> None:
    assert isinstance(gateway(server).send(MAIL), Sent)
    assert isinstance(gateway(server).send(MAIL), Sent)
    first, second = server.taken
    assert server.to == ["ada@example.org"] * 2
    assert first["Message-ID"] == second["Message-ID"] == "<4f0c@district.example.org>"
    assert first["Date"].datetime == NOW
    assert first["From"] == "Muster <muster@district.example.org>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content_type() == "text/plain"
    assert words_of(first) == "Hello Ada.\n"


def test_words_of_every_kind_arrive_as_they_were(server: MailServer) -> None:
    text = "Señor Ñandú · 07:00 → 06:30\n.\n..\nFrom here\n" + "long " * 400 + "\n"
    sent = gateway(server).send(Mail(["ada@example.org"], "Muster: größer → besser", text, "k"))
    assert isinstance(sent, Sent)
    assert words_of(server.taken[0]) == text
    assert server.taken[0]["Subject"] == "Muster: größer → besser"


def test_a_long_subject_keeps_every_space_between_its_words(server: MailServer) -> None:
    subject = "Señora Peña · größer " * 5
    assert isinstance(gateway(server).send(Mail(["ada@example.org"], subject, "text\n", "k")), Sent)
    assert server.taken[0]["Subject"] == subject.strip()


def test_an_invitation_arrives_byte_for_byte_as_it_was_composed(server: MailServer) -> None:
    calendar = b"BEGIN:VCALENDAR\r\n.\r\n..\r\nMETHOD:REQUEST\r\n \xc3\xb1\r\nEND:VCALENDAR\r\n"
    invited = Invitation("<p>.\n..\n</p>\n", "REQUEST", calendar)
    mail = Mail(["ada@example.org"], "Invitation: Drill", ".\n..\nÑ\n", "k", "Sol via Muster", invited)
    assert isinstance(gateway(server).send(mail), Sent)
    assert server.raw == [compose(mail, FROM, NOW).as_bytes()]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("said", ["421 4.3.2 going down", "450 4.2.0 greylisted", "452 4.3.1 disk full"])
def test_a_server_that_asks_for_patience_is_asked_again_later(
    server: MailServer, command: str, said: str
) -> None:
    server.says[command] = said
    outcome = gateway(server).send(MAIL)
    assert isinstance(outcome, RetryAt)
    assert NOW < outcome.at <= NOW + timedelta(minutes=5)
    assert said[:9] in outcome.reason
    assert server.taken == []


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_definite_no_is_told_by_its_code_and_quotes_nobody(server: MailServer, command: str) -> None:
    server.says[command] = "550 5.1.1 <ada@example.org> User unknown"
    outcome = gateway(server).send(MAIL)
    assert isinstance(outcome, Undeliverable)
    assert "(550 5.1.1)" in outcome.reason
    assert "ada" not in outcome.reason


def test_a_sender_that_the_server_does_not_take_holds_the_mail_and_names_the_setting(
    server: MailServer,
) -> None:
    server.says["MAIL"] = "553 5.7.1 not owned by user"
    outcome = gateway(server).send(MAIL)
    assert isinstance(outcome, RetryAt)
    assert outcome.away, "nobody else's mail would be taken either"
    assert "MUSTER_MAIL_FROM" in outcome.reason


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_connection_lost_before_the_mail_was_handed_over_has_sent_nothing(
    server: MailServer, command: str
) -> None:
    server.says[command] = DROP
    assert isinstance(gateway(server).send(MAIL), RetryAt)


def test_a_connection_lost_after_the_mail_was_handed_over_leaves_it_in_doubt(server: MailServer) -> None:
    server.says["DATA"] = DROP
    assert isinstance(gateway(server).send(MAIL), Uncertain)
    assert len(server.taken) == 1, "the server of this test keeps what it took before it dropped the line"


def test_a_server_that_answers_what_is_no_answer_once_it_has_the_mail_leaves_it_in_doubt(
    server: MailServer,
) -> None:
    server.says["DATA"] = "thank you very much"
    assert isinstance(gateway(server).send(MAIL), Uncertain)
    assert len(server.taken) == 1


def test_a_server_that_says_nothing_more_is_given_up_in_time(server: MailServer) -> None:
    server.says["RCPT"] = HANG
    assert isinstance(gateway(server, seconds=0.4).send(MAIL), RetryAt)


def test_a_server_that_says_nothing_more_once_it_has_the_mail_leaves_it_in_doubt(server: MailServer) -> None:
    server.says["DATA"] = HANG
    enough_to_get_there = 3.0  # on a busy machine too; what follows takes the rest of it
    assert isinstance(gateway(server, seconds=enough_to_get_there).send(MAIL), Uncertain)


def test_a_server_that_drips_is_cut_off_when_the_time_is_up() -> None:
    """Each line comes within the silence that is tolerated; all of them together never end."""
    with socket.create_server(("127.0.0.1", 0)) as listening, taking_mail() as unused:
        unused.port = listening.getsockname()[1]
        with ThreadPoolExecutor(1) as pool:
            outcome = pool.submit(gateway(unused, seconds=0.5).send, MAIL)
            line, _ = listening.accept()
            with line:
                line.sendall(b"220 mail.example.org\r\n")
                _drip(line)
            assert isinstance(outcome.result(), RetryAt)


def _drip(line: socket.socket) -> None:
    line.settimeout(0.05)
    while True:
        try:
            line.sendall(b"250-more\r\n")
            if line.recv(100) == b"":
                return
        except TimeoutError:
            continue
        except OSError:
            return


def test_nobody_listening_is_a_sentence_that_names_the_setting() -> None:
    with refusing_port() as port:
        outcome = MailGateway(f"smtp://127.0.0.1:{port}", FROM, MovableClock(NOW)).send(MAIL)
    assert isinstance(outcome, RetryAt)
    assert outcome.away
    assert "Connection refused" in outcome.reason
    assert "MUSTER_SMTP_URL" in outcome.reason


@in_the_clear
def test_the_user_of_the_url_logs_in() -> None:
    with taking_mail(login=True) as server:
        written = f"{USER}:{PASSWORD.replace(' ', '%20').replace('/', '%2F')}@"
        assert isinstance(gateway(server, user=written).send(MAIL), Sent)
        assert server.logged_in == 1


@in_the_clear
@pytest.mark.parametrize("user", ["", "muster:wrong@", "muster:größer@"])
def test_a_login_that_does_not_do_holds_the_mail_and_names_the_setting(user: str) -> None:
    with taking_mail(login=True) as server:
        outcome = gateway(server, user=user).send(MAIL)
        assert isinstance(outcome, RetryAt)
        assert outcome.away
        assert "MUSTER_SMTP_URL" in outcome.reason
        assert "wrong" not in outcome.reason
        assert gateway(server, user=user).find_trouble() == outcome.reason


def test_a_look_at_the_server_sends_nothing(server: MailServer) -> None:
    assert gateway(server).find_trouble() == ""
    assert server.taken == []


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_the_line_is_encrypted_where_it_can_be(tmp_path: Path, scheme: str, at_once: bool) -> None:
    serving, trusting = certificate(tmp_path)
    with taking_mail(tls=serving, at_once=at_once) as server:
        url = f"{scheme}://127.0.0.1:{server.port}"
        sent = MailGateway(url, FROM, MovableClock(NOW), tls=trusting).send(MAIL)
        assert isinstance(sent, Sent)
        assert server.encrypted or at_once


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    tmp_path: Path, scheme: str, at_once: bool
) -> None:
    serving, _ = certificate(tmp_path)
    with taking_mail(tls=serving, at_once=at_once) as server:
        outcome = MailGateway(f"{scheme}://127.0.0.1:{server.port}", FROM, MovableClock(NOW)).send(MAIL)
        assert isinstance(outcome, RetryAt)
        assert "certificate" in outcome.reason
        assert server.taken == []


@pytest.mark.parametrize("address", ["", "ada", "ada@", "@example.org", "a b@example.org", "ädа@example.org"])
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(server: MailServer, address: str) -> None:
    outcome = gateway(server).send(Mail([address], "s", "t", "k"))
    assert isinstance(outcome, Undeliverable)
    assert "roster" in outcome.reason


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    subject=st.text(),
    text=st.text(),
    to=st.one_of(st.emails(), st.text(), st.text(alphabet="a@.\r\n :<>,Bc", max_size=20)),
)
def test_no_words_add_a_header_or_an_addressee(subject: str, text: str, to: str) -> None:
    try:
        letter = compose(Mail([to], subject, text, "k"), FROM, NOW)
    except UnmailableError:
        return
    head = letter.as_bytes().partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n")]
    assert sorted(names) == sorted(
        [
            "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
            "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
        ]
    )  # fmt: skip
    assert len(letter["To"].addresses) == 1
