"""Slack and the courier as the model has them: what waits is taken once, whatever the courier still knows."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from scheduling.escalations.facts import Cause, EscalationState
from scheduling.escalations.queries import read_post
from scheduling.escalations.tables import escalation_tellings
from scheduling.outbox.tables import notices, posts
from scheduling.store.transaction import Transaction


@dataclass
class Slack:
    """What has rung for whom."""

    taken: set[str] = field(default_factory=set)
    rung: list[tuple[Any, ...]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    last_post: tuple[int, str] | None = None

    def deliver(self, tx: Transaction, *, settles: bool) -> int:
        """Take what waits, in the courier's order; answers how many messages rang.

        A message that was taken before is found by its key and not taken again. One that is not up yet, and
        in which nobody is needed any more, is obsolete.
        """
        before = len(self.taken)
        waiting = select(notices).where(notices.c.state == "waiting", notices.c.due_at <= tx.now)
        for row in tx.execute(waiting.order_by(notices.c.urgency, notices.c.id)).all():
            state = "sent"
            if row.kind == "escalation_post":
                state = self._post(tx, row, settles=settles)
            if settles:
                settled = {"state": state, "settled_at": tx.now}
                tx.execute(notices.update().where(notices.c.id == row.id).values(**settled))
        return len(self.taken) - before

    def broken_promises(self) -> list[str]:
        """What should not have rung."""
        return [*self.wrong, *(f"rang twice: {each}" for each in self.rung if self.rung.count(each) > 1)]

    def _post(self, tx: Transaction, row: Row[Any], *, settles: bool) -> str:
        post = read_post(tx, row.refs["post"])
        if row.post_key not in self.taken:
            if not any(_is_needed(line.cause, line.escalation.state) for line in post.lines):
                return "obsolete"
            self.taken.add(row.post_key)
            self.last_post = (post.id, post.addressee)
            self._ring(tx, post.id)
        up = tx.execute(select(posts).where(posts.c.key == row.post_key)).first()
        if settles and up is None:
            told = {"key": row.post_key, "slack_channel": "C1", "slack_ts": "1", "updated_at": tx.now}
            tx.execute(posts.insert().values(**told))
        return "sent"

    def _ring(self, tx: Transaction, post_id: int) -> None:
        told = select(escalation_tellings).where(escalation_tellings.c.post_id == post_id)
        self.rung += [
            (each.escalation_id, each.cause, each.round, each.step, each.addressee)
            for each in tx.execute(told)
        ]


def _is_needed(cause: Cause, state: EscalationState) -> bool:
    if cause is Cause.STEP:
        return state is EscalationState.OPEN
    return state is not EscalationState.RESOLVED
