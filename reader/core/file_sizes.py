"""Says the size of a file in words."""

from reader.core.translation import _


def size_text(size: int) -> str:
    """Returns a size in bytes as "86.4 MB"."""
    return _("{n:,.1f} MB").format(n=size / 1_000_000)
