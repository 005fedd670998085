"""Feeds with their entries, and articles that a feed brought and nobody has filed. Frozen."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """ALTER TABLE article ADD COLUMN is_unkept INTEGER DEFAULT 0 NOT NULL CHECK (is_unkept IN (0, 1))""",
    """DROP INDEX article_live""",
    """DROP INDEX article_state""",
    """DROP INDEX article_added""",
    """CREATE INDEX article_live ON article (state, is_read, is_starred, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE INDEX article_state ON article (state, created_at, id) WHERE deleted_at IS NULL AND is_unkept = 0""",
    """CREATE INDEX article_added ON article (created_at, id, is_starred, is_unkept) WHERE deleted_at IS NULL""",
    """CREATE TABLE feed (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	address TEXT NOT NULL,
	address_key TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	folder TEXT DEFAULT '' NOT NULL,
	site TEXT DEFAULT '' NOT NULL,
	content TEXT DEFAULT 'feed' NOT NULL,
	keep_count INTEGER DEFAULT 0 NOT NULL,
	keep_days INTEGER DEFAULT 0 NOT NULL,
	etag TEXT DEFAULT '' NOT NULL,
	last_modified TEXT DEFAULT '' NOT NULL,
	answered TEXT DEFAULT '' NOT NULL,
	read_at INTEGER DEFAULT 0 NOT NULL,
	tried_at INTEGER DEFAULT 0 NOT NULL,
	not_before INTEGER DEFAULT 0 NOT NULL,
	failures INTEGER DEFAULT 0 NOT NULL,
	failure TEXT DEFAULT '' NOT NULL,
	is_gone INTEGER DEFAULT 0 NOT NULL,
	deleted_at INTEGER,
	CHECK (content IN ('feed', 'page')),
	CHECK (length(address) > 0),
	CHECK (keep_count >= 0 AND keep_days >= 0 AND failures >= 0),
	CHECK (is_gone IN (0, 1)),
	UNIQUE (address_key)
)
 STRICT""",
    """CREATE TABLE feed_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	feed_id INTEGER NOT NULL,
	guid TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	article_id INTEGER,
	UNIQUE (feed_id, guid),
	FOREIGN KEY(feed_id) REFERENCES feed (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
)
 STRICT""",
    """CREATE INDEX feed_entry_article ON feed_entry (article_id, feed_id)""",
)


def upgrade() -> None:
    """Adds the tables of feeds."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
