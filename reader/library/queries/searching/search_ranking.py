"""Fills temporary tables with what the words of a query find, and how well it matches.

A title counts more than a highlight or a note, and these more than the text. Each index is asked
once for each word, and its scores are added up by SQLite: 50,000 rows taken to Python and back were
measured to take three times as long as the index alone.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.core.query.query_tree import And, Or, Query, Word, with_last
from reader.library.queries.searching import search_tokens
from reader.library.queries.searching.index_lookups import (
    DRAFTED_ARTICLES,
    FOUND_ANNOTATION,
    LIVE_ANNOTATION,
    annotations_with,
    drafted_articles,
)
from reader.library.queries.searching.word_forms import WordFormQueries

IndexedWord = tuple[Word, bool]  # and whether it stands for all that begin with it

# How much being found at all counts, and the factor of BM25, which is next to nothing for a word
# that most rows of an index have, as in a library of few articles.
_IN_TEXT = 0.0, 1.0
_IN_TITLE = 4.0, 3.0
_IN_ANNOTATION = 2.0, 2.0
_ALIKE = "0.0"  # the score of what is not ranked
_MANY = 500  # rows from which on the beginning of a word is taken for a common one
_LOOKED_UP = 200  # annotations up to which the article of each is looked up

# The results of the last search of a connection, invisible to others.
_TABLES = {
    "found_article": "id INTEGER PRIMARY KEY, score REAL NOT NULL)",
    "found_annotation": "id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL,"
    " made_at INTEGER NOT NULL, score REAL NOT NULL, is_note INTEGER NOT NULL)",
    "found_row": "row INTEGER PRIMARY KEY, id INTEGER NOT NULL)",  # of the list, the best first
    "found_by_word": "word INTEGER NOT NULL, id INTEGER NOT NULL, article_id INTEGER NOT NULL,"
    " score REAL NOT NULL, PRIMARY KEY (word, id)) WITHOUT ROWID",
}
FOUND = "SELECT id FROM temp.found_article"
_ADD_UP = " ON CONFLICT (id) DO UPDATE SET score = score + excluded.score"
TRASHED = "SELECT id FROM article WHERE deleted_at IS NOT NULL"
_ARTICLES = "SELECT coalesce(max(id), 0) FROM article"


class _Index(NamedTuple):
    """One of the full-text indexes."""

    name: str
    score: str
    total: str  # SQL for about how many rows it has


_TITLES = _Index("search_article", "-bm25(search_article, 10.0, 2.0)", _ARTICLES)
_TEXTS = _Index("search_text", "-bm25(search_text)", _ARTICLES)
_ANNOTATIONS = _Index(
    "search_annotation",
    "-bm25(search_annotation, 1.0, 2.0)",
    "SELECT coalesce(max(id), 0) FROM annotation",
)


class RankingQueries(WordFormQueries):
    """Queries for what contains words, and how well it matches."""

    _has_tables = False
    _scored: Sequence[int] = ()  # the numbers of the words by which annotations are scored
    _has_annotations = False  # whether the annotations that match are in their table already

    def _empty_tables(self) -> None:
        """Forgets what was found before."""
        if self._has_tables:
            for name in _TABLES:
                self._rows(f"DELETE FROM temp.{name}")
        else:
            self._allow_temporary_tables()
            for name, columns in _TABLES.items():
                self._rows(f"CREATE TEMP TABLE {name} ({columns}")
        self._has_tables, self._scored, self._has_annotations = True, (), False

    def _find_word(self, word: Word, is_beginning: bool, *, is_ranked: bool) -> None:
        """Puts all that contains one word into the tables, its annotations too.

        Their index is asked once for them, for their articles and for how well both match: to ask
        it for each took twice as long.
        """
        match = search_tokens.full_text(word.text, is_beginning)
        self._add_articles(match, is_beginning, "", is_ranked=is_ranked)
        score = self._score(_ANNOTATIONS, match, is_beginning=is_beginning) if is_ranked else _ALIKE
        self._rows(
            "INSERT INTO temp.found_annotation"
            f" SELECT n.id, n.article_id, n.created_at, {score}, 0 FROM search_annotation"
            f"{FOUND_ANNOTATION} WHERE search_annotation MATCH ?",
            [match],
        )
        notes, of_notes = annotations_with(word.text, is_beginning, "note")
        drafted: list[str | int] = []
        found = "SELECT article_id, score FROM temp.found_annotation"
        if self.note_drafts():
            self._rows(
                "INSERT OR IGNORE INTO temp.found_annotation"
                f" SELECT n.id, n.article_id, n.created_at, 0.0, 1 FROM ({notes}) AS f"
                f" {LIVE_ANNOTATION} f.id",
                of_notes,
            )
            drafted = drafted_articles(word.text, is_beginning)
            found += f" UNION ALL SELECT article_id, 0.0 FROM ({DRAFTED_ARTICLES})"
        is_note = f"UPDATE temp.found_annotation SET is_note = 1 WHERE id IN ({notes})"
        self._rows(is_note, of_notes)
        if is_ranked:
            self._add_annotated(found, drafted, "", is_alike=score == _ALIKE)
        else:
            self._rows(f"INSERT OR IGNORE INTO temp.found_article {found}", drafted)
        self._drop_trashed()
        self._has_annotations = True

    def _drop_trashed(self) -> None:
        """Forgets the annotations found in articles in the trash; the articles of few are looked up.

        For thirteen that takes 0.005 ms, where reading a trash of 2,000 articles takes 0.17.
        """
        (count,) = self._row("SELECT count(*) FROM temp.found_annotation")
        gone = TRASHED
        if count < _LOOKED_UP:
            gone = (
                "SELECT a.id FROM temp.found_annotation AS f CROSS JOIN article AS a"
                " ON a.id = f.article_id WHERE a.deleted_at IS NOT NULL"
            )
        self._rows(f"DELETE FROM temp.found_annotation WHERE article_id IN ({gone})")

    def _rank(self, words: Sequence[IndexedWord], *, is_any: bool) -> None:
        """Adds up how well articles match words: those already found, or any that contain them."""
        for number, (word, is_beginning) in enumerate(words):
            match = search_tokens.full_text(word.text, is_beginning)
            self._add_articles(match, is_beginning, "" if is_any else f" AND +rowid IN ({FOUND})")
            score = self._score(_ANNOTATIONS, match, is_beginning=is_beginning)
            of_index = f"search_annotation{FOUND_ANNOTATION} WHERE search_annotation MATCH ?"
            found = f"SELECT n.article_id, 0.0 AS score FROM {of_index}"
            if score != _ALIKE:
                self._rows(
                    "INSERT INTO temp.found_by_word"
                    f" SELECT {number}, n.id, n.article_id, {score} FROM {of_index}",
                    [match],
                )
                self._scored = (*self._scored, number)
                found = "SELECT article_id, score FROM temp.found_by_word WHERE word = ?"
            found += f" UNION ALL SELECT article_id, 0.0 FROM ({DRAFTED_ARTICLES})"
            is_alike = score == _ALIKE
            values = [
                match if is_alike else number,
                *drafted_articles(word.text, is_beginning),
            ]
            among = "" if is_any else f" WHERE article_id IN ({FOUND})"
            self._add_annotated(found, values, among, is_alike=is_alike)

    def _add_articles(
        self, match: str, is_beginning: bool, among: str, *, is_ranked: bool = True
    ) -> None:
        """Adds up how well the texts and titles of articles match."""
        for index, (least, factor) in ((_TEXTS, _IN_TEXT), (_TITLES, _IN_TITLE)):
            score = _ALIKE
            if is_ranked:
                score = self._score(index, match, is_beginning=is_beginning)
            self._rows(
                f"INSERT INTO temp.found_article SELECT rowid, {least} + {factor} * {score}"
                f" FROM {index.name} WHERE {index.name} MATCH ?{among}{_ADD_UP}",
                [match],
            )

    def _add_annotated(
        self, found: str, values: Sequence[str | int], among: str, *, is_alike: bool
    ) -> None:
        """Adds up how well the annotations of articles match: of each the best, many are not better."""
        least, factor = _IN_ANNOTATION
        if is_alike:  # half the time of sorting them by article
            best = f"SELECT DISTINCT article_id, {least} FROM ({found}){among or ' WHERE TRUE'}"
        else:
            best = (
                f"SELECT article_id, {least} + {factor} * max(score) FROM ({found}){among}"
                " GROUP BY article_id"
            )
        self._rows(f"INSERT INTO temp.found_article {best}{_ADD_UP}", values)

    def _score(self, index: _Index, match: str, *, is_beginning: bool) -> str:
        """Returns SQL for how well rows of an index match.

        The beginning of a word that most have, such as the first letter that is typed, tells
        nothing of how well they match, and would take long to score.
        """
        if is_beginning:
            sql = f"SELECT count(*) FROM {index.name} WHERE {index.name} MATCH ?"
            found: int = self._rows(sql, [match])[0][0]
            if found > _MANY and found > self._row(index.total)[0] // 2:
                return _ALIKE
        return index.score


def indexed_words(query: Query, is_last: bool) -> Iterator[IndexedWord]:
    """Yields the words that a query seeks in the indexes, and that add to how well it is matched."""
    match query:
        case Word():
            if search_tokens.full_text(query.text, is_beginning=False):
                yield query, is_last and not query.is_phrase
        case And(nodes) | Or(nodes):
            for node, is_last_node in with_last(nodes, is_last):
                yield from indexed_words(node, is_last_node)
