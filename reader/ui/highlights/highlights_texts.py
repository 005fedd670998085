"""The texts of the highlights page: its hints, its counts, and why it is empty."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale

from reader.commands.active_keymap import present_keys
from reader.commands.context import Pane
from reader.core.models import AnnotationWithArticle, Kind
from reader.core.text.shortening import shorten
from reader.core.translation import _, ngettext

Hint = tuple[str, str]  # key, what it does


def target_text(count: int, item: AnnotationWithArticle | None) -> str:
    """Returns what the next key acts on: so many selected, else the current one with its words."""
    if count:
        text = ngettext("{n} highlight", "{n} highlights", count)
        return text.format(n=QLocale().toString(count))
    if item is None:
        return ""
    one = item.annotation
    name = _("note") if one.kind is Kind.ARTICLE_NOTE else _("highlight")
    return f"{name} “{shorten(one.exact or one.note, 60)}”"


def count_text(total: int, picked: int) -> str:
    """Returns how many are listed, and how many of them are selected when any are."""
    number = QLocale().toString(total)
    if picked:
        chosen = QLocale().toString(picked)
        return _("{n} of {total} selected").format(n=chosen, total=number)
    return ngettext("{n} highlight", "{n} highlights", total).format(n=number)


def why_empty(query: str) -> tuple[str, Sequence[Hint]]:
    """Returns why nothing is listed, and the keys that change that."""
    if query:
        title = _("No highlight matches “{query}”.").format(query=query)
        return title, ((_key("back"), _("clear the filter")), (_key("list.filter"), _("change it")))
    reading = Pane.READING
    return (
        _("Nothing is marked in the library yet. In the text of an article:"),
        (
            (
                present_keys().keys_for("highlight", reading),
                _("highlights the sentence the cursor is on"),
            ),
            (
                present_keys().key_range("highlight.slot_1", "highlight.slot_9", reading),
                _("highlights and tags it"),
            ),
            (present_keys().keys_for("highlight.note", reading), _("adds a note to it")),
            (_key("back"), _("goes back to the articles")),
        ),
    )


def page_hints(has_rows: bool, is_narrowed: bool, slots: Mapping[int, str]) -> list[Hint]:
    """Returns the keys worth knowing here, the most useful first; all of them at the end."""
    found: list[Hint] = []
    if has_rows:
        found = [
            (_key("annotations.open"), _("show in article")),
            (_key("list.select"), _("select")),
            (_key("annotations.tag"), _("tag")),
            (present_keys().leading_key("annotations.yellow", Pane.HIGHLIGHTS), _("colour")),
            (_key("annotations.note"), _("note")),
            (_key("annotations.delete"), _("delete")),
            (_key("list.filter"), _("filter")),
            (_key("annotations.narrow"), _("only…")),
            (_key("list.sort"), _("order")),
            (_key("export"), _("export")),
            *((_key(f"annotations.slot_{digit}"), name) for digit, name in slots.items()),
        ]
    elif is_narrowed:
        found = [(_key("back"), _("clear the filter")), (_key("list.filter"), _("change it"))]
    else:
        found = [(_key("back"), _("the articles"))]
    return [hint for hint in (*found, (_key("help.keys"), _("all keys"))) if hint[0]]


def _key(name: str) -> str:
    return present_keys().keys_for(name, Pane.HIGHLIGHTS)
