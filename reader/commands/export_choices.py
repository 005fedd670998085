"""Asks what to export, in which format, and by which template."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.command import Call
from reader.commands.prompt_types import Choice, ChoicePrompt, OpenFilesPrompt, Prompt, SavePrompt
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.translation import _

if TYPE_CHECKING:
    from reader.exporters.exporter import ExportFormat

_OWN = "own"


def choose_export(
    title: str, rows: Sequence[Choice], formats: Sequence["ExportFormat"]
) -> Generator[Prompt, Any, tuple[str, str]]:
    """Asks what to export, if there is a choice, and in which format; empty if it is left."""
    which = rows[0].value
    if len(rows) > 1:
        answer = yield ChoicePrompt(title, rows)
        if not isinstance(answer, str):
            return "", ""
        which = answer
    (what,) = (row.title for row in rows if row.value == which)
    choices = [Choice(one.id, _(one.title), one.suffix) for one in formats]
    kind = yield ChoicePrompt(_("{what}: in which format?").format(what=what), choices)
    return which, kind if isinstance(kind, str) else ""


def place_prompt(title: str, name: str, chosen: "ExportFormat") -> SavePrompt:
    """Returns the question where an export is written; of several files, into which folder."""
    if chosen.is_folder:
        title = _("Folder for the exported files")
    return SavePrompt(title, name, chosen.is_folder)


def choose_template(call: Call) -> Generator[Prompt, Any, bool]:
    """Asks by which template notes are written, and remembers it; False if the question is left.

    Raises ExportFailed when a file cannot be one.
    """
    present = call.settings.text("note_template")
    rows = [Choice(name, _(title)) for name, title in NOTE_TEMPLATES.items()]
    if present not in NOTE_TEMPLATES:
        rows.insert(0, Choice(present, Path(present).name, str(Path(present).parent)))
    rows.append(Choice(_OWN, _("Another template…")))
    answer = yield ChoicePrompt(_("Markdown: with which template?"), rows, present)
    if answer == _OWN:
        from reader.exporters.templates.note_template import find_template  # start-up time: Jinja

        suffixes = ".md .txt .j2 .jinja"
        files = yield OpenFilesPrompt(
            _("Template for Markdown notes"), suffixes, kind=_("Templates")
        )
        answer = str(files[0]) if files else None
        if answer:
            find_template(answer)
    if not isinstance(answer, str):
        return False
    call.settings.set(note_template=answer)
    return True
