"""Writes blocks of plain text as HTML, with links and emphasis."""

import re
from html import escape

from reader.importers.plain.bare_links import ADDRESS, bare_address
from reader.importers.plain.hard_wrapping import indent
from reader.importers.plain.text_blocks import Form, Item, TextBlock
from reader.importers.safe_addresses import safe_address

_MARKS = re.compile(
    rf"(?P<address>{ADDRESS.pattern})"
    r"|(?<![\w`])`(?P<code>[^`\n]{1,200})`(?![\w`])"
    r"|(?<![\w*])\*\*(?P<strong>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<em2>[^\s_](?:[^_\n]{0,300}[^\s_])?)_(?![\w_])",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[`*_]|://|[wW]{3}\.")  # that each of them has
_LIST_DEPTH = 8


def to_html(blocks: list[TextBlock]) -> str:
    """Returns the blocks, one after another on lines of their own."""
    return "\n".join(map(_block, blocks))


def _block(block: TextBlock) -> str:
    match block.form:
        case Form.HEADING:
            return f"<h{block.level}>{inline(block.text)}</h{block.level}>"
        case Form.LINES:
            return f"<p>{'<br>'.join(map(inline, block.lines))}</p>"
        case Form.CREDIT:
            return f"<p><small>{'<br>'.join(map(inline, block.lines))}</small></p>"
        case Form.RULE:
            return "<hr>"
        case Form.QUOTE:
            return f"<blockquote>\n{to_html(list(block.children))}\n</blockquote>"
        case Form.CODE:
            return _code(block)
        case Form.LIST:
            return _list(list(block.items), 0)
        case _:
            return f"<p>{inline(block.text)}</p>"


def _code(block: TextBlock) -> str:
    common = min((indent(line) for line in block.lines if line.strip()), default=0)
    text = "\n".join(line[common:] for line in block.lines).strip("\n")
    kind = f' class="language-{escape(block.language)}"' if block.language else ""
    return f"<pre><code{kind}>{escape(text, quote=False)}</code></pre>"


def _list(items: list[Item], depth: int) -> str:
    """Returns items of one level, those indented further inside the one before them."""
    first = items[0]
    entries: list[tuple[Item, list[Item]]] = []
    for item in items:
        if entries and item.indent > first.indent and depth < _LIST_DEPTH:
            entries[-1][1].append(item)
        else:
            entries.append((item, []))
    written = [
        f"<li>{inline(item.text)}{''.join(_nested(inner, depth + 1))}</li>"
        for item, inner in entries
    ]
    if first.number is None:
        return f"<ul>{''.join(written)}</ul>"
    start = f' start="{first.number}"' if first.number != 1 else ""
    return f"<ol{start}>{''.join(written)}</ol>"


def _nested(items: list[Item], depth: int) -> list[str]:
    return [_list(items, depth)] if items else []


def inline(text: str) -> str:
    """Returns a line of text as HTML."""
    if not _SIGN.search(text):
        return escape(text, quote=False)
    parts: list[str] = []
    position = 0
    for match in _MARKS.finditer(text):
        parts.append(escape(text[position : match.start()], quote=False))
        parts.append(_mark(match))
        position = match.end()
    return "".join(parts) + escape(text[position:], quote=False)


def _mark(match: re.Match[str]) -> str:
    if match["address"]:
        return _link(match["address"])
    kind = match.lastgroup or ""
    text = escape(match[kind], quote=False)
    tag = {"em2": "em"}.get(kind, kind)
    return f"<{tag}>{text}</{tag}>"


def _link(typed: str) -> str:
    """Returns an address as a link; the punctuation of the sentence around it stays outside."""
    address = bare_address(typed)
    rest = escape(typed[len(address) :], quote=False)
    target = safe_address(address if "://" in address else f"https://{address}")
    shown = escape(address, quote=False)
    return f'<a href="{escape(target)}">{shown}</a>{rest}' if target else shown + rest
