"""Puts marks around the highlights in the HTML of an article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape

from reader.exporters.text_preserving_html import page_html

_PART = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")

#: A passage of the text: where it begins and ends.
Span = tuple[int, int]


def marked_html(
    html: str,
    text: str,
    spans: Sequence[Span],
    mark: Callable[[int, bool], str],
    after: Callable[[int], str],
) -> str | None:
    """Returns sanitized HTML with an element around each piece of each passage of its canonical text.

    mark: returns the start tag of ``<mark>`` for the number of a passage and whether it is its first
    piece. after: returns what follows the last piece, a link, which cannot be in another one: then it
    follows that. None if HTML and text differ.
    """
    parts = _PART.split(page_html(html, text))
    if "".join(unescape(part) for part in parts[::2]) != text:
        return None
    bare = [_without_space(text, span) for span in spans]
    borders = sorted({border for span in bare if span[0] < span[1] for border in span})
    over = _covering(bare, borders)
    written: list[str] = []
    waiting: list[str] = []  # for the end of a link
    links = 0  # that are open: in stored pages they may be in each other
    at = 0
    for part in parts:
        if part.startswith("<"):
            written.append(part)
            if part.startswith(("<a ", "<a>")):
                links += 1
            elif part == "</a>":
                links -= 1
                if not links:
                    written += waiting
                    waiting.clear()
            continue
        raw = unescape(part)
        for start, end in _pieces(at, at + len(raw), borders):
            piece = escape(text[start:end], quote=False)
            numbers = over.get(_border_before(borders, start), ()) if piece.strip() else ()
            written += [mark(number, bare[number][0] == start) for number in numbers]
            written += [piece, "</mark>" * len(numbers)]
            following = [after(number) for number in numbers if bare[number][1] == end]
            (waiting if links else written).extend(following)
        at += len(raw)
    return "".join(written)


def _without_space(text: str, span: Span) -> Span:
    """Returns a passage without the white space that it begins and ends with."""
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _covering(spans: Sequence[Span], borders: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Returns for each border the numbers of the passages that continue after it, the longest first."""
    order = sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1]))
    found: dict[int, tuple[int, ...]] = {}
    open_: list[int] = []
    coming = iter(order)
    following = next(coming, None)
    for border in borders:
        open_ = [number for number in open_ if spans[number][1] > border]
        while following is not None and spans[following][0] <= border:
            if spans[following][1] > border:
                open_.append(following)
            following = next(coming, None)
        found[border] = tuple(open_)
    return found


def _border_before(borders: Sequence[int], at: int) -> int:
    number = bisect_right(borders, at)
    return borders[number - 1] if number else -1


def _pieces(start: int, end: int, borders: Sequence[int]) -> Iterator[Span]:
    """Yields the pieces of a node's text between the borders of passages."""
    inner = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    for border in (*inner, end):
        if start < border:
            yield start, border
        start = border
