"""The facts of `notice_undeliverable` {notice, reason, route?}: what will not arrive, for whom, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduling.outbox.facts import Obsolete, Route
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NoticeUndeliverable:
    """A notice that was set aside: its kind, references, addressee and the reason it was settled with.

    `by_mail` where it went by e-mail, because Slack will never take it.
    """

    kind: str
    refs: Mapping[str, Any]
    addressee: str
    reason: str
    by_mail: bool = False


def load_notice_undeliverable(tx: Transaction, refs: Mapping[str, Any]) -> NoticeUndeliverable | Obsolete:
    """The notice and why it will not arrive; that it did not is of use as long as the notice is there."""
    row = tx.execute(
        select(notices.c.kind, notices.c.refs, notices.c.addressee).where(notices.c.id == refs["notice"])
    ).first()
    if row is None:
        return Obsolete("the notice that was not delivered is forgotten by now")
    by_mail = refs.get("route") == Route.EMAIL
    return NoticeUndeliverable(row.kind, row.refs, row.addressee, str(refs["reason"]), by_mail)
