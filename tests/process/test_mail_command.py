"""A mail server hands answers to `muster mail receive`, and goes by the exit code."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import SystemClock
from bot.settings import EXAMPLES
from scheduling.meetings.facts import Answer, Invitation
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.tables import meeting_replies
from scheduling.store.engine import Database
from tests.conftest import NOON
from tests.factories.answers import answer_to
from tests.factories.meetings import plan, planned
from tests.people import Cast

TAKEN, AGAIN_LATER = 0, 75
SECRET_WORDS = b"Dr Quill says so"


@pytest.fixture
def drill(database: Database, cast: Cast) -> Invitation:
    """A drill to which Ada is asked; the machine's own clock goes on from here."""
    now = SystemClock().now()
    with database.begin(now) as tx:
        return planned(tx, cast.sol, plan(cast.ada, day=now.date() + timedelta(days=30)))


def muster(
    *words: str, mail: bytes = b"", url: str, folder: Path, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Type it, with a mail on standard input."""
    bare = {name: value for name, value in os.environ.items() if name not in EXAMPLES}
    return subprocess.run(
        [sys.executable, "-m", "bot", "mail", *words],
        input=mail, capture_output=True, check=False, timeout=120,
        env={**bare, "MUSTER_DATABASE_URL": url, "PYTHONPATH": str(Path.cwd()), **more}, cwd=folder,
    )  # fmt: skip


def test_an_answer_that_is_piped_in_counts_once_and_is_listed(
    drill: Invitation, database: Database, database_url: str, cast: Cast, tmp_path: Path
) -> None:
    mail = answer_to(drill, cast.ada, "ACCEPTED", at=SystemClock().now(), comment=f"COMMENT:{SECRET_WORDS!r}")
    first = muster("receive", mail=mail, url=database_url, folder=tmp_path)
    second = muster("receive", mail=mail, url=database_url, folder=tmp_path)
    listed = muster("list", url=database_url, folder=tmp_path, COLUMNS="200")
    assert (first.returncode, second.returncode, listed.returncode) == (TAKEN, TAKEN, 0)
    assert first.stdout == b"Mail 1: taken: the answer counts.\n"
    assert b"it had come before" in second.stdout
    assert b"applied" in listed.stdout
    assert b"Ada Alder" in listed.stdout
    assert SECRET_WORDS not in first.stdout + first.stderr + second.stdout + listed.stdout
    with database.read(NOON) as tx:
        (ada,) = read_attendees(tx, drill.meeting.id)
    assert ada.said.answer is Answer.YES


@pytest.mark.parametrize(
    "mail",
    [b"", b"From: a@example.org\r\n\r\nYes.", b"x" * 20_000_000, b"\xff\xfe\0" * 9],
    ids=["nothing", "words", "twenty megabytes", "rubbish"],
)
def test_a_mail_that_is_no_answer_is_written_down_and_never_sent_back(
    drill: Invitation, database: Database, database_url: str, mail: bytes, tmp_path: Path
) -> None:
    done = muster("receive", mail=mail, url=database_url, folder=tmp_path)
    assert done.returncode == TAKEN
    assert done.stdout.startswith(b"Mail 1: not taken, not readable as an answer (")
    assert done.stdout.count(b"\n") == 1
    with database.read(NOON) as tx:
        assert tx.execute(select(meeting_replies.c.outcome)).scalar_one() == "malformed"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"MUSTER_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/muster"}, b"MUSTER_DATABASE_URL"),
        ({"MUSTER_DATABASE_URL": "sqlite:///not-there.db"}, b"MUSTER_DATABASE_URL"),
        ({"MUSTER_DATABASE_URL": "mysql://h/m"}, b"MUSTER_DATABASE_URL"),
        ({"MUSTER_MAIL_AUTHORITY": "a; b"}, b"MUSTER_MAIL_AUTHORITY"),
    ],
)
def test_a_mail_waits_at_the_mail_server_while_muster_cannot_take_it(
    settings: dict[str, str], says: bytes, tmp_path: Path
) -> None:
    mail, url = b"From: a@b.example\r\n\r\n", f"sqlite:///{tmp_path / 'none.db'}"
    done = muster("receive", mail=mail, url=url, folder=tmp_path, **settings)
    assert done.returncode == AGAIN_LATER
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_who_looks_at_an_empty_list_reads_that_it_is_empty(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    assert muster("list", url=database_url, folder=tmp_path).stdout == b"No mail has come in yet.\n"
