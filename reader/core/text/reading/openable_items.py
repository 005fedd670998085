"""Finds what can be opened in a passage: footnotes, images, links."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from reader.core.text.blocks import (
    Block,
    BlockKind,
    CanonicalText,
    Image,
    Mark,
    Run,
    block_number,
    links_of,
)
from reader.core.text.reading.footnotes import Footnote, Footnotes

Openable = Footnote | Image | Run


def openables(
    text: CanonicalText, footnotes: Footnotes, span: tuple[int, int], pictures: Collection[str]
) -> list[Openable]:
    """Returns what is in a span of the text and right beside it, in the order of the text.

    ``pictures`` are the addresses of those that are there. An image of its own belongs to the
    words before it, and to its caption. A link around an image is behind it.
    """
    start, end = span
    notes = footnotes.between(start, end)
    calls = [(note.call.start, note.call.end) for note in notes]
    found: list[tuple[int, Openable]] = [(note.call.start, note) for note in notes]
    for block in _blocks(text.blocks, start, end):
        found += [
            (image.offset, image)
            for image in block.images
            if image.src in pictures and start <= image.offset <= end
        ]
        found += [
            (link.start, link)
            for link in links_of(block)
            if link.start < end
            and link.end > start
            and not any(low <= link.start < high for low, high in calls)
        ]
    found += [(image.offset, image) for image in _beside(text.blocks, start, end, pictures)]
    return [
        both
        for _at, one in sorted(found, key=lambda pair: pair[0])
        for both in (_with_its_link(one) if isinstance(one, Image) else (one,))
    ]


def has_link(text: CanonicalText, span: tuple[int, int]) -> bool:
    """Determines whether a span of the text contains some of a link."""
    start, end = span
    return any(
        link.start < end and link.end > start
        for block in _blocks(text.blocks, start, end)
        for link in links_of(block)
    )


def _with_its_link(image: Image) -> Sequence[Openable]:
    link = Run(image.offset, image.offset, Mark.NONE, image.href)
    return (image, link) if image.href else (image,)


def _blocks(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    for block in blocks[max(0, block_number(blocks, start)) :]:
        if block.start >= end:
            return
        if block.end > start and block.kind is not BlockKind.IMAGE:
            yield block


def _beside(
    blocks: Sequence[Block], start: int, end: int, pictures: Collection[str]
) -> Iterator[Image]:
    """Returns the images of their own right behind a span, or before it if that is a caption."""
    for before, block in pairwise(blocks):
        if before.end > end:
            return
        is_behind = block.kind is BlockKind.IMAGE and start < before.end <= end
        is_above = before.kind is BlockKind.IMAGE and (
            block.kind is BlockKind.CAPTION and block.start < end and start < block.end
        )
        if is_behind or is_above:
            images = block.images if is_behind else before.images
            yield from (image for image in images if image.src in pictures)


def link_around(text: CanonicalText, src: str) -> str:
    """Returns where the link leads that an image is in; empty if it is in none."""
    images = (image for block in text.blocks for image in block.images)
    return next((image.href for image in images if image.src == src and image.href), "")
