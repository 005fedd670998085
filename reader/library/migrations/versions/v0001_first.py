"""The first tables, triggers and indexes, as they were released. Frozen: changes are made in a later step."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE annotation_history (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op TEXT NOT NULL,
  at INTEGER NOT NULL,
  annotation_id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  article_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  color TEXT NOT NULL,
  note TEXT NOT NULL,
  exact TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (op IN ('update', 'delete'))
) STRICT""",
    """CREATE INDEX annotation_history_annotation ON annotation_history (annotation_id)""",
    """CREATE TABLE article (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  byline TEXT NOT NULL,
  site TEXT NOT NULL,
  url TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  word_count INTEGER NOT NULL,
  is_title_generated INTEGER NOT NULL,
  state TEXT NOT NULL,
  is_starred INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  progress REAL NOT NULL,
  position INTEGER NOT NULL,
  current_revision_id INTEGER,
  deleted_at INTEGER,
  CHECK (state IN ('inbox', 'later', 'archive')),
  CHECK (length(uid) = 36),
  CHECK (is_starred IN (0, 1) AND is_read IN (0, 1)),
  CHECK (progress BETWEEN 0 AND 1 AND position >= 0 AND word_count >= 0),
  UNIQUE (uid),
  CONSTRAINT article_current_revision FOREIGN KEY(current_revision_id) REFERENCES revision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX article_added ON article (created_at, id, is_starred) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_current ON article (current_revision_id)""",
    """CREATE INDEX article_live ON article (state, is_read, is_starred) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_state ON article (state, created_at, id) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_trash ON article (deleted_at) WHERE deleted_at IS NOT NULL""",
    """CREATE INDEX article_url ON article (url) WHERE url <> ''""",
    """CREATE TABLE asset (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  data BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK (length(sha256) = 64),
  UNIQUE (sha256)
) STRICT""",
    """CREATE TABLE meta (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY ("key")
) STRICT""",
    """CREATE TABLE source (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  data BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK (length(sha256) = 64),
  UNIQUE (sha256)
) STRICT""",
    """CREATE TABLE step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  at INTEGER NOT NULL,
  changes TEXT NOT NULL,
  merge_key TEXT,
  is_undone INTEGER NOT NULL,
  CHECK (is_undone IN (0, 1))
) STRICT""",
    """CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  "key" TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK (length(key) > 0),
  UNIQUE ("key")
) STRICT""",
    """CREATE TABLE article_tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (article_id, tag_id),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX article_tag_tag ON article_tag (tag_id, created_at)""",
    """CREATE TABLE revision (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  extractor TEXT NOT NULL,
  normaliser INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (article_id, seq),
  CHECK (seq >= 1),
  CHECK (length(text_sha256) = 64),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX revision_source ON revision (source_id)""",
    """CREATE INDEX revision_text ON revision (text_sha256)""",
    """CREATE TABLE tag_slot (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  digit INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  place TEXT NOT NULL,
  UNIQUE (place, digit),
  CHECK (digit BETWEEN 1 AND 9),
  FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX tag_slot_tag ON tag_slot (tag_id)""",
    """CREATE TABLE annotation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  article_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  made_on_revision_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  color TEXT NOT NULL,
  note TEXT NOT NULL,
  exact TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  made_start INTEGER,
  made_end INTEGER,
  deleted_at INTEGER,
  CHECK (kind IN ('highlight', 'article_note')),
  CHECK (color IN ('yellow', 'green', 'blue', 'pink', 'purple', 'orange', 'red', 'grey')),
  CHECK (length(uid) = 36),
  CHECK (kind = 'article_note' OR (length(exact) > 0 AND made_start IS NOT NULL)),
  CHECK ((made_start IS NULL) = (made_end IS NULL) AND (made_start IS NULL OR (made_start >= 0 AND made_end > made_start))),
  UNIQUE (uid),
  FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(made_on_revision_id) REFERENCES revision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX annotation_article ON annotation (article_id)""",
    """CREATE INDEX annotation_live ON annotation (article_id) WHERE deleted_at IS NULL""",
    """CREATE INDEX annotation_made_on ON annotation (made_on_revision_id)""",
    """CREATE TABLE revision_asset (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  revision_id INTEGER NOT NULL,
  asset_id INTEGER NOT NULL,
  UNIQUE (revision_id, asset_id),
  FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(asset_id) REFERENCES asset (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX revision_asset_asset ON revision_asset (asset_id)""",
    """CREATE TABLE anchor (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  score REAL NOT NULL,
  created_at INTEGER NOT NULL,
  start INTEGER,
  "end" INTEGER,
  UNIQUE (annotation_id, revision_id),
  CHECK (status IN ('exact', 'fuzzy', 'review', 'orphan', 'confirmed')),
  CHECK (score BETWEEN 0 AND 1),
  CHECK (status = 'orphan' OR start IS NOT NULL),
  CHECK ((start IS NULL) = ("end" IS NULL) AND (start IS NULL OR (start >= 0 AND "end" > start))),
  FOREIGN KEY(annotation_id) REFERENCES annotation (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX anchor_revision ON anchor (revision_id)""",
    """CREATE TABLE annotation_tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (annotation_id, tag_id),
  FOREIGN KEY(annotation_id) REFERENCES annotation (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE INDEX annotation_tag_tag ON annotation_tag (tag_id, created_at)""",
    """CREATE TRIGGER annotation_frozen
BEFORE UPDATE OF id, uid, article_id, kind, exact, prefix, suffix, made_on_revision_id,
  made_start, made_end, created_at ON annotation
WHEN OLD.id IS NOT NEW.id OR OLD.uid IS NOT NEW.uid OR OLD.article_id IS NOT NEW.article_id
  OR OLD.kind IS NOT NEW.kind OR OLD.exact IS NOT NEW.exact OR OLD.prefix IS NOT NEW.prefix
  OR OLD.suffix IS NOT NEW.suffix OR OLD.made_on_revision_id IS NOT NEW.made_on_revision_id
  OR OLD.made_start IS NOT NEW.made_start OR OLD.made_end IS NOT NEW.made_end
  OR OLD.created_at IS NOT NEW.created_at
BEGIN SELECT RAISE(ABORT, 'the words an annotation was made on do not change'); END""",
    """CREATE TRIGGER annotation_updated
AFTER UPDATE OF note, color, deleted_at ON annotation
WHEN OLD.note IS NOT NEW.note OR OLD.color IS NOT NEW.color OR OLD.deleted_at IS NOT NEW.deleted_at
BEGIN INSERT INTO annotation_history(op, at, annotation_id, uid, article_id, kind, color,
  note, exact, prefix, suffix, created_at, updated_at, deleted_at)
  VALUES ('update', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), OLD.id, OLD.uid,
  OLD.article_id, OLD.kind, OLD.color, OLD.note, OLD.exact, OLD.prefix, OLD.suffix,
  OLD.created_at, OLD.updated_at, OLD.deleted_at); END""",
    """CREATE TRIGGER annotation_deleted
AFTER DELETE ON annotation
BEGIN INSERT INTO annotation_history(op, at, annotation_id, uid, article_id, kind, color,
  note, exact, prefix, suffix, created_at, updated_at, deleted_at)
  VALUES ('delete', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), OLD.id, OLD.uid,
  OLD.article_id, OLD.kind, OLD.color, OLD.note, OLD.exact, OLD.prefix, OLD.suffix,
  OLD.created_at, OLD.updated_at, OLD.deleted_at); END""",
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
    """CREATE VIRTUAL TABLE search_article USING fts5(title, byline, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE search_text USING fts5(text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE search_annotation USING fts5(quote, note, prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
)


def upgrade() -> None:
    """Creates all tables, indexes and triggers in an empty file."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
