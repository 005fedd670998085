"""Formats the texts of the highlights page: its keys, its counts, and why it is empty."""

from collections.abc import Mapping, Sequence

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.translation import _, ngettext, number_text


def count_text(total: int, picked: int) -> str:
    """Returns how many are listed, and how many of them are selected when any are."""
    number = number_text(total)
    if picked:
        chosen = number_text(picked)
        return _("{n} of {total} selected").format(n=chosen, total=number)
    return ngettext("{n} highlight", "{n} highlights", total).format(n=number)


def why_empty(query: str, near: Sequence[str]) -> tuple[str, list[KeyLabel]]:
    """Returns why nothing is listed, and the keys that change that; near are what may have been meant."""
    if query:
        title = _("No highlight matches “{query}”.").format(query=query)
        if near:
            meant = _("Did you mean “{query}”? Tab in the field searches for it.")
            title = f"{title} {meant.format(query=near[0])}"
        return title, _filter_labels()
    keys = present_keys()
    slots = keys.key_range("highlight.slot_1", "highlight.slot_9", Pane.READING)
    found = keys.key_labels(
        Pane.READING,
        ("highlight", _("highlights the sentence at the cursor")),
        (slots, _("highlights and tags it")),
        ("highlight.note", _("adds a note to it")),
    )
    found += keys.key_labels(Pane.HIGHLIGHTS, ("back", _("goes back to the articles")))
    return _("No highlights yet. In the text of an article:"), found


def page_labels(has_rows: bool, is_narrowed: bool, slots: Mapping[int, str]) -> list[KeyLabel]:
    """Returns the keys worth knowing here, the most useful first; all of them at the end."""
    keys = present_keys()
    if has_rows:
        found = keys.key_labels(
            Pane.HIGHLIGHTS,
            "annotations.open list.select highlight.tag",
            (keys.leading_key("highlight.yellow", Pane.HIGHLIGHTS), _("colour")),
            "highlight.note highlight.delete list.filter annotations.narrow list.sort export",
            *((f"highlight.slot_{digit}", name) for digit, name in slots.items()),
        )
    elif is_narrowed:
        found = _filter_labels()
    else:
        found = keys.key_labels(Pane.HIGHLIGHTS, ("back", _("the articles")))
    return found + keys.key_labels(Pane.HIGHLIGHTS, "help.keys")


def _filter_labels() -> list[KeyLabel]:
    rows = (("back", _("clear the filter")), ("list.filter", _("change it")))
    return present_keys().key_labels(Pane.HIGHLIGHTS, *rows)
