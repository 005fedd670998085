"""Creates, changes, trashes and restores highlights and notes."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput, NotFound
from reader.core.models import Color, Kind, Status
from reader.core.text.notes.note_normalization import behind, tidy
from reader.core.translation import _, ngettext, number_text
from reader.core.unique_ids import new_uid
from reader.library import lazy_tables
from reader.operations import color_tags
from reader.operations.current_revision import check_passage, current_revision_of
from reader.operations.tags import carry, untag_annotations

if TYPE_CHECKING:
    from reader.core.anchoring.selectors import Place
    from reader.core.models import Selector
    from reader.library.unit_of_work import Unit


def highlight(
    unit: "Unit",
    article_id: int,
    start: int,
    end: int,
    color: Color = Color.YELLOW,
    tags: Sequence[str] = (),
    note: str = "",
) -> int:
    """Highlights text[start:end] of the article's current revision; returns the annotation's id.

    The tag linked to the colour is added too. Raises InvalidInput when there are no words in
    that range.
    """
    return _tagged(unit, mark(unit, article_id, start, end, color, note), color, tags)


def highlight_tagged(
    unit: "Unit",
    article_id: int,
    start: int,
    end: int,
    color: Color,
    tags: Sequence[str],
    note: str = "",
) -> int:
    """Highlights words as ``highlight`` does, in the colour of the first tag that has one."""
    chosen = color_tags.color_of(unit, tags) or color
    return highlight(unit, article_id, start, end, chosen, tags, note)


def highlight_on(
    unit: "Unit",
    article_id: int,
    revision_id: int,
    start: int,
    end: int,
    color: Color,
    tags: Sequence[str],
    note: str = "",
) -> int:
    """Highlights words of a revision of the article; if it is not current, finds them in the current one.

    Raises InvalidInput when they are not to be found.
    """
    if current_revision_of(unit, article_id).id == revision_id:
        return highlight_tagged(unit, article_id, start, end, color, tags, note)
    from reader.core.anchoring import selectors  # start-up time: see highlight

    words = selectors.describe(unit.get(lazy_tables.Revision, revision_id).text, start, end)
    chosen = color_tags.color_of(unit, tags) or color
    return annotate_quote(
        unit, article_id, words.exact, words.prefix, words.suffix, chosen, tags, note
    )


def mark(
    unit: "Unit",
    article_id: int,
    start: int,
    end: int,
    color: Color = Color.YELLOW,
    note: str = "",
) -> int:
    """Highlights words without a tag, even if the colour has one; returns the annotation's id."""
    # start-up time: not needed to show what is marked already
    from reader.core.anchoring import selectors

    revision = current_revision_of(unit, article_id)
    check_passage(revision.text, start, end)
    selector = selectors.describe(revision.text, start, end)
    place = selectors.Place(start, end, Status.EXACT, 1.0)
    return put(unit, revision, selector, place, _color(color), note)


def put(
    unit: "Unit",
    revision: "lazy_tables.Revision",
    selector: "Selector",
    place: "Place",
    color: str,
    note: str,
    *,
    uid: str = "",
    created_at: int | None = None,
    updated_at: int | None = None,
) -> int:
    """Stores a highlight with its position in the text, and returns its id.

    uid, created_at and updated_at: of one that was created elsewhere.
    """
    created_at = unit.now if created_at is None else created_at
    annotation = lazy_tables.Annotation(
        uid=uid or new_uid(),
        article_id=revision.article_id,
        kind=Kind.HIGHLIGHT.value,
        color=color,
        note=tidy(note),
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        made_on_revision_id=revision.id,
        made_start=selector.start,
        made_end=selector.end,
        created_at=created_at,
        updated_at=created_at if updated_at is None else updated_at,
    )
    unit.add(annotation)
    unit.add(
        lazy_tables.Anchor(
            annotation_id=annotation.id,
            revision_id=revision.id,
            status=place.status.value,
            start=place.start,
            end=place.end,
            score=place.score,
            created_at=unit.now,
        )
    )
    return annotation.id


def annotate_quote(
    unit: "Unit",
    article_id: int,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    color: Color = Color.YELLOW,
    tags: Sequence[str] = (),
    note: str = "",
) -> int:
    """Highlights the passage with these words; returns the annotation's id.

    If they are only found with differences, or as a guess, the highlight keeps the given words and
    records how certain its position is. Raises InvalidInput if they are not in the article, or in
    several places that the words before and after do not distinguish.
    """
    from reader.core.anchoring import selectors  # start-up time: see highlight

    if not quote.strip():
        raise InvalidInput(_("A quote is needed to know what to highlight."))
    revision = current_revision_of(unit, article_id)
    places = selectors.find_quote(revision.text, quote, prefix, suffix)
    shown = _shortened(quote)
    if not places:
        # start-up time: only where words have slips
        from reader.operations import approximate_quotes

        given = approximate_quotes.nearest(revision.text, quote, prefix, suffix)
        if given is None:
            raise InvalidInput(_("“{quote}” is not in that article.").format(quote=shown))
        id_ = put(unit, revision, given.selector, given.place, _color(color), note)
        return _tagged(unit, id_, color, tags)
    if len(places) > 1:
        message = ngettext(
            "“{quote}” is in that article {n} time; give the words before or after it too.",
            "“{quote}” is in that article {n} times; give the words before or after it too.",
            len(places),
        )
        raise InvalidInput(message.format(quote=shown, n=number_text(len(places))))
    start, end = places[0]
    return highlight(unit, article_id, start, end, color, tags, note)


def set_color(
    unit: "Unit", ids: Sequence[int], color: Color
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Gives highlights a colour and its linked tag, in place of the former one's.

    Returns the tags that some of them got, and those that some of them lost.
    """
    table, after = lazy_tables.Annotation, _color(color)
    marked = unit.existing(table, ids, kind=Kind.HIGHLIGHT)
    new = color_tags.tag_of(unit, after)
    added: dict[str, None] = {}
    removed: dict[str, None] = {}
    for before in [one for one in Color if one != color]:
        changing = unit.existing(table, marked, color=before)
        old = color_tags.tag_of(unit, before)
        if old is not None and untag_annotations(unit, changing, [old.name]):
            removed[old.name] = None
        if new is not None and carry(unit, changing, [new.name]):
            added[new.name] = None
        unit.set_all(table, changing, color=after, updated_at=unit.now)
    return tuple(added), tuple(removed)


def set_note(unit: "Unit", id_: int, note: str) -> None:
    """Writes an annotation's note; a note on the article that is emptied goes into the trash."""
    annotation = unit.get(lazy_tables.Annotation, id_)
    note = tidy(note)
    if annotation.kind == Kind.ARTICLE_NOTE and not note:
        delete(unit, [id_])
    elif annotation.note != note:
        annotation.note = note
        annotation.updated_at = unit.now


def write_note(unit: "Unit", id_: int, note: str, known: str, *, is_going_on: bool = False) -> str:
    """Writes an annotation's note, which was ``known`` when it was read; returns the stored note.

    What was written meanwhile stays, in front of it. With ``is_going_on`` the known note is an
    earlier state of the same editing, which is not stored as a former note. Raises NotFound for one
    in the trash.
    """
    annotation = unit.get(lazy_tables.Annotation, id_)
    if annotation.deleted_at is not None:
        raise NotFound(_("There is no annotation {id} in the library.").format(id=id_))
    is_known = annotation.note == tidy(known)
    note = behind(annotation.note, note, known)
    with unit.going_on(id_) if is_going_on and is_known else nullcontext():
        set_note(unit, id_, note)
    return note


def write_article_note(
    unit: "Unit", article_id: int, note: str, known: str, *, is_going_on: bool = False
) -> tuple[int, str]:
    """Writes the note on an article as ``write_note`` does; returns its id too, 0 if there is none."""
    present = _article_note(unit, article_id)
    if present is not None:
        return present.id, write_note(unit, present.id, note, known, is_going_on=is_going_on)
    return set_article_note(unit, article_id, note), tidy(note)


def set_article_note(unit: "Unit", article_id: int, note: str) -> int:
    """Writes the note on an article, the first one of several; returns the annotation's id.

    An empty text moves the note to the trash; returns 0 if there was none.
    """
    note = tidy(note)
    present = _article_note(unit, article_id)
    if present is not None:
        set_note(unit, present.id, note)
        return present.id
    revision = current_revision_of(unit, article_id)
    if not note:
        return 0
    annotation = lazy_tables.Annotation(
        uid=new_uid(),
        article_id=article_id,
        kind=Kind.ARTICLE_NOTE.value,
        note=note,
        made_on_revision_id=revision.id,
        created_at=unit.now,
        updated_at=unit.now,
    )
    unit.add(annotation)
    return annotation.id


def delete(unit: "Unit", ids: Sequence[int]) -> None:
    """Moves annotations to the trash, with everything that belongs to them."""
    there = unit.existing(lazy_tables.Annotation, ids, deleted_at=None)
    unit.set_all(lazy_tables.Annotation, there, deleted_at=unit.now, updated_at=unit.now)


def _article_note(unit: "Unit", article_id: int) -> "lazy_tables.Annotation | None":
    """Returns the note on an article, the first one if there are several."""
    return unit.first(
        lazy_tables.Annotation,
        article_id=article_id,
        kind=Kind.ARTICLE_NOTE.value,
        deleted_at=None,
    )


def _tagged(unit: "Unit", id_: int, color: Color, tags: Sequence[str]) -> int:
    """Adds tags to a new highlight, and the one that is linked to its colour; returns its id."""
    linked = color_tags.tag_of(unit, _color(color))
    carry(unit, [id_], [*tags, *([linked.name] if linked else [])])
    return id_


def _color(color: Color | str) -> str:
    try:
        return Color(color).value
    except ValueError:
        message = _("{color} is not a colour of highlights; choose one of {colors}.")
        raise InvalidInput(message.format(color=color, colors=", ".join(Color))) from None


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 60 else words[:60].rstrip() + "…"
