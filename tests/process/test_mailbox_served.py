"""From a mailbox to the organiser's tally: a real bot, a real mail server, and Slack in between."""

import json
import os
from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock
from scheduling.meetings.facts import Answer
from scheduling.meetings.rows import read_attendees
from scheduling.store.engine import Database
from tests.factories.answers import answer_to
from tests.factories.meetings import plan, planned
from tests.fakes.imap_server import keeping_mail
from tests.fakes.slack_api import SlackApi, listening
from tests.people import hire
from tests.process.launch import PATIENCE, running


def test_who_accepts_in_a_calendar_program_is_counted_where_the_organiser_looks(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    now = SystemClock().now()
    with database.begin(now) as tx:
        cast = hire(tx)
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, day=now.date() + timedelta(days=30)))
    database.close()
    api = SlackApi()
    with keeping_mail() as kept, listening(api) as slack:
        mailbox = kept()
        mailbox.deliver(answer_to(drill, cast.ada, "ACCEPTED", at=now + timedelta(seconds=1)))
        told = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": slack,
            "SLACK_BOT_TOKEN": "xoxb-stand-in",
            "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
            "MUSTER_TRANSPORT": "http",
            "MUSTER_TIMEZONE": "America/Phoenix",
            "MUSTER_DATABASE_URL": database_url,
            "MUSTER_SHIFTS_CHANNEL": "C0123456789",
            "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
            "MUSTER_IMAP_URL": mailbox.url,
        }
        with running(told, tmp_path) as muster:
            with api.changed:
                assert api.changed.wait_for(lambda: "*1* yes" in _read_by(api, "U0SOL"), timeout=PATIENCE)
            muster.process.terminate()
            code, said = muster.ends()
        assert code == 0, said
        assert mailbox.unread() == []
    with database.read(now) as tx:
        ada, ben = read_attendees(tx, drill.meeting.id)
    assert (ada.said.answer, ben.said.answer) == (Answer.YES, Answer.NONE)
    assert "ada@example.org" not in said


def _read_by(api: SlackApi, account: str) -> str:
    """Whatever stands in somebody's conversation with Muster, as it stands now."""
    return json.dumps([api.messages[channel] for channel in (account, f"D{account}")])
