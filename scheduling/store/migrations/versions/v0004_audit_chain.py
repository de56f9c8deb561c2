"""The audit becomes a chain: each row with a hash over the one before, and a row that says where it ends."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from scheduling.audit.chain import GENESIS, link
from scheduling.store.columns import UtcInstant
from scheduling.store.migrations.append_only import forbid_changes, permit_changes

revision = "0004"
down_revision = "0003"

_BATCH = 1_000

_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer()),
    sa.column("at", UtcInstant()),
    sa.column("actor", sa.String()),
    sa.column("verb", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("subject_id", sa.Integer()),
    sa.column("before", sa.JSON(none_as_null=True)),
    sa.column("after", sa.JSON(none_as_null=True)),
    sa.column("reason", sa.String()),
    sa.column("hash", sa.String()),
)


def upgrade() -> None:
    """Chain the rows that stand there in the order of their ids, which may have gaps; later ones do not."""
    permit_changes("audit")
    op.add_column("audit", sa.Column("hash", sa.String(64), nullable=True))
    last_id, last_hash = _chain_all(op.get_bind())
    with op.batch_alter_table("audit") as audit:
        audit.alter_column("hash", nullable=False, existing_type=sa.String(64))
    forbid_changes("audit")
    head = op.create_table(
        "audit_head",
        sa.Column("one", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("one = 1", name="ck_audit_head_one"),
    )
    op.bulk_insert(head, [{"one": 1, "audit_id": last_id, "hash": last_hash}])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE audit ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE audit_id_seq")


def downgrade() -> None:
    """Take the hashes away; the rows stay, and the database numbers what follows."""
    op.drop_table("audit_head")
    permit_changes("audit")
    with op.batch_alter_table("audit") as audit:
        audit.drop_column("hash")
    forbid_changes("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE audit_id_seq AS integer OWNED BY audit.id")
        op.execute("SELECT setval('audit_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM audit), false)")
        op.execute("ALTER TABLE audit ALTER COLUMN id SET DEFAULT nextval('audit_id_seq')")


def _chain_all(connection: sa.Connection) -> tuple[int, str]:
    """Give every row its hash, a batch at a time; answers the last id and the last hash."""
    set_hash = (
        _AUDIT.update().where(_AUDIT.c.id == sa.bindparam("of_id")).values(hash=sa.bindparam("new_hash"))
    )
    last_id, last_hash = 0, GENESIS
    for batch in _batches(connection):
        hashes = []
        for row in batch:
            last_id, last_hash = row["id"], link(last_hash, row)
            hashes.append({"of_id": last_id, "new_hash": last_hash})
        connection.execute(set_hash, hashes)
    return last_id, last_hash


def _batches(connection: sa.Connection) -> Iterator[list[sa.RowMapping]]:
    last: Any = None
    while True:
        rows = _AUDIT.select().order_by(_AUDIT.c.id).limit(_BATCH)
        batch = list(connection.execute(rows if last is None else rows.where(_AUDIT.c.id > last)).mappings())
        if not batch:
            return
        yield batch
        last = batch[-1]["id"]
