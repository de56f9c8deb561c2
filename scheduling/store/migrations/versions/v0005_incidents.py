"""What is wrong at this moment, so that it is told once, and once more when it is over."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing is wrong yet."""
    op.create_table(
        "incidents",
        sa.Column("kind", sa.String(24), primary_key=True),
        sa.Column("since", UtcInstant(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Forget what was wrong."""
    op.drop_table("incidents")
