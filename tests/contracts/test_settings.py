"""Whoever sets Muster up is told every mistake at once, by the variable's name, with an example."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import EXAMPLES, SettingsError, load_settings

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1-aaaaaa",
    "SLACK_APP_TOKEN": "xapp-1-bbbbbb",
    "MUSTER_TIMEZONE": "America/Phoenix",
    "MUSTER_SHIFTS_CHANNEL": "C0123456789",
    "MUSTER_SUPERVISORS_CHANNEL": "#supervisors",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set but what the test sets."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)


def _set(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in (GOOD | values).items():
        monkeypatch.setenv(name, value)


def test_the_least_that_serves_a_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch)
    settings = load_settings(serving=True)
    assert settings.transport == "socket"
    assert settings.database_url == "sqlite:///muster.db"
    assert settings.feed_every == timedelta(minutes=15)
    assert settings.zone.key == "America/Phoenix"


def test_nothing_set_names_everything_that_serving_needs() -> None:
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    for name in GOOD:
        assert f"{name} is not set. Example: {EXAMPLES[name]}" in str(told.value)
    assert len(told.value.problems) == len(GOOD)


def test_http_needs_the_signing_secret_and_no_app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, MUSTER_TRANSPORT="http", SLACK_APP_TOKEN="")
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    [problem] = told.value.problems
    assert problem.startswith("SLACK_SIGNING_SECRET is not set.")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1-user", "does not begin with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-1 with space", "holds characters that no token has"),
        ("SLACK_APP_TOKEN", "xoxb-swapped", "does not begin with xapp-"),
        ("SLACK_API_URL", "http://slack.com/api/", "expected an https address"),
        ("SLACK_API_URL", "https://", "names no host"),
        ("MUSTER_TRANSPORT", "pigeon", "expected 'socket' or 'http'"),
        ("MUSTER_DATABASE_URL", "mysql://h/m", "of the kind 'mysql'"),
        ("MUSTER_DATABASE_URL", "sqlite://", "names no file"),
        ("MUSTER_DATABASE_URL", "muster.db", "is not a database address"),
        ("MUSTER_DATABASE_URL", "postgresql://u:hunter2@h:port/m", "look at the port"),
        ("MUSTER_FEED_URL", "http://feed.example.org/x", "expected https"),
        ("MUSTER_FEED_URL", "ftp://feed.example.org/x", "begins with ftp:"),
        ("MUSTER_ROTA_URL", "http://calendar.example.org/x", "expected https"),
        ("MUSTER_CLOSURES_URL", "ftp://calendar.example.org/x", "begins with ftp:"),
        ("MUSTER_FEED_EVERY", "soon", "not a length of time"),
        ("MUSTER_FEED_EVERY", "1s", "from 10 seconds to 24 hours"),
        ("MUSTER_TIMEZONE", "America", "not a time zone"),
        ("MUSTER_SHIFTS_CHANNEL", "shifts", "expected a channel's id"),
        ("MUSTER_PORT", "http", "not a whole number"),
        ("MUSTER_PORT", "70000", "at most 65535"),
        ("MUSTER_PUBLIC_URL", "muster.example.org", "expected an https address"),
        ("MUSTER_SMTP_URL", "mail.example.org:25", "not the address of a mail server"),
        ("MUSTER_SMTP_URL", "smtp://u:hunter2@mail.example.org:port", "look at the port"),
        ("MUSTER_MAIL_FROM", "Muster <muster@example.org>", "expected a bare e-mail address"),
        ("MUSTER_IMAP_URL", "mail.example.org:993", "not the address of a mailbox"),
        ("MUSTER_IMAP_URL", "imaps://u:hunter2@mail.example.org:port", "look at the port"),
        ("MUSTER_IMAP_URL", "imaps://mail.example.org", "names no user, or no password"),
        ("MUSTER_MAIL_AUTHORITY", "mx.example.org; dmarc=pass", "the one word"),
        ("MUSTER_WEBHOOK_URL", "http://agency.example.org/in", "expected an https address"),
        ("MUSTER_WEBHOOK_SECRET", "hunter2", "too short"),
        ("MUSTER_PING_URL", "https://", "names no host"),
        ("MUSTER_KEEP_NOTICES", "0d", "at least 1d"),
        ("MUSTER_KEEP_FEEDS", "a while", "expected a number of days"),
        ("MUSTER_LOG_FORMAT", "xml", "expected 'auto', 'json' or 'console'"),
    ],
)
def test_a_mistake_is_named_with_an_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    _set(monkeypatch, **{name: value})
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    [problem] = told.value.problems
    assert problem.startswith(f"{name} ")
    assert says in problem
    assert f"Example: {EXAMPLES[name]}" in problem


def test_a_mail_server_needs_a_sender_and_a_webhook_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(
        monkeypatch,
        MUSTER_SMTP_URL="smtp://mail.example.org",
        MUSTER_WEBHOOK_URL="https://agency.example.org",
    )
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    assert [problem.partition(".")[0] for problem in told.value.problems] == [
        "MUSTER_MAIL_FROM is needed with MUSTER_SMTP_URL",
        "MUSTER_WEBHOOK_SECRET is needed with MUSTER_WEBHOOK_URL",
    ]


def test_mistakes_and_gaps_are_reported_together(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, SLACK_BOT_TOKEN="", MUSTER_PORT="x", MUSTER_TIMEZONE="Mars/Olympus")
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    assert [problem.split()[0] for problem in told.value.problems] == [
        "SLACK_BOT_TOKEN", "MUSTER_TIMEZONE", "MUSTER_PORT",
    ]  # fmt: skip


def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, SLACK_APP_TOKEN="hunter2-hunter2", MUSTER_DATABASE_URL="oracle://u:hunter2@h/m")
    with pytest.raises(SettingsError) as told:
        load_settings(serving=True)
    assert "hunter2" not in str(told.value)
    _set(monkeypatch, SLACK_APP_TOKEN="xapp-hunter2", MUSTER_DATABASE_URL="postgresql://h/m")
    assert "hunter2" not in repr(load_settings(serving=True))


def test_a_stand_in_on_this_machine_may_speak_plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, SLACK_API_URL="http://127.0.0.1:9999/api")
    assert load_settings(serving=True).slack_api_url == "http://127.0.0.1:9999/api/"


def test_a_file_that_lies_about_is_not_read_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("MUSTER_TIMEZONE=America/Denver\nMUSTER_PORT=9\n")
    assert load_settings().timezone == ""
    monkeypatch.setenv("MUSTER_PORT", "10")
    named = load_settings(env_file=tmp_path / ".env", needed=("MUSTER_TIMEZONE",))
    assert (named.timezone, named.port) == ("America/Denver", 10)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file"):
        load_settings(env_file=tmp_path / "nowhere.env")


def test_every_variable_has_an_example_and_stands_in_the_operating_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    missing = [name for name in EXAMPLES if f"`{name}`" not in guide]
    assert missing == []
