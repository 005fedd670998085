"""What is imported before the window is painted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import lazy_tables, mapped_classes
from reader.library.database import Database
from reader.operations import articles
from reader.operations.history import History
from tests.library.samples import draft

_SLOW = "sqlalchemy alembic lxml yaml markdown_it chardet nh3 markdownify rapidfuzz regex selectolax".split()


def test_reading_imports_nothing_slow(library: Path, run_python: Callable[..., str]) -> None:
    database = Database.open(library)
    History(database).do("Add", articles.add, draft())
    database.close()
    program = f"""
import sys
from pathlib import Path
import reader.library.database, reader.library.lazy_tables, reader.library.queries.queries
import reader.operations.history, reader.operations.articles
import reader.operations.annotations, reader.operations.tags
from reader.core.query import query_parser
from reader.core.models import View
database = reader.library.database.Database.open(Path({str(library)!r}))
history = reader.operations.history.History(database)
queries = database.queries()
ids = queries.article_ids(View.INBOX, query_parser.parse("fox tag:x OR quick"))
(article,) = queries.articles(ids)
queries.counts(), queries.annotations(article.id), queries.tags(), queries.is_undo_long()
queries.revision(article.revision_id)
print([name for name in {_SLOW!r} if name in sys.modules])
history.warm_up()
print("sqlalchemy" in sys.modules, "alembic" in sys.modules)
queries.close()
database.close()
"""
    assert run_python(program).splitlines() == ["[]", "True False"]


def test_the_lazy_names_are_what_they_stand_for() -> None:
    assert lazy_tables.Article is mapped_classes.Article
    with pytest.raises(AttributeError, match="Nothing"):
        lazy_tables.Nothing  # type: ignore[attr-defined]  # noqa: B018
