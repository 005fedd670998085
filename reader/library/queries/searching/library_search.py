"""Searches the whole library: the articles of a view, and all other hits."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Iterator, Mapping, Sequence

from reader.core.listed_ids import HeldIds, ListedIds
from reader.core.models import Color, Kind, Sort, View
from reader.core.query.query_tree import Query, Word, depth, names_a_place, names_feeds, terms
from reader.core.query.search_terms import is_words_alone, terms_of
from reader.core.search_results import Found, FoundGroup, FoundRow, SearchResult, Snippet
from reader.core.text.searching.snippets import snippet
from reader.core.text.searching.text_search import FoldedText, SearchTerm
from reader.library.queries.annotations import LIVE, AnnotationQueries
from reader.library.queries.articles import LEFT, LOOKED_UP, VIEWS, Order, is_ranked
from reader.library.queries.searching import index_lookups, query_conditions
from reader.library.queries.searching.index_lookups import DEEPEST, LIVE_ANNOTATION, Condition
from reader.library.queries.searching.indexed_search import Hits
from reader.library.queries.searching.query_conditions import EVERYTHING
from reader.library.queries.searching.search_ranking import TRASHED
from reader.library.queries.searching.search_tokens import fold, full_text
from reader.library.queries.view_pages import BEST_FIRST

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


# The views in whose indexes places are walked; the others in that of all.
_WALKED = {
    Found.INBOX: View.INBOX,
    Found.LATER: View.LATER,
    Found.ARCHIVE: View.ARCHIVE,
    Found.TRASH: View.TRASH,
}

Elsewhere = Mapping[str, tuple[int, Sequence[int]]]  # of each place: how many, and the first


def _never() -> bool:
    return False


def _is_indexed_words(query: Query) -> bool:
    """Returns whether the indexes alone tell which annotations a query of words finds."""
    words = [one for one in terms(query) if isinstance(one, Word)]
    return (
        is_words_alone(query)
        and depth(query) <= DEEPEST
        and all(full_text(one.text, is_beginning=False) for one in words)
    )


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
        shown = EVERYTHING
        if scope is not None:
            shown = query_conditions.of_articles(scope, is_typing=False)
        wide = self.with_forms(query)
        hits = self._find(wide, is_typing=True, is_ranked=is_ranked(sort, query))
        order = Order(sort, descending, names_feeds(scope))
        ids: ListedIds
        elsewhere: Elsewhere
        if hits.total == 0:
            ids, elsewhere = HeldIds(), {}
        elif hits.is_few:
            ids, elsewhere = self._sorted_out(view, shown, hits, order)
        else:
            where: Condition = VIEWS[view], []
            if scope is not None:
                where = f"{where[0]} AND ({shown[0]})", shown[1]
            ids = self._hits_listed(view, where, hits, order)
            # What a scope or a star chooses is in places, too.
            is_apart = scope is not None or view is View.STARRED
            elsewhere = self._hits_elsewhere(view, where if is_apart else None, hits, order)
        sought = terms_of(wide)
        kept, thrown_away = _ARTICLE_PLACES[:-1], _ARTICLE_PLACES[-1:]
        groups = [
            *self._found_articles(kept, elsewhere, sought),
            *(self._found_annotations(query, wide) if sought else ()),
            *self._found_articles(thrown_away, elsewhere, sought),
        ]
        passages = self.snippets(ids[:snippets], sought)
        return SearchResult(ids, tuple(groups), passages, sought)

    def _sorted_out(
        self, view: View, shown: Condition, hits: Hits, order: Order
    ) -> tuple[HeldIds, Elsewhere]:
        """Returns the hits of a view for which SQL is true, and of each place the others.

        All are looked up once. The condition of a view is not asked of each: outside of WHERE, SQLite
        evaluates all of it, which takes four times as long as the place.
        """
        places = _IN[view]
        if view is View.STARRED:
            places, shown = set(_ARTICLE_PLACES), (f"{VIEWS[view]} AND ({shown[0]})", shown[1])
        ids: list[int] = []
        elsewhere: dict[str, list[int]] = {place: [] for place in _ARTICLE_PLACES}
        source, sql, values = self._hit_tables(LOOKED_UP, EVERYTHING, hits)
        by = BEST_FIRST if hits.is_ranked else order.sql()
        for id_, is_shown, place in self._rows(
            f"SELECT a.id, {shown[0]}, {_PLACE} FROM {source} WHERE {sql} ORDER BY {by}",
            [*shown[1], *values],
        ):
            if is_shown and place in places:
                ids.append(id_)
            elif place in elsewhere:
                elsewhere[place].append(id_)
        firsts = {place: (len(found), found[:_ROWS]) for place, found in elsewhere.items()}
        return HeldIds(ids), firsts

    def _hits_elsewhere(
        self, view: View, apart: Condition | None, hits: Hits, order: Order
    ) -> Elsewhere:
        """Returns the hits of each place: how many, and the first; without those for which SQL is true."""
        elsewhere: dict[str, tuple[int, Sequence[int]]] = {}
        for place in _PLACES if apart else _PLACES.keys() - _IN[view]:
            where: Condition = _PLACES[place], []
            if apart:
                where = f"{where[0]} AND NOT ({apart[0]})", apart[1]
            of_place = _WALKED.get(place, View.ALL)
            total = self._count_hits(of_place, where, hits)
            first = self._hit_ids(of_place, where, hits, order, _ROWS) if total else []
            elsewhere[place] = total, first
        return elsewhere

    def snippets(
        self,
        ids: Sequence[int],
        sought: Sequence[SearchTerm],
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
        elsewhere: Elsewhere,
        sought: Sequence[SearchTerm],
    ) -> Iterator[FoundGroup]:
        for place in places:
            total, first = elsewhere.get(place, (0, []))
            if not first:
                continue
            titles = self._titles(first)
            counts = self.snippets(first, sought)
            rows = (
                FoundRow(titles[id_], id_, hits=counts[id_].hits if id_ in counts else 0)
                for id_ in first
                if id_ in titles
            )
            yield FoundGroup(place, total, tuple(rows))

    def _titles(self, ids: Sequence[int]) -> dict[int, str]:
        return dict(self._rows_among("SELECT id, title FROM article WHERE id IN (...)", ids))

    def _found_annotations(self, query: Query, wide: Query) -> list[FoundGroup]:
        """Returns the annotations that the query with all forms of its words finds, and the tags."""
        if not self._has_annotations:
            self._find_annotations(wide)
        sql = "SELECT count(*), coalesce(sum(is_note), 0) FROM temp.found_annotation"
        every, notes = self._row(sql)
        groups = [
            self._annotation_group(Found.HIGHLIGHTS, every - notes, "n.exact", is_note=False),
            self._annotation_group(Found.NOTES, notes, "n.note", is_note=True),
            self._tag_group(query),
        ]
        return [group for group in groups if group.total]

    def _find_annotations(self, query: Query) -> None:
        """Puts the annotations whose own words a query finds into the table, and which by their notes."""
        if _is_indexed_words(query):
            words = index_lookups.annotations_of_words(query)
            (found, values), (of_notes, values_of_notes) = words
            is_note = f"n.id IN ({of_notes})"
            source = (
                f" FROM ({found}) AS f {LIVE_ANNOTATION} f.id WHERE n.article_id NOT IN ({TRASHED})"
            )
        else:
            words = query_conditions.of_annotations_with_words(query)
            (where, values), (is_note, values_of_notes) = words
            source = f"{LIVE} AND ({where})"
        score = "0.0"
        if self._scored:
            score = (
                "(SELECT total(w.score) FROM temp.found_by_word AS w"
                f" WHERE w.word IN ({', '.join(map(str, self._scored))}) AND w.id = n.id)"
            )
        self._rows(
            "INSERT OR IGNORE INTO temp.found_annotation"
            f" SELECT n.id, n.article_id, n.created_at, {score}, {is_note}{source}",
            [*values_of_notes, *values],
        )

    def _annotation_group(
        self, place: Found, total: int, text: str, *, is_note: bool
    ) -> FoundGroup:
        """Returns the annotations of a place: those first that match best, then the newest."""
        if not total:
            return FoundGroup(place, 0, ())
        rows = tuple(
            FoundRow(
                words, article_id, id_, title, Color(color) if kind == Kind.HIGHLIGHT else None
            )
            for id_, words, article_id, title, kind, color in self._rows(
                f"SELECT n.id, substr({text}, 1, {_LONG}), n.article_id, a.title, n.kind, n.color"
                " FROM (SELECT * FROM temp.found_annotation WHERE is_note = ?"
                f" ORDER BY score DESC, made_at DESC, id DESC LIMIT {_ROWS}) AS f"
                " CROSS JOIN annotation AS n ON n.id = f.id JOIN article AS a ON a.id = n.article_id"
                " ORDER BY f.score DESC, f.made_at DESC, f.id DESC",
                [int(is_note)],
            )
        )
        return FoundGroup(place, total, rows)

    def _tag_group(self, query: Query) -> FoundGroup:
        """Returns the tags in whose names all words are; none where more than words is asked for."""
        words = [fold(one.text) for one in terms_of(query)] if is_words_alone(query) else []
        if not any(words):
            return FoundGroup(Found.TAGS, 0, ())
        found = self._cache.get("tag names", None, self._tag_names)
        for word in words:
            found = [tag for tag in found if word in tag[1]]
        rows = tuple(FoundRow(name, hits=self._uses(name)) for name, _folded in found[:_ROWS])
        return FoundGroup(Found.TAGS, len(found), rows)

    def _tag_names(self, _of: None) -> list[tuple[str, str]]:
        """Returns the names of all tags, also folded, the shortest first."""
        found = self._rows("SELECT name FROM tag ORDER BY length(name), key")
        return [(name, fold(name)) for (name,) in found]

    def _uses(self, name: str) -> int:
        """Returns on how many articles and annotations a tag is."""
        ((uses,),) = self._rows(
            "SELECT (SELECT count(*) FROM article_tag AS x WHERE x.tag_id = t.id)"
            " + (SELECT count(*) FROM annotation_tag AS x WHERE x.tag_id = t.id)"
            " FROM tag AS t WHERE t.name = ?",
            (name,),
        )
        return int(uses)
