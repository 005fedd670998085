"""Defines for each HTML element how its text is laid out, and whether it begins a block."""

from reader.core.text.blocks import BlockKind, Mark

MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "cite": Mark.ITALIC,
    "dfn": Mark.ITALIC,
    "var": Mark.ITALIC,
    "code": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
    "rt": Mark.SUPERSCRIPT,
    "del": Mark.STRIKE,
    "s": Mark.STRIKE,
    "ins": Mark.UNDERLINE,
    "u": Mark.UNDERLINE,
    "mark": Mark.MARKED,
    "small": Mark.SMALL,
}
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# What a block becomes, and by which marks it is told inside a table's cell.
BLOCK_STYLES: dict[str, tuple[BlockKind | None, Mark]] = {
    **dict.fromkeys(HEADINGS, (BlockKind.HEADING, Mark.BOLD)),
    "pre": (BlockKind.CODE, Mark.CODE),
    "figcaption": (BlockKind.CAPTION, Mark.NONE),
    "caption": (BlockKind.CAPTION, Mark.NONE),
}
CONTAINERS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "aside",
        "main",
        "header",
        "footer",
        "address",
        "figure",
        "details",
        "hgroup",
        "nav",
        "form",
        "fieldset",
        "center",
        "body",
        "html",
        "dl",
    ]
)
BULLETS = ("•", "◦", "▪")
#: The role of an element that is where a page of the printed text begins, as in EPUB.
PAGE_BREAK = "doc-pagebreak"
#: The role of an element that is where a chapter of a book begins; its label is the title.
CHAPTER = "doc-chapter"
SILENT = frozenset(("script", "style", "head", "title", "template", "rp", "noscript"))
