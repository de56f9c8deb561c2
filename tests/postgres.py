"""A throwaway PostgreSQL for the tests: the machine's own binaries, an empty folder, a free loopback port.

`MUSTER_TEST_POSTGRES` may name a server to use instead (a SQLAlchemy URL whose role may create databases),
or say `required`: then a machine without PostgreSQL fails rather than testing SQLite alone.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.ports import free_port

SETTING = "MUSTER_TEST_POSTGRES"


def find_binaries() -> Path | None:
    """The folder that holds initdb and pg_ctl, or None."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path is not None:
        folders.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def running_server() -> Iterator[str | None]:
    """The URL of a server to test on, without a database name, or None where there is none."""
    wanted = os.environ.get(SETTING, "")
    if wanted not in {"", "required"}:
        yield wanted.rstrip("/")
        return
    with own_server() as server:
        if server is None and wanted == "required":
            raise RuntimeError(f"{SETTING}=required, but this machine has no PostgreSQL (initdb, pg_ctl).")
        yield server.url if server is not None else None


class Server:
    """A server of one's own in an empty folder, which can be ended hard and started again."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        """Make it; it does not run yet."""
        self._binaries = binaries
        self._folder = folder
        self._port = free_port()
        self.url = f"postgresql+psycopg://muster@127.0.0.1:{self._port}"
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        _run(binaries / "initdb", "-D", self._data, "-U", "muster", "-A", "trust", "-N", "-E", "UTF8")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def start(self) -> None:
        """Run, after recovery if it was ended hard."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
            "-c full_page_writes=off -c max_connections=400"
        )
        self._control("-w", "-o", options, "-l", self._folder / "log", "start")

    def crash(self) -> None:
        """End all its processes at once, in the middle of whatever they do; nothing is written any more."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: object) -> None:
        _run(self._binaries / "pg_ctl", "-D", self._data, *words)


@contextmanager
def own_server() -> Iterator[Server | None]:
    """A running server that nobody else uses, or None where PostgreSQL is not installed."""
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="muster-postgres-"))
    try:
        server = Server(binaries, folder)
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):
                server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run(
        words,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
    )
