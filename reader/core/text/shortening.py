"""Shortens a text to one line."""


def shorten(text: str, length: int) -> str:
    """Returns the text on one line, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut > 0 else length] + "…"
