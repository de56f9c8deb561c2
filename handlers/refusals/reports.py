"""Refusals of threat and incident reports in words; none of them says what a report holds."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording
from scheduling.refusals import Rule

_MISSING = {
    "kind": "What kind is it?",
    "school": "Which school?",
    "what": "What happened?",
    "happened": "When was it?",
}


def _text(figures: Figures, _at: ZoneInfo) -> Sentence:
    field = str(figures["field"])
    if figures["why"] == "too_long":
        return Sentence("Too long.", f"At most {figures['longest']:,} characters; add the rest afterwards.")
    return Sentence(_MISSING[field], "It cannot be left out.")


def _gone(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence(f"There is no report {figures['number']}.", "`/sso reports` lists those you may read.")


def _closed(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence(
        f"Report {figures['number']} is not yours to read.",
        "It is for the law-enforcement unit, whoever made it, and their supervisor. That you asked is "
        "recorded. If you need to know, ask somebody of the unit.",
    )


REPORT_WORDINGS: Mapping[Rule, Wording] = {
    Rule.REPORT_TEXT: _text,
    Rule.REPORT_GONE: _gone,
    Rule.REPORT_CLOSED: _closed,
}
