"""What the library says for a tag on a passage: who else holds its words, or carries its tags."""

from reader.core.models import Color
from reader.core.tags.tag_suggestions import Group, Subject
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import draft

LINES = ("Every census counts trees", "The censuses of towns differ", "A ferry left at nine")


def test_words_and_tags_that_passages_share(history: History, queries: Queries) -> None:
    first = history.do("Add", articles.add, draft("Trees", "\n".join(LINES))).article_id
    text = queries.revision_text(queries.article(first).revision_id)
    spans = [(text.index(line), text.index(line) + len(line)) for line in LINES]
    tags = (("city", "method"), ("city",), ("sea",))
    marks = [
        history.do("Mark", annotations.highlight, first, *span, Color.YELLOW, names)
        for span, names in zip(spans, tags, strict=True)
    ]
    subject = Subject("The censuses", "Trees", ("city",), (), first, marks[1])
    found = queries.tag_evidence(subject)
    assert found.total == 3
    assert Group("censuses", 1, {"city": 1, "method": 1}) in found.words
    assert found.here == Group("", 2, {"city": 1, "method": 1, "sea": 1})
    assert [group.name for group in found.together] == ["city"]
    assert found.together[0].tags["method"] == 1
