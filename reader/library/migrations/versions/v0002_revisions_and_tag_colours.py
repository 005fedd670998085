"""Revisions that wait for the user's word, settled anchors, tag colours, digits of their own for articles. Frozen."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """ALTER TABLE anchor ADD COLUMN is_settled INTEGER DEFAULT 0 NOT NULL CHECK (is_settled IN (0, 1))""",
    """CREATE TABLE revision_offer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (article_id),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX revision_offer_revision ON revision_offer (revision_id)""",
    """ALTER TABLE tag ADD COLUMN color TEXT DEFAULT '' NOT NULL CHECK (color IN ('', 'yellow', 'green', 'blue', 'pink', 'purple', 'orange', 'red', 'grey'))""",
    """CREATE UNIQUE INDEX tag_color ON tag (color) WHERE color <> ''""",
    # Digits stood for the same tags everywhere; from now on articles have digits of their own.
    """INSERT INTO tag_slot (digit, tag_id, place)
  SELECT digit, tag_id, 'article' FROM tag_slot WHERE place = '' ORDER BY digit""",
)


def upgrade() -> None:
    """Adds what the second schema has."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
