"""What of a page is not in the text of a revision, part by part. Frozen."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = ("""ALTER TABLE revision ADD COLUMN left_out TEXT DEFAULT '' NOT NULL""",)


def upgrade() -> None:
    """Adds an account that is empty, as nothing is known of what was left out before."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
