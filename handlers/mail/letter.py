"""A notice as an e-mail: the words of its message in plain text, and what to type where a button stood.

A telephone shows subjects on a locked screen, so a subject names nobody and no place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from handlers.mail.hints import hint_of
from handlers.message import Block, Message
from handlers.words.plain_text import plain_text
from handlers.words.text import counted

WHY: Final = "Slack could not bring you this just now, so it comes by e-mail."
"""The first line: true whether Slack is away or will not take it."""

WHY_BESIDES: Final = "This is urgent, so it comes by e-mail as well as in Slack."
"""The first line of what goes by every route."""

_BESIDES: Final = frozenset({"escalation_mail"})

SUBJECTS: Final[Mapping[str, str]] = {
    "away_set": "you are away, somebody says",
    "backup_asked": "an agency asks for back-up",
    "check_in_missing": "you are not checked in",
    "claim_in_question": "a claim breaks a rule",
    "escalation_mail": "something urgent needs somebody",
    "escalation_post": "something needs somebody",
    "meeting_attendance": "who came to your meeting?",
    "meeting_cancelled": "you need not come to a meeting",
    "meeting_changed": "a meeting has changed",
    "meeting_file": "a meeting for your calendar",
    "meeting_not_taken": "what you proposed was not taken over",
    "meeting_proposed": "a mail about your meeting",
    "meeting_reminder": "a meeting is near",
    "meeting_short": "too few will come to a meeting",
    "notice_undeliverable": "somebody could not be told",
    "officer_gone": "shifts need another officer",
    "overfull": "a shift has too many officers",
    "override_asked": "an officer asks you to decide",
    "override_declined": "your request was declined",
    "place_lost": "a place is open again",
    "quiet_set": "you are quiet, somebody says",
    "question_settled": "a question to you is settled",
    "release_asked": "an officer asks for a release",
    "release_declined": "you were not released",
    "report_answered": "your report has an answer",
    "report_follow_up": "a report was added to",
    "shift_brief": "your shift is near",
    "shift_changed": "your shift changed",
    "shift_claimed": "you are on a shift",
    "shift_offered": "can you take a shift?",
    "shift_released": "you are off a shift",
    "shift_withdrawn": "your shift was withdrawn",
    "stand_in": "you stand in for somebody",
    "stand_in_missing": "nobody stands in",
    "training_cleared": "a training block is lifted",
    "training_countdown": "training is due",
    "training_handed_back": "shifts went back: training is overdue",
    "training_imported": "training records wait for your word",
    "training_overdue": "training is overdue",
    "training_record_decided": "a training record was looked at",
    "training_request_asked": "an officer asks you to decide",
    "training_request_decided": "your request was decided",
    "training_request_settled": "a question to you is settled",
    "training_started": "a training clock has started",
    "training_table": "the table that you asked for",
    "training_team": "training that is due soon",
    "training_verify_asked": "a training record waits for your word",
    "training_verify_settled": "a question to you is settled",
    "typed_plainly": "how to type a command",
    "waitlist_moved_up": "you have a shift from the waitlist",
    "waitlist_passed_over": "a place went past you",
}
"""What the subject says, by kind of notice. Standing posts are not among them: they never go by e-mail."""

_FOOT: Final = "Sent by Muster. What you answer to this mail does not reach Muster."


@dataclass(frozen=True, slots=True)
class MailWords:
    """What is read of a mail."""

    subject: str
    text: str


def mail_of(message: Message, kinds: Sequence[str], reader: ZoneInfo) -> MailWords:
    """The mail that says what a message says.

    Args:
        message: as it would stand in Slack, with its remarks (late, perhaps the second) in front.
        kinds: of the notice, or of all that share the message.
        reader: the zone in which dates are told.
    """
    body = words_of(message, reader)
    hints = list(dict.fromkeys(hint for block in message.blocks for hint in _hints_of(block)))
    act = "\n".join(["To act on it, in Slack:", *hints]) if hints else ""
    why = WHY_BESIDES if _BESIDES.issuperset(kinds) else WHY
    return MailWords(
        _subject(kinds), "\n\n".join(part for part in (why, body, act, f"-- \n{_FOOT}\n") if part)
    )


def words_of(message: Message, reader: ZoneInfo) -> str:
    """All that is read of a message, in plain text and without its buttons."""
    words = [_words_of(block, reader) for block in message.blocks] or [plain_text(message.text, reader)]
    return "\n".join(part for part in words if part)


def _subject(kinds: Sequence[str]) -> str:
    if len(kinds) > 1:
        return f"Muster: {counted(len(kinds), 'notice')}"
    return f"Muster: {SUBJECTS.get(kinds[0], 'a notice for you')}" if kinds else "Muster: a notice for you"


def _words_of(block: Block, reader: ZoneInfo) -> str:
    texts = [block["text"]] if "text" in block else []
    texts += block.get("fields", [])
    if block["type"] == "context":
        texts += [part for part in block["elements"] if "text" in part]
    return "\n".join(_said(text, reader) for text in texts)


def _said(text: Block, reader: ZoneInfo) -> str:
    said = str(text["text"])
    return plain_text(said, reader) if text["type"] == "mrkdwn" else said


def _hints_of(block: Block) -> Iterator[str]:
    elements = block["elements"] if block["type"] == "actions" else []
    for element in [*elements, *([block["accessory"]] if "accessory" in block else [])]:
        if hint := hint_of(element):
            yield f"• {hint}"
