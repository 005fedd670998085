"""Highlights of any words come back from notes in Markdown on the same words at the same place."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.models import Status
from reader.core.text.canonical_text import read_html
from reader.exporters.markdown_folder_format import with_template
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations, articles
from reader.operations.exporting import article_export
from reader.operations.history import History
from tests.html_samples import ARTICLES
from tests.library.samples import draft
from tests.operations.importing.test_own_exports import take
from tests.thorough import IS_THOROUGH

# Code without quotation marks of its own, which Markdown cannot write; and with words.
HTML = ARTICLES.filter(lambda html: "<q>" not in html and read_html(html).text.strip() != "")


def letters(text: str) -> str:
    return "".join(text.split())


def places(queries: Queries, article_id: int) -> set[tuple[str, int, str]]:
    """Where each highlight is among the letters of the text, and which letters it covers."""
    text = queries.revision_text(queries.article(article_id).revision_id)
    found = set()
    for one in queries.annotations(article_id):
        assert one.start is not None
        assert one.status is Status.EXACT
        covered = text[one.start : one.end]
        assert letters(covered) == letters(one.exact)
        found.add((one.uid, len(letters(text[: one.start])), letters(covered)))
    return found


@pytest.mark.parametrize("template", NOTE_TEMPLATES)
def test_any_highlight_comes_back_in_a_new_library(
    template: str, put_library: Callable[[Path], None]
) -> None:
    @settings(max_examples=settings().max_examples if IS_THOROUGH else 8)  # of three libraries
    @given(HTML, st.lists(st.tuples(st.integers(0), st.integers(1, 12)), max_size=8))
    def check(html: str, spans: list[tuple[int, int]]) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            notes = folder / "notes"
            with opened(folder / "one.sqlite") as (database, queries):
                history = History(database)
                id_ = history.do("Add", articles.add, draft("Any", html=html)).article_id
                text = queries.revision_text(queries.article(id_).revision_id)
                for at, length in spans:
                    start = at % max(1, len(text))
                    end = min(start + length, len(text))
                    if text[start:end].strip():
                        history.do("Mark", annotations.highlight, id_, start, end)
                wanted = places(queries, id_)
                article_export.write(queries, [id_], notes, with_template(template))
            with opened(folder / "imported.sqlite") as (database, queries):
                for _time in range(2):
                    take(database, notes)
                    assert places(queries, 1) == wanted
            with opened(folder / "added.sqlite") as (database, queries):
                (note,) = notes.glob("*.md")
                for _time in range(2):
                    adding.keep(History(database), [adding.read(note)], (), "batch")
                    assert places(queries, 1) == wanted

    @contextmanager
    def opened(path: Path) -> Iterator[tuple[Database, Queries]]:
        put_library(path)
        database = Database.open(path, timeout=0.3)
        with closing(database), closing(database.queries()) as queries:
            yield database, queries

    check()
