"""Parses emphasis beside Chinese, Japanese and Korean text, which has no spaces around it."""

import unicodedata
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

_Rule = Callable[[StateInline, bool], bool]


def use_cjk_emphasis(parser: MarkdownIt) -> None:
    """Makes a parser take ``**`` and ``~~`` as marks between wide characters and punctuation too."""
    parser.inline.ruler.at("emphasis", _with_wide_characters(emphasis.tokenize))
    parser.inline.ruler.at("strikethrough", _with_wide_characters(strikethrough.tokenize))


def _with_wide_characters(rule: _Rule) -> _Rule:
    """Returns a rule whose delimiters open and close by rules that know wide characters."""

    def tokenize(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        is_found = rule(state, silent)
        if is_found and state.src[start] != "_":
            before = state.src[start - 1] if start > 0 else " "
            after = state.src[state.pos] if state.pos < state.posMax else " "
            for delimiter in state.delimiters[known:]:
                delimiter.open = _is_flanking(after, before)
                delimiter.close = _is_flanking(before, after)
        return is_found

    return tokenize


def _is_flanking(inner: str, outer: str) -> bool:
    """Returns whether emphasis may have its edge between these characters (CommonMark 6.2).

    A wide character outside allows punctuation inside, as space and punctuation do; and wide
    punctuation is like a letter.
    """
    if _is_space(inner):
        return False
    return not _is_narrow_mark(inner) or _is_space(outer) or _is_mark(outer) or _is_wide(outer)


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_narrow_mark(character: str) -> bool:
    return _is_mark(character) and not _is_wide(character)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFH"
