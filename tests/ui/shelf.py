"""Articles to list without a library."""

from collections.abc import Sequence

from reader.core.models import Article, State


def make_article(number: int, title: str = "") -> Article:
    """An article with something in every field."""
    return Article(
        id=number,
        uid=f"uid-{number}",
        title=title or f"Title {number}",
        byline="Ines Marlow",
        site="The Commonplace",
        url="",
        published="",
        language="en",
        excerpt="Readers have always argued with books in pencil. " * 4,
        word_count=1380,
        state=State.INBOX,
        is_starred=False,
        is_read=False,
        progress=0.0,
        position=0,
        added_at=0,
        updated_at=0,
        deleted_at=None,
        revision_id=number,
        tags=("reading", "history"),
        annotation_count=0,
    )


class Shelf:
    """Stands in for the library: answers articles by id and remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.changed: dict[int, Article] = {}
        self.gone: set[int] = set()

    def fetch(self, ids: Sequence[int]) -> list[Article]:
        self.calls.append(list(ids))
        return [self.changed.get(each, make_article(each)) for each in ids if each not in self.gone]
