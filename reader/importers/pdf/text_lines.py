"""Combines the words of a page to lines by position, not by drawing order."""

import itertools
import re
import unicodedata
from collections.abc import Sequence

from reader.importers.pdf.page_elements import RTL, Line, Page, Word, line_of

GAP = 1.4  # times the size of the letters: a wider gap may part columns
_JOINED = 0.08  # times the size of the letters: a smaller gap is none
_JOINED_RTL = 0.15  # the same, from right to left, where signs are often of another font
_BESIDE = 0.22  # the same, of letters that PDFium puts no blank between
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_DOT_SIGNS = ".…·"
_DOTS = re.compile(f"[{_DOT_SIGNS}]+")
_BRACKETS = "()[]{}<>«»"
_LEADERS = 4  # dots that lead from words to a number
_SPACE = 0.22  # the same: a smaller gap is no blank between letters that are set apart
_SPACED = 4  # of these gaps in a line, at least: there are some in formulas
_RAISED = 0.92  # times the size of the letters around: what is smaller may be a mark


def lines_of(page: Page) -> list[Line]:
    """Returns the lines of a page in the order they are drawn in; a wide gap ends one."""
    foreign = [word for word in page.words if not word.text.isascii()]
    rtl = sum(len(word.text) for word in foreign if _is_rtl(word))
    if rtl and 2 * rtl > sum(len(word.text) for word in page.words):
        lines = _lines_from_right(page.words)
    else:
        lines = []
        words: list[Word] = []
        for word in page.words:
            if words and _goes_on(words, word, has_rtl=rtl > 0):
                words.append(word)
            else:
                words = [word]
                lines.append(words)
        if rtl:
            lines = [_from_right(line) if _is_mostly_rtl(line, 3) else line for line in lines]
    whole = (_without_leaders(words) for words in _with_initials(lines))
    return [line_of(page.number, _with_raised(_closed_up(words))) for words in whole if words]


def _is_rtl(word: Word) -> bool:
    return RTL.search(word.text) is not None


def _lines_from_right(words: list[Word]) -> list[list[Word]]:
    """Returns the words of lines that run from right to left, wherever they are drawn.

    Programs draw signs and numbers apart from the letters, as they are of another font.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.base):
        near = 0.4 * word.size
        if rows and word.base - rows[-1][-1].base < near:
            rows[-1].append(word)
        else:
            rows.append([word])
    lines: list[list[Word]] = []
    for row in rows:
        line: list[Word] = []
        for word in sorted(row, key=lambda one: -one.x1):
            gap = line[-1].x0 - word.x1 if line else 0.0
            if line and gap > GAP * word.size:
                lines.append(line)
                line = []
            line.append(word)
        lines.append(line)
    return [_from_right(line) for line in lines]


def _from_right(line: list[Word]) -> list[Word]:
    """Returns the words of a line in reading order, with brackets as they are meant there."""
    letters = [one for one in line if not _is_accent(one)]

    def place(word: Word) -> tuple[float, bool, bool]:
        middle = word.x0 + word.x1
        if _is_accent(word):  # behind its letter
            middle = next((one.x0 + one.x1 for one in letters if _is_on(word, one)), middle)
            return -middle, True, True
        return -middle, False, word.text in _ALEFS  # which shares the sign of the lam before it

    ordered = sorted(line, key=place)
    rest = [
        two._replace(is_joined=_is_accent(two) or _touch(one, two, _gap_within(one, two)))
        for one, two in itertools.pairwise(ordered)
    ]
    ordered = [ordered[0]._replace(is_joined=False), *rest]
    if not any(map(_is_rtl, ordered)):
        return _from_left(ordered)
    return _with_brackets(_with_runs_from_left(ordered))


def _from_left(words: list[Word]) -> list[Word]:
    """Returns words that follow each other from the right in the opposite order."""
    joined = [word.is_joined for word in words]
    turned = zip(words[::-1], [*joined[:1], *joined[:0:-1]], strict=True)
    return [word._replace(is_joined=is_joined) for word, is_joined in turned]


def _gap_within(one: Word, two: Word) -> float:
    is_beside = one.end == two.start or two.end == one.start
    return _BESIDE if is_beside and _is_rtl(one) and _is_rtl(two) else _JOINED_RTL


def _is_accent(word: Word) -> bool:
    return len(word.text) == 1 and unicodedata.combining(word.text) > 0


def _is_on(accent: Word, letter: Word) -> bool:
    return letter.x0 <= (accent.x0 + accent.x1) / 2 <= letter.x1


def _with_brackets(words: list[Word]) -> list[Word]:
    """Opens and closes brackets that are words: PDFium turns only some of the mirrored signs around."""
    found: list[Word] = []
    is_open: set[int] = set()  # which brackets are
    for word, following in itertools.zip_longest(words, words[1:]):
        kind = _BRACKETS.find(word.text) // 2 if len(word.text) == 1 else -1
        if kind >= 0:
            is_before = following is not None and following.is_joined
            # One that touches the words on both sides, or none, is told by those before it.
            opens = is_before if is_before != word.is_joined else kind not in is_open
            is_open ^= {kind}
            found.append(word._replace(text=_BRACKETS[2 * kind + (not opens)]))
        else:
            found.append(word)
    return found


def _is_mostly_rtl(words: Sequence[Word], share: int = 2) -> bool:
    """Returns whether at least every second letter, or another share of them, runs from the right."""
    text = "".join(word.text for word in words)
    if text.isascii():
        return False  # fast
    return share * len(RTL.findall(text)) > sum(map(str.isalpha, text))


def _with_runs_from_left(line: list[Word]) -> list[Word]:
    """Returns the words of a line in reading order; words in Latin letters run from the left.

    So do the signs between them.
    """
    found: list[Word] = []
    run: list[Word] = []
    signs: list[Word] = []  # behind the run
    for word in line:
        has_letters = any(map(str.isalpha, word.text))
        if (has_letters and not _is_rtl(word)) or (run and word.text.isdecimal()):
            run += [*signs, word]
            signs = []
        elif run and not has_letters:
            signs.append(word)
        else:
            found += [*_from_left(run), *signs, word]
            run, signs = [], []
    return found + _from_left(run) + signs


def _without_leaders(words: list[Word]) -> list[Word]:
    """Returns words without the dots that lead from them to a page's number."""
    dots = [number for number, word in enumerate(words) if word.text[:1] in _DOT_SIGNS]
    dots = [number for number in dots if _DOTS.fullmatch(words[number].text)]
    if sum(len(words[number].text) for number in dots) < _LEADERS:
        return words
    kept = [word for number, word in enumerate(words) if number not in dots]
    return [one._replace(is_joined=False) for one in kept[:1]] + [
        # The number does not follow the dots any more.
        one._replace(is_joined=one.is_joined and one.x0 - before.x1 < one.size)
        for before, one in itertools.pairwise(kept)
    ]


def _goes_on(words: list[Word], word: Word, *, has_rtl: bool) -> bool:
    """Returns whether a word is on the same line as others, next to the last of them."""
    last = words[-1]
    if last.is_hyphenated:
        return False
    if word.base == last.base and 0 <= word.x0 - last.x1 < GAP * word.size:
        return True
    size = max(last.size, word.size)
    height = min(last.size, word.size)
    overlap = min(last.bottom, word.bottom) - max(last.top, word.top)
    if overlap < 0.5 * height and not _is_beside(words, word):
        return False
    if word.x0 >= last.x0:
        gap = word.x0 - last.x1
    else:  # from right to left
        if not has_rtl:
            return word.x1 > last.x0 and last.x0 - word.x0 < 0.5 * size  # drawn over it
        gap = last.x0 - word.x1
    # Numbers among words from right to left are jumped over.
    return gap < (8 if has_rtl else GAP) * size


def _is_beside(words: list[Word], word: Word) -> bool:
    """Returns whether a word follows the last one of full size on its line, past marks beside it."""
    full = next((one for one in reversed(words) if one.size >= word.size * _RAISED), None)
    if full is None:
        return False
    overlap = min(full.bottom, word.bottom) - max(full.top, word.top)
    return overlap > 0.6 * word.size and -0.3 < (word.x0 - full.x1) / word.size < 2 * GAP


def _with_initials(lines: list[list[Word]]) -> list[list[Word]]:
    """Joins a large initial, which is as high as several lines, with the word that it begins."""
    found: list[list[Word]] = []
    for words in lines:
        if found and len(found[-1]) == 1 and len(found[-1][0].text) <= 2:
            initial, first = found[-1][0], words[0]
            is_large = initial.size > 1.6 * first.size
            if (
                is_large
                and 0 <= first.x0 - initial.x1 + 0.3 * first.size < 1.5 * first.size
                and abs(initial.top - first.top) < 0.6 * initial.size
                and first.base <= initial.base + first.size * 0.3
                and first.text[:1].isalpha()
            ):
                word = initial._replace(base=first.base, size=first.size)
                is_joined = first.x0 - initial.x1 < 0.6 * first.size and first.text[:1].islower()
                found[-1] = [word, first._replace(is_joined=is_joined), *words[1:]]
                continue
        found.append(words)
    return found


def _closed_up(words: list[Word]) -> list[Word]:
    """Returns words with the letters joined that are set apart, as those of some headings are."""
    if len(words) <= _SPACED or max(len(words[1].text), len(words[2].text)) > 2:
        return words  # fast: most lines
    pairs = list(itertools.pairwise(words))
    joined = [
        two.x0 - one.x1 < _SPACE * two.size and _are_letters(one) and _are_letters(two)
        for one, two in pairs
    ]
    if sum(joined) < max(_SPACED, 0.5 * len(joined)):
        return words
    return words[:1] + [
        two._replace(is_joined=two.is_joined or is_joined)
        for (_one, two), is_joined in zip(pairs, joined, strict=True)
    ]


def _are_letters(word: Word) -> bool:
    return len(word.text) <= 2 and word.text.isalpha() and not word.font.is_italic


def _with_raised(words: list[Word]) -> list[Word]:
    """Notes which words are small and are above or below the line of the others."""
    if len(words) < 2:
        return words
    sizes = {word.size for word in words}
    size = max(sizes)
    if min(sizes) > _RAISED * size:
        return words
    full = [word for word in words if word.size > _RAISED * size]
    base = max(full, key=lambda word: len(word.text)).base
    marked = [
        word
        if word.size > _RAISED * size or abs(base - word.base) < 0.08 * size
        else word._replace(raised=1 if word.base < base else -1)
        for word in words
    ]
    # PDFium ends a line at a mark, and so tells not whether a blank is beside it.
    return marked[:1] + [
        two._replace(is_joined=True) if (one.raised or two.raised) and _touch(one, two) else two
        for one, two in itertools.pairwise(marked)
    ]


def _touch(one: Word, two: Word, share: float = _JOINED) -> bool:
    return max(two.x0 - one.x1, one.x0 - two.x1) < share * max(one.size, two.size)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Returns lines by the height they are at, from the top, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.base):
        if rows and line.base - rows[-1][0].base < 0.45 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda one: one.x0)
    return rows


def is_rtl_line(line: Line) -> bool:
    """Returns whether most letters of a line run from right to left."""
    return _is_mostly_rtl(line.words)
