"""Describes an annotation in words: for screen readers, and at the foot of its card."""

from reader.core.color_names import color_name
from reader.core.models import Annotation, Kind
from reader.core.translation import _
from reader.ui.style.announcement import as_sentences
from reader.ui.style.theme import current_theme


def spoken(item: Annotation) -> str:
    """Returns what a screen reader says of a card."""
    parts = [
        _("Note on the article")
        if item.kind is Kind.ARTICLE_NOTE
        else _("{color} highlight: {quote}").format(
            color=color_name(item.color), quote=item.exact[:400]
        )
    ]
    if item.note:
        parts.append(_("Note: {note}").format(note=item.note[:400]))
    if item.tags:
        parts.append(_("Tags: {tags}").format(tags=", ".join(item.tags)))
    if state := state_of(item):
        parts.append(state)
    return as_sentences(parts)


def state_of(item: Annotation) -> str:
    """Returns what is to be known of a highlight's place, in words; empty when it is sure."""
    if item.needs_review:
        return _("needs review")
    if not item.is_unsure or item.start is not None:
        return ""
    return _("article has no text yet") if item.is_waiting_for_text else _("orphaned")


def foot_words(item: Annotation, *, has_draft: bool = False) -> list[tuple[str, str]]:
    """Returns what is at the right of the foot, from the edge, with its colours."""
    theme = current_theme()
    words = [(color_name(item.color), theme.muted)] if item.kind is Kind.HIGHLIGHT else []
    if state := state_of(item):
        words.append((state, theme.danger if item.needs_review else theme.muted))
    if has_draft and item.kind is Kind.HIGHLIGHT:
        words.append((_("draft"), theme.accent))
    return words
