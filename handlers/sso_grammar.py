"""What people type after `/sso`, read into what they ask for. Pure."""

import re
from dataclasses import dataclass
from typing import Final

SSO: Final = "/sso"
SENT: Final = "sent"
SENT_EXAMPLE: Final = f"{SSO} {SENT}"

_NAMES: Final = frozenset({SENT, "receipts", "receipt", "notices", "messages"})
_OLDER: Final = re.compile(r"(.*?)\s*\bbefore (\d{1,9})", re.IGNORECASE)
_PERSON: Final = re.compile(r"(?:to )?<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", re.IGNORECASE)
_EDGES: Final = " \t\"'.,;:!?"


@dataclass(frozen=True, slots=True)
class SentTo:
    """What was sent to an officer (a Slack user id; empty for oneself), before the notice with a number."""

    officer: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Unpicked:
    """Somebody was named whom Slack did not recognise."""


@dataclass(frozen=True, slots=True)
class WhatItDoes:
    """Anything else: what Muster does for the person who asks."""


SsoCommand = SentTo | Unpicked | WhatItDoes


def whole_command(words: str) -> str:
    """Words that a button says (`handlers.ids.Say`), as they would be typed; without a slash: `/shifts …`."""
    return words if words.startswith("/") else f"/shifts {words}"


def parse_sso(typed: str) -> SsoCommand:
    """The command in what was typed after `/sso`; never raises."""
    words = " ".join(typed.split()).strip(_EDGES)
    words = words[len(SSO) :].strip() if words.lower().startswith(f"{SSO} ") else words
    head, _, rest = words.partition(" ")
    if head.lower().strip(_EDGES) not in _NAMES:
        return WhatItDoes()
    older = _OLDER.fullmatch(rest)
    whom, before = (older[1], int(older[2])) if older else (rest, None)
    if whom.lower().strip(_EDGES) in {"", "me", "to me", "mine"}:
        return SentTo("", before)
    person = _PERSON.fullmatch(whom.strip())
    return SentTo(person[1].upper(), before) if person else Unpicked()
