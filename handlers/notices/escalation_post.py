"""`escalation_post` {post}: one escalation or many, told to a person or to the supervisors' channel, and kept
true in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.blocks.escalations.post import TellingLine, post_message
from handlers.concerns.standing import read_standings
from handlers.concerns.whys import why_told
from handlers.message import Message
from handlers.notices.reader import zone_of
from scheduling.escalations.facts import Cause, EscalationState
from scheduling.escalations.queries import EscalationPost, PostLine, read_post
from scheduling.escalations.shown import key_of_post
from scheduling.outbox.actions import SUPERVISORS_CHANNEL
from scheduling.outbox.facts import Obsolete, person_in
from scheduling.outbox.queries import find_post
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PostTold:
    """A message about escalations, as it is to be shown now."""

    number: int
    lines: tuple[TellingLine, ...]


def load_escalation_post(tx: Transaction, refs: Mapping[str, Any], policy: Policy) -> PostTold | Obsolete:
    """Obsolete: it has not gone out yet, and nobody is needed any more for anything in it; or a person who
    could not be reached is told of all of it in a later message. The channel's has its timeline below it.
    """
    post = read_post(tx, int(refs["post"]))
    if not post.lines:
        return Obsolete("there is nothing in it")
    if find_post(tx, key_of_post(post.id)) is None:
        if not any(map(_is_news, post.lines)):
            return Obsolete("taken, or over, before it was sent")
        if post.addressee != SUPERVISORS_CHANNEL and all(line.later for line in post.lines):
            return Obsolete("told in a later message, before it was sent")
    return read_post_told(tx, policy, post)


def read_post_told(tx: Transaction, policy: Policy, post: EscalationPost) -> PostTold:
    """A message as it is to be shown now, to whoever has it."""
    alone = len(post.lines) == 1
    reader = _reader_of(tx, post)
    shown = [line.escalation for line in post.lines]
    standings = read_standings(tx, policy, shown, reader, turns=alone)
    lines = [
        TellingLine(standing, _why(tx, policy, line, reader), line.later)
        for standing, line in zip(standings, post.lines, strict=True)
    ]
    return PostTold(post.id, tuple(lines))


def escalation_post(facts: PostTold, addressee: Person | None) -> Message:
    """To a person, by their clock and with why it is their turn; to the channel, by local time."""
    return post_message(facts.lines, zone_of(addressee), facts.number)


def _is_news(line: PostLine) -> bool:
    """A step is told as long as nobody has it; whatever else, as long as it is not over."""
    if line.cause is Cause.STEP:
        return line.escalation.state is EscalationState.OPEN
    return line.escalation.state is not EscalationState.RESOLVED


def _why(tx: Transaction, policy: Policy, line: PostLine, reader: Person | None) -> str:
    if reader is None or not _is_news(line):
        return ""
    return why_told(tx, policy, line.escalation, line.cause, reader)


def _reader_of(tx: Transaction, post: EscalationPost) -> Person | None:
    person_id = person_in(post.addressee)
    return find_person(tx, person_id) if person_id is not None else None
