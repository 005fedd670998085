"""Reads emphasis beside Chinese, Japanese and Korean text, where no space is typed around it."""

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.rules_inline.state_inline import Delimiter


def use_cjk_emphasis(parser: MarkdownIt) -> None:
    """Makes a parser take ``**`` for emphasis between wide characters and punctuation too."""
    parser.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    """Adds a run of asterisks as delimiters, as markdown-it does, by rules that know wide characters."""
    start = state.pos
    if silent or state.src[start] != "*":
        return emphasis.tokenize(state, silent)
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    for _asterisk in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=_is_flanking(after, before),
                close=_is_flanking(before, after),
            )
        )
    state.pos = end
    return True


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
