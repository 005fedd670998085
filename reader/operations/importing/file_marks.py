"""Stores the highlights and notes of a file, each once, however often it is read.

They are in the file itself, or other programs keep them beside it.
"""

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from reader.core.anchoring.file_mark_placing import PlacedMark
from reader.core.article_draft import Mark
from reader.core.color_matching import nearest_color
from reader.core.models import Color, Kind, Status
from reader.core.tags import tag_names
from reader.importers.programs.records import ArticleRecord
from reader.library import lazy_tables
from reader.operations import annotations
from reader.operations.current_revision import current_revision
from reader.operations.tags import carry

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit
    from reader.operations.draft_preparation import AddResult, PreparedDraft
    from reader.operations.importing.highlight_storing import Stored

#: The tag of a mark that was not a highlight, which says what it was.
TAGS = {"underline": "underlined", "strikeout": "struck out"}


def keep_with(unit: "Unit", added: "AddResult", prepared: "PreparedDraft") -> "AddResult":
    """Stores the marks of a stored draft; returns the result with their counts."""
    if not (prepared.marks or prepared.highlights) or added.status == "offered":
        return added
    count = keep(unit, added.article_id, prepared)
    stored = _keep_beside(unit, added.article_id, prepared) if prepared.highlights else None
    unplaced = stored.unplaced if stored is not None else 0
    count += stored.highlights if stored is not None else 0
    is_news = count > 0 and added.status == "duplicate"
    status = "updated" if is_news else added.status
    return added._replace(status=status, highlights=count, unplaced=unplaced)


def _keep_beside(unit: "Unit", article_id: int, prepared: "PreparedDraft") -> "Stored":
    """Stores highlights of other programs that the article lacks, compared by their words."""
    # Start-up time: finding words again.
    from reader.operations.importing.highlight_storing import HighlightStore, present
    from reader.operations.importing.plan import Fate, ImportOptions, PlannedArticle
    from reader.operations.importing.record_merging import words_of

    there: defaultdict[str, list[int]] = defaultdict(list)
    uids = {one.uid for one in prepared.highlights}
    for row in unit.all(lazy_tables.Annotation, article_id=[article_id]):
        if row.uid not in uids:
            there[words_of(row.exact, row.note)].append(row.id)
    highlights = []
    for one in prepared.highlights:
        same = there.get(words_of(one.record.quote, one.record.note))
        known = same.pop(0) if same else None
        fate = one.fate if known is None else Fate.HERE
        highlights.append(replace(one, fate=fate, known_id=known))
    article = PlannedArticle(ArticleRecord(), "", article_id, prepared.text_sha256, highlights)
    store = HighlightStore(unit, ImportOptions(), lambda: None)
    store.rows[article.uid] = present(unit.get(lazy_tables.Article, article_id))
    store.keep_highlights([article])
    store.complete_notes([article])
    store.keep_tags([article])
    return store.done


def keep(unit: "Unit", article_id: int, prepared: "PreparedDraft") -> int:
    """Stores the marks of a draft that the article lacks, and returns their number.

    One that the user deleted stays deleted. A mark without a position becomes a note.
    """
    article = unit.get(lazy_tables.Article, article_id)
    revision = current_revision(unit, article)
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
    """Stores a mark; one without a position becomes a note, and is left out if the file has no words of it."""
    from reader.core.anchoring import selectors  # start-up time: finding words again
    from reader.operations import approximate_quotes

    mark, start, end = placed
    created = min(mark.created or unit.now, unit.now)
    updated = max(created, min(mark.updated or unit.now, unit.now))
    quote = mark.quote
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
            kind = (TAGS[mark.kind],) if mark.kind in TAGS else ()
            if tags := [*kind, *tag_names.usable(mark.tags)]:
                carry(unit, [id_], tags)
            return True
    if is_empty(placed):
        return False
    quoted = "\n".join(f"> {line}" for line in quote.splitlines())
    note = "\n\n".join(filter(None, (quoted, mark.note)))
    row = lazy_tables.Annotation(
        uid=uid,
        article_id=revision.article_id,
        kind=Kind.ARTICLE_NOTE.value,
        note=note,
        made_on_revision_id=revision.id,
        created_at=created,
        updated_at=updated,
    )
    unit.add(row)
    if tags := tag_names.usable(mark.tags):
        carry(unit, [row.id], tags)
    return True


def is_empty(placed: PlacedMark) -> bool:
    """Returns whether a mark has neither a position nor words, and is left out."""
    return placed.start is None and not (placed.mark.note or placed.mark.quote)


def uid_of(article_uid: str, mark: Mark) -> str:
    """Returns the UUID of a mark: its name if that is one, else one computed from its content.

    Programs write the same names into every file, and do not change a name if the mark is moved.
    """
    try:
        return str(UUID(mark.name[:36]))  # on its second page a number follows
    except ValueError:
        said = (mark.kind, mark.name, str(mark.page), mark.letters, str(mark.created))
        bare = "" if mark.letters else mark.note
        return str(uuid5(UUID(article_uid), "\n".join((*said, bare))))
