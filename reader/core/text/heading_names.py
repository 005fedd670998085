"""Names headings as Markdown programs do, so that links in a document can lead to them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_LEFT_OUT = re.compile(r"[^\w\- ]+")


def heading_name(words: str) -> str:
    """Returns the name of a heading: its letters and digits, small, with hyphens for spaces."""
    return _LEFT_OUT.sub("", " ".join(words.lower().split())).replace(" ", "-")


def heading_names(headings: Iterable[str]) -> Iterator[str]:
    """Yields the names of the headings of a document; the second of a name ends in -1."""
    seen = Counter[str]()
    for words in headings:
        name = heading_name(words)
        yield f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1
