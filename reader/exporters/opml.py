"""Writes OPML, the format in which feed readers exchange lists of feeds."""

from collections.abc import Iterable, Iterator
from html import escape

from reader.core.feeds import Feed

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
    "  <head>\n    <title>Postil</title>\n  </head>\n  <body>\n"
)
_FOOT = "  </body>\n</opml>\n"


def opml_of(feeds: Iterable[Feed]) -> str:
    """Returns a list of feeds, by folder and name."""
    ordered = sorted(feeds, key=lambda one: ([*map(str.casefold, one.folder)], one.folder))
    return "".join((_HEAD, *_lines(ordered), _FOOT))


def _lines(feeds: Iterable[Feed]) -> Iterator[str]:
    """Yields the outlines of feeds that are sorted by their folders."""
    opened: tuple[str, ...] = ()
    for feed in feeds:
        common = 0
        while opened[: common + 1] == feed.folder[: common + 1] and common < len(opened):
            common += 1
        for depth in reversed(range(common, len(opened))):
            yield f"{_indent(depth)}</outline>\n"
        for depth in range(common, len(feed.folder)):
            yield f"{_indent(depth)}<outline{_attributes(text=feed.folder[depth])}>\n"
        opened = feed.folder
        facts = _attributes(
            type="rss", text=feed.name, title=feed.name, xmlUrl=feed.address, htmlUrl=feed.site
        )
        yield f"{_indent(len(opened))}<outline{facts}/>\n"
    for depth in reversed(range(len(opened))):
        yield f"{_indent(depth)}</outline>\n"


def _indent(depth: int) -> str:
    return "  " * (depth + 2)


def _attributes(**values: str) -> str:
    """Returns attributes with their values escaped, white space other than spaces too."""
    return "".join(f' {name}="{_escaped(value)}"' for name, value in values.items())


def _escaped(value: str) -> str:
    return escape("".join(sign if sign.isprintable() else " " for sign in value))
