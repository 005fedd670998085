"""Keeps the highlights and notes that a file brings with it, each once however often it is read."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from reader.core.article_draft import Mark
from reader.core.color_matching import nearest_color
from reader.core.models import Color, Kind, Status
from reader.library import lazy_tables
from reader.operations import annotations
from reader.operations.importing.mark_placing import PlacedMark
from reader.operations.tags import carry

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit
    from reader.operations.draft_preparation import AddResult, PreparedDraft

#: What a mark other than a highlight is tagged with, so that it is known for what it was.
TAGS = {"underline": "underlined", "strikeout": "struck out"}


def keep_with(unit: "Unit", added: "AddResult", prepared: "PreparedDraft") -> "AddResult":
    """Keeps the marks of a draft that was kept; tells what became of it with them."""
    if not prepared.marks or added.status == "offered":
        return added
    is_news = keep(unit, added.article_id, prepared) > 0 and added.status == "duplicate"
    return replace(added, status="updated") if is_news else added


def keep(unit: "Unit", article_id: int, prepared: "PreparedDraft") -> int:
    """Keeps the marks of a draft that the article has not; how many those are.

    One that was deleted stays so. Raises nothing for a mark without a place: it is a note then.
    """
    article = unit.get(lazy_tables.Article, article_id)
    revision = unit.get(lazy_tables.Revision, article.current_revision_id or 0)
    is_same_text = revision.text_sha256 == prepared.text_sha256
    uids = [uid_of(article.uid, one.mark) for one in prepared.marks]
    there = {one.uid for one in unit.all(lazy_tables.Annotation, uid=uids)}
    kept = 0
    for uid, one in zip(uids, prepared.marks, strict=True):
        if uid not in there:
            there.add(uid)
            kept += _keep(unit, revision, prepared, one, uid, is_same_text=is_same_text)
    return kept


def _keep(
    unit: "Unit",
    revision: "lazy_tables.Revision",
    prepared: "PreparedDraft",
    placed: PlacedMark,
    uid: str,
    *,
    is_same_text: bool,
) -> bool:
    """Keeps a mark; one that has neither a place nor a note is none."""
    from reader.core.anchoring import selectors  # start-up time: finding words again
    from reader.operations import approximate_quotes

    mark, start, end = placed
    created = min(mark.created or unit.now, unit.now)
    updated = max(created, min(mark.updated or unit.now, unit.now))
    quote = ""
    if start is not None and end is not None:
        selector = selectors.describe(prepared.text, start, end)
        place = selectors.Place(start, end, Status.EXACT, 1.0) if is_same_text else None
        quote = selector.exact
        if place is None:
            given = approximate_quotes.nearest(
                revision.text, quote, selector.prefix, selector.suffix
            )
            selector, place = (given.selector, given.place) if given else (selector, None)
        if place is not None:
            id_ = annotations.put(
                unit,
                revision,
                selector,
                place,
                (nearest_color(mark.color) or Color.YELLOW).value,
                mark.note,
                uid=uid,
                created_at=created,
                updated_at=updated,
            )
            if tag := TAGS.get(mark.kind):
                carry(unit, [id_], [tag])
            return True
    if not mark.note:
        return False
    note = "\n\n".join(filter(None, (quote and f"> {quote}", mark.note)))
    unit.add(
        lazy_tables.Annotation(
            uid=uid,
            article_id=revision.article_id,
            kind=Kind.ARTICLE_NOTE.value,
            note=note,
            made_on_revision_id=revision.id,
            created_at=created,
            updated_at=updated,
        )
    )
    return True


def uid_of(article_uid: str, mark: Mark) -> str:
    """Returns the id of a mark: its name if that is one, else one that follows from what it says.

    Programs write names that are the same in every file, and change no mark's name when it is moved.
    """
    try:
        return str(UUID(mark.name[:36]))  # on its second page a number follows
    except ValueError:
        said = (mark.kind, mark.name, str(mark.page), mark.letters, str(mark.created))
        bare = "" if mark.letters else mark.note
        return str(uuid5(UUID(article_uid), "\n".join((*said, bare))))
