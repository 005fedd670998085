"""Compiles an annotation query to SQL over ``annotation AS n``, its article ``a`` and anchor ``p``."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Mapping

from reader.core.models import Status
from reader.core.query.annotation_query_parser import first_moment
from reader.core.query.article_query_parser import Field, Query, Word
from reader.library.queries import article_search
from reader.library.queries.article_search import Condition

_IS_HIGHLIGHT = "n.kind = 'highlight'"
_STATUS = f"coalesce(p.status, '{Status.ORPHAN}')"
_FLAGS: Mapping[tuple[str, str], str] = {
    ("is", "highlight"): _IS_HIGHLIGHT,
    ("is", "review"): f"{_IS_HIGHLIGHT} AND {_STATUS} IN ('review', 'orphan')"
    " AND coalesce(p.is_settled, 0) = 0",
    ("is", "orphan"): f"{_IS_HIGHLIGHT} AND {_STATUS} = 'orphan'",
    **{("is", name): sql for name, sql in article_search.FLAGS.items()},
    ("has", "highlight"): _IS_HIGHLIGHT,
    ("has", "note"): "n.note <> ''",
    ("has", "tag"): "EXISTS (SELECT 1 FROM annotation_tag AS x WHERE x.annotation_id = n.id)",
    **{("in", state): f"a.state = '{state}'" for state in ("inbox", "later", "archive")},
}
_COLUMNS = {"article": "a.title", "title": "a.title", "site": "a.site", "by": "a.byline"}


def condition(query: Query, *, is_typing: bool) -> Condition:
    """Returns SQL that holds for the annotations a query finds, and its values.

    While a person is typing, the last word stands for those that begin with it, and the last tag
    for those too unless there is one of just that name.
    """
    return article_search.combined(query, is_typing, _leaf)


def with_words(query: Query, *, is_typing: bool) -> tuple[Condition, Condition]:
    """Returns SQL for the annotations whose own words a query finds: all of them, those by their notes."""
    return (
        article_search.combined(query, is_typing, _leaf_with_words),
        article_search.combined(query, is_typing, _leaf_in_notes),
    )


def _leaf_with_words(term: Word | Field, is_last: bool) -> Condition:
    return _own_word(term, is_last, "{quote note}")


def _leaf_in_notes(term: Word | Field, is_last: bool) -> Condition:
    return _own_word(term, is_last, "note")


def _own_word(term: Word | Field, is_last: bool, columns: str) -> Condition:
    if isinstance(term, Field):
        return _leaf(term, is_last)
    is_beginning = is_last and not term.is_phrase
    match = article_search.full_text(term, is_beginning)
    if not match:
        is_in_quote = "instr(n.exact, ?) OR " if columns != "note" else ""
        return f"{is_in_quote}instr(n.note, ?)", [term.text] * (2 if is_in_quote else 1)
    sql = (
        "n.id IN (SELECT rowid FROM search_annotation WHERE search_annotation MATCH ?"
        f" UNION ALL SELECT value FROM json_each({article_search.DRAFTED}))"
    )
    return sql, [f"{columns} : {match}", "annotation", term.text, int(is_beginning)]


def _leaf(term: Word | Field, is_last: bool) -> Condition:
    if isinstance(term, Word):
        return _word(term, is_last and not term.is_phrase)
    known = _FLAGS.get((term.name, term.value))
    if known is not None:
        return known, []
    if term.name == "color":
        return f"{_IS_HIGHLIGHT} AND n.color = ?", [term.value]
    if term.name == "tag":
        which, values = article_search.named_tags(term.value, is_last)
        sql = (
            "n.id IN (SELECT x.annotation_id FROM annotation_tag AS x"
            f" JOIN tag AS t ON t.id = x.tag_id WHERE {which})"
        )
        return sql, values
    if term.name in ("before", "after"):
        sign = "<" if term.name == "before" else ">="
        return f"n.created_at {sign} ?", [first_moment(term.value)]
    return f"instr(fold({_COLUMNS[term.name]}), ?) > 0", [article_search.fold(term.value)]


def _word(word: Word, is_beginning: bool) -> Condition:
    match = article_search.full_text(word, is_beginning)
    if not match:
        sql = "instr(n.exact, ?) OR instr(n.note, ?) OR instr(a.title, ?)"
        return sql, [word.text] * 3
    sql = (
        "n.id IN (SELECT rowid FROM search_annotation WHERE search_annotation MATCH ?)"
        " OR a.id IN (SELECT rowid FROM search_article WHERE search_article MATCH ?)"
        f" OR n.id IN (SELECT value FROM json_each({article_search.DRAFTED}))"
    )
    return sql, [match, f"title : {match}", "annotation", word.text, int(is_beginning)]
