"""The search index of texts by article and by one letter, and an index of what is found in annotations. Frozen."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    """CREATE INDEX annotation_found ON annotation (id, article_id, created_at) WHERE deleted_at IS NULL""",
    """DROP TABLE search_article""",
    """DROP TABLE search_text""",
    """DROP TABLE search_annotation""",
    """CREATE VIRTUAL TABLE search_article USING fts5(title, byline, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE search_text USING fts5(text, content='', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE search_annotation USING fts5(quote, note, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')""",
)


def upgrade() -> None:
    """Rebuilds the search tables, which are filled from the texts when all steps are done."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
