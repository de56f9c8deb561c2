"""What became of a person's notices: what it was, when it was sent, by which way, or why it was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.shifts import plain_title_of
from handlers.grammar.sso import SENT_EXAMPLE
from handlers.grammar.typed import not_picked
from handlers.ids import shifts as ids
from handlers.mail.letter import SUBJECTS
from handlers.message import Block, Message, message
from handlers.words.local_times import point
from handlers.words.text import escaped, lasted
from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.receipts import Receipt
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift

_BY = {Route.SLACK: "by Slack", Route.EMAIL: "by e-mail", Route.WEBHOOK: "by webhook"}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A receipt, and the shift that it is about, where it is about one."""

    receipt: Receipt
    shift: Shift | None


def receipts(
    lines: Sequence[ReceiptLine], whose: Person, *, reader: Person, zone: ZoneInfo, now: datetime, more: bool
) -> Message:
    """Newest first, in the reader's own time; *Older* where there are more."""
    own = whose.id == reader.id
    if not lines:
        text = f"Muster has sent {'you' if own else escaped(whose.name)} nothing yet."
        return message(text, [section(text)])
    text = "What Muster sent you, newest first" if own else f"What Muster sent {escaped(whose.name)}"
    shown = [section("\n".join(_told(line, zone, now))) for line in lines]
    older = actions(_older_button(lines[-1].receipt, whose, own=own)) if more else []
    return message(text, [section(f"*{text}*"), *shown, *older, context("Times are your own.")])


def whom_did_you_mean() -> Message:
    """An officer was typed that Slack's list did not offer."""
    text = not_picked(f"{SENT_EXAMPLE} @")
    return message(text, [section(text)])


def _told(line: ReceiptLine, zone: ZoneInfo, now: datetime) -> list[str]:
    receipt = line.receipt
    what = SUBJECTS.get(receipt.kind, "a notice")
    about = f" · #{line.shift.id} {escaped(plain_title_of(line.shift))}" if line.shift is not None else ""
    queued = f"Queued {point(receipt.created_at, zone)}"
    return [f"*{what[0].upper()}{what[1:]}*{about}", f"{queued}; {_became(receipt, zone, now)}"]


def _became(receipt: Receipt, zone: ZoneInfo, now: datetime) -> str:
    ended = point(receipt.settled_at, zone) if receipt.settled_at is not None else ""
    why = escaped(receipt.reason, 200)
    match receipt.state:
        case NoticeState.SENT:
            return f"sent {ended} {_BY[receipt.route]}{_late(receipt.late(now))}"
        case NoticeState.OBSOLETE:
            return f"not sent: {why}"
        case NoticeState.REFUSED | NoticeState.GAVE_UP:
            told = " Supervisors are asked to tell it." if receipt.told else ""
            return f":warning: failed {ended} {_BY[receipt.route]}: {why}.{told}"
        case NoticeState.UNCERTAIN:
            return f"it may have arrived {_BY[receipt.route]}; Muster finds out ({why})"
        case NoticeState.WAITING | NoticeState.LEASED:
            return _waits(receipt, zone, now)


def _waits(receipt: Receipt, zone: ZoneInfo, now: datetime) -> str:
    if receipt.due_at > now:
        return f"to be sent {point(receipt.due_at, zone)}"
    why = f" ({escaped(receipt.reason, 200)})" if receipt.reason else ""
    return f"waits to go {_BY[receipt.route]}{why}{_late(receipt.late(now))}"


def _late(late: timedelta) -> str:
    return f", *late by {lasted(late)}*" if late else ""


def _older_button(last: Receipt, whose: Person, *, own: bool) -> Block:
    whom = "" if own else f" <@{whose.slack_id}>"
    return button("Older", ids.SAY, ids.Say(f"{SENT_EXAMPLE}{whom} before {last.id}"))
