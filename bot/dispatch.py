"""One attempt at one notice: word it as things stand now, find its channel, send it.

A notice whose earlier attempt broke half-way is looked for in Slack before it is sent again; one that cannot
be worded is answered as broken and never stops the others.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.gateways.slack import CannotAskError, Letter, PostGoneError, SlackGateway
from bot.lateness import POSSIBLE_DUPLICATE, marked, words_for_lateness
from handlers.message import Message
from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import (
    Broken,
    LeasedNotice,
    Obsolete,
    Outcome,
    Post,
    RetryAt,
    Sent,
    Undeliverable,
)
from scheduling.outbox.queries import find_last_channel, find_post
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

Render = Callable[[Transaction, str, Mapping[str, Any], Person | None], Message | Obsolete]
"""Words a notice as things stand now, or says why it is obsolete."""

ASK_AGAIN: Final = timedelta(seconds=15)
"""How long to wait when Slack cannot be asked whether a message is there."""

URGENT_WAITS: Final = timedelta(seconds=60)
"""After so long an urgent notice goes out unasked, marked as a possible duplicate."""

_CLOCKS_DIFFER: Final = timedelta(minutes=5)

log = structlog.get_logger("muster.courier")


class Dispatch:
    """Knows how a notice is worded, where its addressee is reached, and how Slack is spoken to."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gateway: SlackGateway,
        render: Render,
        channels: Mapping[str, str],
    ) -> None:
        """Make attempts.

        Args:
            database: where the facts of a notice are read, at the moment of sending.
            clock: tells that moment.
            gateway: the way to Slack.
            render: words a notice.
            channels: `channel:…` addressees to Slack channel ids (or names with #).
        """
        self._database = database
        self._clock = clock
        self._gateway = gateway
        self._render = render
        self._channels = channels

    def attempt(self, notice: LeasedNotice) -> Outcome:
        """Send a notice if it is still true, and answer what came of it.

        Raises:
            SQLAlchemyError: the database failed; the notice is not to blame, and its lease will run out.
        """
        try:
            with self._database.read(self._clock.now()) as tx:
                addressee = find_person(tx, notice.person_id) if notice.person_id is not None else None
                worded = self._render(tx, notice.kind, notice.refs, addressee)
                post = find_post(tx, notice.post_key) if notice.post_key is not None else None
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("a notice could not be worded", id=notice.id, kind=notice.kind)
            return Broken(type(error).__name__)
        if isinstance(worded, Obsolete):
            return worded
        channel = self._channel_for(notice, addressee)
        if not isinstance(channel, str):
            return channel
        return self._send(notice, Letter(channel, worded, notice.message_key), post)

    def _channel_for(self, notice: LeasedNotice, person: Person | None) -> str | Outcome:
        if notice.person_id is None:
            return self._channels.get(notice.addressee) or Undeliverable(
                f"no channel is set for {notice.addressee}"
            )
        if person is None:
            return Undeliverable("the person is not on the roster any more")
        if person.deactivated_at is not None:
            return Undeliverable("the person's Slack account is deactivated")
        if person.slack_id is None:
            return Undeliverable("no Slack account is known for this person: `muster roster list` says whose")
        return self._gateway.open_dm(person.slack_id)

    def _send(self, notice: LeasedNotice, letter: Letter, post: Post | None) -> Outcome:
        if post is not None:
            try:
                return self._gateway.update(post, letter)
            except PostGoneError:
                log.info("a standing post is gone; it is put up anew", key=post.key)
        board = notice.post_key is not None and notice.person_id is None  # shows what is so now, never late
        late = None if board else words_for_lateness(self._clock.now() - notice.due_at)
        duplicate = None
        if notice.doubtful_since is not None:
            found = self._find(notice, letter.channel)
            if isinstance(found, Sent):
                return found
            if found is not None and not self._cannot_wait(notice):
                return found
            duplicate = POSSIBLE_DUPLICATE if found is not None else None
        return self._gateway.post(Letter(letter.channel, marked(letter.message, duplicate, late), letter.key))

    def _find(self, notice: LeasedNotice, channel: str) -> Sent | RetryAt | None:
        """The message of an earlier attempt; None if it certainly is not there; or when to ask again."""
        try:
            channel_id = self._channel_id(notice, channel)
            return self._gateway.find(channel_id, notice.message_key, notice.created_at - _CLOCKS_DIFFER)
        except CannotAskError as error:
            reason = f"it may have arrived, and Slack cannot be asked: {error}"
            return RetryAt(self._clock.now() + ASK_AGAIN, reason, still_doubtful=True)

    def _channel_id(self, notice: LeasedNotice, channel: str) -> str:
        """History is asked for by id; where the settings name a channel, the last post there tells its id."""
        if not channel.startswith("#"):
            return channel
        with self._database.read(self._clock.now()) as tx:
            known = find_last_channel(tx, notice.addressee)
        if known is None:
            raise CannotAskError(f"the id of {channel} is not known yet; set the id instead of the name")
        return known

    def _cannot_wait(self, notice: LeasedNotice) -> bool:
        since = notice.doubtful_since
        waited = since is not None and self._clock.now() - since >= URGENT_WAITS
        return waited and notice.urgency == Urgency.URGENT
