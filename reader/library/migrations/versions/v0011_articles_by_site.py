"""An index of articles by site. Frozen."""

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    """CREATE INDEX article_site ON article (site COLLATE NOCASE, -created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
)


def upgrade() -> None:
    """Adds what the list is grouped by. Digits are indexed in another way from now on."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
