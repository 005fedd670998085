"""Parses what dialects of Markdown add: callouts, containers, wiki links, marks, attributes, verse."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

_CALLOUT = re.compile(r"\[!([\w-]{1,40})\][+-]?[ \t]*(.*)(?:\n|$)")
_BOXES = (
    "abstract|attention|bug|callout|caution|danger|details|error|example|failure|hint|important|info|note|question|"
    "quote|success|summary|tip|todo|warning"
)
_CONTAINER = re.compile(  # other names may be words
    rf"[ \t]*+(?:\{{[^{{}}]*\}}|(?:(?:{_BOXES}|callout-\w+|columns?|grid|cards?|tabs?|panel|center|figure)"
    rf"[ \t]*+(?:\{{[^{{}}]*\}})?)|(?:{_BOXES})(?:\[([^\]]*)\]|[ \t]+(.*)))[ \t]*+"
)
_ADMONITION = re.compile(
    rf"[!?]{{3}}\+?[ \t]+(?:{_BOXES})(?:[ \t]+[a-z]+)*(?:[ \t]+\"[^\"\n]*\")?[ \t]*"
)
_WIKI_LINK = re.compile(
    r"\[\[([^\s\[\]|][^\[\]|\n]{0,200})(?:\|([^\[\]|\n]{1,200}))?(?<!\s)\]\](?!\()"
)
_MARK = re.compile(r"==(?=[^\s=])([^\n]{1,1000}?)(?<=[^\s=])==(?![A-Za-z0-9_=])")
_SMALL = re.compile(
    r"(?<=[\w)])(?:~(?P<sub>\d{1,3}|[a-z]{1,3})~(?![~\d])"
    r"|\^(?P<sup>[+−-]?[^\W_][\w+-]{0,9})\^(?![\d^]))"  # not 2^3^4, nor 3~5~7
)
_VERSE = re.compile(r"(?:\|(?:[ \t][^\n|]*)?(?:\n|$)){2,1000}")
_FORMULA = re.compile(
    r"\$\$[^$]{1,5000}\$\$|\$(?=[^\s$])(?=[^$\n]{0,1000}[\\^_={}])[^$\n]{1,1000}(?<=\S)\$(?!\d)"
)
_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)"
_ATTRIBUTES = rf"\{{:?[ \t]*((?:[#.][\w:-]+|[\w-]+={_VALUE})(?:[ \t]+(?:[#.]?[\w:-]+|[\w-]+={_VALUE}))*)[ \t]*\}}"
_INLINE_ATTRIBUTES = re.compile(_ATTRIBUTES)
_LAST_ATTRIBUTES = re.compile(rf"(?<![ \t])[ \t]*+{_ATTRIBUTES}[ \t]*$")
_ATTRIBUTE_LINE = re.compile(r"^\{:[^{}\n]*\}[ \t]*(?:\n|$)", re.MULTILINE)
_NAME = re.compile(r"#([\w:-]+)")


def use_dialects(parser: MarkdownIt) -> None:
    """Makes a parser read these dialects, of which CommonMark shows the signs."""
    parser.use(admon_plugin).use(deflist_plugin)
    _limit_admonitions(parser)
    parser.use(container_plugin, "box", validate=_is_container, render=_render_container)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("emphasis", "mark", _mark)
    parser.inline.ruler.before("emphasis", "formula", _formula)
    parser.inline.ruler.before("emphasis", "small", _small)
    parser.inline.ruler.before("link", "attributes", _attributes)
    parser.core.ruler.before("inline", "verse", _verse)
    parser.core.ruler.before("inline", "callouts", _callouts)
    parser.core.ruler.before("inline", "attribute_lines", _attribute_lines)
    parser.core.ruler.before("footnote_tail", "uncalled_footnotes", _uncalled_footnotes)


def _limit_admonitions(parser: MarkdownIt) -> None:
    """Makes a parser read only known admonitions: words may follow exclamation marks."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        return _ADMONITION.fullmatch(line) is not None and admonition(state, start, end, silent)

    parser.block.ruler.at(
        "admonition", limited, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _uncalled_footnotes(state: StateCore) -> None:
    """Keeps footnotes that nothing calls where they are: the parser would leave them out."""
    called = state.env.get("footnotes", {}).get("refs", {})
    tokens: list[Token] = []
    uncalled: list[str] = []
    label = ""
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            is_called = called.get(f":{token.meta['label']}", -1) >= 0
            uncalled.append("" if is_called else token.meta["label"])
            label = uncalled[-1]
            if label:
                continue
        elif token.type == "footnote_reference_close" and uncalled.pop():
            continue
        elif token.type == "inline" and label and token.children is not None:
            token.children.insert(0, Token("text", "", 0, content=f"[^{label}]: "))
            label = ""
        tokens.append(token)
    state.tokens = tokens


def _is_container(info: str, _marker: str) -> bool:
    return _CONTAINER.fullmatch(info) is not None


def _render_container(
    _renderer: object, tokens: list[Token], index: int, _options: object, _env: object
) -> str:
    """Returns the start of a container with the title behind its name, or its end."""
    if tokens[index].nesting < 0:
        return "</div>\n"
    match = _CONTAINER.fullmatch(tokens[index].info)
    title = (match[1] or match[2] or "").strip() if match else ""
    return f"<div><p><strong>{escapeHtml(title)}</strong></p>\n" if title else "<div>\n"


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Reads ``[[Note|alias]]``: the alias, else the name; the note itself is no part of the article."""
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None or state.src[state.pos - 1 : state.pos] == "!":
        return False
    if not silent:
        state.push("text", "", 0).content = match[2] or match[1]
    state.pos = match.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Reads ``==marked==`` words."""
    before = state.src[state.pos - 1 : state.pos]
    match = _MARK.match(state.src, state.pos, state.posMax)
    if match is None or before == "=" or (before.isalnum() and before.isascii()):
        return False
    if not silent:
        last = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = last
    state.pos = match.end()
    return True


def _small(state: StateInline, silent: bool) -> bool:
    """Reads ``H~2~O`` and ``x^2^``."""
    if state.src[state.pos] not in "~^":
        return False
    match = _SMALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        tag = match.lastgroup or ""
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = match[tag]
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """Reads ``$a_1 * b_1$`` as it is typed: its stars are no emphasis."""
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _attributes(state: StateInline, _silent: bool) -> bool:
    """Passes over the attributes behind a link, an image or code: ``![](a.png){width=50%}``."""
    match = _INLINE_ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match is None or state.src[state.pos - 1 : state.pos] not in (")", "]", "`"):
        return False
    state.pos = match.end()
    return True


def _callouts(state: StateCore) -> None:
    """Turns the first line of callouts, ``> [!note] Title``, into their title."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type != "inline" or [one.type for one in tokens[-3:-1]] != [
            "blockquote_open",
            "paragraph_open",
        ]:
            continue
        if (match := _CALLOUT.match(token.content)) is None:
            continue
        title, rest = match[2].strip() or match[1].capitalize(), token.content[match.end() :]
        token.content = title if "*" in title else f"**{title}**"
        if rest.strip():
            tokens += [
                Token("paragraph_close", "p", -1, block=True, level=token.level - 1),
                Token("paragraph_open", "p", 1, block=True, level=token.level - 1),
                Token("inline", "", 0, content=rest, children=[], level=token.level),
            ]
    state.tokens = tokens


def _verse(state: StateCore) -> None:
    """Breaks the lines of paragraphs of which each begins with a bar, as Pandoc writes verse."""
    for token in state.tokens:
        if token.type == "inline" and _VERSE.fullmatch(token.content):
            lines = [line[1:].removeprefix(" ").rstrip() for line in token.content.split("\n")]
            indents = [len(line) - len(line.lstrip()) for line in lines]
            token.content = "\\\n".join(
                "\u00a0" * indent + line[indent:]
                for indent, line in zip(indents, lines, strict=True)
            )


def _attribute_lines(state: StateCore) -> None:
    """Removes the attributes of headings and paragraphs, and names the headings by theirs."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "{" not in token.content:
            continue
        opening = state.tokens[index - 1]
        if opening.type == "heading_open" and (last := _LAST_ATTRIBUTES.search(token.content)):
            token.content = token.content[: last.start()]
            if name := _NAME.search(last[1]):
                opening.attrSet("id", name[1])
        elif opening.type == "paragraph_open":
            token.content = _ATTRIBUTE_LINE.sub("", token.content).rstrip("\n")
