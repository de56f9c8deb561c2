"""The feed: a delivery waits for a coordinator, with *Apply* and *Discard*; or nothing comes any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context
from handlers.blocks.feed import decide_buttons, held_detail, held_line
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.local_times import point
from scheduling.escalations.facts import Escalation
from scheduling.feed.held import HeldDelivery, find_held_delivery
from scheduling.feed.queries import read_status
from scheduling.feed.waiting import HELD
from scheduling.incidents.facts import IncidentKind
from scheduling.incidents.queries import find_incident
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc


@dataclass(frozen=True, slots=True)
class FeedConcern:
    """How the feed stands.

    Attributes:
        is_held: whether it is about a delivery that is held, or was; else about a silence.
        held: that delivery, while it waits.
        heard_at: when the feed was last heard before it fell silent; None: never, or it is heard again.
        zone: the district's.
    """

    is_held: bool
    held: HeldDelivery | None
    heard_at: datetime | None
    zone: ZoneInfo


def _load(tx: Transaction, escalation: Escalation) -> FeedConcern:
    is_held, zone = escalation.concern.subject == HELD, zone_or_utc(escalation.concern.zone)
    if is_held:
        return FeedConcern(is_held, find_held_delivery(tx), None, zone)
    silent, last = find_incident(tx, IncidentKind.FEED_SILENT), read_status(tx).last_good
    return FeedConcern(is_held, None, last.seen_at if silent is not None and last is not None else None, zone)


def _line(facts: FeedConcern, reader: ZoneInfo | None) -> str:
    if facts.held is not None:
        return held_line(facts.held)
    if facts.is_held:
        return "*A feed delivery was held*"
    since = f" It last delivered {point(facts.heard_at, reader or facts.zone)}." if facts.heard_at else ""
    return f"*The feed is silent.*{since}"


def _detail(facts: FeedConcern, _reader: ZoneInfo | None) -> Sequence[Block]:
    if facts.held is not None:
        return held_detail(facts.held)
    return () if facts.is_held else [context(_SILENCE)]


def _offers(facts: FeedConcern, _escalation: Escalation) -> Sequence[Block]:
    return decide_buttons(facts.held.pull.id) if facts.held is not None else ()


_SILENCE = (
    "Shifts stand as it last said; what changed since is not known here. `muster feed status` says what "
    "became of each pull."
)

WORDS = ConcernWords(_load, _line, _detail, _offers)
