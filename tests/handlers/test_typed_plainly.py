"""Words in the direct message without their slash: answered once, and only a person's own."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.notices.typed_plainly import load_typed_plainly
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.handlers.office import Json, Office, Visitor
from tests.people import Cast


def written(by: Visitor, text: str, /, **told: Any) -> Json:
    """The event of a message in the direct message with Muster."""
    said = {"type": "message", "channel": "D0DM", "channel_type": "im", "user": by.slack_id, "text": text}
    return by.event({**said, "ts": "1.0", **told})


def enqueued(database: Database, now: datetime) -> list[tuple[str, str]]:
    """What waits: to whom, and what they typed."""
    with database.read(now) as tx:
        rows = tx.execute(select(notices.c.addressee, notices.c.refs).order_by(notices.c.id))
        return [(row.addressee, row.refs["typed"]) for row in rows]


def test_a_message_delivered_twice_is_answered_once(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    message = written(ada, "release 3 &lt;ill&gt;")
    office.send(message)
    office.send(message)
    assert enqueued(database, now) == [(f"person:{cast.ada.id}", "/shifts release 3 <ill>")]
    assert office.woken == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("somebody has a knife", ""),
        ("who has a knife", ""),
        ("who quartz", "/shifts who quartz"),
        ("sso report a knife", "/sso report"),
    ],
)
def test_of_what_may_be_a_report_no_word_is_kept(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor, typed: str, kept: str
) -> None:
    office.send(written(ada, typed))
    assert enqueued(database, now) == [(f"person:{cast.ada.id}", kept)]


@pytest.mark.parametrize(
    "told",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "message_changed"},
        {"subtype": "file_share"},
        {"thread_ts": "0.5", "parent_user_id": "U0BOT"},
        {"user": "U0BOT"},
        {"channel_type": "channel"},
        {"text": "  "},
    ],
)
def test_edits_files_replies_in_threads_and_what_apps_write_are_left_alone(
    office: Office, database: Database, now: datetime, ada: Visitor, told: Json
) -> None:
    office.send(written(ada, "claim 3", **told))
    assert enqueued(database, now) == []
    assert office.posted == []


def test_a_stranger_who_writes_is_told_once_what_to_do(
    office: Office, database: Database, now: datetime, oz: Visitor
) -> None:
    message = written(oz, "hello?")
    office.send(message)
    office.send(message)
    ((channel, text),) = [(said["channel"], said["text"]) for said in office.posted]
    assert channel == "D0DM"
    assert text.startswith("You are not on the Muster roster yet.")
    assert enqueued(database, now) == []


def test_an_answer_that_nobody_waits_for_any_more_is_not_sent(database: Database, now: datetime) -> None:
    refs = {"typed": "mine", "at": now.isoformat()}
    with database.read(now + timedelta(hours=2)) as tx:
        assert isinstance(load_typed_plainly(tx, refs), Obsolete)
