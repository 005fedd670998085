"""Registers Markdown, and recognizes it in text of any name."""

import re
from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content

# Signs that are rare in text that is not Markdown. Each begins with a plain character, by
# which a text without it is searched fast; what must not precede it is looked for afterwards.
_SIGNS = (
    r"\n#{1,6} \S",
    r"\n(?:```|~~~)[\w+-]*[ \t]*\n[\s\S]*?^(?:```|~~~)[ \t]*$",
    r"\](?<!\\\])\((?:https?://|\.{0,2}/|#)[^\s)]*\)",
    r"\n\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$",
    r"\*\*(?<![\w*]\*\*)[^\s*][^*\n]*\*\*(?![\w*])",
    r"\n\[[^\]\n]+\]:[ \t]+\S+",
    r"\[\^[\w-]+\]",
)
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def _recognizes(content: "Content") -> Certainty:
    if content.text and _is_declared(content):
        return Certainty.DECLARED
    if _PAGE.match(content.text):
        return Certainty.NONE
    sample = "\n" + content.text[:200_000]
    count = sum(1 for sign in _SIGNS if re.search(sign, sample, re.MULTILINE))
    return Certainty.LIKELY if count >= 2 else Certainty.NONE


def _read(content: "Content", resources: Resources) -> ParsedArticle | None:
    from reader.importers.plain.markdown import read_markdown  # start-up time: lxml

    # In a text that is not named Markdown, a tag is as likely something the text is about.
    return read_markdown(content, resources, allows_html=_is_declared(content))


def _is_declared(content: "Content") -> bool:
    return content.media_type in FORMAT.media_types


FORMAT = Importer(
    id="markdown",
    title=N_("Markdown"),
    media_types=("text/markdown",),
    suffixes=(".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"),
    version=4,
    recognizes=_recognizes,
    read=_read,
)
