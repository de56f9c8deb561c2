"""The memory of pulls: a row for each that brought something; `seen_at` moves when the same comes again."""

from collections.abc import Sequence
from hashlib import blake2b

from sqlalchemy import delete, select

from scheduling.audit.actions import FEED
from scheduling.feed.facts import Pull, PullReport, PullState, Quarantined
from scheduling.feed.tables import pulls, quarantine
from scheduling.store.transaction import Transaction

MAX_REASON = 500
"""Longest reason that is kept, in characters."""


def remember(
    tx: Transaction,
    report: PullReport,
    *,
    digest: str = "",
    content: bytes | None = None,
) -> int:
    """Write one pull down, with its quarantine in the place of the last one's; answers its id."""
    pull_id: int = tx.execute(
        pulls.insert().returning(pulls.c.id),
        {
            "source": report.source,
            "at": tx.now,
            "seen_at": tx.now,
            "digest": digest,
            "content": content,
            "decided_by": "",
            **_outcome(report),
        },
    ).scalar_one()
    if report.state in {PullState.APPLIED, PullState.HELD}:
        _replace_quarantine(tx, pull_id, report.source, report.quarantined)
    return pull_id


def see_again(tx: Transaction, pull: Pull) -> None:
    """The same came again: nothing but the instant is noted."""
    tx.execute(pulls.update().where(pulls.c.id == pull.id).values(seen_at=tx.now))


def settle(tx: Transaction, pull_id: int, report: PullReport, *, decided_by: str) -> None:
    """End the wait of a held pull; what was kept of it is dropped."""
    tx.execute(
        pulls.update()
        .where(pulls.c.id == pull_id)
        .values(content=None, decided_by=decided_by, seen_at=tx.now, **_outcome(report))
    )
    if report.state is PullState.APPLIED:
        _replace_quarantine(tx, pull_id, report.source, report.quarantined)


def supersede_held(tx: Transaction, source: str) -> None:
    """End the wait of the source's held pull, if there is one: a later one has come."""
    tx.execute(
        pulls.update()
        .where(pulls.c.source == source, pulls.c.state == PullState.HELD.value)
        .values(state=PullState.SUPERSEDED.value, content=None, decided_by=FEED)
    )


def content_of(tx: Transaction, pull_id: int) -> bytes | None:
    """What was kept of a held pull."""
    kept: bytes | None = tx.execute(select(pulls.c.content).where(pulls.c.id == pull_id)).scalar()
    return kept


def digest_of(tx: Transaction, pull: Pull) -> str:
    """The digest under which a pull was remembered."""
    return str(tx.execute(select(pulls.c.digest).where(pulls.c.id == pull.id)).scalar_one())


def digest_of_bytes(content: bytes) -> str:
    """The digest of a file that cannot be read."""
    return blake2b(content, digest_size=16).hexdigest()


def _outcome(report: PullReport) -> dict[str, object]:
    return {
        "state": report.state.value,
        "reason": report.reason[:MAX_REASON],
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "quarantined": len(report.quarantined),
    }


def _replace_quarantine(tx: Transaction, pull_id: int, source: str, rows: Sequence[Quarantined]) -> None:
    of_source = select(pulls.c.id).where(pulls.c.source == source)
    tx.execute(delete(quarantine).where(quarantine.c.pull_id.in_(of_source)))
    if rows:
        tx.execute(
            quarantine.insert(),
            [
                {
                    "pull_id": pull_id,
                    "row": row.row,
                    "external_id": row.external_id,
                    "reason": row.reason,
                    "raw": dict(row.raw),
                }
                for row in rows
            ],
        )
