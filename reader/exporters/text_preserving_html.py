"""Writes the HTML of an article so that its text content equals the article's text, white space included.

Other programs count positions in the text of a page, as its nodes have it, and compare what is
around a quote with that. Between blocks the canonical text has line ends where HTML needs none; put
there, they change nothing that is seen.
"""

import re
from html import escape, unescape

from reader.core.text.canonical_text import read_html

_PART = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
_UNSURE = re.compile("<(img|pre|q)", re.IGNORECASE)  # beside which white space may be seen
_SPACE = " \t\n\r\f"
_WORD = re.compile(rf"[^{_SPACE}]+")
_QUOTES = {"<q": "“", "</q": "”"}  # which the canonical text has as characters


def page_html(html: str, text: str) -> str:
    """Returns sanitized HTML with the white space of its canonical text.

    As it is where the two do not say the same, such as HTML that was converted by former rules.
    """
    spaced = _Spacing(text)
    for part in _PART.split(html):
        is_read = spaced.take_tag(part) if part.startswith("<") else spaced.take_text(part)
        if not is_read:
            return html
    page = "".join(spaced.parts)
    is_same = spaced.is_over and (not _UNSURE.search(html) or read_html(page).text == text)
    return page if is_same else html


class _Spacing:
    """Goes through HTML and its text at once."""

    def __init__(self, text: str) -> None:
        self.parts: list[str] = []
        self._text, self._at = text, 0
        self._is_pre = self._is_spaced = self._has_picture = False
        self._between = 0  # where in the parts white space between two blocks goes

    @property
    def is_over(self) -> bool:
        """Whether the text has been found whole."""
        return self._at == len(self._text)

    def take_tag(self, tag: str) -> bool:
        """Adds a tag."""
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        if name == "q":
            return self._put(_QUOTES[tag[: tag.index("q")].lower() + "q"], "")
        if name == "img" and self._is_spaced and self._text.startswith(" ", self._at):
            self.parts.append(" ")  # here, as there may be one behind the image, too
            self._at += 1
        if name == "pre":
            self._is_pre = not tag.startswith("</")
        if name != "br" or not self._is_pre:  # there a line end is seen itself
            self.parts.append(tag)
        if name == "img":
            self._has_picture = True  # white space behind it would be a space
        elif name == "br" or (tag.startswith("</") and not self._has_picture):
            self._between, self._has_picture = len(self.parts), False
        return True

    def take_text(self, coded: str) -> bool:
        """Adds text between tags; returns whether it agrees with the article's text."""
        text = unescape(coded)
        if self._is_pre and self.parts[-1].startswith(("<pre", "<PRE")):
            text = text.removeprefix("\n")  # which is no part of it
        before: str | None = text[: len(text) - len(text.lstrip(_SPACE))]
        words = text.strip(_SPACE)
        # Most often the white space within is that of the article's text, and one look is enough.
        if words and not self._put(words, before):
            for word in _WORD.findall(words):
                if not self._put(word, before):
                    return False
                before = None
        self._is_spaced = text[-1:] in tuple(_SPACE)
        return True

    def _put(self, word: str, before: str | None) -> bool:
        """Adds one or more words; before: the white space that begins their text, None within it."""
        start = self._at
        while self._text[start : start + 1] in tuple(_SPACE):
            start += 1
        if not self._text.startswith(word, start):
            return False
        space = self._text[self._at : start]
        if before is None:
            self.parts.append(space)
        else:
            # What the text itself has before the word stays there: code begins with it.
            within = before if space.endswith(before) and before[:1] != "\n" else ""
            self.parts.insert(self._between, space[: len(space) - len(within)])
            self.parts.append(within)
        self.parts.append(escape(word, quote=False))
        self._at, self._between = start + len(word), len(self.parts)
        self._has_picture = False
        return True
