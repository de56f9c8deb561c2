"""Coming, living, leaving, and burying the dead: each one short transaction, decided by its row count."""

from sqlalchemy import bindparam, update

from scheduling.outbox.leases import end_leases
from scheduling.replicas.duties import free_duties
from scheduling.replicas.facts import Given, Replica
from scheduling.replicas.tables import replicas
from scheduling.store.transaction import Transaction

_BEAT = (
    update(replicas)
    .where(replicas.c.id == bindparam("mine"))
    .values(beat=replicas.c.beat + 1, beat_at=bindparam("at"))
)


def register(tx: Transaction, *, replica_id: str, name: str, release: str, schema_version: str) -> None:
    """Come: from now on others watch the counter of this replica."""
    row = {
        "id": replica_id, "name": name, "beat": 0, "release": release, "schema_version": schema_version,
        "started_at": tx.now, "beat_at": tx.now,
    }  # fmt: skip
    tx.execute(replicas.insert(), row)


def beat(tx: Transaction, replica_id: str) -> bool:
    """Count up; False for one that has been buried: its leases are others' now, whatever it believes."""
    return tx.execute(_BEAT, {"mine": replica_id, "at": tx.now}).rowcount == 1


def retire(tx: Transaction, replica_id: str) -> Given:
    """Leave as planned: others take on at once what this replica had in hand."""
    tx.execute(replicas.delete().where(replicas.c.id == replica_id))
    return _give_up(tx, replica_id)


def bury(tx: Transaction, dead: Replica) -> Given | None:
    """Remove a replica whose counter stands still, and free what it had in hand.

    None if it has counted up meanwhile, or another replica was first: then nothing is changed.
    """
    still = (replicas.c.id == dead.id, replicas.c.beat == dead.beat)
    if tx.execute(replicas.delete().where(*still)).rowcount == 0:
        return None
    return _give_up(tx, dead.id)


def _give_up(tx: Transaction, replica_id: str) -> Given:
    return Given(leases=end_leases(tx, of=replica_id), duties=free_duties(tx, replica_id))
