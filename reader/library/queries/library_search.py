"""Searches the whole library: the articles of a view, and all other hits."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from heapq import nlargest
from operator import and_, or_

from reader.core.models import Color, Kind, Sort, View
from reader.core.query.query_tree import (
    And,
    Or,
    Query,
    Word,
    names_a_place,
    names_feeds,
    terms,
    with_last,
)
from reader.core.query.search_terms import is_words_alone, terms_of
from reader.core.search_results import Found, FoundGroup, FoundRow, SearchResult, Snippet
from reader.core.text.snippets import snippet
from reader.core.text.text_search import FoldedText, Sought
from reader.library.queries import query_conditions
from reader.library.queries.annotations import FROM, IS_LIVE, AnnotationQueries
from reader.library.queries.articles import ADDED, ADDED_OF_FEED, LEFT, VIEWS, is_ranked, sql_order
from reader.library.queries.id_chunks import chunks
from reader.library.queries.indexed_search import HitsOfWords
from reader.library.queries.search_ranking import (
    AnnotationHit,
    Scores,
    best_first,
    indexed_words,
    sum_of_hits,
)
from reader.library.queries.search_tokens import fold, full_text

_ROWS = 3  # shown of each place
_LONG = 2_000  # characters of a title or an annotation that can matter to a row

# Where an article is; what feeds brought and the user has left is nowhere.
_PLACE = (
    "CASE WHEN a.deleted_at IS NOT NULL THEN 'trash' WHEN a.is_unkept = 0 THEN a.state"
    f" WHEN {LEFT} THEN '' ELSE 'all' END"
)
_PLACES = {
    Found.INBOX: VIEWS[View.INBOX],
    Found.LATER: VIEWS[View.LATER],
    Found.ARCHIVE: VIEWS[View.ARCHIVE],
    Found.FEEDS: f"a.deleted_at IS NULL AND a.is_unkept = 1 AND NOT ({LEFT})",
    Found.TRASH: VIEWS[View.TRASH],
}
_ARTICLE_PLACES = tuple(_PLACES)
# The places that are in a view as a whole.
_IN = {
    View.INBOX: {Found.INBOX},
    View.LATER: {Found.LATER},
    View.ARCHIVE: {Found.ARCHIVE},
    View.TRASH: {Found.TRASH},
    View.ALL: set(_ARTICLE_PLACES) - {Found.TRASH},
    View.STARRED: set(),
}


_TRASHED = "SELECT id FROM article WHERE deleted_at IS NOT NULL"


def _never() -> bool:
    return False


def _is_indexed_words(query: Query) -> bool:
    """Returns whether a query is of nothing but words that are in the indexes."""
    words = [one for one in terms(query) if isinstance(one, Word)]
    return is_words_alone(query) and all(full_text(one.text, is_beginning=False) for one in words)


class SearchQueries(AnnotationQueries):
    """Queries for everything that words and fields find."""

    def search(
        self,
        view: View,
        query: Query,
        sort: Sort = Sort.ADDED,
        descending: bool = True,
        *,
        scope: Query | None = None,
        snippets: int = 0,
    ) -> SearchResult:
        """Returns the articles of a view that a half-typed query finds, and what is found elsewhere.

        ``scope`` says which articles of the view are shown, where that is not all of them;
        ``snippets`` is of how many of the articles the passage is returned with them.
        """
        if view is not View.TRASH and names_a_place(query):
            view = View.ALL
        is_shown = VIEWS[view]
        of_scope: list[str | int] = []
        if scope is not None:
            shown, of_scope = query_conditions.of_articles(scope, is_typing=False)
            is_shown = f"{is_shown} AND ({shown})"
        wide = self.with_forms(query)
        hits = self._hits(wide, is_typing=True, is_ranked=is_ranked(sort, query))
        added = ADDED_OF_FEED if names_feeds(scope) else ADDED
        order = sql_order(sort, descending, added)
        elsewhere: dict[str, list[int]] = {place: [] for place in _ARTICLE_PLACES}
        # What is asked of the articles themselves is asked of all places at once.
        if not self._is_few(hits.ids) if hits.ids is not None else hits.is_of_states:
            ids = self._hit_ids((is_shown, of_scope), hits, order)
            # What a scope or a star chooses is in places, too.
            apart = frozenset(ids if scope is not None or view is View.STARRED else ())
            for place in _PLACES if scope is not None else _PLACES.keys() - _IN[view]:
                found = self._hit_ids((_PLACES[place], []), hits, order)
                elsewhere[place] = [id_ for id_ in found if id_ not in apart] if apart else found
        else:
            ids = []
            columns = f"a.id, {is_shown}, {_PLACE}", of_scope
            for id_, is_here, place in self._hit_rows(columns, ("1", []), hits, order):
                if is_here:
                    ids.append(id_)
                elif place in elsewhere:
                    elsewhere[place].append(id_)
        ids = best_first(ids, hits.scores)
        sought = terms_of(wide)
        kept, thrown_away = _ARTICLE_PLACES[:-1], _ARTICLE_PLACES[-1:]
        groups = [
            *self._found_articles(kept, elsewhere, hits.scores, sought),
            *(self._found_annotations(query, wide, hits.words) if sought else ()),
            *self._found_articles(thrown_away, elsewhere, hits.scores, sought),
        ]
        passages = self.snippets(ids[:snippets], sought)
        return SearchResult(tuple(ids), tuple(groups), passages, sought)

    def snippets(
        self,
        ids: Sequence[int],
        sought: Sequence[Sought],
        is_cancelled: Callable[[], bool] = _never,
    ) -> dict[int, Snippet]:
        """Returns the passage around the first hit in the text of articles, and how many hits there are."""
        found: dict[int, Snippet] = {}
        for id_ in ids if sought else ():
            if is_cancelled():
                break
            text = self._text_of(id_)
            hits = FoldedText(text).hits(sought)
            found[id_] = Snippet(snippet(text, hits), len(hits))
        return found

    def _text_of(self, article_id: int) -> str:
        row = self._first(
            "SELECT r.text FROM article AS a JOIN revision AS r ON r.id = a.current_revision_id"
            " WHERE a.id = ?",
            (article_id,),
        )
        return row[0] if row is not None else ""

    def _found_articles(
        self,
        places: Sequence[Found],
        elsewhere: Mapping[str, list[int]],
        scores: Scores | None,
        sought: Sequence[Sought],
    ) -> Iterator[FoundGroup]:
        for place in places:
            ids = elsewhere[place]
            first = best_first(ids, scores, _ROWS)
            if not first:
                continue
            titles = self._titles(first)
            counts = self.snippets(first, sought)
            rows = (
                FoundRow(titles[id_], id_, hits=counts[id_].hits if id_ in counts else 0)
                for id_ in first
                if id_ in titles
            )
            yield FoundGroup(place, len(ids), tuple(rows))

    def _titles(self, ids: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for chunk, marks in chunks(ids):
            found |= dict(self._rows(f"SELECT id, title FROM article WHERE id IN ({marks})", chunk))
        return found

    def _found_annotations(self, query: Query, wide: Query, words: HitsOfWords) -> list[FoundGroup]:
        """Returns the annotations that the query with all forms of its words finds, and the tags."""
        found, noted = self._annotations_with_words(wide, words)
        groups = [
            self._annotation_group(
                Found.HIGHLIGHTS,
                [hit for id_, hit in found.items() if id_ not in noted],
                "n.exact",
            ),
            self._annotation_group(
                Found.NOTES, [hit for id_, hit in found.items() if id_ in noted], "n.note"
            ),
            self._tag_group(query),
        ]
        return [group for group in groups if group.total]

    def _annotations_with_words(
        self, query: Query, words: HitsOfWords
    ) -> tuple[dict[int, AnnotationHit], AbstractSet[int]]:
        """Returns the annotations whose own words a query finds, and which by their notes."""
        known = sum_of_hits([words[one].annotations for one in indexed_words(query, is_last=True)])
        if _is_indexed_words(query):
            ids, noted = self._annotations_of_words(query, True, words)
            trashed = {row[0] for row in self._rows(_TRASHED)}
            return {id_: known[id_] for id_ in ids if known[id_][3] not in trashed}, noted
        (where, values), of_notes = query_conditions.of_annotations_with_words(
            query, is_typing=True
        )
        columns = f"SELECT 0.0, n.created_at, n.id, n.article_id{FROM}{IS_LIVE}"
        found: dict[int, AnnotationHit] = {
            hit[2]: known.get(hit[2], hit) for hit in self._rows(f"{columns} AND ({where})", values)
        }
        where, values = of_notes
        return found, {hit[2] for hit in self._rows(f"{columns} AND ({where})", values)}

    def _annotations_of_words(
        self, query: Query, is_last: bool, words: HitsOfWords
    ) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """Returns the annotations that contain the words of a query of nothing else, and those by their notes."""
        if isinstance(query, Word):
            word = query, is_last and not query.is_phrase
            return words[word].annotations.keys(), self._in_notes(word, words[word])
        nodes = query.nodes if isinstance(query, And | Or) else ()
        parts = [
            self._annotations_of_words(node, is_last_node, words)
            for node, is_last_node in with_last(nodes, is_last)
        ]
        join = or_ if isinstance(query, Or) else and_
        found, noted = zip(*parts, strict=True)
        return reduce(join, found), reduce(join, noted)

    def _annotation_group(
        self, place: Found, hits: Sequence[AnnotationHit], text: str
    ) -> FoundGroup:
        """Returns the annotations of a place: those first that match best, then the newest."""
        first = [hit[2] for hit in nlargest(_ROWS, hits)]
        if not first:
            return FoundGroup(place, 0, ())
        marks = ",".join("?" * len(first))
        rows = {
            id_: FoundRow(
                words, article_id, id_, title, Color(color) if kind == Kind.HIGHLIGHT else None
            )
            for id_, words, article_id, title, kind, color in self._rows(
                f"SELECT n.id, substr({text}, 1, {_LONG}), n.article_id, a.title, n.kind, n.color"
                " FROM annotation AS n JOIN article AS a ON a.id = n.article_id"
                f" WHERE n.id IN ({marks})",
                first,
            )
        }
        return FoundGroup(place, len(hits), tuple(rows[id_] for id_ in first if id_ in rows))

    def _tag_group(self, query: Query) -> FoundGroup:
        """Returns the tags in whose names all words are; none where more than words is asked for."""
        words = [one.text for one in terms_of(query)] if is_words_alone(query) else []
        if not words or (isinstance(query, Word) and not fold(query.text)):
            return FoundGroup(Found.TAGS, 0, ())
        where = " AND ".join(["instr(fold(t.name), ?) > 0"] * len(words))
        found = self._rows(
            "SELECT t.name, (SELECT count(*) FROM article_tag AS x WHERE x.tag_id = t.id)"
            " + (SELECT count(*) FROM annotation_tag AS x WHERE x.tag_id = t.id), count(*) OVER ()"
            f" FROM tag AS t WHERE {where} ORDER BY length(t.name), t.key LIMIT {_ROWS}",
            [fold(word) for word in words],
        )
        rows = tuple(FoundRow(name, hits=uses) for name, uses, _all in found)
        return FoundGroup(Found.TAGS, found[0][-1] if found else 0, rows)
