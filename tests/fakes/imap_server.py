"""Mailboxes on this machine, kept by a real server: Dovecot, in a folder of its own.

`MUSTER_TEST_IMAP=required` (in `.ci/run`) fails where it is not installed; else such tests are skipped.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote
from uuid import uuid4

import pytest
from imap_tools import MailBoxUnencrypted

from tests.ports import free_port

PASSWORD = "only-for-tests/1"
_PATIENCE_SECONDS = 30

_CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {nobody}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
ssl = {ssl}
{certificate}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


class KeptMailbox:
    """One mailbox of a running server."""

    def __init__(self, port: int, tls_port: int) -> None:
        """A new one, which nobody else uses; the server listens on these ports already."""
        self._user = f"{uuid4().hex}@example.org"
        self._port = port
        login = f"{quote(self._user, safe='')}:{quote(PASSWORD, safe='')}"
        self.url = f"imap://{login}@127.0.0.1:{port}/INBOX"
        self.tls_url = f"imaps://{login}@127.0.0.1:{tls_port}"

    def deliver(self, *mails: bytes) -> None:
        """Put mails into the mailbox, as new ones."""
        with self.opened() as box:
            for mail in mails:
                box.append(mail, "INBOX")

    def unread(self) -> list[str]:
        """The names of the mails that nobody has read."""
        with self.opened() as box:
            return box.uids("UNSEEN")

    @contextmanager
    def opened(self) -> Iterator[MailBoxUnencrypted]:
        """The mailbox, as somebody's mail program has it."""
        with MailBoxUnencrypted("127.0.0.1", self._port, timeout=_PATIENCE_SECONDS) as box:
            box.login(self._user, PASSWORD)
            yield box


def find_dovecot() -> str | None:
    """The program, which most systems keep where only root looks."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def keeping_mail(tls: Path | None = None) -> Iterator[Callable[[], KeptMailbox]]:
    """A server that keeps as many mailboxes as it is asked for.

    Args:
        tls: the folder in which `tests.certificates.certificate` has made one; None: unencrypted.
    """
    program = find_dovecot()
    if program is None and os.environ.get("MUSTER_TEST_IMAP") == "required":
        raise RuntimeError("MUSTER_TEST_IMAP=required, but this machine has no Dovecot.")
    if program is None:
        pytest.skip("needs the mail server Dovecot")
    folder = Path(tempfile.mkdtemp(prefix="muster-dovecot-"))
    folder.chmod(0o755)  # the processes that log people in are nobody's
    port, tls_port = free_port(), free_port() if tls is not None else 0
    try:
        _write(folder, port, tls_port, tls)
        running = subprocess.Popen(
            [program, "-F", "-c", str(folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(port, running, folder)
            yield partial(KeptMailbox, port, tls_port)
        finally:
            running.terminate()
            running.wait(_PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, port: int, tls_port: int, tls: Path | None) -> None:
    me = pwd.getpwuid(os.geteuid()).pw_name
    root = os.geteuid() == 0
    accounts = {
        "owner": me, "group": _group(me), "nobody": "dovenull" if root else me,
        "mail": "nobody" if root else me, "mail_group": _group("nobody" if root else me),
    }  # fmt: skip
    shown = "" if tls is None else f"ssl_cert = <{tls / 'certificate.pem'}\nssl_key = <{tls / 'key.pem'}"
    (folder / "mail").mkdir()
    if root:  # which Dovecot lets keep no mail
        nobody = pwd.getpwnam("nobody")
        for each in (folder, folder / "mail"):
            os.chown(each, nobody.pw_uid, nobody.pw_gid)
    (folder / "dovecot.conf").write_text(
        _CONFIGURATION.format(
            folder=folder, port=port, tls_port=tls_port, ssl="no" if tls is None else "yes",
            certificate=shown, password=PASSWORD, **accounts,
        )
    )  # fmt: skip


def _group(user: str) -> str:
    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def _wait_for(port: int, running: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Until it greets."""
    ends_at = monotonic() + _PATIENCE_SECONDS
    while monotonic() < ends_at and running.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
            if line.recv(4) == b"* OK":
                return
        sleep(0.05)
    log = folder / "log"
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'it wrote no log'}")
