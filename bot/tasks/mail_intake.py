"""One mail that has come in: read, and taken in a transaction of its own."""

from bot.clock import Clock
from scheduling.ical.bounces import read_bounce
from scheduling.ical.replies import Unreadable, read_reply
from scheduling.meetings.mail.facts import Received
from scheduling.meetings.mail.replies import receive_reply
from scheduling.store.engine import BACKGROUND_PATIENCE, Database


def take_in_mail(database: Database, clock: Clock, mail: bytes, *, authority: str) -> Received:
    """Do what a mail answers, and write down what became of it. The same mail once more does nothing.

    Args:
        database: where meetings stand.
        clock: tells when it came.
        mail: the whole of it, or of one that is too large a beginning that is too large as well.
        authority: see `read_reply`.

    Raises:
        DatabaseBusyError: another change took too long; nothing is written.
        sqlalchemy.exc.DBAPIError: the database does not answer; nothing is written.
    """
    reply = read_reply(mail, authority=authority)  # outside: reading a large mail holds nobody up
    said = (read_bounce(mail) or reply) if isinstance(reply, Unreadable) else reply
    with database.begin(clock.now(), patience=BACKGROUND_PATIENCE) as tx:
        return receive_reply(tx, mail, said)
