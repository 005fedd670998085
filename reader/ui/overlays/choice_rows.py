"""Stores the rows of a choice list: which of them match, and which are collapsed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reader.core.translation import counted_text
from reader.ui.overlays.fuzzy_match import match

_AT_A_WORD = 65.0  # the least score of a pattern that begins a word
_OF_WORDS = 41.0  # and of one whose words are all found; else its letters are scattered


@dataclass(frozen=True, slots=True)
class Row:
    """One row: keys as shown to the user, color one of Color's values or empty.

    The detail of a disabled row says why it is disabled. Of rows that differ by a number alone,
    the numbered ones come last, and those not in use are found by a digit only.
    """

    value: str
    title: str
    detail: str = ""
    keys: str = ""
    color: str = ""
    is_enabled: bool = True
    is_numbered: bool = False
    is_unused: bool = False
    is_inner: bool = False  # in a submenu: comes after what fits as well
    depth: int = 0  # in an outline: how many rows it is in
    synonyms: tuple[str, ...] = ()  # found by the beginnings of their words too
    share: float | None = None  # of it that is done, 0 to 1
    ending: str = ""  # is at the row's end
    highlight_count: int = 0  # in it


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is listed: with the places of its title that matched what was typed."""

    row: Row
    places: tuple[int, ...] = ()
    is_current: bool = False  # the value that applies now
    synonym: str = ""  # by which it was found

    @property
    def detail(self) -> str:
        """What is beside the title: why it is disabled before how it was found."""
        return self.synonym if self.synonym and self.row.is_enabled else self.row.detail


def filter_rows(pattern: str, rows: Sequence[Row]) -> list[ShownRow]:
    """Returns the rows whose title, synonyms, value (a command's id) or keys fit the pattern.

    Those where it begins a word of the title or of a synonym come first, the titles before the
    synonyms, but a synonym that is the pattern before titles that go on after it; what is disabled
    comes after what is not. Those that fit as well come in the order of the rows. Those in which
    its letters are scattered are found for want of better ones. A numbered row is found by its
    detail too, which names what the number stands for.
    """
    if not pattern.strip():
        return [ShownRow(row) for row in rows]
    found: list[tuple[bool, bool, float, bool, int, ShownRow]] = []
    has_digit = any(character.isdigit() for character in pattern)
    for number, row in enumerate(rows):
        if row.is_unused and not has_digit:
            continue
        title = match(pattern, row.title)
        value = None if row.value.isdecimal() else match(pattern, row.value)  # no name, a number
        detail = match(pattern, row.detail) if row.is_numbered else None
        weighed = ((title, 1.0), (detail, 0.9), (value, 0.6))
        score = max((fit.score * weight for fit, weight in weighed if fit), default=0.0)
        synonym, of_synonym = _best_synonym(pattern, row.synonyms)
        if of_synonym <= score:
            synonym = ""
        score = max(score, of_synonym)
        if not score and pattern.strip() not in row.keys.split():
            continue
        behind = 40 * (not row.is_enabled) + 30 * (row.is_numbered and not has_digit)
        behind += (10 if synonym.lower() == pattern.strip().lower() else 20) * bool(synonym)
        shown = ShownRow(row, title.places if title else (), synonym=synonym)
        is_scattered = 0 < score < _OF_WORDS
        weak = is_scattered, score < _AT_A_WORD
        found.append((*weak, behind - score, row.is_inner, number, shown))
    found.sort(key=lambda item: item[:-1])
    return [item[-1] for item in found if item[0] == found[0][0]]


def _best_synonym(pattern: str, synonyms: Sequence[str]) -> tuple[str, float]:
    """Returns the synonym in which the pattern begins a word, and how well it fits."""
    fits = [(fit.score * 0.93, word) for word in synonyms if (fit := match(pattern, word))]
    score, word = max(fits, default=(0.0, ""))
    return (word, score) if score >= _AT_A_WORD else ("", 0.0)


def unfolded(rows: Sequence[Row], folded: Collection[str]) -> list[Row]:
    """Returns the rows of an outline that are in none of the folded ones, which say how many do."""
    shown: list[Row] = []
    for at, row in enumerate(rows):
        if shown and shown[-1].value in folded and row.depth > shown[-1].depth:
            continue
        within = rows_within(rows, at) if row.value in folded else 0
        if within:
            text = counted_text("{n} section", "{n} sections", within)
            row = replace(row, detail=text)
        shown.append(row)
    return shown


def rows_within(rows: Sequence[Row], at: int) -> int:
    """Returns how many rows of an outline are nested in one."""
    deeper = takewhile(lambda row: row.depth > rows[at].depth, rows[at + 1 :])
    return sum(1 for _row in deeper)


def row_around(rows: Sequence[Row], at: int) -> int | None:
    """Returns the row of an outline that one is in."""
    return next((n for n in reversed(range(at)) if rows[n].depth < rows[at].depth), None)
