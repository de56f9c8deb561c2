"""Whether a mail comes from whom it says, in the words of the mail server that took it in (RFC 8601)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:header\.(?:from|d|i)|smtp\.mailfrom)\s*=\s*\"?(?:[^\s\";]*@)?([^\s\";]+)", re.IGNORECASE
)


class Authenticity(StrEnum):
    """What is known of where a mail comes from."""

    PASSED = "passed"
    FAILED = "failed"
    UNSAID = "unsaid"
    """No server that is believed has said anything."""


@dataclass(frozen=True, slots=True)
class _Result:
    check: str
    passed: bool
    failed: bool
    aligned: bool
    """It is about the sender's own domain, or does not say which."""


def judge(headers: Sequence[str], sender: str, authority: str) -> Authenticity:
    """What the Authentication-Results of a mail say about its sender.

    DMARC decides where it was checked; otherwise DKIM or SPF, if it is about the sender's own domain.

    Args:
        headers: from the top of the mail downwards; servers add theirs at the top.
        authority: the name that the receiving server writes at the head of its own. Anybody can write such
            a header into a mail; so without a name a pass is not believed, only a failure.
    """
    named = [header for header in headers if not authority or _server_of(header) == authority.casefold()]
    if not named:
        return Authenticity.UNSAID
    verdict = _verdict(list(_results(named[0], sender.rpartition("@")[2].casefold())))
    return Authenticity.UNSAID if verdict is Authenticity.PASSED and not authority else verdict


def _verdict(results: list[_Result]) -> Authenticity:
    deciding = [result for result in results if result.check == "dmarc" and (result.passed or result.failed)]
    deciding = deciding or results
    if any(result.passed and result.aligned for result in deciding):
        return Authenticity.PASSED
    if any(result.failed for result in deciding):
        return Authenticity.FAILED
    return Authenticity.UNSAID


def _server_of(header: str) -> str:
    words = _COMMENT.sub("", header).partition(";")[0].split()
    return words[0].casefold() if words else ""


def _results(header: str, domain: str) -> list[_Result]:
    found = []
    for part in _COMMENT.sub("", header).split(";")[1:]:
        said = _RESULT.match(part)
        if said is None:
            continue
        about = [name.casefold() for name in _DOMAIN.findall(part)]
        aligned = all(_speaks_for(name, domain) for name in about) and (
            bool(about) or said[1].lower() == "dmarc"
        )
        result = said[2].lower()
        found.append(_Result(said[1].lower(), result == "pass", result == "fail", aligned))
    return found


def _speaks_for(domain: str, sender: str) -> bool:
    return domain == sender or ("." in domain and sender.endswith(f".{domain}"))
