"""Compiles an article query to SQL, with full-text search.

Three indexes: an article's title and byline, a revision's text, an annotation's quote and note.
Each word of a query may be found in any of them. Scripts without spaces between words are indexed
character by character and asked for as phrases.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from reader.core.query.article_query_parser import FEED, FOLDER, And, Field, Not, Or, Query, Word
from reader.core.text.search_folding import UNSPACED, without_diacritics, without_invisible

# The ids of what the drafts of notes are of, "article" or "annotation", that hold some words, as JSON.
DRAFTED = "drafted(?, ?, ?)"

Condition = tuple[str, list[str | int]]

_EVERYTHING: Condition = ("1", [])

_PRIVATE = 0xF0000  # where no script is, and what FTS5 takes for letters

# How texts are spread: another number, or another Unicode, and the index has to be made anew.
VERSION = f"3 {unicodedata.unidata_version}"


def spread(text: str) -> str:
    """Returns the text as it is indexed: one form for what looks alike, unspaced characters apart.

    FTS5 would part words at the marks that are vowels, so these become letters of private use.
    """
    if text.isascii():
        return without_invisible(text)
    one_form = unicodedata.normalize("NFKC", without_invisible(text)).casefold()
    one_form = unicodedata.normalize("NFKC", without_diacritics(one_form))
    apart = _unspaced().sub(r" \1 ", one_form)
    marks = [ord(sign) for sign in set(apart) if unicodedata.category(sign)[0] == "M"]
    return apart.translate({mark: _PRIVATE | mark & 0xFFFF for mark in marks}) if marks else apart


def fold(text: str) -> str:
    """Returns the text without case and diacritics, to compare and to sort by."""
    if text.isascii():
        return text.lower()
    return without_diacritics(unicodedata.normalize("NFKD", text.casefold()))


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"([{UNSPACED}])")  # at first use, as it takes milliseconds


def condition(query: Query, *, is_typing: bool) -> Condition:
    """Returns SQL over ``article AS a`` that holds for what the query matches, and its values.

    While a person is typing, the last word stands for those that begin with it, and the last tag
    for those too unless there is one of just that name.
    """
    return _condition(query, is_typing)


def _condition(query: Query, is_last: bool) -> Condition:
    return combined(query, is_last, _leaf)


def _leaf(term: Word | Field, is_last: bool) -> Condition:
    indexed = indexed_ids(term, is_last)
    if indexed is not None:
        sql, values = indexed
        return f"a.id IN ({sql})", values
    return _symbols(term.text) if isinstance(term, Word) else _field(term)


def combined(
    query: Query, is_last: bool, leaf: Callable[[Word | Field, bool], Condition]
) -> Condition:
    """Returns SQL for a whole tree, of the SQL for its words and fields; ``is_last`` holds for the last."""
    match query:
        case Word() | Field():
            return leaf(query, is_last)
        case Not(node):
            sql, values = combined(node, is_last, leaf)
            return f"NOT ({sql})", values
        case And(nodes):
            return _joined(" AND ", nodes, is_last, leaf)
        case Or(nodes):
            return _joined(" OR ", nodes, is_last, leaf)


def _joined(
    operator: str,
    nodes: Sequence[Query],
    is_last: bool,
    leaf: Callable[[Word | Field, bool], Condition],
) -> Condition:
    if not nodes:
        return _EVERYTHING
    parts: list[str] = []
    values: list[str | int] = []
    for number, node in enumerate(nodes, 1):
        sql, more = combined(node, is_last and number == len(nodes), leaf)
        parts.append(f"({sql})")
        values += more
    return operator.join(parts), values


def holds(text: str, words: str, *, is_beginning: bool) -> bool:
    """Returns whether the index would find words one after another in a text that is in no index."""
    found, sought = _words(text), _words(words)
    count = len(sought)
    for at in range(len(found) - count + 1 if sought else 0):
        *rest, last = found[at : at + count]
        is_last = last.startswith(sought[-1]) if is_beginning else last == sought[-1]
        if is_last and rest == sought[:-1]:
            return True
    return False


def _words(text: str) -> list[str]:
    one_form = fold(spread(text))
    return "".join(sign if _is_indexed(sign) else " " for sign in one_form).split()


def full_text(word: Word, is_beginning: bool) -> str:
    """Returns what to ask FTS5 for to find a word; empty for signs, which are in no index."""
    phrase = " ".join(spread(word.text).split())
    if not any(_is_indexed(character) for character in phrase):
        return ""
    return '"' + phrase.replace('"', '""') + '"' + ("*" if is_beginning else "")


# Begins at the indexes, so that what a word costs is told by how often it stands in the library.
_WITH_WORD = (
    "SELECT rowid FROM search_article WHERE search_article MATCH ?"
    " UNION ALL SELECT c.id FROM article AS c WHERE c.current_revision_id IN"
    " (SELECT rowid FROM search_text WHERE search_text MATCH ?)"
    " UNION ALL SELECT n.article_id FROM annotation AS n WHERE n.deleted_at IS NULL AND n.id IN"
    " (SELECT rowid FROM search_annotation WHERE search_annotation MATCH ?)"
    f" UNION ALL SELECT value FROM json_each({DRAFTED})"
    " UNION ALL SELECT n.article_id FROM annotation AS n WHERE n.id IN"
    f" (SELECT value FROM json_each({DRAFTED}))"
)


def indexed_ids(term: Word | Field, is_last: bool) -> Condition | None:
    """Returns SQL for the ids of the articles that an index has for a term, and its values.

    An id may come more than once. None where no index tells: of signs, and of most fields.
    """
    if isinstance(term, Word):
        is_beginning = is_last and not term.is_phrase
        match = full_text(term, is_beginning)
        wanted = term.text, int(is_beginning)
        values: list[str | int] = [match] * 3
        values += ["article", *wanted, "annotation", *wanted]
        return (_WITH_WORD, values) if match else None
    if term.name == "tag":
        return _tagged(term.value, is_last)
    if term.name in _FEEDS:
        return _FEEDS[term.name], [term.value] * _FEEDS[term.name].count("?")
    return None


def _is_indexed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def _symbols(text: str) -> Condition:
    """Matches what has no letter or digit in the texts themselves, as it is in no index."""
    sql = (
        "instr(a.title, ?) OR EXISTS (SELECT 1 FROM revision AS r"
        " WHERE r.id = a.current_revision_id AND instr(r.text, ?))"
        " OR EXISTS (SELECT 1 FROM annotation AS n"
        " WHERE n.article_id = a.id AND n.deleted_at IS NULL AND instr(n.note, ?))"
    )
    return sql, [text, text, text]


FLAGS = {
    "unread": "a.is_read = 0",
    "read": "a.is_read = 1",
    "starred": "a.is_starred = 1",
    "inbox": "a.is_unkept = 0 AND a.state = 'inbox'",
    "later": "a.is_unkept = 0 AND a.state = 'later'",
    "archive": "a.is_unkept = 0 AND a.state = 'archive'",
}
_LIVE_ANNOTATION = (
    "EXISTS (SELECT 1 FROM annotation AS n"
    " WHERE n.article_id = a.id AND n.deleted_at IS NULL AND {condition})"
)
_PARTS = {
    "note": _LIVE_ANNOTATION.format(condition="n.note <> ''"),
    "highlight": _LIVE_ANNOTATION.format(condition="n.kind = 'highlight'"),
}
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


def _field(field: Field) -> Condition:
    if field.name == "is":
        return FLAGS[field.value], []
    if field.name == "has":
        return _PARTS[field.value], []
    if field.name == "color":
        condition = "n.kind = 'highlight' AND n.color = ?"
        return _LIVE_ANNOTATION.format(condition=condition), [field.value]
    return f"instr(fold({_COLUMNS[field.name]}), ?) > 0", [fold(field.value)]


def _tagged(key: str, is_beginning: bool) -> Condition:
    which, values = named_tags(key, is_beginning)
    sql = (
        "SELECT x.article_id FROM tag AS t CROSS JOIN article_tag AS x ON x.tag_id = t.id"
        f" WHERE {which}"
        " UNION ALL SELECT n.article_id FROM tag AS t"
        " CROSS JOIN annotation_tag AS x ON x.tag_id = t.id"
        f" JOIN annotation AS n ON n.id = x.annotation_id WHERE n.deleted_at IS NULL AND ({which})"
    )
    return sql, values * 2


def named_tags(key: str, is_beginning: bool) -> Condition:
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
