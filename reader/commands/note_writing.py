"""Asks for a note until the library has it."""

from collections.abc import Callable, Generator
from typing import Any

from reader.commands.command import Call
from reader.commands.prompts import NotePrompt
from reader.core.errors import LibraryError, PostilError


def ask_for_note(
    call: Call, prompt: NotePrompt, keep: Callable[[str], object]
) -> Generator[NotePrompt, Any, str | None]:
    """Asks until the note is kept; returns the text, or None when the person leaves it.

    When the library cannot be written, that is told and the editor opens again with the words.
    """
    while True:
        text = yield prompt
        if not isinstance(text, str):
            return None
        if text == prompt.text and prompt.new is None:
            return text
        try:
            keep(text)
        except PostilError as error:
            call.notes.refuse()
            if not isinstance(error, LibraryError):
                raise
            call.frontend.fail(str(error))
        else:
            return text
