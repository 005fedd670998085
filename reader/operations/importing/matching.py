"""Finds the articles of the library that match those of another program."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.core.author_matching import may_be_same_author
from reader.core.errors import ImportFailed
from reader.core.web_addresses import address_key
from reader.importers.programs.records import ArticleRecord
from reader.operations.draft_preparation import NO_TEXT
from reader.operations.importing.imported_drafts import draft_with_text
from reader.operations.importing.record_merging import article_uid

if TYPE_CHECKING:
    from reader.library.queries.import_matches import KnownArticle
    from reader.library.queries.queries import Queries

Named = tuple[str, ArticleRecord]  # what tells an article apart, and what is known of it


class ArticleMatcher:
    """Matches articles by their addresses and ids, and those without an address by their titles."""

    def __init__(self, queries: "Queries", articles: Sequence[Named]) -> None:
        self._queries = queries
        self._with_text: set[int] = set()  # of the library, which one of these articles has
        self._uids = {article_uid(name, record) for name, record in articles}
        self._by_title: defaultdict[str, list[KnownArticle]] = defaultdict(list)
        titles = {record.title.casefold() for _name, record in articles if not record.url}
        if titles:
            for one in best_last(queries.articles_by_title(titles)):
                self._by_title[one.title.casefold()].append(one)

    def match(self, articles: Sequence[Named]) -> "list[KnownArticle | None]":
        """Returns the article of the library for each, None for those that are new."""
        keys = {key for _name, record in articles if (key := address_key(record.url))}
        uids = [article_uid(name, record) for name, record in articles]
        by_key = {one.url_key: one for one in best_last(self._queries.articles_by_address([*keys]))}
        by_uid = {one.uid: one for one in self._queries.articles_by_uid(uids)}
        return [
            by_key.get(address_key(record.url)) or by_uid.get(uid) or self._of_title(record)
            for uid, (_name, record) in zip(uids, articles, strict=True)
        ]

    def _of_title(self, record: ArticleRecord) -> "KnownArticle | None":
        if record.url or not record.title:
            return None
        found = [
            one
            for one in self._by_title[record.title.casefold()]
            if may_be_same_author(one.byline, record.author)
            and one.uid not in self._uids  # it is another one of these articles
        ]
        without_address = [
            one for one in found if not one.url_key and not self._has_other_text(one, record)
        ]
        if without_address:
            if record.text is not None:
                self._with_text.add(without_address[-1].id)
            return without_address[-1]
        if record.text is not None:
            return None
        kept = [one for one in found if not one.is_in_trash] or found
        return kept[0] if len(kept) == 1 else None  # else it could be any of them

    def _has_other_text(self, known: "KnownArticle", record: ArticleRecord) -> bool:
        """Returns whether the texts are those of two articles: issues of a newsletter have one title."""
        if record.text is None:
            return False
        if known.text_sha256 == NO_TEXT:
            return known.id in self._with_text
        try:
            text = draft_with_text(record, record.text).text
        except ImportFailed:
            return False
        return text.split() != self._queries.revision_text(known.revision_id).split()


def best_last(found: "Iterable[KnownArticle]") -> "list[KnownArticle]":
    """Sorts articles so that the newest of those that are not in the trash comes last."""
    return sorted(found, key=lambda one: (not one.is_in_trash, one.id))
