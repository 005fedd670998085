"""Compiles the terms of a query to SQL for the ids that the indexes have for them.

An id may come more than once. What a term costs depends on how often it is in the library.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Sequence
from functools import partial

from reader.core.query.query_tree import FEED, FOLDER, And, Field, Or, Query, Word, with_last
from reader.library.queries.searching.search_tokens import full_text

Condition = tuple[str, list[str | int]]  # SQL and its values
Leaf = Callable[[Word | Field, bool], Condition]

DEEPEST = 5  # a query whose ids are joined: SQLite parses no deeply nested SELECT
# The ids, as JSON, of the articles or annotations whose notes have drafts that contain some words.
_DRAFTED = "drafted(?, ?, ?)"
_ARTICLE, _ANNOTATION = "article", "annotation"  # of which it is
# Columns of the index of annotations, and of the table.
ANNOTATION_COLUMNS = {"quote": "exact", "note": "note"}
# Joined to an id: the annotations that are not in the trash, without their wide rows.
LIVE_ANNOTATION = (
    "CROSS JOIN annotation AS n INDEXED BY annotation_found ON n.deleted_at IS NULL AND n.id ="
)
FOUND_ANNOTATION = f" {LIVE_ANNOTATION} search_annotation.rowid"
DRAFTED_ARTICLES = (  # of which some may have been deleted permanently
    f"SELECT x.id AS article_id FROM article AS x WHERE x.id IN (SELECT value FROM json_each({_DRAFTED}))"
    " UNION ALL SELECT n.article_id FROM annotation AS n WHERE n.id IN"
    f" (SELECT value FROM json_each({_DRAFTED}))"
)
_WITH_WORD = (
    "SELECT rowid FROM search_text WHERE search_text MATCH ?"
    " UNION ALL SELECT rowid FROM search_article WHERE search_article MATCH ?"
    f" UNION ALL SELECT n.article_id FROM search_annotation{FOUND_ANNOTATION}"
    f" WHERE search_annotation MATCH ? UNION ALL {DRAFTED_ARTICLES}"
)
_OF_FEEDS = (
    "SELECT e.article_id FROM feed AS f JOIN feed_entry AS e ON e.feed_id = f.id"
    " WHERE f.deleted_at IS NULL AND e.article_id IS NOT NULL AND ({condition})"
)
# What the panel of views asks for: a feed by its number, or all in a folder and those in it.
_FEEDS = {
    FEED: _OF_FEEDS.format(condition="f.id = CAST(? AS INTEGER)"),
    FOLDER: _OF_FEEDS.format(
        condition="f.folder = ? OR substr(f.folder, 1, length(?) + 1) = ? || char(10)"
    ),
}


def articles_matching(parts: Sequence[tuple[Query, bool]]) -> Condition:
    """Returns SQL for the articles that match all parts of a query, each given with whether it is the last.

    They are of words and fields of which an index tells.
    """
    return _joined([_ids(part, is_last, _articles) for part, is_last in parts], is_any=False)


def annotations_of_words(query: Query) -> tuple[Condition, Condition]:
    """Returns SQL for the annotations with indexed words: all of them, those by their notes.

    The query is of nothing else.
    """
    return (
        _ids(query, True, partial(_annotations, [*ANNOTATION_COLUMNS])),
        _ids(query, True, partial(_annotations, ["note"])),
    )


def _ids(query: Query, is_last: bool, leaf: Leaf) -> Condition:
    """Returns SQL for a whole tree, of the SQL for its words and fields."""
    match query:
        case Word() | Field():
            return leaf(query, is_last)
        case And(nodes) | Or(nodes):
            found = [
                _ids(node, is_last_node, leaf) for node, is_last_node in with_last(nodes, is_last)
            ]
            return _joined(found, is_any=isinstance(query, Or))
    raise ValueError(query)


def _joined(several: Sequence[Condition], *, is_any: bool) -> Condition:
    """Returns SQL for the ids that any or all of several questions find."""
    sql = (" UNION ALL " if is_any else " INTERSECT ").join(
        f"SELECT * FROM ({sql})" for sql, _values in several
    )
    return sql, [value for _sql, values in several for value in values]


def _articles(term: Word | Field, is_last: bool) -> Condition:
    found = articles_with(term, is_last)
    if found is None:
        raise ValueError(term)
    return found


def _annotations(columns: Sequence[str], term: Word | Field, is_last: bool) -> Condition:
    if isinstance(term, Field):
        raise TypeError(term)
    return annotations_with(term.text, is_last and not term.is_phrase, *columns)


def drafted_articles(words: str, is_beginning: bool) -> list[str | int]:
    """Returns the values of ``DRAFTED_ARTICLES``: articles with words in the drafts of their notes."""
    wanted = words, int(is_beginning)
    return [_ARTICLE, *wanted, _ANNOTATION, *wanted]


def articles_with(term: Word | Field, is_last: bool) -> Condition | None:
    """Returns SQL for the articles that an index has for a term; None for signs, and for most fields."""
    if isinstance(term, Word):
        is_beginning = is_last and not term.is_phrase
        match = full_text(term.text, is_beginning)
        values = [match] * 3 + drafted_articles(term.text, is_beginning)
        return (_WITH_WORD, values) if match else None
    if term.name == "tag":
        return _tagged_articles(term.value, is_last)
    if term.name in _FEEDS:
        return _FEEDS[term.name], [term.value] * _FEEDS[term.name].count("?")
    if term.name == "text" or term.name in ANNOTATION_COLUMNS:
        return _indexed_column(term, is_last)
    return None


def _indexed_column(field: Field, is_last: bool) -> Condition | None:
    match = full_text(field.value, is_last)
    if not match:
        return None
    if field.name == "text":
        return "SELECT rowid FROM search_text WHERE search_text MATCH ?", [match]
    found, values = annotations_with(field.value, is_last, field.name)
    sql = (
        f"SELECT n.article_id FROM annotation AS n WHERE n.deleted_at IS NULL AND n.id IN ({found})"
    )
    if field.name == "note":
        sql += f" UNION ALL SELECT value FROM json_each({_DRAFTED})"
        values += [_ARTICLE, field.value, int(is_last)]
    return sql, values


def annotations_with(words: str, is_beginning: bool, *columns: str) -> Condition:
    """Returns SQL for the annotations with indexed words in columns of their index; drafts are notes."""
    found = "SELECT rowid AS id FROM search_annotation WHERE search_annotation MATCH ?"
    values: list[str | int] = [f"{{{' '.join(columns)}}} : {full_text(words, is_beginning)}"]
    if "note" in columns:
        found += f" UNION ALL SELECT value FROM json_each({_DRAFTED})"
        values += [_ANNOTATION, words, int(is_beginning)]
    return found, values


def _tagged_articles(key: str, is_beginning: bool) -> Condition:
    which, values = _named_tags(key, is_beginning)
    on_annotations, more = tagged_annotations(key, is_beginning, "m.article_id")
    sql = (
        "SELECT x.article_id FROM tag AS t CROSS JOIN article_tag AS x ON x.tag_id = t.id"
        f" WHERE {which} UNION ALL {on_annotations}"
    )
    return sql, [*values, *more]


def tagged_annotations(key: str, is_beginning: bool, column: str) -> Condition:
    """Returns SQL for a column of the taggings ``x`` or the annotations ``m`` that have a tag."""
    which, values = _named_tags(key, is_beginning)
    sql = (
        f"SELECT {column} FROM tag AS t CROSS JOIN annotation_tag AS x ON x.tag_id = t.id"
        f" JOIN annotation AS m ON m.id = x.annotation_id WHERE m.deleted_at IS NULL AND ({which})"
    )
    return sql, values


def _named_tags(key: str, is_beginning: bool) -> Condition:
    """Returns SQL over ``tag AS t`` for a tag and those nested in it, or, while typing, those that begin so."""
    inside = f"{key}/"
    which = "t.key = ? OR substr(t.key, 1, ?) = ?"
    values: list[str | int] = [key, len(inside), inside]
    if is_beginning:
        which += (
            " OR (substr(t.key, 1, ?) = ? AND NOT EXISTS (SELECT 1 FROM tag AS u WHERE u.key = ?))"
        )
        values += [len(key), key, key]
    return which, values
