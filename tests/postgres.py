"""A throwaway PostgreSQL for the tests: the machine's own binaries, an empty folder, a free loopback port.

`MUSTER_TEST_POSTGRES` may name a server to use instead (a SQLAlchemy URL whose role may create databases),
or say `required`: then a machine without PostgreSQL fails rather than testing SQLite alone.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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
    binaries = find_binaries()
    if binaries is None:
        if wanted == "required":
            raise RuntimeError(f"{SETTING}=required, but this machine has no PostgreSQL (initdb, pg_ctl).")
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="muster-postgres-"))
    try:
        with _server(binaries, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(binaries: Path, folder: Path) -> Iterator[str]:
    port = _free_port()
    data = folder / "data"
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    _run(binaries / "initdb", "-D", data, "-U", "muster", "-A", "trust", "-N", "-E", "UTF8")
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
        "-c full_page_writes=off -c max_connections=400"
    )
    _run(binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql+psycopg://muster@127.0.0.1:{port}"
    finally:
        with suppress(subprocess.CalledProcessError):
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
