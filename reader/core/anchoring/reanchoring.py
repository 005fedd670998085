"""Re-anchors highlights on the next revision of a text, with a confidence for each position.

docs/decisions/reanchoring.md says why it is done so and how well it does.
"""

import re
import time
from collections.abc import Callable, Sequence

from reader.core.anchoring.fuzzy_quote_search import NOWHERE, SHORT, locate
from reader.core.anchoring.near_duplicate_passages import copies_of
from reader.core.anchoring.passage_edge_mapping import TokenPassage
from reader.core.anchoring.passage_mapping import Comparison, MappedPassage, Part
from reader.core.anchoring.selectors import Place, columns
from reader.core.anchoring.text_tokens import Check, normalise_in_pieces
from reader.core.errors import PostilError
from reader.core.models import Selector, Status
from reader.core.translation import _

_CONTEXT = 64  # characters around a passage by which it is sought
_WIDTHS = (12, 80, 300)  # tokens on either side that tell it from a copy
_CLEAR = 0.08  # of what they have in common: by so much a passage must fit better than a copy
_MUCH_ALIKE = 0.05  # so much better may a copy fit that has a partner of its own: slips
_OTHER = 0.35  # by so much less what is beside it makes another passage of a copy
_STRONG = 0.5  # so much of what was around the words makes them sure
_ALIKE = 0.8  # so much of them is left when only slips were mended
_HALF = 0.5  # so much makes a guess
_FILLED = 0.9  # so much of the place is theirs, or something was put in
_TORN = 0.1  # more of them left elsewhere, and a place is but a part
_OWN_CONTEXT = 0.6  # so much of what was around it makes a place its own that is another passage's
_FEW_WORDS_CONTEXT = 0.35  # so much of it must be around a few words that are found elsewhere
_MOST_LINES = 20  # that read the same are looked at
_LONGEST_LINE = 2_000  # characters; longer ones hardly stay as they are
_LINE_REST = 1 / 3  # so much of the passage may the rest of a line be that goes with a guess
_TICK = 0.01  # seconds between two questions whether to go on

_LINE = re.compile(r"[^\n]*\S[^\n]*")

Pair = tuple[Part, Part]  # of the old text and of the new one


class Cancelled(PostilError):
    """The work was given up because the caller no longer wants it."""

    def __init__(self) -> None:
        super().__init__(_("Stopped: the text was not changed."))


class Reanchorer:
    """Finds passages of one text in another text.

    The texts are compared at the first passage; check is called every few milliseconds of work
    and may raise to give it up.
    """

    def __init__(self, old: str, new: str, *, check: Check | None = None) -> None:
        self._old, self._new = old, new
        self._check = check or _go_on
        self._comparison: Comparison | None = None

    def find(self, selector: Selector) -> Place:
        """Returns where a passage of the old text is in the new one.

        EXACT: it reads the same and so does what is around it. FUZZY: slips were mended, or some of
        it was. REVIEW: a guess. Else ORPHAN. A selector that is not of the old text is searched for
        by its quote.
        """
        start, end = selector.start, selector.end
        is_of_old = 0 <= start < end <= len(self._old) and self._old[start:end] == selector.exact
        if is_of_old and self._old == self._new:
            return Place(start, end, Status.EXACT, 1.0)
        if self._comparison is None:
            self._comparison = Comparison(self._old, self._new, self._check)
        self._check()
        comparison = self._comparison
        if not is_of_old:
            return locate(
                self._new,
                comparison.new,
                selector.exact,
                selector.prefix,
                selector.suffix,
                self._check,
            )
        passage = comparison.passage(start, end)
        if comparison.old.text == comparison.new.text:
            return self._other_typography(comparison, passage, selector.exact)
        image = comparison.image(passage)
        place = None if image is None else self._judged(comparison, passage, image, selector.exact)
        if place is not None and place.status is not Status.REVIEW:
            return place
        if on_line := self._on_same_line(comparison, passage, selector):
            return on_line
        # Few of the words of a guess are there: better is a place where all of them are.
        is_part = image is not None and image.kept < _HALF and selector.exact in self._new
        if place is not None and not is_part:
            return place
        elsewhere = self._elsewhere(comparison, passage, selector)
        if place is not None and self._new[elsewhere.start : elsewhere.end] != selector.exact:
            return place
        return elsewhere

    def _other_typography(self, comparison: Comparison, passage: TokenPassage, exact: str) -> Place:
        if passage.start >= passage.end:
            return NOWHERE
        start, end = comparison.new.span(passage.start, passage.end)
        return Place(*_verbatim(self._new, exact, start, end), Status.EXACT, 1.0)

    # -- what became of it --------------------------------------------------------------------

    def _judged(
        self, comparison: Comparison, passage: TokenPassage, image: MappedPassage, exact: str
    ) -> Place | None:
        """Returns how sure it is that this is what became of the passage; None when it is not likely."""
        words = comparison.old.text[passage.start : passage.end]
        context = comparison.surroundings(passage, image.start, image.end)
        start, end = comparison.new.span(image.start, image.end)
        if comparison.new.text[image.start : image.end] == words:
            start, end = _verbatim(self._new, exact, start, end)
            is_sure = context >= _STRONG or (
                columns(words) >= SHORT and _is_unique(comparison, words)
            )
            is_sure = is_sure and not comparison.are_strangers
            is_sure = is_sure and not self._is_doubtful(comparison, passage, image)
            status = Status.EXACT if is_sure else Status.REVIEW
            return Place(start, end, status, round(0.6 + 0.4 * context, 3))
        there = comparison.new.text[image.start : image.end]
        is_joined = words in there and len(words) >= _FILLED * len(there)
        score = round(0.7 * image.kept * image.filled + 0.3 * context, 3)
        if (
            image.kept >= _ALIKE
            and (image.filled >= _FILLED or is_joined)
            and context >= _STRONG
            and (columns(words) >= SHORT or is_joined)
            and image.torn_off <= _TORN
            and not image.is_moved
            and not image.is_edge_doubtful
            and not comparison.are_strangers
            and not self._is_doubtful(comparison, passage, image)
        ):
            return Place(start, end, Status.FUZZY, min(score, 0.99))
        letters = image.kept * (passage.end - passage.start)
        has_part = letters >= SHORT and image.filled >= _HALF
        if image.kept >= _HALF or context >= _STRONG or has_part:
            return self._guess(comparison, passage, (image.start, image.end), score)
        return None

    def _is_doubtful(
        self, comparison: Comparison, passage: TokenPassage, image: MappedPassage
    ) -> bool:
        """Returns whether a copy of the passage fits about as well, or it may be a copy of another."""
        if image.is_moved and comparison.is_place_filled(passage):
            return True
        ours, theirs = (passage.start, passage.end), (image.start, image.end)
        copies = copies_of(comparison.old.text, ours, comparison.in_new, theirs)
        sources = copies_of(comparison.new.text, theirs, comparison.in_old, ours)
        if copies is None or sources is None:
            return True
        for start in copies:
            copy = start, min(len(comparison.new.text), start + passage.end - passage.start)
            if not comparison.are_rivals((ours, theirs), (ours, copy)):
                continue
            is_explained = comparison.is_claimed(*copy, passage) and not image.is_moved
            if not _is_clear(comparison, (ours, theirs), (ours, copy), is_explained):
                return True
        for start in sources:
            source = start, min(len(comparison.old.text), start + image.end - image.start)
            if not comparison.are_rivals((ours, theirs), (source, theirs)):
                continue
            is_explained = comparison.has_mostly_changed(*source, image) and not image.is_moved
            if not _is_clear(comparison, (ours, theirs), (source, theirs), is_explained):
                return True
        return False

    # -- elsewhere ----------------------------------------------------------------------------

    def _elsewhere(
        self, comparison: Comparison, passage: TokenPassage, selector: Selector
    ) -> Place:
        """Returns where the words of a passage are that has no partner; never sure."""
        text = comparison.old.text
        words = text[passage.start : passage.end]
        prefix = text[max(0, passage.start - _CONTEXT) : passage.start]
        suffix = text[passage.end : passage.end + _CONTEXT]
        is_long = columns(words) >= SHORT
        is_line = _is_line(self._old, selector.start, selector.end)

        def is_possible(first: int, last: int, context: float) -> bool:
            if comparison.is_claimed(first, last, passage) and context < _OWN_CONTEXT:
                return False
            is_verbatim = comparison.new.text[first:last] == words
            if is_verbatim and comparison.whole_words(passage, first, last) != (first, last):
                return False
            if is_long or context >= _FEW_WORDS_CONTEXT:
                return True
            return is_line and _is_line(self._new, *comparison.new.span(first, last))

        place = locate(
            self._new,
            comparison.new,
            selector.exact,
            prefix,
            suffix,
            self._check,
            is_possible,
        )
        if place.start is None or place.end is None:
            return NOWHERE
        first, last = comparison.new.index(place.start), comparison.new.index(place.end)
        return self._guess(comparison, passage, (first, last), place.score) or NOWHERE

    def _on_same_line(
        self, comparison: Comparison, passage: TokenPassage, selector: Selector
    ) -> Place | None:
        """Returns where a few words are on the one line that reads as theirs did, and is no other's."""
        if columns(comparison.old.text[passage.start : passage.end]) >= SHORT:
            return None
        first = self._old.rfind("\n", 0, selector.start) + 1
        line = self._old[first : _line_end(self._old, selector.end)]
        if columns(line.strip()) < SHORT or len(line) > _LONGEST_LINE:
            return None
        whole = comparison.passage(first, first + len(line))
        places: list[Place] = []
        at = self._new.find(line)
        while at >= 0 and len(places) < _MOST_LINES:
            end = at + len(line)
            part = comparison.new.index(at), comparison.new.index(end)
            if _is_line(self._new, at, end) and not comparison.is_claimed(*part, whole):
                start = at + selector.start - first
                places.append(Place(start, start + len(selector.exact), Status.REVIEW, 0.6))
            at = self._new.find(line, at + 1)
        return places[0] if len(places) == 1 else None

    def _guess(
        self, comparison: Comparison, passage: TokenPassage, place: Part, score: float
    ) -> Place | None:
        """Returns a place for the user to look at; None if too few of the words are there.

        No word is cut, and of a passage on one line no lines are taken in that have none of its words.
        """
        first, last = comparison.whole_words(passage, *place)
        if not comparison.has_words_of(passage, first, last):
            return None
        start, end = comparison.new.span(first, last)
        if "\n" not in self._old[slice(*comparison.old.span(passage.start, passage.end))]:
            lines = [
                (start + line.start(), start + line.end())
                for line in _LINE.finditer(self._new[start:end])
            ]
            index = comparison.new.index
            telling = [line for line in lines if comparison.has_word_of(passage, *map(index, line))]
            if telling:
                start, end = telling[0][0], telling[-1][1]
            start, end = self._to_line_edges(comparison, passage, start, end)
        return Place(start, end, Status.REVIEW, min(score, 0.6))

    def _to_line_edges(
        self, comparison: Comparison, passage: TokenPassage, start: int, end: int
    ) -> tuple[int, int]:
        """Returns a place with the rest of its line, if it lost an edge that was that of its line.

        Much more than was lost, or what belongs to other passages, is not taken in.
        """
        old, new, index = self._old, self._new, comparison.new.index
        first, last = comparison.old.span(passage.start, passage.end)
        most = (last - first) * _LINE_REST
        if (
            _is_other(new[start], old[first])
            and not old[old.rfind("\n", 0, first) + 1 : first].strip()
        ):
            line = new.rfind("\n", 0, start) + 1
            line += len(new[line:start]) - len(new[line:start].lstrip())
            if start - line <= most and not comparison.is_claimed(
                index(line), index(start), passage
            ):
                start = line
        if _is_other(new[end - 1], old[last - 1]) and not old[last : _line_end(old, last)].strip():
            line = end + len(new[end : _line_end(new, end)].rstrip())
            if line - end <= most and not comparison.is_claimed(index(end), index(line), passage):
                end = line
        return start, end


def reanchor(
    old: str,
    new: str,
    selectors: Sequence[Selector],
    *,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[Place]:
    """Returns where passages of the old text are in the new one, one place for each, in order.

    Raises Cancelled when is_cancelled says so.
    """
    reanchorer = Reanchorer(old, new, check=_checking(is_cancelled))
    return [reanchorer.find(selector) for selector in selectors]


def locate_quote(text: str, quote: str, prefix: str = "", suffix: str = "") -> Place:
    """Returns where a quote is that came without a position, such as one from another program."""
    return locate(text, normalise_in_pieces(text, _go_on), quote, prefix, suffix, _go_on)


def _go_on() -> None:
    """Does nothing: the caller cannot cancel."""


def _checking(is_cancelled: Callable[[], bool] | None) -> Check:
    if is_cancelled is None:
        return _go_on
    asked = 0.0

    def check() -> None:
        nonlocal asked
        now = time.monotonic()
        if now - asked >= _TICK:
            asked = now
            if is_cancelled():
                raise Cancelled

    return check


def _is_clear(comparison: Comparison, known: Pair, rival: Pair, is_explained: bool) -> bool:
    """Returns whether two parts of the texts fit each other clearly better than two others do.

    When what is the same in both pairs has a partner of its own elsewhere, any difference is clear.
    """
    excesses: list[float] = []
    for width in _WIDTHS:
        common, whole = comparison.common_tokens(*known, width)
        excess = comparison.common_tokens(*rival, width)[0] - common
        if is_explained and common == whole and excess == 0:
            excess = -1
        excesses.append(excess / max(1, common))
    beside, near, far = excesses
    if is_explained:
        return near < _MUCH_ALIKE or far < _MUCH_ALIKE
    return beside < -_OTHER or (beside <= 0 and near <= -_CLEAR and far <= -_CLEAR / 4)


def _verbatim(text: str, exact: str, start: int, end: int) -> tuple[int, int]:
    """Returns where the very words are: white space and what is not seen is theirs as it was."""
    at = text.find(exact, max(0, start - len(exact)), end + len(exact))
    while at >= 0:
        if at <= start < at + len(exact) and not text[at:start].strip():
            return at, at + len(exact)
        at = text.find(exact, at + 1, end + len(exact))
    return start, end


def _is_line(text: str, start: int, end: int) -> bool:
    """Returns whether a part of a text has a line of its own, but for marks and a number before it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    behind = text[end : _line_end(text, end)]
    return not any(map(str.isalpha, before)) and not any(map(str.isalnum, behind))


def _is_other(one: str, letter: str) -> bool:
    return one.casefold() != letter.casefold()


def _line_end(text: str, place: int) -> int:
    at = text.find("\n", place)
    return at if at >= 0 else len(text)


def _is_unique(comparison: Comparison, words: str) -> bool:
    return all(len(within.of(words, 1)) == 1 for within in (comparison.in_old, comparison.in_new))
