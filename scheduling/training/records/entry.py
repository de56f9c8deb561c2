"""What a person or a file hands in: something done for a requirement, or planned. Tidied, not yet judged."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from typing import Final

from scheduling.policy.requirements import Requirement

PROVIDER_LENGTH: Final = 120
"""How much of a provider's name is kept, in characters."""

CERTIFICATE_LENGTH: Final = 500
"""The longest certificate, in characters: half a link proves nothing, so a longer one is refused."""

_BETWEEN: Final = " · "
_KEY_BYTES: Final = 16
_SCHEME: Final = re.compile(r"^https?://")
_SAYS_NONE: Final = re.compile(r"(?:n\s*/?\s*a|none|no|nil|nothing|not yet|pending|tbd)?\W*", re.IGNORECASE)
"""What people type where they have no certificate: otherwise the second "n/a" were one handed in twice."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something done for a requirement, or planned, as it was handed in.

    Attributes:
        requirement: its key.
        done_on: the officer's local day; of a planned slot the day ahead.
        sessions, topics: by name; each once, in the order given.
        starts_at, ends_at: when exactly, aware UTC; None where only the day is known.
        minutes: attended.
        missed_minutes: of the course, missed with an excuse.
        provider: who gave it.
        certificate: a link or a number; empty for none.
        certificate_file: where the file is that was handed in with it; empty for none.
        planned: it lies ahead, and counts for nothing until it is confirmed.
    """

    requirement: str
    done_on: date
    sessions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    minutes: int = 0
    missed_minutes: int = 0
    provider: str = ""
    certificate: str = ""
    certificate_file: str = ""
    planned: bool = False

    @property
    def proof(self) -> str:
        """Everything that was handed in as a certificate, as it is stored and read."""
        return _BETWEEN.join(part for part in (self.certificate, self.certificate_file) if part)

    @property
    def proof_key(self) -> str | None:
        """By which it is found when it is handed in again: what was typed, or else the file."""
        return certificate_key(self.certificate) or certificate_key(self.certificate_file)


def tidied(entry: Entry, terms: Sequence[Requirement]) -> Entry:
    """The entry as it is judged and stored: no stray spaces, sessions and topics each once and spelled as the
    terms spell them, whatever the capitals. A name that no terms know stays as it is, to be refused.
    """
    amounts = [requirement.amount for requirement in terms]
    sessions = [name for amount in amounts for name in amount.sessions]
    topics = [name for amount in amounts for name in amount.every_topic]
    return replace(
        entry,
        sessions=_spelled(entry.sessions, sessions),
        topics=_spelled(entry.topics, topics),
        provider=_plain(entry.provider)[:PROVIDER_LENGTH],
        certificate=_certificate(entry.certificate),
        certificate_file=_plain(entry.certificate_file),
    )


def certificate_key(certificate: str) -> str | None:
    """What two spellings of one certificate have in common: a digest without capitals, spaces, the scheme of
    a link and its last slash. None for no certificate.
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", certificate)).casefold()
    bare = _SCHEME.sub("", folded).rstrip("/")
    return blake2b(bare.encode(), digest_size=_KEY_BYTES).hexdigest() if bare else None


def _certificate(typed: str) -> str:
    plain = _plain(typed)
    return "" if _SAYS_NONE.fullmatch(plain) else plain


def _spelled(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    spelling = {_folded(name): name for name in reversed(list(known))}  # of two spellings the older terms'
    told = (_plain(name) for name in names)
    return tuple(dict.fromkeys(spelling.get(_folded(name), name) for name in told if name))


def _folded(name: str) -> str:
    return _plain(name).casefold()


def _plain(text: str) -> str:
    """One line without characters that no one can see; some of them no database can keep."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())
