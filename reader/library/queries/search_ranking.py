"""Queries the search indexes for words: the matching rows, and their BM25 rank.

A title counts more than a highlight or a note, and these more than the text. Each index is asked
once for each word, and its scores are added up here: an order that SQLite makes of several search
tables was measured to take four times as long as one table's own.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from reader.core.query.query_tree import And, Or, Query, Word, with_last
from reader.library import note_drafts
from reader.library.queries import search_tokens
from reader.library.queries.id_chunks import chunks
from reader.library.queries.query_conditions import FOUND_ANNOTATION
from reader.library.queries.word_forms import WordFormQueries

Scores = dict[int, float]  # by article
AnnotationHit = tuple[float, int, int, int]  # score, when it was made, annotation, article
IndexedWord = tuple[Word, bool]  # and whether it stands for all that begin with it

# How much being found at all counts, and the factor of BM25, which is next to nothing for a word
# that most rows of an index have, as in a library of few articles.
_IN_TITLE = 4.0, 3.0
_IN_ANNOTATION = 2.0, 2.0
_MANY = 500  # rows from which on the beginning of a word is taken for a common one


class _Index(NamedTuple):
    """One of the full-text indexes."""

    name: str
    columns: str  # of what is found, with its score
    joined: str
    score: str
    total: str  # SQL for how many rows it has

    def sql(self, score: str = "0.0") -> str:
        """Returns SQL for what matches, with its score."""
        columns = self.columns.format(score=score)
        return f"SELECT {columns} FROM {self.name}{self.joined} WHERE {self.name} MATCH ?"


_TITLES = _Index(
    "search_article",
    "rowid, {score}",
    "",
    "-bm25(search_article, 10.0, 2.0)",
    "SELECT count(*) FROM article",
)
_TEXTS = _Index(
    "search_text", "rowid, {score}", "", "-bm25(search_text)", "SELECT count(*) FROM article"
)
_ANNOTATIONS = _Index(
    "search_annotation",
    "{score}, n.created_at, n.id, n.article_id",
    FOUND_ANNOTATION,
    "-bm25(search_annotation, 1.0, 2.0)",
    "SELECT count(*) FROM annotation",
)


class WordHits(NamedTuple):
    """What contains a word."""

    articles: Scores  # by their titles, their texts or what is on them
    annotations: dict[int, AnnotationHit]
    drafted: frozenset[int]  # those of the annotations that contain it in the draft of a note


class RankingQueries(WordFormQueries):
    """Queries for what contains words, and how well it matches."""

    def word_hits(self, indexed: IndexedWord, *, is_ranked: bool) -> WordHits:
        """Returns what contains a word; how well it matches where that is asked."""
        word, is_beginning = indexed
        match = search_tokens.full_text(word.text, is_beginning)
        texts, titles, found = (
            self._matching(index, match, is_ranked=is_ranked, is_beginning=is_beginning)
            for index in (_TEXTS, _TITLES, _ANNOTATIONS)
        )
        articles: Scores = dict(texts)
        least, factor = _IN_TITLE
        for id_, score in titles:
            articles[id_] = articles.get(id_, 0.0) + least + factor * score
        on_articles, drafted = self._drafted_hits(word.text, is_beginning)
        best: Scores = dict.fromkeys(on_articles, 0.0)  # of each article: many are not better
        best |= {hit[3]: hit[0] for hit in sorted(found, key=itemgetter(0))}
        least, factor = _IN_ANNOTATION
        for id_, score in best.items():
            articles[id_] = articles.get(id_, 0.0) + least + factor * score
        annotations: dict[int, AnnotationHit] = {one[2]: one for one in [*drafted, *found]}
        return WordHits(articles, annotations, frozenset(one[2] for one in drafted))

    def _matching(
        self, index: _Index, match: str, *, is_ranked: bool, is_beginning: bool
    ) -> list[tuple[Any, ...]]:
        """Returns what an index has for words, with its score, or 0.

        The beginning of a word that most have, such as the first letter that is typed, tells
        nothing of how well they match, and would take long to score.
        """
        if is_ranked and is_beginning:
            sql = f"SELECT count(*) FROM {index.name} WHERE {index.name} MATCH ?"
            found: int = self._rows(sql, [match])[0][0]
            is_ranked = found <= _MANY or found <= self._row(index.total)[0] // 2
        return self._rows(index.sql(index.score) if is_ranked else index.sql(), [match])

    def _drafted_hits(self, words: str, is_beginning: bool) -> tuple[set[int], list[AnnotationHit]]:
        """Returns the articles whose notes have drafts that contain words, and the annotations of these."""
        names = [
            name
            for name, draft in self.note_drafts().items()
            if search_tokens.holds(draft.text, words, is_beginning=is_beginning)
        ]
        on_articles = {note_drafts.id_of(name, "article") for name in names}
        of_annotations = {note_drafts.id_of(name, "annotation") for name in names}
        articles = {id_ for id_ in on_articles if id_ is not None}
        drafted: list[AnnotationHit] = []
        for chunk, marks in chunks([id_ for id_ in of_annotations if id_ is not None]):
            for made_at, id_, article_id, is_live in self._rows(
                "SELECT created_at, id, article_id, deleted_at IS NULL FROM annotation"
                f" WHERE id IN ({marks})",
                chunk,
            ):
                articles.add(article_id)
                if is_live:
                    drafted.append((0.0, made_at, id_, article_id))
        return articles, drafted

    def _in_notes(self, indexed: IndexedWord, hits: WordHits) -> set[int]:
        """Returns those of the annotations that contain a word which contain it in their notes."""
        word, is_beginning = indexed
        match = f"{{note}} : {search_tokens.full_text(word.text, is_beginning)}"
        sql = "SELECT rowid FROM search_annotation WHERE search_annotation MATCH ?"
        found = self._rows(sql, [match])
        return {row[0] for row in found} & hits.annotations.keys() | hits.drafted


def indexed_words(query: Query, is_last: bool) -> Iterator[IndexedWord]:
    """Yields the words that a query seeks in the indexes, and that add to how well it is matched."""
    match query:
        case Word():
            if search_tokens.full_text(query.text, is_beginning=False):
                yield query, is_last and not query.is_phrase
        case And(nodes) | Or(nodes):
            for node, is_last_node in with_last(nodes, is_last):
                yield from indexed_words(node, is_last_node)


def sum_of_scores(several: Sequence[Scores]) -> Scores:
    """Returns the scores of several words, added up."""
    total, *others = several or ({},)
    if others:
        total = dict(total)
    for scores in others:
        for id_, score in scores.items():
            total[id_] = total.get(id_, 0.0) + score
    return total


def sum_of_hits(several: Sequence[dict[int, AnnotationHit]]) -> dict[int, AnnotationHit]:
    """Returns the annotations that contain any of several words, with their scores added up."""
    if len(several) == 1:
        return several[0]
    scores = sum_of_scores([{id_: hit[0] for id_, hit in hits.items()} for hits in several])
    return {id_: (scores[id_], *hit[1:]) for hits in several for id_, hit in hits.items()}


def best_first(ids: list[int], scores: Scores | None, most: int | None = None) -> list[int]:
    """Returns ids sorted by their scores, the largest first among equals; as they are without scores."""
    if scores is None:
        return ids[:most]
    ranked = zip(map(scores.get, ids, repeat(0.0)), ids, strict=True)
    first = sorted(ranked, reverse=True) if most is None else nlargest(most, ranked)
    return [id_ for _score, id_ in first]
