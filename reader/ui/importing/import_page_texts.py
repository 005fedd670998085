"""Formats the texts of the import page: progress, buttons, what is promised, and the keys."""

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.translation import _, counted_text, ngettext, number_text
from reader.operations.importing.plan import ImportCounts


def progress_text(done: int, total: int) -> str:
    """Returns how far an import is; total: 0 while the file is read."""
    n = number_text(done)
    if total:
        return _("{done} of {total}").format(done=n, total=number_text(total))
    return ngettext("{n} entry read", "{n} entries read", done).format(n=n)


def begin_text(counts: ImportCounts) -> str:
    """Returns the text of the button that begins: how many highlights, else articles, are new."""
    if counts.new:
        return counted_text("Import {n} highlight", "Import {n} highlights", counts.new)
    return counted_text("Import {n} article", "Import {n} articles", counts.new_articles)


def promise_text(counts: ImportCounts) -> str:
    """Returns what an import will and will not change."""
    if not counts.new and not counts.new_articles:
        return _("There is nothing new to import.")
    text = _("A backup is created first. {undo} undoes the whole import.")
    return present_keys().with_keys(text)


def strip_labels(*, has_rows: bool, can_start: bool) -> list[KeyLabel]:
    """Returns the keys of the page."""
    rows: list[str | tuple[str, str]] = ["import.choose import.file import.folder"]
    if has_rows:
        rows = [("list.next list.previous", _("rows"))]
    if can_start:
        rows.append("import.start import.toggle import.narrow")
    return present_keys().key_labels(Pane.IMPORT, *rows, ("back", _("back")), "help.keys")
