"""Downtime: an hour, and a week. Whoever starts again drops nothing in silence, and begins at once.

The bot went down with notices of every kind and class in its outbox; those that fell due meanwhile were
written ahead. Each must end as sent, saying how late it is, or as expired, superseded or obsolete; and the
audit must know of each that is late or was not sent.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Row, select

from bot.clock import SystemClock
from chaos.crew import crew
from chaos.databases import Place
from chaos.downtime_owed import KEY, owe
from chaos.figures import Figure, at_most, exactly, none_of
from chaos.flow import wait_until_settled
from chaos.run import Run
from scheduling.audit.tables import audit
from scheduling.outbox.facts import LATE, NoticeState, Route, part_key
from scheduling.outbox.records import EXPIRED, OBSOLETE, SENT_LATE, SUPERSEDED
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database, open_database
from tests.fakes.mail_server import MailServer, taking_mail
from tests.fakes.slack_api import listening
from tests.fakes.strict_slack import StrictSlack

DOWN: Final = {"an hour": timedelta(hours=1, minutes=5), "a week": timedelta(days=7)}
BEGINS_SECONDS: Final = 5.0

_SAYS_SO: Final = "Late by"
_NOT_SENT: Final = {EXPIRED, OBSOLETE, SUPERSEDED}


@dataclass(frozen=True, slots=True)
class Return:
    """What became of what was owed.

    Attributes:
        owed: how many notices.
        sent: how many of them people have had.
        not_sent: settled as expired, superseded or obsolete.
        dropped: neither; or settled without a reason.
        silent: sent late by Slack or mail without saying so.
        unrecorded: late or not sent, and the audit does not know.
        doubled: accepted by Slack more than once.
        began: seconds from the start of the process to the first message that Slack accepted.
    """

    owed: int
    sent: int
    not_sent: int
    dropped: int
    silent: int
    unrecorded: int
    doubled: int
    began: float


def measure(place: Place, run: Run) -> list[Figure]:
    """An hour, and a week."""
    figures: list[Figure] = []
    for number, (how_long, down) in enumerate(DOWN.items(), start=1):
        back = come_back(place, down)
        figures += [
            exactly(
                f"sent, expired, superseded or obsolete after {how_long}", back.owed - back.dropped, back.owed
            ),
            Figure(f"of which not sent any more, {how_long}", f"{back.not_sent}"),
            none_of(f"late without saying so, {how_long}", back.silent),
            none_of(f"without their audit row, {how_long}", back.unrecorded),
            none_of(f"accepted twice, {how_long}", back.doubled),
            at_most(f"sending begins, {how_long}", back.began, BEGINS_SECONDS, "s"),
        ]
        run.progress(number, len(DOWN))
    return figures


def come_back(place: Place, down: timedelta) -> Return:
    """Owe, be down for so long, start, and look at what became of everything."""
    slack, clock = StrictSlack(), SystemClock()
    with (
        place.empty() as url,
        tempfile.TemporaryDirectory(prefix="muster-chaos-") as folder,
        listening(slack) as slack_url,
        taking_mail() as post,
    ):
        database, back_at = open_database(url), clock.now()
        with database.begin(back_at - down) as tx:
            owed = owe(tx, back_at)
        mail = {
            "MUSTER_SMTP_URL": f"smtp://127.0.0.1:{post.port}",
            "MUSTER_MAIL_FROM": "muster@district.example.org",
        }
        begun = clock.now()
        with crew(slack_url, url, Path(folder), told=mail):
            wait_until_settled(database, KEY)  # what it finds to say by itself may be for another day
        back = _look_back(database, slack, post, begun, owed)
        database.close()
    return back


def _look_back(
    database: Database, slack: StrictSlack, post: MailServer, begun: datetime, owed: int
) -> Return:
    with database.read(SystemClock().now()) as tx:
        rows = tx.execute(select(notices).where(notices.c.dedupe_key.startswith(KEY))).all()
        noted = defaultdict(set)
        for row in tx.execute(select(audit.c.subject_id, audit.c.verb).where(audit.c.subject == "notice")):
            noted[row.subject_id].add(row.verb)
    sent = [row for row in rows if row.state == NoticeState.SENT]
    ended = [row for row in rows if row.state == NoticeState.OBSOLETE and row.reason]
    late = [row for row in sent if row.settled_at - row.due_at >= LATE and not _is_board(row)]
    times = slack.times_taken()
    unrecorded = sum(SENT_LATE not in noted[row.id] for row in late)
    unrecorded += sum(_NOT_SENT.isdisjoint(noted[row.id]) for row in ended if row.post_key is None)
    return Return(
        owed=owed,
        sent=len(sent),
        not_sent=len(ended),
        dropped=owed - len(sent) - len(ended),
        silent=_silent(slack, late) + _silent_mails(post, late),
        unrecorded=unrecorded,
        doubled=sum(times[part_key(row.dedupe_key)] > 1 for row in rows),
        began=(min(message.at for message in slack.taken) - begun).total_seconds(),
    )


def _is_board(row: Row[Any]) -> bool:
    """Whether it is a standing post of a channel, which shows what is so now and is never late."""
    posted: bool = row.post_key is not None and not row.addressee.startswith("person:")
    return posted


def _silent(slack: StrictSlack, late: Iterable[Row[Any]]) -> int:
    """Of the late notices that went by Slack, those whose message does not say so: each has its own line, and
    each file a message that names no notice.
    """
    parts = {part_key(row.dedupe_key) for row in late if row.route == Route.SLACK}
    there = parts & slack.first_taken().keys()
    unsaid = sum(
        max(0, len(parts & set(message.parts)) - message.text.count(_SAYS_SO)) for message in slack.taken
    )
    files = sum(_SAYS_SO in message.text for message in slack.taken if not message.parts)
    return unsaid + max(0, len(parts - there) - files)


def _silent_mails(post: MailServer, late: Sequence[Row[Any]]) -> int:
    mailed = sum(1 for row in late if row.route == Route.EMAIL)
    said = sum(_SAYS_SO in str(letter.get_body(preferencelist=["plain"])) for letter in post.taken)
    return max(0, mailed - said)
