"""The triggers that protect the library from invalid writes of any program, as the migrations made them."""

# A note that is saved while it is typed is one change: the row in ``meta`` is there only within a
# transaction that saves more of it (``Unit.going_on``).

# Whole columns and no JSON: SQLite's JSON functions are not allowed here with trusted_schema off.
_REMEMBER = """INSERT INTO annotation_history(op, at, annotation_id, uid, article_id, kind, color,
  note, exact, prefix, suffix, created_at, updated_at, deleted_at)
  VALUES ('{op}', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), OLD.id, OLD.uid,
  OLD.article_id, OLD.kind, OLD.color, OLD.note, OLD.exact, OLD.prefix, OLD.suffix,
  OLD.created_at, OLD.updated_at, OLD.deleted_at)"""

TRIGGERS = (
    """CREATE TRIGGER annotation_frozen
BEFORE UPDATE OF id, uid, article_id, kind, exact, prefix, suffix, made_on_revision_id,
  made_start, made_end, created_at ON annotation
WHEN OLD.id IS NOT NEW.id OR OLD.uid IS NOT NEW.uid OR OLD.article_id IS NOT NEW.article_id
  OR OLD.kind IS NOT NEW.kind OR OLD.exact IS NOT NEW.exact OR OLD.prefix IS NOT NEW.prefix
  OR OLD.suffix IS NOT NEW.suffix OR OLD.made_on_revision_id IS NOT NEW.made_on_revision_id
  OR OLD.made_start IS NOT NEW.made_start OR OLD.made_end IS NOT NEW.made_end
  OR OLD.created_at IS NOT NEW.created_at
BEGIN SELECT RAISE(ABORT, 'the words an annotation was made on do not change'); END""",
    f"""CREATE TRIGGER annotation_updated
AFTER UPDATE OF note, color, deleted_at ON annotation
WHEN OLD.color IS NOT NEW.color OR OLD.deleted_at IS NOT NEW.deleted_at
  OR (OLD.note IS NOT NEW.note AND NOT EXISTS (SELECT 1 FROM meta
    WHERE key = 'note_going_on' AND value = CAST(OLD.id AS TEXT)))
BEGIN {_REMEMBER.format(op="update")}; END""",
    f"""CREATE TRIGGER annotation_deleted
AFTER DELETE ON annotation
BEGIN {_REMEMBER.format(op="delete")}; END""",
    """CREATE TRIGGER annotation_history_kept
BEFORE DELETE ON annotation_history
BEGIN SELECT RAISE(ABORT, 'the history of annotations is only added to'); END""",
    """CREATE TRIGGER annotation_history_frozen
BEFORE UPDATE ON annotation_history
BEGIN SELECT RAISE(ABORT, 'the history of annotations is only added to'); END""",
    """CREATE TRIGGER revision_frozen
BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END""",
    """CREATE TRIGGER revision_kept
BEFORE DELETE ON revision
WHEN EXISTS (SELECT 1 FROM annotation WHERE made_on_revision_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a revision with annotations stays'); END""",
)
