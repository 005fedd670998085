"""Finds footnotes and marginal notes by the links between them and the text."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from reader.importers.web.extraction.measures import TEXT, Measures

_LEVELS = 4  # of what a link is in that may carry the name of its place
# As Word and Google Docs call them; a mere "com1" may be an editor's commentary.
_COMMENT = re.compile(r"_*(?:cmnt|msocom|comment)[-_]*\d+", re.IGNORECASE)


class LinkedNote(NamedTuple):
    """A note, and the link that calls it."""

    call: int
    words: int  # the outermost element that begins with the note
    is_comment: bool  # a comment in the margin, not a footnote


def linked_notes(measures: Measures) -> list[LinkedNote]:
    """Returns the notes of a page that link back to what calls them, in order of the calls."""
    links = list(_links_in_page(measures))
    # By where a note is, and where it leads back to; each in order.
    notes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, target, names in links:
        for name in names:
            notes[name, target].append(number)
    found = []
    for call, target, names in links:
        for name in names:
            back = notes.get((target, name), ())
            if (at := bisect(back, call)) < len(back):
                words = _beginning_with(measures, back[at])
                found.append(LinkedNote(call, words, bool(_COMMENT.fullmatch(target))))
    return found


def _links_in_page(measures: Measures) -> Iterator[tuple[int, str, list[str]]]:
    """Yields each link within the page, its target, and the names of its own place.

    A name is on the link, on what it is in, or on an empty anchor before it.
    """
    elements, anchor = measures.elements, 0
    targets = [(number, elements[number].get("href") or "") for number in measures.tagged("a")]
    if sum(target[:1] == "#" != target for _number, target in targets) < 2:
        return  # most pages: a note and its call are two
    for number, target in targets:
        if target[:1] == "#" != target:
            places = [number, *measures.ancestors(number)[:_LEVELS]]
            if anchor and not any(measures.own[anchor : measures.block_of[number]]):
                places.append(anchor)
            named = (elements[place].get(name) for place in places for name in ("id", "name"))
            yield number, target[1:], [*dict.fromkeys(filter(None, named))]
        anchor = 0 if target or measures.sums[TEXT][number] else number


def _beginning_with(measures: Measures, link: int) -> int:
    """Returns the outermost element whose text begins with a link."""
    first = measures.block_of[link]
    while (up := measures.parent[first]) and not any(measures.own[up:first]):
        first = up
    return first
