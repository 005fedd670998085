"""An index of the trash by time of adding. Frozen."""

from alembic import op

revision = "0012"
down_revision = "0011"

STATEMENTS = (
    "DROP INDEX article_trash",
    "CREATE INDEX article_trash ON article (created_at, id, deleted_at) WHERE deleted_at IS NOT NULL",
)


def upgrade() -> None:
    """Replaces the index of the trash by one in the order in which the trash is listed."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
