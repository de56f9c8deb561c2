"""The form of each setting: what is accepted, and the end of the sentence that says what is wrong.

Every check raises ValueError with a phrase that follows the variable's name: "MUSTER_TIMEZONE *is …*".
A secret is never repeated in such a phrase.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from scheduling.zones import find_zone

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_CHANNEL = re.compile(r"[CG][A-Z0-9]{7,}|#[^\s#@,<>]{1,80}")
_EVERY = re.compile(r"(\d{1,5})\s*(s|m|h)?", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3_600}
_DAYS = re.compile(r"(\d{1,5})\s*d?", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+")
_AUTHORITY = re.compile(r"[^\s;=()\"]{1,255}")
_SHORTEST_SECRET = 32
_LEAST, _MOST = timedelta(seconds=10), timedelta(hours=24)


def token_form(prefix: str) -> Callable[[SecretStr], SecretStr]:
    """A check for Slack tokens that begin with `prefix`."""

    def check(token: SecretStr) -> SecretStr:
        written = token.get_secret_value()
        if not written.startswith(prefix):
            raise ValueError(f"does not begin with {prefix}: it looks like another kind of token")
        if not re.fullmatch(r"[A-Za-z0-9-]{6,}", written):
            raise ValueError("holds characters that no token has: look for spaces, quotation marks or dots")
        return token

    return check


def api_url_form(url: str) -> str:
    """Slack's Web API: https, or http on this machine; ends with a slash."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError(f"is {url!r}; expected an https address (http only on this machine)")
    if not parts.hostname:
        raise ValueError(f"is {url!r}, which names no host")
    return url if url.endswith("/") else f"{url}/"


def database_url_form(url: str) -> str:
    """A SQLAlchemy URL of SQLite (in a file) or PostgreSQL; a password in it is never repeated."""
    scheme, found, rest = url.partition("://")
    if not found:
        raise ValueError("is not a database address")
    kind = scheme.partition("+")[0]
    if kind not in {"sqlite", "postgresql", "postgres"}:
        raise ValueError(f"is of the kind {kind!r}; Muster keeps its rows in SQLite or PostgreSQL")
    if kind == "sqlite" and rest.strip("/") in {"", ":memory:"}:
        raise ValueError("names no file; a SQLite database needs one")
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("cannot be read as a database address: look at the port") from None
    return url.replace("postgres://", "postgresql://", 1)


def source_url_form(url: str) -> str:
    """A path, `file:`, or https (http only on this machine)."""
    scheme = urlsplit(url).scheme
    if len(scheme) > 1 and scheme not in {"file", "https", "http"}:
        raise ValueError(f"begins with {scheme}:; expected a path, file: or https:")
    if scheme == "http" and urlsplit(url).hostname not in _LOOPBACK:
        raise ValueError("is an http address; expected https (http only on this machine)")
    return url


def public_url_form(url: str) -> str:
    """The https address under which the outside reaches Muster; no trailing slash."""
    return https_form(url).rstrip("/")


def https_form(url: str) -> str:
    """An https address, kept as it is (http only on this machine)."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError(f"is {url!r}; expected an https address")
    if not parts.hostname:
        raise ValueError(f"is {url!r}, which names no host")
    return url


def every_form(written: object) -> timedelta:
    """A pause such as `90s`, `15m`, `1h`; a bare number is seconds. From 10 s to 24 h."""
    if isinstance(written, timedelta):
        return written
    found = _EVERY.fullmatch(str(written).strip())
    if found is None:
        raise ValueError(f"is {written!r}, which is not a length of time")
    pause = timedelta(seconds=int(found[1]) * _SECONDS[(found[2] or "s").lower()])
    if not _LEAST <= pause <= _MOST:
        raise ValueError(f"is {written!r}; it may be from 10 seconds to 24 hours")
    return pause


def days_form(written: object) -> timedelta:
    """A number of days such as `180d`; at least one."""
    if isinstance(written, timedelta):
        return written
    found = _DAYS.fullmatch(str(written).strip())
    if found is None or int(found[1]) < 1:
        raise ValueError(f"is {written!r}; expected a number of days, at least 1d")
    return timedelta(days=int(found[1]))


def smtp_url_form(url: SecretStr) -> SecretStr:
    """A mail server: `smtp://` (STARTTLS where offered) or `smtps://`; a password in it is never repeated."""
    _server_in(url, {"smtp", "smtps"}, "a mail server")
    return url


def imap_url_form(url: SecretStr) -> SecretStr:
    """A mailbox: `imaps://` or `imap://` (STARTTLS), with user, password and perhaps a folder; nothing of it
    is repeated.
    """
    parts = _server_in(url, {"imap", "imaps"}, "a mailbox")
    if not parts.username or not parts.password:
        raise ValueError("names no user, or no password")
    return url


def authority_form(name: str) -> str:
    """How a mail server calls itself in Authentication-Results: one word."""
    if _AUTHORITY.fullmatch(name) is None:
        raise ValueError(f"is {name!r}; expected the one word with which that header begins")
    return name.casefold()


def mail_from_form(address: str) -> str:
    """The bare address that mails come from."""
    if _ADDRESS.fullmatch(address) is None or not address.isascii():
        raise ValueError(f"is {address!r}; expected a bare e-mail address, without accents")
    return address


def secret_form(secret: SecretStr) -> SecretStr:
    """A secret long enough not to be guessed."""
    if 0 < len(secret.get_secret_value()) < _SHORTEST_SECRET:
        raise ValueError(f"is too short: at least {_SHORTEST_SECRET} characters")
    return secret


def zone_form(name: str) -> str:
    """An IANA zone name."""
    if find_zone(name) is None:
        raise ValueError(f"is {name!r}, which is not a time zone")
    return name


def channel_form(channel: str) -> str:
    """A channel's id, or its name with #."""
    if _CHANNEL.fullmatch(channel) is None:
        raise ValueError(f"is {channel!r}; expected a channel's id, or its name with # in front")
    return channel


def _server_in(url: SecretStr, schemes: set[str], what: str) -> SplitResult:
    """The parts of a server's address; nothing of it is repeated."""
    try:
        parts = urlsplit(url.get_secret_value())
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        port_is_a_number = False
    if not port_is_a_number:
        raise ValueError("cannot be read as an address: look at the port")
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError(f"is not the address of {what}")
    return parts
