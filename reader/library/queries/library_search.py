"""Searches the whole library: the articles of a view, and what lies elsewhere, with its hits."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Iterator, Sequence

from reader.core.models import Color, Kind, Sort, View
from reader.core.query.query_tree import Query, Word, names_a_place, names_feeds
from reader.core.query.sought_words import is_words_alone, sought_words
from reader.core.search_results import Found, FoundGroup, FoundRow, SearchResult, Snippet
from reader.core.text.snippets import snippet
from reader.core.text.text_search import FoldedText, Sought
from reader.library.queries import query_conditions, search_ranking, search_tokens
from reader.library.queries.annotations import FROM, IS_LIVE, AnnotationQueries
from reader.library.queries.articles import ADDED, ADDED_OF_FEED, LEFT, VIEWS, is_ranked
from reader.library.queries.id_chunks import chunks

_ROWS = 3  # shown of each place
_LONG = 2_000  # characters of a title or an annotation that can matter to a row

# Where an article lies; what feeds brought and a person has left is nowhere.
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
# The places that lie in a view as a whole.
_IN = {
    View.INBOX: {Found.INBOX},
    View.LATER: {Found.LATER},
    View.ARCHIVE: {Found.ARCHIVE},
    View.TRASH: {Found.TRASH},
    View.ALL: set(_ARTICLE_PLACES) - {Found.TRASH},
    View.STARRED: set(),
}


def _never() -> bool:
    return False


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
        ids: list[int] = []
        elsewhere: dict[str, list[int]] = {place: [] for place in _ARTICLE_PLACES}
        # What is asked of the articles themselves is asked of all places at once.
        is_apart = not self._is_few(hits.ids) if hits.ids is not None else hits.is_of_states
        parts = [(f"{is_shown}, {_PLACE}", "1", of_scope)]
        if is_apart:  # each from an index of its own
            beside = [place for place in _PLACES if scope is not None or place not in _IN[view]]
            parts = [
                ("1, ''", is_shown, of_scope),
                *((f"0, '{place}'", _PLACES[place], []) for place in beside),
            ]
        for columns, where, values in parts:
            for id_, is_here, place in self._sorted_rows(
                f"a.id, {columns}", values, where, hits, sort, descending, added
            ):
                if is_here:
                    ids.append(id_)
                elif place in elsewhere:
                    elsewhere[place].append(id_)
        if is_apart and (scope is not None or view is View.STARRED):  # these lie in places, too
            shown_ids = frozenset(ids)
            elsewhere = {
                place: [id_ for id_ in found if id_ not in shown_ids]
                for place, found in elsewhere.items()
            }
        sought = sought_words(wide)
        kept, thrown_away = _ARTICLE_PLACES[:-1], _ARTICLE_PLACES[-1:]
        groups = [
            *self._found_articles(kept, elsewhere, sought),
            *(self._found_annotations(query, wide, sort) if sought else ()),
            *self._found_articles(thrown_away, elsewhere, sought),
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
        self, places: Sequence[Found], elsewhere: dict[str, list[int]], sought: Sequence[Sought]
    ) -> Iterator[FoundGroup]:
        for place in places:
            ids = elsewhere[place]
            if not ids:
                continue
            titles = self._titles(ids[:_ROWS])
            counts = self.snippets(ids[:_ROWS], sought)
            rows = (
                FoundRow(titles[id_], id_, hits=counts[id_].hits if id_ in counts else 0)
                for id_ in ids[:_ROWS]
                if id_ in titles
            )
            yield FoundGroup(place, len(ids), tuple(rows))

    def _titles(self, ids: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for chunk, marks in chunks(ids):
            found |= dict(self._rows(f"SELECT id, title FROM article WHERE id IN ({marks})", chunk))
        return found

    def _found_annotations(self, query: Query, wide: Query, sort: Sort) -> list[FoundGroup]:
        """Returns the annotations that the query with all forms of its words finds, and the tags."""
        (words, values), (notes, in_notes) = query_conditions.of_annotations_with_words(
            wide, is_typing=True
        )
        quoted = f"({words}) AND NOT ({notes})"
        match = search_ranking.any_word(wide, is_typing=True) if sort is Sort.BEST else ""
        groups = [
            self._annotation_group(
                Found.HIGHLIGHTS, quoted, [*values, *in_notes], "n.exact", match
            ),
            self._annotation_group(Found.NOTES, notes, in_notes, "n.note", match),
            self._tag_group(query),
        ]
        return [group for group in groups if group.total]

    def _annotation_group(
        self, place: Found, where: str, values: list[str | int], text: str, match: str
    ) -> FoundGroup:
        """Returns the annotations of a place: those first that match best, if that is asked, then the newest."""
        first, joined, order = "", "", "n.created_at DESC, n.id DESC"
        if match:
            first, values = search_ranking.BEST_ANNOTATIONS, [match, *values]
            joined, order = " LEFT JOIN best AS b ON b.id = n.id", f"b.score DESC, {order}"
        found = self._rows(
            f"{first}SELECT substr({text}, 1, {_LONG}), n.article_id, n.id, a.title, n.kind, n.color,"
            f" count(*) OVER () {FROM}{joined}{IS_LIVE} AND ({where}) ORDER BY {order} LIMIT {_ROWS}",
            values,
        )
        rows = (
            FoundRow(
                words, article_id, id_, title, Color(color) if kind == Kind.HIGHLIGHT else None
            )
            for words, article_id, id_, title, kind, color, _all in found
        )
        return FoundGroup(place, found[0][-1] if found else 0, tuple(rows))

    def _tag_group(self, query: Query) -> FoundGroup:
        """Returns the tags in whose names all words stand; none where more than words is asked for."""
        words = [one.text for one in sought_words(query)] if is_words_alone(query) else []
        if not words or (isinstance(query, Word) and not search_tokens.fold(query.text)):
            return FoundGroup(Found.TAGS, 0, ())
        where = " AND ".join(["instr(fold(t.name), ?) > 0"] * len(words))
        found = self._rows(
            "SELECT t.name, (SELECT count(*) FROM article_tag AS x WHERE x.tag_id = t.id)"
            " + (SELECT count(*) FROM annotation_tag AS x WHERE x.tag_id = t.id), count(*) OVER ()"
            f" FROM tag AS t WHERE {where} ORDER BY length(t.name), t.key LIMIT {_ROWS}",
            [search_tokens.fold(word) for word in words],
        )
        rows = tuple(FoundRow(name, hits=uses) for name, uses, _all in found)
        return FoundGroup(Found.TAGS, found[0][-1] if found else 0, rows)
