"""Cleans the lines of a plain text, and detects hard wrapping."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from reader.importers.text_cleaning import CJK, UNWANTED, ends_sentence

_BREAKS = re.compile("\r\n|[\r\x0b\x85\u2028]")
_ZERO_WIDTH = re.compile("[\u200b\u2060]")
# A no-break space stays where typography wants one: before French punctuation, inside numbers.
_PLAIN_NBSP = re.compile(r"\xa0(?![«»:;?!%€£$°])(?<!«\xa0)(?!(?<=\d\xa0)\d)")
_BROKEN_WORD = re.compile(r"[^\W\d_]-")
_TAB = 4

_NARROWEST, _WIDEST = 40, 110  # where lines are broken: columns at least, characters at most
_FULL = 0.72  # of the width: how long a line that was broken to fit is at least
SHORT = 0.62  # of the width: lines below this may be verse, an address, a signature
_BROKEN_SHARE = 0.7
_SENTENCE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: the width its lines were broken at, 0 when a line is a paragraph."""

    width: int
    is_indented: bool  # paragraphs begin with an indented line
    is_indented_throughout: bool  # most groups of lines are indented: that marks no code


def clean_lines(text: str) -> list[str]:
    """Splits a text into lines without trailing white space and unwanted characters."""
    text = _BREAKS.sub("\n", text).replace("\f", "\n\n").replace("\u2029", "\n\n")
    text = UNWANTED.sub("", text)
    if not text.isascii():
        text = _PLAIN_NBSP.sub(" ", _ZERO_WIDTH.sub("", text))
    if "\t" in text:
        return [_expand(line).rstrip() for line in text.split("\n")]
    return [line.rstrip() for line in text.split("\n")]


def _expand(line: str) -> str:
    """Returns the line with the tabs of its indentation as spaces; others stay."""
    bare = line.lstrip(" \t")
    return line[: len(line) - len(bare)].expandtabs(_TAB) + bare


def group(lines: list[str]) -> list[list[str]]:
    """Returns the runs of lines between empty ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [lines for lines in groups if lines]


def indent(line: str) -> int:
    """Returns how many columns a line is indented; an ideographic space counts two."""
    bare = line.lstrip(" \u3000")
    lead = line[: len(line) - len(bare)]
    return len(lead) + lead.count("\u3000")


def width(line: str) -> int:
    """Returns the columns a line takes; wide characters take two."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def layout_of(groups: list[list[str]]) -> Layout:
    """Detects how the text is set, from the statistics of its lines."""
    widths = sorted(width(line) for lines in groups for line in lines)
    is_indented = _has_indented_starts(groups)
    usual = widths[min(len(widths) - 1, len(widths) * 95 // 100)] if widths else 0
    inner = [
        line
        for lines in groups
        # An address or a verse between paragraphs tells nothing of where these are broken.
        if max(map(width, lines)) >= usual * SHORT
        for line, following in pairwise(lines)
        if not (is_indented and indent(following))
        # A short line that ends a sentence is the last of a paragraph, whichever way it is set.
        and (width(line) >= usual * _FULL or not ends_sentence(line))
    ]
    indented_groups = sum(1 for lines in groups if all(indent(line) >= 4 for line in lines))
    is_throughout = indented_groups * 2 > len(groups)
    if not inner:
        return Layout(0, False, is_throughout)
    characters = sorted(len(line) for lines in groups for line in lines)
    full = sum(1 for line in inner if width(line) >= usual * _FULL)
    ended = sum(1 for line in inner if ends_sentence(line))
    is_wrapped = (
        usual >= _NARROWEST
        and characters[min(len(widths) - 1, len(widths) * 95 // 100)] <= _WIDEST
        and full >= len(inner) * _BROKEN_SHARE
        and ended <= len(inner) * _SENTENCE_SHARE
    )
    return Layout(usual if is_wrapped else 0, is_indented, is_throughout)


def _has_indented_starts(groups: list[list[str]]) -> bool:
    """Returns whether a few lines are indented a little and those around them are not."""
    starts = plain = 0
    for lines in groups:
        for line in lines:
            if 1 <= indent(line) <= 8:
                starts += 1
            elif not indent(line):
                plain += 1
    return 0 < starts <= 2 * plain


def would_have_fitted(line: str, following: str, columns: int) -> bool:
    """Returns whether the next line's first word had room on this line, so the break is meant."""
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    if CJK.match(word):
        word = word[:1]
    return width(line) + 1 + width(word) <= columns * 0.85


def join_lines(lines: list[str]) -> str:
    """Joins wrapped lines: hyphens are kept, CJK is joined without a space."""
    text = ""
    for line in lines:
        line = line.strip(" \u3000")
        if not text:
            text = line
        else:
            text += line if _joins(text[-2:], line[:1]) else f" {line}"
    return text


def _joins(end: str, start: str) -> bool:
    """Returns whether no space belongs between the lines: after a hyphen, which stays, and between CJK."""
    if CJK.match(end[-1:]) and CJK.match(start):
        return True
    return bool(_BROKEN_WORD.fullmatch(end)) and start.isalpha()
