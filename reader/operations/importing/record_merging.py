"""Merges what a program's files contain about each article, and cleans it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from reader.core.text.notes.note_normalization import tidy
from reader.core.translation import _
from reader.core.web_addresses import address_key, web_address
from reader.importers.article_metadata import NOBODY
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.text_cleaning import UNWANTED, one_line
from reader.operations.importing.plan import Check

_NAMESPACE = uuid.UUID("6f6b1a53-2b0c-5d0e-9d3f-0c9c8a7d51e4")
_LONGEST = 1_000_000  # characters of a quote or note
_TOLD = 200  # sentences on what cannot be read that are kept
_TITLE, _DETAIL, _KEY = 500, 200, 2000  # characters that are kept of each


class Gathered:
    """What was read: articles by what tells them apart, in the order they came, and what failed."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._parts: dict[str, list[ArticleRecord]] = {}
        self.unreadable: list[str] = []
        self.unreadable_count = 0

    def take(self, records: Iterable[Record], check: Check) -> None:
        """Takes over records; those without anything to keep are told of."""
        for record in records:
            check()
            if isinstance(record, Unreadable):
                self.tell(record.reason)
                continue
            tidied = self._tidied(record)
            if not (tidied.title or tidied.url or tidied.highlights or tidied.text):
                name = one_line(record.url) or one_line(record.key)
                if name:
                    message = _("“{address}” is not a web address, and has no title.")
                    self.tell(message.format(address=name[:_DETAIL]))
                elif not record.highlights:
                    self.tell(_("An entry has neither an address nor a title nor a highlight."))
                continue
            self._parts.setdefault(identity(self._program, tidied), []).append(tidied)

    def tell(self, reason: str) -> None:
        """Notes what could not be read."""
        self.unreadable_count += 1
        if len(self.unreadable) < _TOLD:
            self.unreadable.append(reason)

    def articles(self) -> list[tuple[str, ArticleRecord]]:
        """Returns each article once, with what tells it apart; what was read is let go of."""
        return [
            (own_name, _joined(parts))
            for name in [*self._parts]
            for own_name, parts in _told_apart(name, self._parts.pop(name)).items()
        ]

    def _tidied(self, record: ArticleRecord) -> ArticleRecord:
        url = web_address(UNWANTED.sub("", record.url))
        key = _clean(record.key) or ("" if url else _clean(record.url))
        title, author = one_line(record.title), one_line(record.author)
        if author.casefold() in NOBODY:
            author = ""
        if not author and title.casefold() in NOBODY:  # else it is the title of a book
            title = ""
        return record._replace(
            title=title[:_TITLE],
            url=url,
            author=author[:_DETAIL],
            site=one_line(record.site)[:_DETAIL],
            tags=tuple(map(one_line, (*record.tags, *_tags_of_page(record)))),
            progress=min(1.0, max(0.0, record.progress)),
            highlights=tuple(one for given in record.highlights if (one := self._mark(given))),
            key=key[:_KEY],
        )

    def _mark(self, given: HighlightRecord) -> HighlightRecord | None:
        if max(len(given.quote), len(given.note)) > _LONGEST:
            message = _("A highlight that begins with “{words}” is too long to be stored.")
            self.tell(message.format(words=one_line((given.quote or given.note)[:60])))
            return None
        quote = _clean(given.quote)
        if quote and given.position is not None:
            quote = UNWANTED.sub("", given.quote)  # white space at its ends is marked, too
        note = tidy(UNWANTED.sub("", given.note)).strip() if given.note else ""
        if not quote and not note:
            if given.position is not None:
                self.tell(_("A highlight has a position without its words, and cannot be found."))
            return None
        return given._replace(
            quote=quote,
            note=note,
            color=one_line(given.color).lower()[:_DETAIL],
            tags=tuple(map(one_line, given.tags)),
            prefix=UNWANTED.sub("", given.prefix),
            suffix=UNWANTED.sub("", given.suffix),
            key=_clean(given.key)[:_KEY],
        )


def _tags_of_page(record: ArticleRecord) -> Iterator[str]:
    """Yields the tags of what has neither words nor a note: they are on the page itself."""
    for one in record.highlights:
        if one.tags and not (one.quote.strip() or one.note.strip() or one.position):
            yield from one.tags


def identity(program: str, record: ArticleRecord) -> str:
    """Returns what tells an article apart from others, in whatever order their parts come.

    It is the address; of an article without one, its UUID, its title with its author, or what the
    program knows it by.
    """
    if record.url:
        return address_key(record.url) or record.url
    if own := _own_uid(record.key):
        return own
    if record.title:
        return f"title {record.title.casefold()}\n{record.author.casefold()}"
    return f"{program} {record.key}"


def _told_apart(name: str, parts: list[ArticleRecord]) -> dict[str, list[ArticleRecord]]:
    """Returns the parts of each article: those of one title may be several, each with its own text.

    Such as issues of a newsletter. What has no text belongs to the first of them.
    """
    keys = [*dict.fromkeys(one.key for one in parts if one.text and one.key and not one.url)]
    if not keys:
        return {name: parts}
    told: dict[str, list[ArticleRecord]] = {f"{name}\n{key}": [] for key in keys}
    for one in parts:
        told[f"{name}\n{one.key if one.key in keys else keys[0]}"].append(one)
    return told


def article_uid(name: str, record: ArticleRecord) -> str:
    """Returns the UUID that an article gets: its own, or one that is the same at each import."""
    return _own_uid(record.key) or _computed_uid(f"article {name}")


def highlight_uid(
    program: str, article: str, record: HighlightRecord, words: str, number: int
) -> str:
    """Returns the UUID that a highlight gets: its own, or one that is the same at each import.

    words: what the same words have in common. number: of those with these words in the article.
    """
    if own := _own_uid(record.key):
        return own
    if record.key:
        return _computed_uid(f"{program} {article} {record.key}")
    return _computed_uid(f"highlight {article} {number} {words}")


class IdentifiedHighlight(NamedTuple):
    """A highlight with what tells it apart: its words, and the UUID it gets."""

    record: HighlightRecord
    words: str
    uid: str


def identified(
    program: str, name: str, record: ArticleRecord, notes: dict[str, tuple[str, str]]
) -> list[IdentifiedHighlight]:
    """Returns the highlights of an article with what tells them apart.

    What a file has twice comes once; another that has the same key is distinguished by its words.
    notes: words and notes of those with a key so far, by their UUIDs; they are added to.
    """
    numbers: Counter[str] = Counter()
    found = []
    for one in record.highlights:
        words = words_of(one.quote, one.note)
        uid = highlight_uid(program, name, one, words, numbers[words])
        if one.key:
            said = words, one.note
            before = notes.setdefault(uid, said)
            if before is not said:
                if before == said:
                    continue
                bare = one._replace(key="")
                uid = highlight_uid(program, name, bare, words, numbers[words])
        numbers[words] += 1
        found.append(IdentifiedHighlight(one, words, uid))
    return found


def words_of(quote: str, note: str) -> str:
    """Returns what the same words have in common, in whatever way white space was kept.

    Those of a note on the article count where there is no quote.
    """
    return "".join(quote.split()) if quote else "note " + "".join(note.split())


def _computed_uid(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))


def _own_uid(key: str) -> str:
    if len(key) == 36:  # else every number of 32 digits would be one
        with suppress(ValueError):
            return str(uuid.UUID(key))
    return ""


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", text).strip()


def _joined(parts: list[ArticleRecord]) -> ArticleRecord:
    """Returns one article of its parts: the first that knows something has the word."""
    if len(parts) == 1:
        return parts[0]
    joined = parts[0]
    fields = ("title", "url", "author", "site", "published", "language", "excerpt", "added", "text")
    known = {
        name: next((value for one in parts if (value := getattr(one, name))), getattr(joined, name))
        for name in (*fields, "key")
    }
    return joined._replace(
        **known,
        state=next((one.state for one in parts if one.state != joined.state), joined.state),
        is_starred=any(one.is_starred for one in parts),
        is_read=any(one.is_read for one in parts),
        progress=max(one.progress for one in parts),
        tags=tuple(dict.fromkeys(tag for one in parts for tag in one.tags)),
        highlights=tuple(dict.fromkeys(mark for one in parts for mark in one.highlights)),
    )
