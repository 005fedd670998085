"""Which facts about an article the user set, to be kept when it is imported again. Frozen."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = ("""ALTER TABLE article ADD COLUMN edited_fields TEXT DEFAULT '' NOT NULL""",)


def upgrade() -> None:
    """Adds the names of what was edited."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
