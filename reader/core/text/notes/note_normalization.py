"""Normalizes the text of a note before it is stored."""


def tidy(note: str) -> str:
    """Returns the note as it is stored: without what no text field shows, and without empty lines around it."""
    storable = note.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return storable.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


def behind(present: str, note: str, known: str) -> str:
    """Returns a note as it is to be kept where it was written while it was ``known`` to be another.

    What is there at present and was not known then is kept in front.
    """
    note = tidy(note)
    if present == known or note.startswith(present):
        return note
    return f"{present}\n\n{note}" if note else present
