"""Reads the statistics that tag suggestions for a passage or article are based on.

What is read is bounded, so that it takes a few milliseconds however large the library is.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Sequence
from typing import Any

from reader.core.tags.tag_names import key
from reader.core.tags.tag_suggestions import Evidence, Group, Subject, telling_words
from reader.library.queries.searching.search_tokens import spread

Ask = Callable[[str, Sequence[str | int]], list[tuple[Any, ...]]]

_SAMPLE = 200  # things that carry a tag, the latest first, that are asked what else they carry
_COMMON = 60  # annotations a word may be in; a commoner one tells little and costs much
_LONG = 7  # letters from which on a word stands for others that begin like it


def evidence(ask: Ask, subject: Subject) -> Evidence:
    """Returns what bears on the tags of a passage, or of articles (when the subject is in no article)."""
    if subject.article_id is None:
        ((total,),) = ask("SELECT count(DISTINCT article_id) FROM article_tag", ())
        together = [_together(ask, name, "article") for name in subject.on]
        return Evidence(total, tuple(group for group in together if group.size))
    ((total,),) = ask("SELECT count(DISTINCT annotation_id) FROM annotation_tag", ())
    together = [_together(ask, name, "annotation") for name in subject.on]
    together += [_below(ask, name) for name in subject.around if name not in subject.on]
    words = [_sharing(ask, word, subject.annotation_id) for word in telling_words(subject.text)]
    return Evidence(
        total,
        tuple(group for group in together if group.size),
        _grouped("", _of_article(ask, subject)),
        tuple(group for group in words if group.size),
    )


def _together(ask: Ask, name: str, kind: str) -> Group:
    """Returns what else is on the things that carry a tag."""
    return _grouped(
        name,
        ask(
            f"SELECT x.{kind}_id, t.name FROM {kind}_tag AS x JOIN tag AS t ON t.id = x.tag_id"
            f" WHERE x.{kind}_id IN (SELECT y.{kind}_id FROM {kind}_tag AS y WHERE y.tag_id ="
            " (SELECT id FROM tag WHERE key = ?) ORDER BY y.created_at DESC LIMIT ?)",
            (key(name), _SAMPLE),
        ),
    )


def _below(ask: Ask, name: str) -> Group:
    """Returns what is on the passages of articles that carry a tag."""
    return _grouped(
        name,
        ask(
            "SELECT n.id, t.name FROM annotation AS n JOIN annotation_tag AS x"
            " ON x.annotation_id = n.id JOIN tag AS t ON t.id = x.tag_id"
            " WHERE n.deleted_at IS NULL AND n.article_id IN (SELECT y.article_id"
            " FROM article_tag AS y WHERE y.tag_id = (SELECT id FROM tag WHERE key = ?)"
            " ORDER BY y.created_at DESC LIMIT ?) LIMIT ?",
            (key(name), _SAMPLE // 4, 4 * _SAMPLE),
        ),
    )


def _of_article(ask: Ask, subject: Subject) -> list[tuple[Any, ...]]:
    return ask(
        "SELECT n.id, t.name FROM annotation AS n JOIN annotation_tag AS x"
        " ON x.annotation_id = n.id JOIN tag AS t ON t.id = x.tag_id"
        " WHERE n.deleted_at IS NULL AND n.article_id = ? AND n.id <> ? LIMIT ?",
        (subject.article_id or 0, subject.annotation_id or 0, 4 * _SAMPLE),
    )


def _sharing(ask: Ask, word: str, annotation_id: int | None) -> Group:
    """Returns what is on the annotations that contain a word; nothing when the word is a common one."""
    stem = word[: max(_LONG - 1, len(word) - 2)] if len(word) >= _LONG else word
    spelt = " ".join(spread(stem).split()).replace('"', "")
    if not spelt:
        return Group(word, 0, {})
    match = f'"{spelt}"*' if stem != word else f'"{spelt}"'
    ids = ask(
        "SELECT rowid FROM search_annotation WHERE search_annotation MATCH ? LIMIT ?",
        (match, _COMMON + 1),
    )
    others = [row[0] for row in ids if row[0] != annotation_id]
    if not others or len(ids) > _COMMON:
        return Group(word, 0, {})
    marks = ",".join("?" * len(others))
    return _grouped(
        word,
        ask(
            "SELECT x.annotation_id, t.name FROM annotation_tag AS x JOIN tag AS t"
            " ON t.id = x.tag_id JOIN annotation AS n ON n.id = x.annotation_id"
            f" WHERE n.deleted_at IS NULL AND x.annotation_id IN ({marks})",
            others,
        ),
    )


def _grouped(name: str, rows: Sequence[tuple[Any, ...]]) -> Group:
    """Groups pairs of (tagged thing, tag) by the first."""
    tags: dict[str, int] = {}
    for _id, tag in rows:
        tags[tag] = tags.get(tag, 0) + 1
    return Group(name, len({row[0] for row in rows}), tags)
