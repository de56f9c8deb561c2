"""One look into the mailbox: every mail that nobody has read yet is taken in, and then marked as read.

In this order, each in a transaction of its own and none open while the mailbox is asked: a process that ends
in between reads a mail once more, and its digest says that nothing is left to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from traceback import extract_tb
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.ending import BrokenOffError
from bot.gateways.imap import Mailbox, MailboxUnreadError, Session
from bot.tasks.mail_intake import take_in_mail
from scheduling.store.engine import Database, DatabaseBusyError

MAILBOX: Final = "mailbox"
"""The name of the task; its row says when any replica last read the mailbox."""

LOOK_FOR_MAIL: Final = timedelta(minutes=1)
"""How often the mailbox is looked into."""

MOST: Final = 200
"""So many mails in one look; the next is a minute away."""

log = structlog.get_logger("muster.mailbox")


class MailboxPolls:
    """Looks into one mailbox. `poll` belongs to one thread, `stop` and the rest to any."""

    def __init__(self, mailbox: Mailbox, database: Database, clock: Clock, authority: str) -> None:
        """Take what is in `mailbox` into `database`; `authority` as in `read_reply`."""
        self._mailbox = mailbox
        self._database = database
        self._clock = clock
        self._authority = authority
        self._stopping = Event()
        self._stumbled: set[str] = set()
        self.trouble = ""
        """Why the last look of this process failed; empty where it did not."""

    @property
    def left_unread(self) -> int:
        """How many mails Muster stumbled over: they stay unread, for people."""
        return len(self._stumbled)

    def stop(self) -> None:
        """Break off between two mails: the process ends."""
        self._stopping.set()

    def poll(self) -> int:
        """Take in what is new; how many mails that were.

        Raises:
            MailboxUnreadError: the mailbox cannot be read, and the log says so once.
            sqlalchemy.exc.SQLAlchemyError: the database does not answer; the rest stays unread.
            BrokenOffError: the process ends.
        """
        with self._told(), self._mailbox.session() as session:
            return self._take_all(session)

    def _take_all(self, session: Session) -> int:
        unseen = session.list_unseen()
        self._stumbled &= set(unseen)
        known = [name for name in unseen if name in self._stumbled]
        fresh = [name for name in unseen if name not in self._stumbled]
        return sum(self._take(session, name) for name in [*fresh, *known][:MOST])

    def _take(self, session: Session, name: str) -> bool:
        """Answers whether it was taken in. One that Muster stumbles over does not stop the others."""
        if self._stopping.is_set():
            raise BrokenOffError("the mailbox is read on by whoever comes next")
        mail = session.read(name)
        if mail is None:
            return False
        try:
            received = take_in_mail(self._database, self._clock, mail, authority=self._authority)
        except (SQLAlchemyError, DatabaseBusyError):
            raise  # no mail is to blame
        except Exception as error:  # noqa: BLE001  whatever one mail does to us, the next one is taken in
            self._note_stumble(name, error)
            return False
        session.mark_seen(name)
        self._stumbled.discard(name)
        log.info(
            "a mail was taken in", mail=received.number, outcome=received.outcome.value, why=received.why,
            again=received.again,
        )  # fmt: skip
        return True

    def _note_stumble(self, name: str, error: Exception) -> None:
        """Once a mail and process; without the error's words, which may be the mail's."""
        if name not in self._stumbled:
            at = extract_tb(error.__traceback__)[-1]
            log.error(
                "Muster stumbled over a mail, which stays unread in the mailbox: please report it",
                mail=name, error=type(error).__name__, at=f"{at.filename}:{at.lineno}",
            )  # fmt: skip
        self._stumbled.add(name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Log that the mailbox cannot be read when that begins, changes or ends."""
        try:
            yield
        except MailboxUnreadError as error:
            if self.trouble != str(error):
                log.warning("the mailbox cannot be read; answers wait in it", reason=str(error))
            self.trouble = str(error)
            raise
        if self.trouble:
            log.info("the mailbox can be read again")
        self.trouble = ""
