"""Receipts as the person, and the sergeant, read them."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.receipts import ReceiptLine, receipts, whom_did_you_mean
from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.receipts import Receipt
from tests.golden.keeper import as_text, hold
from tests.golden.sitters import ADA, SEVEN, SHIFT, SOL

PHOENIX = ZoneInfo("America/Phoenix")
NOW = SEVEN - timedelta(hours=19)
HOUR = timedelta(hours=1)

SENT = Receipt(
    id=9, kind="shift_changed", refs={"shift": 412}, addressee="person:2", urgency=1, state=NoticeState.SENT,
    route=Route.SLACK, reason="", created_at=NOW - 5 * HOUR, due_at=NOW - 5 * HOUR, try_at=NOW - 5 * HOUR,
    expires_at=None, doubtful_since=None, settled_at=NOW - 5 * HOUR, attempts=0,
)  # fmt: skip
LATE = replace(SENT, id=8, route=Route.EMAIL, settled_at=NOW - 3 * HOUR)
OBSOLETE = replace(SENT, id=7, kind="waitlist_moved_up", state=NoticeState.OBSOLETE, reason="released since")
FAILED = replace(
    SENT, id=6, kind="shift_withdrawn", state=NoticeState.REFUSED, reason="account_inactive", told=True
)
DOUBT = replace(
    SENT, id=5, kind="shift_released", state=NoticeState.UNCERTAIN, reason="Slack answered 503",
    settled_at=None,
)  # fmt: skip
WAITS = replace(
    DOUBT, id=4, kind="brand_new", refs={}, state=NoticeState.WAITING, reason="Slack asks for <patience>"
)
TO_COME = replace(WAITS, id=3, due_at=NOW + HOUR, reason="")

LINES = [
    ReceiptLine(one, SHIFT if one.shift_id else None)
    for one in (SENT, LATE, OBSOLETE, FAILED, DOUBT, WAITS, TO_COME)
]

MESSAGES = {
    "receipts": receipts(LINES, ADA, reader=ADA, zone=PHOENIX, now=NOW, more=False),
    "receipts.officer": receipts(LINES[:2], ADA, reader=SOL, zone=PHOENIX, now=NOW, more=True),
    "receipts.none": receipts([], ADA, reader=ADA, zone=PHOENIX, now=NOW, more=False),
    "receipts.unpicked": whom_did_you_mean(),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_receipts_read_as_they_are_kept(name: str) -> None:
    hold(name, as_text(MESSAGES[name]))
