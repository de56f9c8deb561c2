"""Sending a notice again because a person asks for it. It is worded anew, from what is true then."""

from dataclasses import dataclass
from typing import Any, Final, NoReturn

from sqlalchemy import insert, select, update

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.outbox.facts import NoticeState, Route, is_expiry, is_letter_of
from scheduling.outbox.tables import LONGEST_REASON, notices
from scheduling.outbox.undelivered import forget_undelivered
from scheduling.store.transaction import Transaction

NOTICE_RESENT: Final = "notice_resent"
"""The audit's verb."""


class NotResentError(ValueError):
    """The notice is not sent again; the message says why, and what can be done."""


@dataclass(frozen=True, slots=True)
class Resent:
    """It waits again, as the notice with this number; `asks_first` where it may have arrived before."""

    notice_id: int
    asks_first: bool


def resend_notice(
    tx: Transaction, notice_id: int, *, actor: str = COMMAND_LINE, reason: str = "", again: bool = False
) -> Resent:
    """Let a notice that failed or expired wait once more; `again` puts in a new one where it had arrived.

    What may have arrived is looked for before it is sent.

    Raises:
        NotResentError: there is no such notice, it is still under way, it has arrived, or it is no longer
            true.
    """
    row = tx.execute(select(notices).where(notices.c.id == notice_id)).mappings().first()
    if row is None:
        raise NotResentError(f"There is no notice {notice_id}: `muster outbox list` shows those there are.")
    if row["state"] == NoticeState.SENT and again:
        done = Resent(_copied(tx, dict(row)), asks_first=False)
    else:
        _refuse_unless_failed(dict(row))
        done = Resent(_revived(tx, dict(row)), asks_first=row["doubtful_since"] is not None)
    before = {"state": row["state"], "reason": row["reason"]}
    after = {"notice": done.notice_id} if done.notice_id != notice_id else None
    record(tx, Change(actor, NOTICE_RESENT, "notice", notice_id, before, after, reason[:LONGEST_REASON]))
    return done


def _refuse_unless_failed(row: dict[str, Any]) -> None:
    match NoticeState(row["state"]):
        case NoticeState.REFUSED | NoticeState.GAVE_UP:
            return
        case NoticeState.OBSOLETE:
            if not is_expiry(row["reason"]):
                _refuse(row, f"was put aside ({row['reason']}): sending it now would mislead")
        case NoticeState.SENT:
            _refuse(row, f"arrived at {row['settled_at']:%Y-%m-%d %H:%M} UTC; --again sends it once more")
        case NoticeState.WAITING | NoticeState.LEASED | NoticeState.UNCERTAIN:
            _refuse(row, f"is still under way; the next look at it is at {row['try_at']:%H:%M:%S} UTC")


def _refuse(row: dict[str, Any], why: str) -> NoReturn:
    raise NotResentError(f"Notice {row['id']} {why}.")


def _revived(tx: Transaction, row: dict[str, Any]) -> int:
    doubtful = row["doubtful_since"] is not None
    # by webhook, patience is counted from when it was due, so it begins anew
    due_at = tx.now if row["route"] == Route.WEBHOOK else row["due_at"]
    revived = (
        update(notices)
        .where(notices.c.id == row["id"], notices.c.state == row["state"])
        .values(
            state=NoticeState.UNCERTAIN if doubtful else NoticeState.WAITING,
            letter=_letter_for(row) if doubtful else None,
            reason="", attempts=0, settled_at=None, expires_at=None, try_at=tx.now, due_at=due_at,
        )
    )  # fmt: skip
    if tx.execute(revived).rowcount == 0:
        _refuse(row, "has just changed: look at it again")
    forget_undelivered(tx, [row["id"]])
    return int(row["id"])


def _letter_for(row: dict[str, Any]) -> str | None:
    """The key it goes with again. Of a bundle it goes alone, as itself: under the bundle's key, the first of
    its notices to be sent again would be taken for all of them.
    """
    letter: str | None = row["letter"]
    return letter if letter is not None and is_letter_of(row["dedupe_key"], letter) else None


def _copied(tx: Transaction, row: dict[str, Any]) -> int:
    kept = ("kind", "refs", "addressee", "urgency", "post_key", "thread_key", "route")
    made = {
        "dedupe_key": f"again:{row['id']}:{tx.now:%Y%m%d%H%M%S%f}", "state": NoticeState.WAITING,
        "reason": "", "created_at": tx.now, "due_at": tx.now, "try_at": tx.now, "attempts": 0,
    }  # fmt: skip
    values = {name: row[name] for name in kept} | made
    return int(tx.execute(insert(notices).values(values).returning(notices.c.id)).scalar_one())
