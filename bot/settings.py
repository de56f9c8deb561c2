"""What the environment says, typed. Every problem is reported at once, with the variable and an example."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_forms import (
    api_url_form,
    authority_form,
    channel_form,
    database_url_form,
    days_form,
    every_form,
    https_form,
    imap_url_form,
    mail_from_form,
    public_url_form,
    secret_form,
    smtp_url_form,
    source_url_form,
    token_form,
    zone_form,
)
from scheduling.zones import zone as zone_named

Transport = Literal["socket", "http"]


class Settings(BaseSettings):
    """The settings of one process. Empty text means "not set"; `load_settings` says what may be left out."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        populate_by_name=True,
        validate_default=False,  # an empty default means "not set"
        hide_input_in_errors=True,  # what is wrong may be a token
    )

    slack_bot_token: Annotated[SecretStr, AfterValidator(token_form("xoxb-"))] = Field(
        default=SecretStr(""), validation_alias="SLACK_BOT_TOKEN"
    )
    slack_app_token: Annotated[SecretStr, AfterValidator(token_form("xapp-"))] = Field(
        default=SecretStr(""), validation_alias="SLACK_APP_TOKEN"
    )
    slack_signing_secret: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: Annotated[str, AfterValidator(api_url_form)] = Field(
        default="https://slack.com/api/", validation_alias="SLACK_API_URL"
    )
    transport: Transport = Field(default="socket", validation_alias="MUSTER_TRANSPORT")
    database_url: Annotated[str, AfterValidator(database_url_form)] = Field(
        default="sqlite:///muster.db", validation_alias="MUSTER_DATABASE_URL"
    )
    feed_url: Annotated[str, AfterValidator(source_url_form)] = Field(
        default="", validation_alias="MUSTER_FEED_URL"
    )
    feed_profile: str = Field(default="muster", validation_alias="MUSTER_FEED_PROFILE")
    feed_every: Annotated[timedelta, BeforeValidator(every_form)] = Field(
        default=timedelta(minutes=15), validation_alias="MUSTER_FEED_EVERY"
    )
    rota_url: Annotated[str, AfterValidator(source_url_form)] = Field(
        default="", validation_alias="MUSTER_ROTA_URL"
    )
    closures_url: Annotated[str, AfterValidator(source_url_form)] = Field(
        default="", validation_alias="MUSTER_CLOSURES_URL"
    )
    timezone: Annotated[str, AfterValidator(zone_form)] = Field(
        default="", validation_alias="MUSTER_TIMEZONE"
    )
    policy: str = Field(default="default", validation_alias="MUSTER_POLICY")
    shifts_channel: Annotated[str, AfterValidator(channel_form)] = Field(
        default="", validation_alias="MUSTER_SHIFTS_CHANNEL"
    )
    supervisors_channel: Annotated[str, AfterValidator(channel_form)] = Field(
        default="", validation_alias="MUSTER_SUPERVISORS_CHANNEL"
    )
    host: str = Field(default="127.0.0.1", validation_alias="MUSTER_HOST")
    port: int = Field(default=8080, ge=0, le=65535, validation_alias="MUSTER_PORT")
    public_url: Annotated[str, AfterValidator(public_url_form)] = Field(
        default="", validation_alias="MUSTER_PUBLIC_URL"
    )
    smtp_url: Annotated[SecretStr, AfterValidator(smtp_url_form)] = Field(
        default=SecretStr(""), validation_alias="MUSTER_SMTP_URL"
    )
    mail_from: Annotated[str, AfterValidator(mail_from_form)] = Field(
        default="", validation_alias="MUSTER_MAIL_FROM"
    )
    imap_url: Annotated[SecretStr, AfterValidator(imap_url_form)] = Field(
        default=SecretStr(""), validation_alias="MUSTER_IMAP_URL"
    )
    mail_authority: Annotated[str, AfterValidator(authority_form)] = Field(
        default="", validation_alias="MUSTER_MAIL_AUTHORITY"
    )
    webhook_url: Annotated[str, AfterValidator(https_form)] = Field(
        default="", validation_alias="MUSTER_WEBHOOK_URL"
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(secret_form)] = Field(
        default=SecretStr(""), validation_alias="MUSTER_WEBHOOK_SECRET"
    )
    ping_url: Annotated[str, AfterValidator(https_form)] = Field(
        default="", validation_alias="MUSTER_PING_URL"
    )
    replica: str = Field(default="", max_length=80, validation_alias="MUSTER_REPLICA")
    keep_notices: Annotated[timedelta, BeforeValidator(days_form)] = Field(
        default=timedelta(days=180), validation_alias="MUSTER_KEEP_NOTICES"
    )
    keep_feeds: Annotated[timedelta, BeforeValidator(days_form)] = Field(
        default=timedelta(days=30), validation_alias="MUSTER_KEEP_FEEDS"
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", validation_alias="MUSTER_LOG_FORMAT"
    )

    @property
    def sends_mail_from(self) -> str:
        """The address that mails come from; empty where no mail can be sent."""
        return self.mail_from if self.smtp_url.get_secret_value() else ""

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone.

        Raises:
            ValueError: MUSTER_TIMEZONE is not set.
        """
        return zone_named(self.timezone)


EXAMPLES: Final = {
    "SLACK_BOT_TOKEN": "xoxb-… (OAuth & Permissions → Bot User OAuth Token)",
    "SLACK_APP_TOKEN": "xapp-… (Basic Information → App-Level Tokens, scope connections:write)",
    "SLACK_SIGNING_SECRET": "32 hexadecimal digits (Basic Information → Signing Secret)",
    "SLACK_API_URL": "https://slack.com/api/",
    "MUSTER_TRANSPORT": "socket or http",
    "MUSTER_DATABASE_URL": "sqlite:///muster.db or postgresql+psycopg://user:password@host/muster",
    "MUSTER_FEED_URL": "/srv/feeds/shifts.csv or https://district.example.org/shifts.json",
    "MUSTER_FEED_PROFILE": "muster, or the path of a profile such as ./district.toml",
    "MUSTER_FEED_EVERY": "15m",
    "MUSTER_ROTA_URL": "/srv/rota.csv or https://calendar.example.org/duty.ics",
    "MUSTER_CLOSURES_URL": "/srv/holidays.ics or https://district.example.org/closures.ics",
    "MUSTER_TIMEZONE": "America/Phoenix",
    "MUSTER_POLICY": "default, or packs by name or path, separated by commas: arizona-ssp, ./district.toml",
    "MUSTER_SHIFTS_CHANNEL": "C0123456789 (channel details → the id at the bottom)",
    "MUSTER_SUPERVISORS_CHANNEL": "C0123456789 (channel details → the id at the bottom)",
    "MUSTER_HOST": "127.0.0.1",
    "MUSTER_PORT": "8080",
    "MUSTER_PUBLIC_URL": "https://muster.district.example.org",
    "MUSTER_SMTP_URL": "smtp://user:password@mail.district.example.org:587 (STARTTLS) or smtps://…:465",
    "MUSTER_MAIL_FROM": "muster@district.example.org",
    "MUSTER_IMAP_URL": "imaps://user:password@mail.district.example.org:993/INBOX (an @ in the user is %40)",
    "MUSTER_MAIL_AUTHORITY": "mail.district.example.org (the first word of its Authentication-Results)",
    "MUSTER_WEBHOOK_URL": "https://agency.example.org/muster",
    "MUSTER_WEBHOOK_SECRET": "at least 32 characters, such as `openssl rand -hex 32` prints",
    "MUSTER_PING_URL": "https://watch.example.org/ping/muster",
    "MUSTER_REPLICA": "muster-1",
    "MUSTER_KEEP_NOTICES": "180d",
    "MUSTER_KEEP_FEEDS": "30d",
    "MUSTER_LOG_FORMAT": "auto, json or console",
}
"""Every variable that Muster reads, with what to write there."""

SERVING: Final = ("SLACK_BOT_TOKEN", "MUSTER_TIMEZONE", "MUSTER_SHIFTS_CHANNEL", "MUSTER_SUPERVISORS_CHANNEL")
"""What `muster run` cannot do without, besides the secret of its transport."""

_TOGETHER: Final = {"MUSTER_SMTP_URL": "MUSTER_MAIL_FROM", "MUSTER_WEBHOOK_URL": "MUSTER_WEBHOOK_SECRET"}
"""What is of no use without the other."""

_SECRET_OF: Final = {"socket": "SLACK_APP_TOKEN", "http": "SLACK_SIGNING_SECRET"}


class SettingsError(ValueError):
    """The environment does not do: one line a variable, each with what is wrong and an example."""

    def __init__(self, problems: list[str]) -> None:
        """Carry every problem at once."""
        count = "One setting needs" if len(problems) == 1 else f"{len(problems)} settings need"
        super().__init__("\n".join([f"{count} another look:", *(f"  {problem}" for problem in problems)]))
        self.problems = problems


def load_settings(
    *, env_file: Path | None = None, needed: tuple[str, ...] = (), serving: bool = False
) -> Settings:
    """Read the environment, and a file if one is named; a `.env` is never picked up unasked.

    Args:
        env_file: lines of NAME=value, read for what the environment does not set.
        needed: variables that the caller cannot do without.
        serving: also ask for what serving a workspace needs: `SERVING` and the secret of the transport.

    Raises:
        SettingsError: every problem at once.
    """
    if env_file is not None and not env_file.is_file():
        raise SettingsError([f"--env-file: there is no file {env_file}; name one that exists."])
    problems: dict[str, str] = {}
    settings: Settings | None = None
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        problems = dict(_problems(error))
    given = _given(env_file)
    for variable in (*needed, *(_needed_to_serve(given) if serving else ())):
        if not given.get(variable):
            problems.setdefault(variable, f"{variable} is not set. Example: {EXAMPLES[variable]}")
    for variable, other in _TOGETHER.items():
        if given.get(variable) and variable not in problems and not given.get(other):
            problems.setdefault(other, f"{other} is needed with {variable}. Example: {EXAMPLES[other]}")
    if problems or settings is None:
        raise SettingsError([problems[name] for name in EXAMPLES if name in problems])
    return settings


def find_strays(env_file: Path | None = None) -> dict[str, str | None]:
    """Variables named MUSTER_… that mean nothing to Muster, each with the one that may be meant."""
    filed = dotenv_values(env_file) if env_file is not None else {}
    strays = {name for name in (*os.environ, *filed) if name.startswith("MUSTER_")} - EXAMPLES.keys()
    return {
        name: next(iter(get_close_matches(name, EXAMPLES, n=1, cutoff=0.8)), None)
        for name in sorted(strays)
        if not name.startswith("MUSTER_TEST_")
    }


def _needed_to_serve(given: dict[str, str]) -> Iterator[str]:
    yield from SERVING
    transport = given.get("MUSTER_TRANSPORT") or "socket"
    if transport in _SECRET_OF:
        yield _SECRET_OF[transport]


def _given(env_file: Path | None) -> dict[str, str]:
    """What is set at all, whether or not it is of any use."""
    filed = dotenv_values(env_file) if env_file is not None else {}
    return {name: os.environ.get(name) or filed.get(name) or "" for name in EXAMPLES}


def _problems(error: ValidationError) -> Iterator[tuple[str, str]]:
    for problem in error.errors():
        variable = str(problem["loc"][0])
        say: Callable[[Any], str] = _SENTENCES.get(problem["type"], lambda found: str(found["msg"]))
        yield variable, f"{variable} {say(problem)}. Example: {EXAMPLES[variable]}"


_SENTENCES: Final[dict[str, Callable[[Any], str]]] = {
    "value_error": lambda found: str(found["ctx"]["error"]),
    "literal_error": lambda found: f"is {found['input']!r}; expected {found['ctx']['expected']}",
    "int_parsing": lambda found: f"is {found['input']!r}, which is not a whole number",
    "greater_than_equal": lambda found: f"is {found['input']}; a port is at least {found['ctx']['ge']}",
    "less_than_equal": lambda found: f"is {found['input']}; a port is at most {found['ctx']['le']}",
}
