"""Searches that are saved under a name. Frozen."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """CREATE TABLE saved_search (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	"query" TEXT NOT NULL,
	place INTEGER NOT NULL,
	created_at INTEGER NOT NULL,
	CHECK (length(name) > 0 AND length(query) > 0)
)
 STRICT""",
)


def upgrade() -> None:
    """Adds the table of saved searches."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
