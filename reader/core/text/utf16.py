"""Counts a text in UTF-16 code units, as Qt does."""


def utf16_length(text: str) -> int:
    """Returns how many code units a text has; half of a pair, as a paste may contain, is one."""
    return len(text) if text.isascii() else len(_encoded(text)) // 2


def utf16_before(text: str, end: int) -> str:
    """Returns what is before a place in code units."""
    return text[:end] if text.isascii() else _decoded(_encoded(text)[: 2 * end])


def utf16_from(text: str, start: int) -> str:
    """Returns what is from a place in code units on."""
    return text[start:] if text.isascii() else _decoded(_encoded(text)[2 * start :])


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "ignore")
