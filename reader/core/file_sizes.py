"""Formats file sizes for display."""

from reader.core.translation import _, number_text


def size_text(size: int) -> str:
    """Returns a size in bytes as "86.4 MB"."""
    return _("{n} MB").format(n=number_text(size / 1_000_000, 1))
