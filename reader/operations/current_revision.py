"""Finds the current revision of an article, and checks passages of a text before they are marked."""

from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.library import lazy_tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def current_revision_id(article: "lazy_tables.Article") -> int:
    """Returns the id of the current revision of an article, which each has once it is stored."""
    if article.current_revision_id is None:
        raise AssertionError("an article without a revision")
    return article.current_revision_id


def current_revision(unit: "Unit", article: "lazy_tables.Article") -> "lazy_tables.Revision":
    """Returns the current revision of an article."""
    return unit.get(lazy_tables.Revision, current_revision_id(article))


def current_revision_of(unit: "Unit", article_id: int) -> "lazy_tables.Revision":
    """Returns the current revision of the article with an id."""
    return current_revision(unit, unit.get(lazy_tables.Article, article_id))


def check_passage(text: str, start: int, end: int) -> None:
    """Raises InvalidInput when there are no words in text[start:end]."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        message = _("There are no words to highlight from {start} to {end} of that article.")
        raise InvalidInput(message.format(start=start, end=end))
