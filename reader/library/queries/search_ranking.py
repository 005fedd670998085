"""Scores the articles that words find: by BM25, with titles, highlights and notes above the text.

Each index is asked once for each word, and its scores are added up here: an order that SQLite makes
of several search tables was measured to take four times as long as one table's own.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator

from reader.core.query.query_tree import And, Or, Query, Word
from reader.library.queries import query_conditions, search_tokens
from reader.library.queries.word_forms import WordFormQueries

Scores = dict[int, float]  # by article
RankingWord = tuple[Word, bool]  # and whether it stands for all that begin with it

# How much being found at all counts, and the factor of BM25, which is next to nothing for a word
# that most rows of an index have, as in a library of few articles.
_IN_TITLE = 4.0, 3.0
_IN_ANNOTATION = 2.0, 2.0
_TITLE = "SELECT rowid, -bm25(search_article, 10.0, 2.0) FROM search_article WHERE search_article MATCH ?"
_TEXT = (
    "SELECT c.id, -bm25(search_text) FROM search_text"
    " JOIN article AS c ON c.current_revision_id = search_text.rowid WHERE search_text MATCH ?"
)
_ANNOTATION = (
    "SELECT n.article_id, -bm25(search_annotation, 1.0, 2.0) FROM search_annotation"
    " JOIN annotation AS n ON n.id = search_annotation.rowid"
    " WHERE search_annotation MATCH ? AND n.deleted_at IS NULL"
)
# The annotations that match, to sort others by; kept apart, as bm25() can be asked for in no larger query.
BEST_ANNOTATIONS = (
    "WITH best(id, score) AS MATERIALIZED (SELECT rowid, -bm25(search_annotation, 1.0, 2.0)"
    " FROM search_annotation WHERE search_annotation MATCH ?) "
)
_DRAFTS = (
    f"SELECT value FROM json_each({query_conditions.DRAFTED}) UNION ALL SELECT n.article_id"
    f" FROM json_each({query_conditions.DRAFTED}) AS d JOIN annotation AS n ON n.id = d.value"
)


class RankingQueries(WordFormQueries):
    """Queries for how well articles match."""

    def _scores(self, word: Word, is_beginning: bool) -> Scores:
        """Returns how well articles match a word."""
        match = search_tokens.full_text(word.text, is_beginning)
        scores: Scores = dict(self._rows(_TEXT, [match]))
        least, factor = _IN_TITLE
        titled = self._rows(_TITLE, [match])
        _add(scores, {id_: least + factor * score for id_, score in titled})
        least, factor = _IN_ANNOTATION
        noted: Scores = {}  # by the best annotation of each: many are not better
        wanted = word.text, int(is_beginning)
        for (id_,) in self._rows(_DRAFTS, ["article", *wanted, "annotation", *wanted]):
            noted[id_] = least
        for id_, score in self._rows(_ANNOTATION, [match]):
            noted[id_] = max(noted.get(id_, 0), least + factor * score)
        _add(scores, noted)
        return scores


def _add(total: Scores, scores: Scores) -> None:
    for id_, score in scores.items():
        total[id_] = total.get(id_, 0.0) + score


def any_word(query: Query, *, is_typing: bool) -> str:
    """Returns what to ask FTS5 for to find any word that a query seeks; empty where it seeks none."""
    words = dict.fromkeys(ranking_words(query, is_typing))
    return " OR ".join(
        search_tokens.full_text(word.text, is_beginning) for word, is_beginning in words
    )


def ranking_words(query: Query, is_last: bool) -> Iterator[RankingWord]:
    """Yields the words in the indexes that add to how well an article matches."""
    match query:
        case Word():
            if search_tokens.full_text(query.text, is_beginning=False):
                yield query, is_last and not query.is_phrase
        case And(nodes) | Or(nodes):
            for number, node in enumerate(nodes, 1):
                yield from ranking_words(node, is_last and number == len(nodes))
