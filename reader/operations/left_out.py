"""Reads which parts of its source an article leaves out, and restores parts to the text.

Only reads: what takes long is done in a worker, and ``revisions.put_back`` keeps the text.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.article_draft import Draft
from reader.core.article_source import LeftOut, PartKey, part_keys, put_back_keys
from reader.core.errors import ImportFailed, InvalidInput
from reader.core.models import Article, Revision
from reader.core.translation import _
from reader.operations import draft_preparation, revisions
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.sources.picture_reuse import read_with_kept_pictures

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries

_WORD = re.compile(r"\w+")
_NEARLY = 0.8  # of its words a part has to have in the text: labels of icons are not written

Again = Callable[[frozenset[PartKey]], Draft]  # reads a source again with these parts; ImportFailed


def parts_of(queries: "Queries", article_id: int) -> tuple[LeftOut, ...]:
    """Returns what the current text of an article leaves out, and what the user restored.

    Where no account was kept of it, its source is read again, which takes a while.
    """
    revision_id = queries.article(article_id).revision_id
    known = queries.left_out(revision_id)
    if known is not None:
        return known
    try:
        return read_with_kept_pictures(queries, article_id, revision_id).left_out
    except ImportFailed:
        return ()


def text_with(
    queries: "Queries", article_id: int, chosen: Collection[PartKey]
) -> tuple[int, PreparedDraft]:
    """Returns the current revision of an article, and its text with parts restored into it.

    They come from the source, read again, with all that was marked up in them. Where that does not
    give the current text, as it is lost or read otherwise now, their words are put in their places.
    Raises InvalidInput when one of the parts is not there.
    """
    article = queries.article(article_id)
    revision = queries.revision(article.revision_id)
    parts = parts_of(queries, article_id)
    keys = part_keys(parts)
    wanted = [
        part
        for part, key in zip(parts, keys, strict=True)
        if key in chosen and part.place is not None and not part.is_put_back
    ]
    if not wanted:
        message = _("Nothing that was left out of “{title}” can be restored by that.")
        raise InvalidInput(message.format(title=article.title))
    marked = _marked(parts, chosen)
    draft = _read_again(queries, article, revision, marked)
    former = revision.text
    if draft is None or not _holds_lines(draft_preparation.prepare(draft).text, former):
        draft, former = _present(queries, article, revision), ""
    prepared = _with_words(replace(draft, left_out=marked), former, wanted)
    return revision.id, revisions.planned(queries, prepared, article_id)


def with_put_back(queries: "Queries", article_id: int, draft: Draft, again: Again) -> Draft:
    """Returns a new text of an article with the parts in it that the user restored into this one.

    What is not there any more is remembered: it may come again.
    """
    known = queries.left_out(queries.article(article_id).revision_id) or ()
    former = {
        key: part for key, part in zip(part_keys(known), known, strict=True) if part.is_put_back
    }
    if not former:
        return draft
    keys = part_keys(draft.left_out)
    left_out = (
        *_marked(draft.left_out, former),
        *(part for key, part in former.items() if key not in keys),
    )
    wanted = [part for part, key in zip(left_out, keys, strict=False) if key in former]
    if not wanted:
        return replace(draft, left_out=left_out)
    bare = draft
    if draft.source.put_back:  # read with them already, and fetched with their images
        bare = again(frozenset())
    else:
        with suppress(ImportFailed):
            draft = again(frozenset(former))
    text = "" if bare is draft else draft_preparation.prepare(bare).text
    return _with_words(replace(draft, left_out=left_out), text, wanted).draft


def _marked(parts: Sequence[LeftOut], chosen: Collection[PartKey]) -> tuple[LeftOut, ...]:
    return tuple(
        part._replace(is_put_back=part.place is not None and (part.is_put_back or key in chosen))
        for part, key in zip(parts, part_keys(parts), strict=True)
    )


def _read_again(
    queries: "Queries", article: Article, revision: Revision, parts: Sequence[LeftOut]
) -> Draft | None:
    """Returns the source of a revision with parts restored; None if it is lost."""
    try:
        wanted = put_back_keys(parts)
        return read_with_kept_pictures(queries, article.id, revision.id, wanted)
    except ImportFailed:
        return None


def _present(queries: "Queries", article: Article, revision: Revision) -> Draft:
    """Returns the current text of an article as a draft."""
    source = queries.source(revision.id)
    return Draft(
        title=article.title,
        html=revision.html,
        source=source,
        importer=revision.extractor,
        media_type=source.media_type,
        assets=queries.pictures_of(revision.id),
    )


def _with_words(draft: Draft, former: str, parts: Sequence[LeftOut]) -> PreparedDraft:
    """Returns a draft with the words of the parts that it has not got, over a former text.

    former: the text without them; empty if none of them is in the draft.
    """
    prepared = draft_preparation.prepare(draft)
    new = _words(prepared.text) - _words(former) if former else Counter[str]()
    there = [part for part in parts if _is_in(new, part)]
    missing = [part for part in parts if part not in there]
    if not missing:
        return prepared
    from reader.importers.web.extraction.restored_parts import with_words  # start-up time: parsers

    placed = []
    for part in missing:
        place = part.place or 0
        before = sum(len(one.text) for one in there if (one.place or 0) <= place)
        placed.append(part._replace(place=place + before))
    return draft_preparation.prepare(replace(draft, html=with_words(draft.html, placed)))


def _is_in(new: Counter[str], part: LeftOut) -> bool:
    """Returns whether nearly all words of a part are among new ones: labels of icons may not be."""
    words = _words(part.text)
    return (words & new).total() >= _NEARLY * words.total()


def _holds_lines(text: str, former: str) -> bool:
    """Returns whether a text has all lines of a former one, in order."""
    lines = iter(text.split("\n"))
    return all(line in lines for line in former.split("\n"))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))
