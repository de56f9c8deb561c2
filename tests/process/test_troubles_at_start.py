"""A bot that cannot begin says in one sentence why, or waits for what is only late."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.engine import URL, make_url

from tests.fakes.line import Line
from tests.ports import free_port
from tests.process.launch import PATIENCE, ROOT, running
from tests.troubles import small_disk


def told(database_url: str, **more: str) -> dict[str, str]:
    """Settings for a Slack that is nowhere."""
    return {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/",
        "SLACK_BOT_TOKEN": "xoxb-nowhere",
        "SLACK_APP_TOKEN": "xapp-nowhere",
        "MUSTER_TIMEZONE": "America/Phoenix",
        "MUSTER_SHIFTS_CHANNEL": "C0123456789",
        "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
        "MUSTER_DATABASE_URL": database_url,
        **more,
    }


@pytest.fixture
def database_file(empty_sqlite: Path) -> Iterator[Path]:
    """A migrated file, as a bot has left it, in a folder that every account may look at: those of the other
    tests lie in one that is their own account's alone.
    """
    with TemporaryDirectory(prefix="muster-") as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copyfile(empty_sqlite, Path(folder, "muster.db")))


@pytest.fixture
def server_url(database_url: str) -> URL:
    """A database on a server, where there is one."""
    if database_url.startswith("sqlite"):
        pytest.skip("a file is there or not; nobody waits for it")
    return make_url(database_url)


@pytest.fixture
def nobody() -> list[str]:
    """The words before a command that make another account run it, who may look at the folder and no more."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs the right to run a command as another account (root)")
    account = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def ended(words: list[str], settings: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Exit code and what was written to standard error by `muster run`."""
    command = [*words, sys.executable, "-B", "-m", "bot", "run"]
    done = subprocess.run(
        command, env={**settings, "MUSTER_PORT": str(free_port()), "PYTHONPATH": str(ROOT)}, cwd=folder,
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_a_folder_in_which_nothing_may_be_written_is_named_and_not_mistaken_for_another_muster(
    database_file: Path, nobody: list[str]
) -> None:
    code, said = ended(nobody, told(f"sqlite:///{database_file}"), database_file.parent)
    assert code == 1
    last = said.splitlines()[-1]
    assert last.startswith(f"Muster cannot make {database_file}.lock (Permission denied)")
    assert "MUSTER_DATABASE_URL" in last
    assert "Another Muster" not in said
    assert "Traceback" not in said


def test_a_file_that_may_only_be_read_is_said_before_anything_begins(
    database_file: Path, nobody: list[str]
) -> None:
    database_file.parent.chmod(0o777)
    code, said = ended(nobody, told(f"sqlite:///{database_file}"), database_file.parent)
    assert code == 1
    last = said.splitlines()[-1]
    assert last.startswith("The database cannot be written")
    assert "MUSTER_DATABASE_URL" in last
    assert "Traceback" not in said


def test_a_disk_without_room_is_said_before_anything_begins(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        disk.fill()
        code, said = ended([], told(f"sqlite:///{disk.folder / 'muster.db'}"), tmp_path)
    assert code == 1
    last = said.splitlines()[-1]
    assert last.startswith("The disk of the database is full")
    assert "MUSTER_DATABASE_URL" in last
    assert "Traceback" not in said


def test_a_server_that_comes_later_than_muster_needs_nobodys_hands(server_url: URL, tmp_path: Path) -> None:
    assert server_url.port is not None
    line = Line(server_url.port, free_port())
    there = server_url.set(port=line.own_port).render_as_string(hide_password=False)
    with running(told(there), tmp_path) as muster:
        assert muster.process.stderr is not None
        first = muster.process.stderr.readline()
        assert "Muster waits for its database" in first
        assert "MUSTER_DATABASE_URL" in first
        with line:
            muster.answers()
            muster.process.send_signal(signal.SIGTERM)
            code, said = muster.ends()
    assert code == 0, said
    assert "the database answers" in said
    assert "Traceback" not in said


def test_a_server_that_knows_no_such_database_ends_the_start_with_a_sentence(
    server_url: URL, tmp_path: Path
) -> None:
    elsewhere = server_url.set(database="no_such").render_as_string(hide_password=False)
    code, said = ended([], told(elsewhere), tmp_path)
    assert code == 1
    assert 'database "no_such" does not exist' in said.splitlines()[-1]
    assert "MUSTER_DATABASE_URL" in said.splitlines()[-1]


def test_a_muster_that_waits_for_its_server_ends_when_told(tmp_path: Path) -> None:
    with running(told(f"postgresql+psycopg://muster@127.0.0.1:{free_port()}/muster"), tmp_path) as muster:
        assert muster.process.stderr is not None
        assert "Muster waits" in muster.process.stderr.readline()
        muster.process.send_signal(signal.SIGTERM)
        assert muster.ends()[0] == 0
