"""Compiles a query to SQL over ``article AS a``, or over ``annotation AS n`` with its article and anchor.

An article has a property of annotations if one of its annotations has it; an annotation has a
property of articles if its article has it. Each word may be found in any of the indexes.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from reader.core.models import Status
from reader.core.query.query_ranges import first_moment, numbers, period
from reader.core.query.query_tree import (
    FEED,
    FOLDER,
    SITE,
    And,
    Field,
    Not,
    Or,
    Query,
    Word,
    with_last,
)
from reader.library.queries.search_tokens import fold, full_text

Condition = tuple[str, list[str | int]]
Leaf = Callable[[Word | Field, bool], Condition]

# The ids of what the drafts of notes are of, "article" or "annotation", that contain some words, as JSON.
DRAFTED = "drafted(?, ?, ?)"

EVERYTHING: Condition = ("1", [])
DEEPEST = 5  # a query whose ids are joined: SQLite parses no deeply nested SELECT


class Target(Enum):
    """What a query looks for."""

    ARTICLES = "article"
    ANNOTATIONS = "annotation"


def of_articles(query: Query, *, is_typing: bool) -> Condition:
    """Returns SQL over ``article AS a`` that is true for what the query matches, and its values.

    While the user is typing, the last word stands for those that begin with it, and the last tag
    for those too unless there is one of just that name.
    """
    return _combined(query, is_typing, _of_article)


def of_annotations(query: Query, *, is_typing: bool) -> Condition:
    """Returns the same over ``annotation AS n``, its article ``a`` and its anchor ``p`` on the text."""
    return _combined(query, is_typing, _of_annotation)


def annotations_of_words(query: Query) -> tuple[Condition, Condition]:
    """Returns SQL for the ids of the annotations with indexed words: all of them, those by their notes.

    The query is of nothing else. An id may come more than once.
    """
    return _annotation_ids(query, True, *_INDEXED), _annotation_ids(query, True, "note")


def _annotation_ids(query: Query, is_last: bool, *columns: str) -> Condition:
    match query:
        case Word(text, is_phrase):
            return _indexed_annotations(text, is_last and not is_phrase, *columns)
        case And(nodes) | Or(nodes):
            several = with_last(nodes, is_last)
            found = [
                _annotation_ids(node, is_last_node, *columns) for node, is_last_node in several
            ]
            return joined_ids(found, is_any=isinstance(query, Or))
    raise ValueError(query)


def joined_ids(several: Sequence[Condition], *, is_any: bool) -> Condition:
    """Returns SQL for the ids that any or all of several questions find."""
    sql = (" UNION ALL " if is_any else " INTERSECT ").join(
        f"SELECT * FROM ({sql})" for sql, _values in several
    )
    return sql, [value for _sql, values in several for value in values]


def of_annotations_with_words(query: Query, *, is_typing: bool) -> tuple[Condition, Condition]:
    """Returns SQL for the annotations whose own words a query finds: all of them, those by their notes."""
    return (
        _combined(query, is_typing, lambda term, is_last: _own(term, is_last, *_INDEXED)),
        _combined(query, is_typing, lambda term, is_last: _own(term, is_last, "note")),
    )


def _combined(query: Query, is_last: bool, leaf: Leaf) -> Condition:
    """Returns SQL for a whole tree, of the SQL for its words and fields; ``is_last`` is true for the last."""
    match query:
        case Word() | Field():
            return leaf(query, is_last)
        case Not(node):
            sql, values = _combined(node, is_last, leaf)
            return f"NOT ({sql})", values
        case And(nodes):
            return _joined(" AND ", nodes, is_last, leaf)
        case Or(nodes):
            return _joined(" OR ", nodes, is_last, leaf)


def _joined(operator: str, nodes: Sequence[Query], is_last: bool, leaf: Leaf) -> Condition:
    if not nodes:
        return EVERYTHING
    parts: list[str] = []
    values: list[str | int] = []
    for node, is_last_node in with_last(nodes, is_last):
        sql, more = _combined(node, is_last_node, leaf)
        parts.append(f"({sql})")
        values += more
    return operator.join(parts), values


# -- words -----------------------------------------------------------------------------------------

# Columns of the index of annotations, and of the table.
_INDEXED = {"quote": "exact", "note": "note"}
# Joined to that index: the annotations that are not in the trash, without their wide rows.
FOUND_ANNOTATION = (
    " CROSS JOIN annotation AS n INDEXED BY annotation_found"
    " ON n.id = search_annotation.rowid AND n.deleted_at IS NULL"
)
# Begins at the indexes, so that what a word costs is told by how often it is in the library.
DRAFTED_ARTICLES = (  # of which some may have been deleted permanently
    f"SELECT x.id AS article_id FROM article AS x WHERE x.id IN (SELECT value FROM json_each({DRAFTED}))"
    " UNION ALL SELECT n.article_id FROM annotation AS n WHERE n.id IN"
    f" (SELECT value FROM json_each({DRAFTED}))"
)
_WITH_WORD = (
    "SELECT rowid FROM search_text WHERE search_text MATCH ?"
    " UNION ALL SELECT rowid FROM search_article WHERE search_article MATCH ?"
    f" UNION ALL SELECT n.article_id FROM search_annotation{FOUND_ANNOTATION}"
    f" WHERE search_annotation MATCH ? UNION ALL {DRAFTED_ARTICLES}"
)
_WITH_SIGNS = (
    "instr(a.title, ?) OR EXISTS (SELECT 1 FROM revision AS r"
    " WHERE r.id = a.current_revision_id AND instr(r.text, ?))"
    " OR EXISTS (SELECT 1 FROM annotation AS n"
    " WHERE n.article_id = a.id AND n.deleted_at IS NULL AND instr(n.note, ?))"
)


def drafted_articles(words: str, is_beginning: bool) -> list[str | int]:
    """Returns the values of ``DRAFTED_ARTICLES``: articles with words in the drafts of their notes."""
    wanted = words, int(is_beginning)
    return [Target.ARTICLES.value, *wanted, Target.ANNOTATIONS.value, *wanted]


def indexed_ids(term: Word | Field, is_last: bool) -> Condition | None:
    """Returns SQL for the ids of the articles that an index has for a term, and its values.

    An id may come more than once. None where no index tells: of signs, and of most fields.
    """
    if isinstance(term, Word):
        is_beginning = is_last and not term.is_phrase
        match = full_text(term.text, is_beginning)
        values = [match] * 3 + drafted_articles(term.text, is_beginning)
        return (_WITH_WORD, values) if match else None
    if term.name == "tag":
        return _tagged_articles(term.value, is_last)
    if term.name in _FEEDS:
        return _FEEDS[term.name], [term.value] * _FEEDS[term.name].count("?")
    if term.name == "text" or term.name in _INDEXED:
        return _indexed_column(term, is_last)
    return None


def _indexed_column(field: Field, is_last: bool) -> Condition | None:
    match = full_text(field.value, is_last)
    if not match:
        return None
    if field.name == "text":
        return "SELECT rowid FROM search_text WHERE search_text MATCH ?", [match]
    which, values = _indexed_words(field.value, is_last, field.name)
    sql = f"SELECT n.article_id FROM annotation AS n WHERE n.deleted_at IS NULL AND {which}"
    if field.name == "note":
        sql += f" UNION ALL SELECT value FROM json_each({DRAFTED})"
        values += [Target.ARTICLES.value, field.value, int(is_last)]
    return sql, values


def _of_article(term: Word | Field, is_last: bool) -> Condition:
    indexed = indexed_ids(term, is_last)
    if indexed is not None:
        sql, values = indexed
        return f"a.id IN ({sql})", values
    if isinstance(term, Word):  # signs, which are in no index
        return _WITH_SIGNS, [term.text] * 3
    return _field(term, is_last, Target.ARTICLES)


def _of_annotation(term: Word | Field, is_last: bool) -> Condition:
    if isinstance(term, Field):
        return _field(term, is_last, Target.ANNOTATIONS)
    is_beginning = is_last and not term.is_phrase
    own, values = _indexed_words(term.text, is_beginning, *_INDEXED)
    match = full_text(term.text, is_beginning)
    if not match:
        return f"{own} OR instr(a.title, ?)", [*values, term.text]
    titled = "a.id IN (SELECT rowid FROM search_article WHERE search_article MATCH ?)"
    return f"{own} OR {titled}", [*values, f"title : {match}"]


def _own(term: Word | Field, is_last: bool, *columns: str) -> Condition:
    if isinstance(term, Field):
        return _field(term, is_last, Target.ANNOTATIONS)
    return _indexed_words(term.text, is_last and not term.is_phrase, *columns)


def _indexed_words(words: str, is_beginning: bool, *columns: str) -> Condition:
    """Returns SQL for the annotations with words in columns of their index; drafts are notes."""
    if not full_text(words, is_beginning):
        parts = [f"instr(n.{_INDEXED[column]}, ?)" for column in columns]
        return " OR ".join(parts), [words for _part in parts]
    found, values = _indexed_annotations(words, is_beginning, *columns)
    return f"n.id IN ({found})", values


def _indexed_annotations(words: str, is_beginning: bool, *columns: str) -> Condition:
    found = "SELECT rowid AS id FROM search_annotation WHERE search_annotation MATCH ?"
    values: list[str | int] = [f"{{{' '.join(columns)}}} : {full_text(words, is_beginning)}"]
    if "note" in columns:
        found += f" UNION ALL SELECT value FROM json_each({DRAFTED})"
        values += [Target.ANNOTATIONS.value, words, int(is_beginning)]
    return found, values


# -- fields ----------------------------------------------------------------------------------------

_IS_HIGHLIGHT = "n.kind = 'highlight'"
_STATUS = f"coalesce(p.status, '{Status.ORPHAN}')"
ARTICLE_FLAGS: Mapping[Field, str] = {
    Field("is", "unread"): "a.is_read = 0",
    Field("is", "read"): "a.is_read = 1",
    Field("is", "starred"): "a.is_starred = 1",
    Field("in", "inbox"): "a.is_unkept = 0 AND a.state = 'inbox'",
    Field("in", "later"): "a.is_unkept = 0 AND a.state = 'later'",
    Field("in", "archive"): "a.is_unkept = 0 AND a.state = 'archive'",
}
_ANNOTATION_FLAGS: Mapping[Field, str] = {
    Field("is", "highlight"): _IS_HIGHLIGHT,
    Field("is", "review"): f"{_IS_HIGHLIGHT} AND {_STATUS} IN ('review', 'orphan')"
    " AND coalesce(p.is_settled, 0) = 0",
    Field("is", "orphan"): f"{_IS_HIGHLIGHT} AND {_STATUS} = 'orphan'",
    Field("has", "highlight"): _IS_HIGHLIGHT,
    Field("has", "note"): "n.note <> ''",
    Field("has", "tag"): "EXISTS (SELECT 1 FROM annotation_tag AS x WHERE x.annotation_id = n.id)",
}
_WITH_ANNOTATION = (
    "EXISTS (SELECT 1 FROM annotation AS n {anchor}"
    "WHERE n.article_id = a.id AND n.deleted_at IS NULL AND ({condition}))"
)
_ANCHOR = (
    "LEFT JOIN anchor AS p ON p.annotation_id = n.id AND p.revision_id = a.current_revision_id "
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
_COLUMNS = {"site": "a.site", "by": "a.byline", "title": "a.title"}


def _field(field: Field, is_last: bool, target: Target) -> Condition:
    if field.name == "tag" and target is Target.ANNOTATIONS:
        sql, values = _tagged_annotations(field.value, is_last, "x.annotation_id")
        return f"n.id IN ({sql})", values
    if field == Field("has", "tag") and target is Target.ARTICLES:
        own = "EXISTS (SELECT 1 FROM article_tag AS x WHERE x.article_id = a.id)"
        return f"{own} OR {_with_annotation(_ANNOTATION_FLAGS[field])}", []
    if field.name in ("before", "after"):  # of what is looked for itself
        start = first_moment(period(field.value, _today())[0] or date.min)
        column = "a.created_at" if target is Target.ARTICLES else "n.created_at"
        return f"{column} {'<' if field.name == 'before' else '>='} ?", [start]
    found = _article_field(field, is_last)
    if found is not None:
        return found
    sql, values = _annotation_field(field, is_last)
    return (sql if target is Target.ANNOTATIONS else _with_annotation(sql)), values


def _with_annotation(condition: str) -> str:
    """Returns SQL for the articles of which an annotation has a property."""
    anchor = _ANCHOR if _STATUS in condition else ""
    return _WITH_ANNOTATION.format(anchor=anchor, condition=condition)


def _article_field(field: Field, is_last: bool) -> Condition | None:
    """Returns SQL for a property of articles; None if it is one of annotations."""
    known = ARTICLE_FLAGS.get(field)
    if known is not None:
        return known, []
    if field.name in _COLUMNS:
        return f"instr(fold({_COLUMNS[field.name]}), ?) > 0", [fold(field.value)]
    if field.name in ("text", "tag", FEED, FOLDER):
        return _in_index(field, is_last)
    if field.name == SITE:
        return "a.site = ?", [field.value]
    if field.name == "language":
        return "instr(lower(a.language) || '-', ?) = 1", [f"{field.value.lower()}-"]
    if field.name == "words":
        return _between("a.word_count", *numbers(field.value))
    if field.name == "added":
        return _within("a.created_at", field.value)
    if field.name == "published":
        first, last = period(field.value, _today())
        return _between("a.published", _iso(first) or "0", _iso(last))
    return None


def _annotation_field(field: Field, is_last: bool) -> Condition:
    known = _ANNOTATION_FLAGS.get(field)
    if known is not None:
        return known, []
    if field.name == "color":
        return f"{_IS_HIGHLIGHT} AND n.color = ?", [field.value]
    if field.name == "annotated":
        return _within("n.created_at", field.value)
    return _indexed_words(field.value, is_last, field.name)


def _in_index(field: Field, is_last: bool) -> Condition:
    indexed = indexed_ids(field, is_last)
    if indexed is not None:
        return f"a.id IN ({indexed[0]})", indexed[1]
    sql = (  # signs
        "EXISTS (SELECT 1 FROM revision AS r"
        " WHERE r.id = a.current_revision_id AND instr(r.text, ?))"
    )
    return sql, [field.value]


def _within(column: str, value: str) -> Condition:
    first, last = period(value, _today())
    moments = [None if day is None else first_moment(day) for day in (first, last)]
    return _between(column, *moments)


def _between(column: str, first: str | int | None, last: str | int | None) -> Condition:
    """Returns SQL for what lies between the first, itself included, and the last, itself not."""
    ends = [(sign, end) for sign, end in ((">=", first), ("<", last)) if end is not None]
    return " AND ".join(f"{column} {sign} ?" for sign, _end in ends), [end for _sign, end in ends]


def _iso(day: date | None) -> str | None:
    """Returns a day as dates of publication are compared: the first of a month or year may be all that is known."""
    return None if day is None else day.isoformat().removesuffix("-01").removesuffix("-01")


def _today() -> date:
    return datetime.now().astimezone().date()


def _tagged_articles(key: str, is_beginning: bool) -> Condition:
    which, values = _named_tags(key, is_beginning)
    on_annotations, more = _tagged_annotations(key, is_beginning, "m.article_id")
    sql = (
        "SELECT x.article_id FROM tag AS t CROSS JOIN article_tag AS x ON x.tag_id = t.id"
        f" WHERE {which} UNION ALL {on_annotations}"
    )
    return sql, [*values, *more]


def _tagged_annotations(key: str, is_beginning: bool, column: str) -> Condition:
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
