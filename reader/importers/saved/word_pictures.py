"""Makes images of the pictures that Word names in marks of its own alone (VML)."""

import re

# What other programs are to show instead of a comment for Word is right behind it.
_FOR_WORD = re.compile(
    rb"<!--\[if gte vml 1\]>((?:(?!<!--|-->).)*)(?<=<!\[endif\])-->(?!\s*+<!\[if !vml\]>)",
    re.DOTALL,
)
_SIGN = b"<v:imagedata"
_IMAGE = re.compile(_SIGN + rb"\b([^<>]*)>")


def with_images(page: bytes) -> bytes:
    """Returns a page with images for the pictures that have none."""
    if _SIGN not in page:
        return page
    return _IMAGE.sub(rb"<img\1>", _FOR_WORD.sub(rb"\1", page))
