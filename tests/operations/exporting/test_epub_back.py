"""A book of articles that is added to a library brings their highlights, notes, colours and tags, once."""

from pathlib import Path

from reader.core.models import Kind
from reader.library.queries.queries import Queries
from reader.operations import adding
from reader.operations.history import History
from tests.exporters.exported_highlights import expected
from tests.exporters.samples import ITEM
from tests.exporters.test_epub import SECOND, written
from tests.exporters.test_pages import PLACED


def test_highlights_come_back_with_a_book(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    path = written([PLACED, SECOND], tmp_path)
    (report,) = adding.keep(history, [adding.read(path, queries)], [], "batch")
    assert report.id is not None
    found = {one.uid: one for one in queries.annotations(report.id)}
    assert found.keys() == {one.uid for one in ITEM.annotations}
    for one in ITEM.annotations:
        kept = found[one.uid]
        quote, color, note, tags = expected(one)
        if quote and one.start is None:  # a place in the book it has not, so it is a note on it
            quote, note = "", f"> {quote}\n\n{note}"
        assert (kept.exact, kept.note, kept.tags) == (quote, note, tags)
        assert kept.created_at == one.created_at
        if quote:
            assert (kept.kind, kept.color.value) == (Kind.HIGHLIGHT, color)
    (again,) = adding.keep(history, [adding.read(path, queries)], [], "batch")
    assert again.status == "duplicate"
    assert len(queries.annotations(report.id)) == len(found)
