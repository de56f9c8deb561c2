"""A leased letter in words, as things stand now: what goes, and what is put aside with its own outcome.

A notice that cannot be worded, or is no longer of use, is settled by itself and never stops the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.delivery.bundle import Line, bundled, how_many_fit, wants_answer
from bot.delivery.carriers.parcel import Parcel
from bot.delivery.lateness import marked, words_for_lateness
from handlers.mail.calendar_kinds import CALENDAR_KINDS
from handlers.mail.calendar_mail import CalendarMail
from handlers.message import Message
from scheduling.outbox.facts import (
    Broken,
    LeasedLetter,
    LeasedNotice,
    Obsolete,
    Outcome,
    Post,
    RetryAt,
    Route,
    Undeliverable,
    why_expired,
)
from scheduling.outbox.queries import find_post
from scheduling.outbox.threads import find_thread
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

Render = Callable[[Transaction, str, Mapping[str, Any], Person | None], Message | Obsolete]
"""Words a notice as things stand now, or says why it is obsolete."""

RenderMail = Callable[[Transaction, str, Mapping[str, Any]], CalendarMail | Obsolete | Undeliverable]
"""The same for what calendar programs are told: one of `CALENDAR_KINDS`, by e-mail."""

RenderCall = Callable[[Transaction, str, Mapping[str, Any]], bytes | Obsolete]
"""The same for an agency's system: the body of a call."""

Content = Message | CalendarMail | bytes
Outcomes = list[tuple[LeasedNotice, Outcome]]

log = structlog.get_logger("muster.courier")


@dataclass(frozen=True, slots=True)
class Worded:
    """A letter, looked at: what goes (None if nothing does), for whom, what is settled by itself, and the
    post in whose thread it goes, or would.
    """

    addressee: Person | None
    parcel: Parcel | None
    aside: Outcomes
    thread: Post | None = None


class Wording:
    """Words letters."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        render: Render,
        render_mail: RenderMail | None,
        render_call: RenderCall | None,
    ) -> None:
        """Read from `database` what is so by `clock`; `render_mail` words what calendars are told, and
        `render_call` what an agency's system is.
        """
        self._database = database
        self._clock = clock
        self._render = render
        self._render_mail = render_mail
        self._render_call = render_call
        self.single: set[str] = set(CALENDAR_KINDS)
        """Kinds that go each in a message of their own: for a calendar, or seen to want an answer."""

    def word(self, letter: LeasedLetter) -> Worded:
        """The letter in words.

        Raises:
            SQLAlchemyError: the database failed; no notice is to blame.
        """
        now = self._clock.now()
        with self._database.read(now) as tx:
            person_id = letter.first.person_id
            addressee = find_person(tx, person_id) if person_id is not None else None
            worded = [(notice, self._one(tx, notice, addressee)) for notice in letter.notices]
            post = find_post(tx, letter.first.post_key) if letter.first.post_key is not None else None
            thread = find_post(tx, letter.first.thread_key) if letter.first.thread_key is not None else None
        ready = [(notice, said) for notice, said in worded if isinstance(said, Content)]
        aside: Outcomes = [(n, said) for n, said in worded if not isinstance(said, Content)]
        if not ready:
            return Worded(addressee, None, aside, thread)
        going, content = self._composed(ready, now, post)
        kept = [notice for notice, _ in ready if notice not in going]
        aside += [(notice, RetryAt(now, "it goes in another message")) for notice in kept]
        late = _lateness(going[0], now)
        parcel = Parcel(replace(letter, notices=going), addressee, content, post, late, thread)
        return Worded(addressee, parcel, aside, thread)

    def _one(
        self, tx: Transaction, notice: LeasedNotice, addressee: Person | None
    ) -> Content | Obsolete | Undeliverable | Broken | RetryAt:
        if notice.expires_at is not None and notice.expires_at <= tx.now:
            return Obsolete(why_expired(notice.expires_at))
        thread = find_thread(tx, notice.thread_key) if notice.thread_key is not None else None
        if isinstance(thread, RetryAt | Obsolete):
            return thread
        try:
            if notice.route is Route.EMAIL and self._render_mail and notice.kind in CALENDAR_KINDS:
                return self._render_mail(tx, notice.kind, notice.refs)
            if notice.route is not Route.WEBHOOK:
                return self._render(tx, notice.kind, notice.refs, addressee)
            if self._render_call is None:
                return Broken("MUSTER_WEBHOOK_URL is not set")
            return self._render_call(tx, notice.kind, notice.refs)
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("a notice could not be worded", id=notice.id, kind=notice.kind)
            return Broken(type(error).__name__)

    def _composed(
        self, ready: Sequence[tuple[LeasedNotice, Content]], now: datetime, post: Post | None
    ) -> tuple[tuple[LeasedNotice, ...], Content]:
        """What goes as one message, and the message. What is put right in its place says what is so now: that
        it waited is no news there, and would stand for ever.
        """
        first, said = ready[0]
        if not isinstance(said, Message):
            return (first,), said
        if len(ready) == 1:
            return (first,), said if post is not None else marked(said, _lateness(first, now))
        plain = [(n, m) for n, m in ready if isinstance(m, Message) and not wants_answer(m)]
        self.single.update(n.kind for n, m in ready if isinstance(m, Message) and wants_answer(m))
        if wants_answer(said) or len(plain) == 1:
            return (first,), marked(said, _lateness(first, now))
        lines = [Line(message.text, _lateness(notice, now)) for notice, message in plain]
        fitting = how_many_fit(lines)
        return tuple(notice for notice, _ in plain[:fitting]), bundled(lines[:fitting])


def _lateness(notice: LeasedNotice, now: datetime) -> str | None:
    """A line of a thread is a record, which says itself when what it tells has happened."""
    by_itself = notice.is_board or notice.thread_key is not None
    return None if by_itself else words_for_lateness(now - notice.due_at)
