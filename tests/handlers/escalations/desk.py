"""An unfilled shift that is escalated, and what its readers have in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from handlers.message import Message
from handlers.notices import render
from scheduling.escalations.facts import Concern
from scheduling.escalations.shown import key_of_post
from scheduling.escalations.tables import escalation_posts
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, to_person
from scheduling.outbox.tables import posts
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.escalations import (
    CHANNEL,
    COORDINATOR,
    HOUR,
    MINUTE,
    SUPERVISOR,
    chain,
    concern,
    opened,
    pass_time,
    policy_of,
    step,
)
from tests.handlers.limits import check_rendered
from tests.handlers.office import Shown

POLICY: Policy = policy_of(
    chain(
        step(CHANNEL),
        step(SUPERVISOR, after=30 * MINUTE),
        step(COORDINATOR, after=HOUR),
        remind=(2 * HOUR,),
        unacknowledge=8 * HOUR,
    )
)
"""The channel at once, the sergeant half an hour later, the coordinator an hour after that."""


@dataclass(frozen=True)
class Escalated:
    """The rows, and the clock by which they are swept."""

    database: Database
    now: datetime

    def opens(self, *about: Concern) -> list[int]:
        """Open these, and have the first step told; their numbers."""
        with self.database.begin(self.now) as tx:
            numbers = [opened(tx, POLICY, one) for one in about or (concern(),)]
        self.at(timedelta(0))
        return numbers

    def at(self, later: timedelta) -> None:
        """Let whatever is due by then happen, and be sent."""
        pass_time(self.database, POLICY, self.now + later)
        with self.database.begin(self.now + later) as tx:
            up = set(tx.execute(select(posts.c.key)).scalars())
            for number in tx.execute(select(escalation_posts.c.id)).scalars().all():
                if (key := key_of_post(number)) not in up:
                    there = {
                        "key": key,
                        "slack_channel": "C0SUP",
                        "slack_ts": f"{number}.0",
                        "updated_at": tx.now,
                    }
                    tx.execute(posts.insert().values(**there))

    def post(self, reader: Person | None, later: timedelta = timedelta(0)) -> Shown:
        """The newest message to somebody, or to the channel, as it stands at an instant."""
        addressee = to_person(reader.id) if reader is not None else SUPERVISORS_CHANNEL
        with self.database.read(self.now + later) as tx:
            newest = select(escalation_posts.c.id).where(escalation_posts.c.addressee == addressee)
            post = tx.execute(newest.order_by(escalation_posts.c.id.desc())).scalars().first()
            assert post is not None, f"{addressee} was told nothing"
            message = render(tx, "escalation_post", {"post": post}, reader, policy=POLICY)
        assert isinstance(message, Message), message
        check_rendered(message)
        return Shown("posted", {"text": message.text, "blocks": list(message.blocks)})
