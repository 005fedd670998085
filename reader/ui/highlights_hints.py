"""What the status strip teaches on the page of all annotations."""

from collections.abc import Mapping

from reader.commands.catalogue import BY_ID, keys_of
from reader.commands.command import Pane
from reader.core.keymap import format_keys
from reader.core.translation import _

Hint = tuple[str, str]  # key, what it does


def page_hints(has_rows: bool, is_narrowed: bool, slots: Mapping[int, str]) -> list[Hint]:
    """The keys worth knowing here, the most useful first; all of them at the end."""
    found: list[Hint] = []
    if has_rows:
        found = [
            (_key("annotations.open"), _("show in article")),
            (_key("annotations.select_toggle"), _("select")),
            (_key("annotations.tag"), _("tag")),
            ("c", _("colour")),
            (_key("annotations.note"), _("note")),
            (_key("list.filter"), _("filter")),
            (_key("annotations.narrow"), _("only…")),
            (_key("list.sort"), _("order")),
            (_key("export"), _("export")),
            *((str(digit), name) for digit, name in slots.items()),
        ]
    elif is_narrowed:
        found = [(_key("back"), _("clear the filter")), (_key("list.filter"), _("change it"))]
    else:
        found = [(_key("back"), _("the articles"))]
    return [*found, (_key("help.keys"), _("all keys"))]


def _key(name: str) -> str:
    return format_keys(keys_of(BY_ID[name], Pane.HIGHLIGHTS)[0])
