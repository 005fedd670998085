"""Indexes for each order of the list, folded titles, and numbers of articles by state. Frozen."""

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    """DROP INDEX article_state""",
    """DROP INDEX article_added""",
    """CREATE INDEX article_state ON article (state, created_at, id, is_starred, is_read) WHERE deleted_at IS NULL AND is_unkept = 0""",
    """CREATE INDEX article_added ON article (created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_published ON article (published, created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_known ON article (published = '', published, created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_length ON article (word_count, created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_progress ON article (progress, created_at, id, state, is_starred, is_read, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE TABLE list_title (
  article_id INTEGER NOT NULL PRIMARY KEY,
  title TEXT NOT NULL
) STRICT""",
    """CREATE INDEX list_title_order ON list_title (title, article_id)""",
    """CREATE TABLE list_count (
  state TEXT NOT NULL,
  is_read INTEGER NOT NULL,
  is_starred INTEGER NOT NULL,
  is_unkept INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (state, is_read, is_starred, is_unkept, is_deleted)
) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER list_count_added AFTER INSERT ON article BEGIN INSERT INTO list_count(state, is_read, is_starred, is_unkept, is_deleted, number)
  VALUES (NEW.state, NEW.is_read, NEW.is_starred, NEW.is_unkept, NEW.deleted_at IS NOT NULL, 1)
  ON CONFLICT (state, is_read, is_starred, is_unkept, is_deleted) DO UPDATE SET number = number + 1; END""",
    """CREATE TRIGGER list_count_deleted AFTER DELETE ON article BEGIN UPDATE list_count SET number = number - 1
  WHERE state = OLD.state AND is_read = OLD.is_read AND is_starred = OLD.is_starred
  AND is_unkept = OLD.is_unkept AND is_deleted = (OLD.deleted_at IS NOT NULL);
  DELETE FROM list_count WHERE number = 0; END""",
    """CREATE TRIGGER list_count_changed
AFTER UPDATE OF state, is_read, is_starred, is_unkept, deleted_at ON article
WHEN OLD.state IS NOT NEW.state OR OLD.is_read IS NOT NEW.is_read
  OR OLD.is_starred IS NOT NEW.is_starred OR OLD.is_unkept IS NOT NEW.is_unkept
  OR (OLD.deleted_at IS NULL) IS NOT (NEW.deleted_at IS NULL)
BEGIN UPDATE list_count SET number = number - 1
  WHERE state = OLD.state AND is_read = OLD.is_read AND is_starred = OLD.is_starred
  AND is_unkept = OLD.is_unkept AND is_deleted = (OLD.deleted_at IS NOT NULL);
  DELETE FROM list_count WHERE number = 0; INSERT INTO list_count(state, is_read, is_starred, is_unkept, is_deleted, number)
  VALUES (NEW.state, NEW.is_read, NEW.is_starred, NEW.is_unkept, NEW.deleted_at IS NOT NULL, 1)
  ON CONFLICT (state, is_read, is_starred, is_unkept, is_deleted) DO UPDATE SET number = number + 1; END""",
)


def upgrade() -> None:
    """Adds what the list is sorted and counted by, which is filled with the search index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
