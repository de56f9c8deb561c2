"""The bot is killed in the worst moments; afterwards everybody has had every notice once."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.clock import SystemClock
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.factories.roster import add_person
from tests.fakes.slack_api import SlackApi, listening
from tests.ports import free_port
from tests.process.launch import PATIENCE, running

PEOPLE = 40
KILLS = 4


def _enqueue_for_everybody(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        people = [add_person(tx, slack_team_id="T0MUSTER", slack_id=f"U{n:03}") for n in range(PEOPLE)]
        told = {"notice": 1, "reason": "a test"}
        enqueue(
            tx,
            [
                Notice("notice_undeliverable", to_person(person.id), f"told:{person.id}", told)
                for person in people
            ],
        )


def _environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-stand-in",
        "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
        "MUSTER_TRANSPORT": "http",
        "MUSTER_TIMEZONE": "America/Phoenix",
        "MUSTER_DATABASE_URL": f"sqlite:///{folder / 'muster.db'}",
        "MUSTER_SHIFTS_CHANNEL": "C0123456789",
        "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
        "MUSTER_PORT": str(free_port()),
    }


def test_a_bot_that_is_killed_while_slack_accepts_a_message_neither_loses_nor_doubles_any(
    tmp_path: Path,
) -> None:
    api, now = SlackApi(), SystemClock().now()
    database = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    migrate(database)
    _enqueue_for_everybody(database, now)
    with listening(api) as url:
        for number in range(KILLS):
            with running(_environment(url, tmp_path), tmp_path) as muster:
                _kill_at(api, muster.process.kill, nth_post=3 + 2 * number)
                assert muster.ends()[0] == -9
        api.on_accepted = lambda _method: None
        with running(_environment(url, tmp_path), tmp_path) as muster:
            with api.changed:
                assert api.changed.wait_for(lambda: len(api.posted_keys()) == PEOPLE, timeout=PATIENCE)
            muster.process.terminate()
            assert muster.ends()[0] == 0
    with database.read(now) as tx:
        counted = tx.execute(select(notices.c.state, func.count().label("many")).group_by(notices.c.state))
        states = {row.state: row.many for row in counted}
    database.close()
    assert Counter(api.posted_keys().values()) == {1: PEOPLE}
    assert states == {NoticeState.SENT: PEOPLE}


def _kill_at(api: SlackApi, kill: Callable[[], None], nth_post: int) -> None:
    """Kill the bot between the acceptance of its nth message and the answer."""
    posts = 0

    def count(method: str) -> None:
        nonlocal posts
        posts += method == "chat.postMessage"
        if posts == nth_post:
            kill()

    api.on_accepted = count
