"""Compiles a query to SQL over ``article AS a``, or over ``annotation AS n`` with its article and anchor.

An article has a property of annotations if one of its annotations has it; an annotation has a
property of articles if its article has it. Each word may be found in any of the indexes.
"""

from collections.abc import Mapping, Sequence
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
from reader.library.queries.searching import index_lookups
from reader.library.queries.searching.index_lookups import ANNOTATION_COLUMNS, Condition, Leaf
from reader.library.queries.searching.search_tokens import fold, full_text

EVERYTHING: Condition = ("1", [])


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


def of_annotations_with_words(query: Query) -> tuple[Condition, Condition]:
    """Returns SQL for the annotations whose own words a query finds while it is typed: all, those by notes."""
    return (
        _combined(query, True, lambda term, is_last: _own(term, is_last, *ANNOTATION_COLUMNS)),
        _combined(query, True, lambda term, is_last: _own(term, is_last, "note")),
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

_WITH_SIGNS = (
    "instr(a.title, ?) OR EXISTS (SELECT 1 FROM revision AS r"
    " WHERE r.id = a.current_revision_id AND instr(r.text, ?))"
    " OR EXISTS (SELECT 1 FROM annotation AS n"
    " WHERE n.article_id = a.id AND n.deleted_at IS NULL AND instr(n.note, ?))"
)


def _of_article(term: Word | Field, is_last: bool) -> Condition:
    indexed = index_lookups.articles_with(term, is_last)
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
    own, values = _indexed_words(term.text, is_beginning, *ANNOTATION_COLUMNS)
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
        parts = [f"instr(n.{ANNOTATION_COLUMNS[column]}, ?)" for column in columns]
        return " OR ".join(parts), [words for _part in parts]
    found, values = index_lookups.annotations_with(words, is_beginning, *columns)
    return f"n.id IN ({found})", values


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
_COLUMNS = {"site": "a.site", "by": "a.byline", "title": "a.title"}


def _field(field: Field, is_last: bool, target: Target) -> Condition:
    if field.name == "tag" and target is Target.ANNOTATIONS:
        sql, values = index_lookups.tagged_annotations(field.value, is_last, "x.annotation_id")
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
    indexed = index_lookups.articles_with(field, is_last)
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
