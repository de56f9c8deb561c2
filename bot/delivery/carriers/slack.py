"""By Slack: a direct message, a post in a channel, or a standing post updated in place."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.delivery.carriers.parcel import Parcel
from bot.delivery.lateness import marked
from bot.gateways.last_look import StillOurs
from bot.gateways.slack import CannotAskError, Letter, PostGoneError, SlackGateway
from handlers.message import Message
from scheduling.outbox.facts import (
    Broken,
    LeasedLetter,
    Obsolete,
    Outcome,
    Post,
    RetryAt,
    Sent,
    Undeliverable,
)
from scheduling.outbox.queries import find_last_channel
from scheduling.roster.facts import Person
from scheduling.store.engine import Database

ASK_AGAIN: Final = timedelta(seconds=15)
"""How long to wait when Slack cannot be asked whether a message is there."""

FILE_PATIENCE: Final = timedelta(minutes=2)
"""After so long what a file holds goes as a message: a firewall may let Slack through and not its files."""

_CLOCKS_DIFFER: Final = timedelta(minutes=5)

_OF_CONTENT: Final = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "metadata_too_large"}
)
"""What Slack has against the words of a message; a bundle may be refused for one of its notices."""

_NO_THREAD: Final = frozenset({"thread_not_found", "cannot_reply_to_message"})

log = structlog.get_logger("muster.courier")


class BySlack:
    """Knows where people and channels are reached."""

    def __init__(
        self, database: Database, clock: Clock, gateway: SlackGateway, channels: Mapping[str, str]
    ) -> None:
        """Send through `gateway`; `channels` are `channel:…` addressees to Slack channel ids (or #names)."""
        self._database = database
        self._clock = clock
        self._gateway = gateway
        self._channels = channels

    def find(
        self, letter: LeasedLetter, addressee: Person | None, thread: Post | None
    ) -> Sent | Outcome | None:
        """The message of an earlier attempt; None if it certainly is not there; else why nobody knows."""
        channel = thread.slack_channel if thread is not None else self._channel_for(letter, addressee)
        if not isinstance(channel, str):
            return channel
        keys = {letter.key, *([letter.first.part_key] if len(letter.notices) == 1 else [])}
        try:
            known = self._channel_id(letter, channel)
            since = letter.tried_from - _CLOCKS_DIFFER
            return self._gateway.find(known, keys, since, thread.slack_ts if thread is not None else None)
        except CannotAskError as error:
            reason = f"it may have arrived, and Slack cannot be asked: {error}"
            return RetryAt(self._clock.now() + ASK_AGAIN, reason, still_doubtful=True, away=error.away)

    def update(self, parcel: Parcel, still_ours: StillOurs) -> Outcome | None:
        """Put new content into the standing post; None if there is none, or somebody deleted it."""
        if parcel.post is None or not isinstance(parcel.content, Message):
            return None
        letter = self._addressed(parcel, parcel.post.slack_channel, parcel.content)
        try:
            return self._gateway.update(parcel.post, letter, still_ours)
        except PostGoneError:
            log.info("a standing post is gone; it is put up anew", key=parcel.post.key)
            return None

    def send(self, parcel: Parcel, remark: str | None, still_ours: StillOurs) -> Outcome:
        """Post it, with a remark in front."""
        thread = parcel.thread
        at_the_post = thread.slack_channel if thread is not None else None
        channel = at_the_post or self._channel_for(parcel.letter, parcel.addressee)
        if not isinstance(channel, str) or not isinstance(parcel.content, Message):
            return channel if not isinstance(channel, str) else Broken("there is no message to post")
        letter = self._addressed(parcel, channel, marked(parcel.content, remark))
        outcome = self._gateway.post(letter, still_ours)
        if self._goes_without_file(parcel, outcome):
            outcome = self._gateway.post(
                replace(letter, message=replace(letter.message, file=None)), still_ours
            )
        if thread is not None and isinstance(outcome, Undeliverable) and outcome.reason in _NO_THREAD:
            return Obsolete(f"the message in whose thread it goes is gone: {outcome.reason}")
        bundle = len(parcel.letter.notices) > 1
        if bundle and isinstance(outcome, Undeliverable) and outcome.reason in _OF_CONTENT:
            return Broken(f"in one message with others: {outcome.reason}")
        return outcome

    def _goes_without_file(self, parcel: Parcel, outcome: Outcome) -> bool:
        """Whether Slack answers, and has not taken the file for too long; nothing was sent yet."""
        has_file = isinstance(parcel.content, Message) and parcel.content.file is not None
        waits = isinstance(outcome, RetryAt) and not outcome.away
        return has_file and waits and self._clock.now() - parcel.letter.due_at >= FILE_PATIENCE

    def _addressed(self, parcel: Parcel, channel: str, message: Message) -> Letter:
        parts = tuple(notice.part_key for notice in parcel.letter.notices)
        thread_ts = parcel.thread.slack_ts if parcel.thread is not None else None
        return Letter(channel, message, parcel.letter.key, parts, thread_ts)

    def _channel_for(self, letter: LeasedLetter, person: Person | None) -> str | Outcome:
        if letter.first.person_id is None:
            addressee = letter.first.addressee
            return self._channels.get(addressee) or Undeliverable(f"no channel is set for {addressee}")
        if person is None:
            return Undeliverable("the person is not on the roster any more")
        if person.deactivated_at is not None:
            return Undeliverable("the person's Slack account is deactivated")
        if person.slack_id is None:
            return Undeliverable("no Slack account is known for this person: `muster roster list` says whose")
        return self._gateway.open_dm(person.slack_id)

    def _channel_id(self, letter: LeasedLetter, channel: str) -> str:
        """History is asked for by id; where the settings name a channel, the last post there tells its id."""
        if not channel.startswith("#"):
            return channel
        with self._database.read(self._clock.now()) as tx:
            known = find_last_channel(tx, letter.first.addressee)
        if known is None:
            raise CannotAskError(f"the id of {channel} is not known yet; set the id instead of the name")
        return known
