"""Distinguishes HTML tags in Markdown from words in angle brackets."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

from reader.importers.text_cleaning import names

_TAG = re.compile(r"<(/?)([a-zA-Z][\w.:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\"<>])*)>")
_NAME = re.compile(r"</?([a-zA-Z][\w.:-]*)")
_WITH_VALUE = re.compile(r"<([a-zA-Z][\w.:-]*)\s[^<>]*=\s*[\"'{]")
_ATTRIBUTE = re.compile(
    r"\s*([a-zA-Z_:@][\w.:-]*)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^}]*\}|[^\s\"'=<>`]+))?\s*"
)
_LINE_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)
_ELEMENTS = names(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink "
    "blockquote body br button canvas caption center cite code col colgroup data datalist dd del "
    "details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li "
    "link listing main map mark marquee math menu meta meter nav nobr noframes noscript object ol "
    "optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script "
    "search section select slot small source span strike strong style sub summary sup svg table tbody "
    "td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
)
_VOID = names("area base br col embed hr img input link meta param source track wbr")
_FLAGS = names(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden "
    "inert ismap itemscope loop multiple muted nomodule noresize noshade novalidate nowrap open "
    "playsinline readonly required reversed selected"
)


TYPED_TAGS = "typed_tags"  # the key under which a parser gets the ``TypedTags`` of its text


def use_typed_tags(parser: MarkdownIt) -> None:
    """Makes a parser read only those tags of a text that are HTML; other words stay as typed.

    Names that the text uses with values, such as ``<Tab name="x">``, are tags of a site's own.
    """

    def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        tags: TypedTags = state.env[TYPED_TAGS]
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        if line.startswith("<") and not line.startswith("<!--") and not tags.is_line(line):
            return False
        count = len(state.tokens)
        found = html_block(state, start, end, silent)
        for token in state.tokens[count:]:
            token.content = tags.escaped(token.content)
        return found

    def inline(state: StateInline, silent: bool) -> bool:
        if state.src.startswith(("<!--", "</br"), state.pos):
            is_tag = True
        else:
            tags: TypedTags = state.env[TYPED_TAGS]
            match = _TAG.match(state.src, state.pos)
            is_tag = match is not None and tags.is_tag(match)
        if not is_tag:
            return False
        count = len(state.tokens)
        found = html_inline(state, silent)
        for token in state.tokens[count:]:
            if token.type == "html_inline":
                token.content = _LINE_BREAK.sub("<br>", token.content)
        return found

    parser.block.ruler.at("html_block", block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("html_inline", inline)


class TypedTags:
    """The names that are tags in one text."""

    def __init__(self, text: str) -> None:
        own = {name.lower() for name in _WITH_VALUE.findall(text)}
        self._known = _ELEMENTS | own
        self._opened = {name.lower() for name in re.findall(r"<([a-zA-Z][\w.:-]*)", text)}
        self._paragraph, self._pairs = "", set[int]()

    def is_line(self, line: str) -> bool:
        """Returns whether a line that begins with "<" begins with a tag."""
        match = _TAG.match(line)
        if match is not None and match[2].lower() not in block_names:
            return self.is_tag(match)
        if match is not None and not _has_attributes(match):
            return False
        name = _NAME.match(line)  # its ">" may be on a later line
        return name is not None and name[1].lower() in self._known

    def is_tag(self, match: re.Match[str]) -> bool:
        """Returns whether what looks like a tag is one."""
        name = match[2].lower()
        if name not in self._known:
            return False
        if match[1]:
            return name in self._opened
        if match[3].strip(" \t\n/"):
            return _has_attributes(match)
        if name in _VOID:
            return True
        return match.start() in self._pairs_of(match.string)

    def _pairs_of(self, text: str) -> set[int]:
        """Returns the positions of the tags of a paragraph that are closed in it."""
        if text is not self._paragraph:
            self._paragraph, self._pairs = text, set()
            is_open: dict[str, list[int]] = {}
            for tag in _TAG.finditer(text):
                starts = is_open.setdefault(tag[2].lower(), [])
                if not tag[1]:
                    starts.append(tag.start())
                elif starts:
                    self._pairs.add(starts.pop())
        return self._pairs

    def escaped(self, html: str) -> str:
        """Returns a block of HTML in which words in angle brackets are text."""

        def escape(match: re.Match[str]) -> str:
            is_word = match[2].lower() not in self._known or not _has_attributes(match)
            return f"&lt;{match[0][1:]}" if is_word else match[0]

        return _TAG.sub(escape, _LINE_BREAK.sub("<br>", html))


def _has_attributes(tag: re.Match[str]) -> bool:
    """Returns whether only attributes, or nothing, follow the name of a tag."""
    text, position = tag[3].strip().removesuffix("/").strip(), 0
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None or not (match[2] or match[1].lower() in _FLAGS):
            return False
        position = match.end()
    return True
