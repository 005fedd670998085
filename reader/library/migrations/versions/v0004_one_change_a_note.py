"""Former notes are kept once for each time a note was written, however often it was saved. Frozen."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "DROP TRIGGER IF EXISTS annotation_updated",  # there in a library that is rebuilt
    """CREATE TRIGGER annotation_updated
AFTER UPDATE OF note, color, deleted_at ON annotation
WHEN OLD.color IS NOT NEW.color OR OLD.deleted_at IS NOT NEW.deleted_at
  OR (OLD.note IS NOT NEW.note AND NOT EXISTS (SELECT 1 FROM meta
    WHERE key = 'note_going_on' AND value = CAST(OLD.id AS TEXT)))
BEGIN INSERT INTO annotation_history(op, at, annotation_id, uid, article_id, kind, color,
  note, exact, prefix, suffix, created_at, updated_at, deleted_at)
  VALUES ('update', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), OLD.id, OLD.uid,
  OLD.article_id, OLD.kind, OLD.color, OLD.note, OLD.exact, OLD.prefix, OLD.suffix,
  OLD.created_at, OLD.updated_at, OLD.deleted_at); END""",
)


def upgrade() -> None:
    """Puts another trigger in the place of the one that keeps former notes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
