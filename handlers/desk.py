"""What every listener may use: the database, the clock, the policy, and a way to work after the answer."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from scheduling.outbox.requests import remember_request
from scheduling.policy.schema import Policy
from scheduling.store.engine import ANSWERING_PATIENCE, Database
from scheduling.store.transaction import Transaction


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class AlreadyHandled(Exception):  # noqa: N818  nothing went wrong: Slack delivered a request twice
    """This request has changed what it was to change; the second delivery is answered with silence."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to `handlers.register` once, by `bot.bootstrap`.

    Attributes:
        database: where the rows are.
        clock: tells the instant at which each transaction begins.
        policy: the district's rules.
        zone: the district's time zone, for people and days that name none.
        later: runs a function after the answer, in a pool that is drained before the process ends; it logs
            what fails.
        wake: tells those who go on by themselves, such as the courier, that something has changed.
        link_account: looks whether an account, by its id, belongs to somebody on the roster who has none yet;
            asks Slack, so it is only ever run through `later`.
        app_name: what the bot calls itself.
        public_url: under which address the outside reaches it, without a trailing slash; empty where it does
            not.
        sends_mail: whether there is a mail server, so that meetings come into calendars by mail.
        patience: how long a change may wait for its turn while somebody waits for the answer.
    """

    database: Database
    clock: Clock
    policy: Policy
    zone: ZoneInfo
    later: Callable[[Callable[[], None]], None]
    wake: Callable[[], None]
    link_account: Callable[[str], None]
    app_name: str = "Muster"
    public_url: str = ""
    sends_mail: bool = True
    patience: timedelta = ANSWERING_PATIENCE

    @contextmanager
    def begin(self, once: str | None = None, *, patience: timedelta | None = None) -> Iterator[Transaction]:
        """A write transaction; once it has committed, `wake` is called.

        Args:
            once: the key of the Slack request. It is written in the same transaction, so that a request which
                Slack delivers twice changes things once.
            patience: how long it may wait for its turn; the desk's if left out.

        Raises:
            AlreadyHandled: the request with this key has committed before.
        """
        with self.database.begin(self.clock.now(), patience=patience or self.patience) as tx:
            if once is not None and not remember_request(tx, once):
                raise AlreadyHandled(once)
            yield tx
        self.wake()

    def read(self) -> AbstractContextManager[Transaction]:
        """A read transaction: one consistent look."""
        return self.database.read(self.clock.now())
