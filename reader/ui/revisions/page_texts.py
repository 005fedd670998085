"""Formats the texts of the review and revisions pages: keys, captions, and announcements."""

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.anchoring.text_diff import DiffKind, DiffParagraph
from reader.core.models import Annotation, RevisionFacts
from reader.core.text.shortening import shorten
from reader.core.translation import _, number_text
from reader.ui.style.announcement import as_sentences

_LONGEST = 600  # characters of one passage that are read out


# -- the review page -------------------------------------------------------------------------------


def about_review() -> str:
    """Returns what the review page shows, and what to do there."""
    return _(
        "Highlights whose position in a changed text is uncertain wait here: accept the position, "
        "set it manually, or keep the highlight as orphaned."
    )


def review_labels(can_accept: bool) -> list[KeyLabel]:
    """Returns the keys of the review page."""
    return present_keys().key_labels(
        Pane.REVIEW,
        f"{'review.accept ' * can_accept}review.place review.orphan",
        ("list.next list.previous", _("next, previous")),
        "list.select undo review.enter help.keys",
    )


def choosing_labels() -> list[KeyLabel]:
    """Returns the keys of the review page while a place is chosen manually."""
    return present_keys().key_labels(
        Pane.REVIEW,
        ("review.enter", _("set position")),
        ("list.next list.previous", _("paragraph")),
        ("cursor.next_sentence cursor.previous_sentence", _("sentence")),
        ("cursor.next_word cursor.previous_word", _("word")),
        ("cursor.extend_next_word", _("extend by a word")),
        ("back", _("leave")),
    )


def choosing_caption() -> str:
    """Returns what is above the new text while a place is chosen."""
    text = _("Select the words: {review.enter/review} sets the position, {back/review} cancels")
    return present_keys().with_keys(text)


def no_place_caption() -> str:
    """Returns what is above the new text when no place is proposed, with the keys where there are any."""
    place, leave = (
        present_keys().keys_for(name, Pane.REVIEW) for name in ("review.place", "review.orphan")
    )
    if not place or not leave:
        return _("No position was found in the current text")
    text = _(
        "No position was found in the current text: {place} sets one, {leave} keeps it as orphaned"
    )
    return text.format(place=place, leave=leave)


def spoken_item(item: Annotation, number: int, total: int, proposed: str) -> str:
    """Returns the announcement of a highlight to review: which it is, its words, and the place proposed."""
    told = [
        _("{n} of {total}").format(n=number_text(number), total=number_text(total)),
        _("needs review: “{words}”").format(words=shorten(item.exact, _LONGEST)),
    ]
    if proposed:
        text = _("proposed position, {percent}% sure: “{words}”")
        words = shorten(proposed, _LONGEST)
        told.append(text.format(percent=round(100 * item.score), words=words))
    else:
        told.append(_("no position was found"))
    if item.note:
        told.append(_("note: {note}").format(note=shorten(item.note, _LONGEST)))
    return as_sentences(told)


# -- the page of an article's texts ----------------------------------------------------------------


def revisions_labels(
    chosen: RevisionFacts, *, has_others: bool, shows_text: bool
) -> list[KeyLabel]:
    """Returns the keys of the page of an article's texts."""
    rows: list[str | tuple[str, str]] = []
    if has_others and shows_text:
        rows = [("revision.toggle", _("what changed"))]
    elif has_others:
        rows = ["revision.next_change", ("revision.toggle", _("read"))]
    if has_others:
        rows += [("list.next list.previous", _("revisions")), "revision.mark"]
    if chosen.is_offered:
        rows = ["offer.accept offer.decline", *rows]
    elif not chosen.is_current:
        rows.insert(2, "revision.make_current")
    return present_keys().key_labels(Pane.REVISIONS, *rows, "back help.keys")


def only_text_caption() -> str:
    """Returns what is above the only text there is of an article."""
    keys = present_keys().keys_for("article.read_again", Pane.REVISIONS)
    if not keys:
        return _("The only revision so far")
    return _("The only revision so far: {keys} imports it again").format(keys=keys)


def spoken_change(part: DiffParagraph, number: int, total: int) -> str:
    """Returns the announcement of a change: which it is, and the words deleted and inserted."""
    told = [_("change {n} of {total}").format(n=number_text(number), total=number_text(total))]
    for change, text in (
        (DiffKind.DELETED, _("deleted: {words}")),
        (DiffKind.INSERTED, _("inserted: {words}")),
    ):
        words = _joined(part, change)
        if words:
            told.append(text.format(words=shorten(words, _LONGEST)))
    return as_sentences(told)


def _joined(part: DiffParagraph, change: DiffKind) -> str:
    """Returns the words of a change, a comma between those that are not adjacent."""
    found: list[str] = []
    is_open = False
    for piece in part.pieces:
        if piece.change is change:
            if is_open:
                found[-1] += piece.text
            else:
                found.append(piece.text)
            is_open = True
        elif piece.change is DiffKind.SAME:
            is_open = False
    return ", ".join(text.strip() for text in found if text.strip())
