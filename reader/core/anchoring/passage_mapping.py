"""Maps a passage of an old text to a new one by the alignment of their tokens."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reader.core.anchoring.matching_runs import MatchingRun, heaviest_chain
from reader.core.anchoring.ngram_index import NgramIndex
from reader.core.anchoring.passage_edge_mapping import (
    PassageBoundaries,
    TokenPassage,
    letters,
    put_for,
)
from reader.core.anchoring.string_similarity import likeness_of
from reader.core.anchoring.text_alignment import Alignment
from reader.core.anchoring.text_tokens import (
    SIGNS,
    Check,
    Tokens,
    Vocabulary,
    normalise_in_pieces,
    tokenise,
)
from reader.core.text.searching.text_normalization import NormalizedText

_APART = 8  # tokens that are new between two parts of a passage, before they are weighed as two
_FAR = 300  # tokens that may have moved together
_UNKNOWN = 0.3  # of what moved: so much that is new in its place makes it doubtful
_STRANGE = 0.3  # of the tokens of the shorter text at most are in both when one replaced the other
_FRAMED = 0.35  # of the passage is left at most where its neighbours tell better where it was
_RIVAL = 0.5  # of the words of a passage make another place one that it may be
_HALF = 0.5  # of the words of a passage make a guess where one text replaced the other …
_LIKE = 0.8  # … or so much of its letters
_SLIPS = 0.6  # of its letters, where no word is left as it was
_LONGEST = 600  # tokens that are compared
_SURROUNDINGS = 16  # tokens on either side that tell where a passage is
_FEWEST_PARTS = 8  # parts of a passage that are weighed against each other

Part = tuple[int, int]  # of a normalised text


@dataclass(frozen=True, slots=True)
class MappedPassage:
    """The part of the normalised new text that a passage became."""

    start: int
    end: int
    kept: float  # 0 to 1: how much of the passage is there
    filled: (
        float  # 0 to 1: how much of what is there is of the passage, or in the place of its words
    )
    is_moved: bool
    torn_off: float = 0.0  # 0 to 1: how much of the passage is left elsewhere
    is_edge_doubtful: bool = False  # words of its edge are gone, and others are in their place


class Comparison:
    """Two texts as they read, their tokens and which is which."""

    def __init__(self, old: str, new: str, check: Check) -> None:
        self._check = check
        vocabulary = Vocabulary()
        self.old: NormalizedText = normalise_in_pieces(old, check)
        self.new: NormalizedText = normalise_in_pieces(new, check)
        self.old_tokens: Tokens = tokenise(self.old.text, vocabulary, check)
        self.new_tokens: Tokens = tokenise(self.new.text, vocabulary, check)
        self.in_old = NgramIndex(self.old.text, check)
        self.in_new = NgramIndex(self.new.text, check)
        self.alignment = Alignment(self.old_tokens, self.new_tokens, check)
        self._borders = PassageBoundaries(self.old.text, self.new, new, self.alignment)
        self.are_strangers = self._are_strangers()

    def _are_strangers(self) -> bool:
        """Returns whether so little of either text is in the other that one has replaced the other."""
        shorter = min(len(self.old_tokens), len(self.new_tokens))
        return len(self.old_tokens) - self.alignment.to_new.count(-1) < _STRANGE * shorter

    def passage(self, start: int, end: int) -> TokenPassage:
        """Returns the passage from these offsets of the old text; its tokens may be none."""
        first, last = self.old.index(start), self.old.index(end)
        tokens = self.old_tokens
        return TokenPassage(
            first, last, bisect_right(tokens.ends, first), bisect_left(tokens.starts, last)
        )

    def image(self, passage: TokenPassage) -> MappedPassage | None:
        """Returns the image of a passage in the new text, if any of its words are left."""
        if passage.first >= passage.last:
            return None
        part = self._main_part(passage)
        if not part:
            return self._framed(passage)
        head = self._borders.start(passage, part[0])
        tail = self._borders.end(passage, part[-1])
        start, end = head.place, tail.place
        between, replaced = self._kept_between(part)
        replaced += head.replaced + tail.replaced
        kept = head.kept + tail.kept + between
        if end <= start:
            return None
        is_edge_doubtful = head.is_doubtful or tail.is_doubtful
        if kept < _FRAMED * (passage.end - passage.start):
            frame = self._borders.between(passage)
            if frame is not None and frame.start <= start and end <= frame.end:
                start, end = frame.start, frame.end
        start, end = self._borders.whole_words(passage, start, end)
        if end <= start:
            return None
        moved = sum(
            self.alignment.is_moved[run.old : run.old + run.length].count(1) for run in part
        )
        is_moved = 2 * moved > sum(run.length for run in part)
        if around := self._verbatim_around(passage, start, end):
            return MappedPassage(*around, kept=1.0, filled=1.0, is_moved=is_moved)
        there = max(1, self._letters_of_new(start, end))
        whole = max(1, self._letters_of_old(passage.start, passage.end))
        return MappedPassage(
            start,
            end,
            kept=min(1.0, kept / whole),
            filled=min(1.0, (kept + replaced) / there),
            is_moved=is_moved,
            torn_off=self._left_outside(passage, start, end) / whole,
            is_edge_doubtful=is_edge_doubtful,
        )

    def _verbatim_around(self, passage: TokenPassage, start: int, end: int) -> Part | None:
        """Returns where the very words of a passage are around what some of them became."""
        words = self.old.text[passage.start : passage.end]
        first = self.new.text.find(words, max(0, end - len(words)), start + len(words))
        part = first, first + len(words)
        return part if first >= 0 and self.whole_words(passage, *part) == part else None

    def _framed(self, passage: TokenPassage) -> MappedPassage | None:
        """Returns what replaces a passage of which no word is left in its place."""
        frame = self._borders.between(passage)
        if frame is None:
            return None
        start, end = self._borders.whole_words(passage, frame.start, frame.end)
        return MappedPassage(start, end, frame.likeness, frame.likeness, frame.is_moved)

    def surroundings(self, passage: TokenPassage, start: int, end: int) -> float:
        """Returns how much of what was around the passage is around new.text[start:end]: 0 to 1.

        The better side counts more. A side that is the start or end of both texts counts fully.
        """
        first = bisect_left(self.new_tokens.starts, end)
        last = bisect_right(self.new_tokens.ends, start)
        sides = []
        before = range(max(0, passage.first - _SURROUNDINGS), passage.first)
        after = range(passage.last, min(len(self.old_tokens), passage.last + _SURROUNDINGS))
        near_before = range(max(0, last - 3 * _SURROUNDINGS), last)
        near_after = range(first, first + 3 * _SURROUNDINGS)
        for places, near, is_border in (
            (before, near_before, last == 0),
            (after, near_after, first >= len(self.new_tokens)),
        ):
            if not places:
                if is_border:
                    sides.append(1.0)
                continue
            sides.append(self._share(places, near))
        if not sides:
            return 0.0
        return 0.65 * max(sides) + 0.35 * min(sides) if len(sides) == 2 else sides[0]

    def common_tokens(self, old: Part, new: Part, width: int) -> tuple[int, int]:
        """Counts the tokens that a part of the old text, with so many on either side, shares with the new.

        And how many of the old text's there are. The parts are of the normalised texts; the order
        counts.
        """
        from rapidfuzz.distance import LCSseq  # start-up time: only where there are copies

        sides = _around(self.old_tokens, *old, width)
        others = _around(self.new_tokens, *new, width + width // 2)
        common = sum(
            int(LCSseq.similarity(ours, theirs)) for ours, theirs in zip(sides, others, strict=True)
        )
        return common, sum(map(len, sides))

    def are_rivals(self, known: tuple[Part, Part], rival: tuple[Part, Part]) -> bool:
        """Returns whether a part of the old text and one of the new share many of their words.

        Measured by another pair, of a passage and its place; what is around them is not looked at.
        Where words of the passage have changed, any pair is a rival.
        """
        if self.old.text[slice(*known[0])] != self.new.text[slice(*known[1])]:
            return True
        return self._common_letters(*rival) >= _RIVAL * self._common_letters(*known)

    def is_place_filled(self, passage: TokenPassage) -> bool:
        """Returns whether something unknown replaces a passage that seems to have moved."""
        partners, moved = self.alignment.to_new, self.alignment.is_moved
        before, after = passage.first - 1, passage.last
        least, most = before - _FAR, after + _FAR
        while before > least and before >= 0 and (partners[before] < 0 or moved[before]):
            before -= 1
        while after < most and after < len(partners) and (partners[after] < 0 or moved[after]):
            after += 1
        if before == least or after == most:
            return False
        left = partners[before] if before >= 0 else -1
        right = partners[after] if after < len(partners) else len(self.new_tokens)
        unknown = sum(partner < 0 for partner in self.alignment.to_old[left + 1 : right])
        return unknown >= _UNKNOWN * (after - before - 1)

    def is_claimed(self, start: int, end: int, passage: TokenPassage) -> bool:
        """Returns whether new.text[start:end] is mostly what another part of the old text became."""
        first = bisect_right(self.new_tokens.ends, start)
        last = bisect_left(self.new_tokens.starts, end)
        others = sum(
            partner >= 0 and not passage.first <= partner < passage.last
            for partner in self.alignment.to_old[first:last]
        )
        return 2 * others > last - first

    def whole_words(self, passage: TokenPassage, start: int, end: int) -> Part:
        """Returns a part of the new text with no word cut, where the passage cut none."""
        return self._borders.whole_words(passage, start, end)

    def has_word_of(self, passage: TokenPassage, start: int, end: int) -> bool:
        """Returns whether a word of the passage, not just marks, is in new.text[start:end]."""
        return self._common_letters((passage.start, passage.end), (start, end)) > 0

    def has_words_of(self, passage: TokenPassage, start: int, end: int) -> bool:
        """Returns whether enough of the passage is in new.text[start:end] for a guess.

        A word of it or one like it; where one text has replaced the other, half of its words.
        """
        old, new = (passage.start, passage.end), (start, end)
        least, alike = 1.0, _SLIPS
        if self.are_strangers:
            least, alike = _HALF * self._letters_of_old(*old), _LIKE
        if self._common_letters(old, new) >= least:
            return True
        return likeness_of(self.old.text[slice(*old)], self.new.text[slice(*new)]) >= alike

    def _common_letters(self, old: Part, new: Part) -> int:
        """Returns the letters of the words that two parts have in common, in their order."""
        from rapidfuzz.distance import LCSseq  # start-up time: only where a text has changed

        ours, theirs = _tokens_in(self.old_tokens, *old), _tokens_in(self.new_tokens, *new)
        starts, ends = self.old_tokens.starts, self.old_tokens.ends
        common = 0
        for step in LCSseq.opcodes(
            self.old_tokens.ids[ours.start : ours.stop],
            self.new_tokens.ids[theirs.start : theirs.stop],
        ):
            if step.tag == "equal":
                for place in ours[step.src_start : step.src_end]:
                    word = self.old.text[starts[place] : ends[place]]
                    common += len(word) if word.isalnum() else 0
        return common

    def has_mostly_changed(self, start: int, end: int, image: MappedPassage) -> bool:
        """Returns whether old.text[start:end] has mostly become something else than the image."""
        first = bisect_right(self.old_tokens.ends, start)
        last = bisect_left(self.old_tokens.starts, end)
        starts = self.new_tokens.starts
        others = sum(
            partner >= 0 and not image.start <= starts[partner] < image.end
            for partner in self.alignment.to_new[first:last]
        )
        return 2 * others > last - first

    def _share(self, places: range, near: range) -> float:
        partners = self.alignment.to_new
        return sum(partners[place] in near for place in places) / len(places)

    # -- the words that are left --------------------------------------------------------------

    def _main_part(self, passage: TokenPassage) -> list[MatchingRun]:
        """Returns the runs of partners that keep the order and lie together, as most of the passage does."""
        runs = _runs(self.alignment.to_new, passage.first, passage.last)
        chain = heaviest_chain(runs, self._check)
        if not chain:
            return []
        parts = [[chain[0]]]
        for run in chain[1:]:
            previous = parts[-1][-1]
            inserted = run.new - previous.new - (run.old - previous.old)
            if inserted > _APART:
                parts.append([run])
            else:
                parts[-1].append(run)
        if len(parts) == 1:
            return chain
        parts.sort(key=lambda part: -_length(part))
        parts = sorted(parts[:_FEWEST_PARTS], key=lambda part: part[0].old)
        whole = _length(chain)
        best, most = parts[0], 0.0
        for first in range(len(parts)):
            for last in range(first, len(parts)):
                runs = [run for part in parts[first : last + 1] for run in part]
                length = _length(runs)
                extent = runs[-1].new + runs[-1].length - runs[0].new
                worth = length / (extent + whole - length)
                if worth > most:
                    best, most = runs, worth
        return best

    def _kept_between(self, part: list[MatchingRun]) -> tuple[float, float]:
        """Returns the characters left between the ends of a part, and those that others were put for.

        Words of another spelling are left as far as they are alike.
        """
        kept = replaced = 0.0
        old, new = self.old_tokens, self.new_tokens
        for index, run in enumerate(part):
            last = run.old + run.length
            kept += letters(old, run.old, last)
            if index + 1 < len(part):
                following = part[index + 1]
                behind = run.new + run.length
                one = self.old.text[old.ends[last - 1] : old.starts[following.old]]
                other = self.new.text[new.ends[behind - 1] : new.starts[following.new]]
                lost, put = letters(old, last, following.old), letters(new, behind, following.new)
                left = likeness_of(one, other) * lost
                kept += left
                is_each_put = following.new - behind == following.old - last
                replaced += max(0.0, put_for(put, lost, is_each_put) - left)
        return kept, replaced

    def _left_outside(self, passage: TokenPassage, start: int, end: int) -> int:
        """Returns the letters of the passage whose partners are not in new.text[start:end]."""
        tokens, starts = self.old_tokens, self.new_tokens.starts
        return sum(
            tokens.ends[place] - tokens.starts[place]
            for place in range(passage.first, passage.last)
            if (partner := self.alignment.to_new[place]) >= 0 and not start <= starts[partner] < end
        )

    # -- lengths ------------------------------------------------------------------------------

    def _letters_of_new(self, start: int, end: int) -> int:
        signs = sum(map(len, SIGNS.findall(self.new.text, start, end)))
        return end - start - self.new.text.count(" ", start, end) - signs

    def _letters_of_old(self, start: int, end: int) -> int:
        return end - start - self.old.text.count(" ", start, end)


def _runs(partners: list[int], first: int, last: int) -> list[MatchingRun]:
    """Returns the partners of some tokens as runs that go on in step."""
    runs: list[MatchingRun] = []
    start = first
    while start < last:
        partner = partners[start]
        if partner < 0:
            start += 1
            continue
        end = start + 1
        while end < last and partners[end] == partner + end - start:
            end += 1
        runs.append(MatchingRun(start, partner, end - start))
        start = end
    return runs


def _tokens_in(tokens: Tokens, start: int, end: int) -> range:
    """Returns the tokens of a part of the text, at most those that are compared."""
    first, last = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
    return range(first, min(last, first + _LONGEST))


def _around(tokens: Tokens, start: int, end: int, width: int) -> tuple[list[int], ...]:
    """Returns the tokens before a part, of it and behind it."""
    first, last = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
    last = max(first, last)
    ids = tokens.ids
    inside = ids[first:last]
    if len(inside) > _LONGEST:  # of a page or more, how it begins and ends
        inside = inside[: _LONGEST // 2] + inside[-_LONGEST // 2 :]
    return ids[max(0, first - width) : first], inside, ids[last : last + width]


def _length(runs: list[MatchingRun]) -> int:
    return sum(run.length for run in runs)
