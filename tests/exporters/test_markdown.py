"""What a Markdown document holds, that it reads as meant, and that nothing in it breaks out."""

import re
from dataclasses import replace
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.core.models import Annotation, Article
from reader.exporters.article_markdown import article_markdown, html_to_markdown
from reader.exporters.highlights_markdown_format import article_blocks
from reader.exporters.markdown_escaping import escape_line, escape_text, note_block, quote_block
from reader.importers.plain.postil_markdown_layout import unescaped
from reader.importers.programs.notes.postil_markdown import read_document
from tests.each import each
from tests.exporters.samples import ARTICLE, HIGHLIGHT, HTML, ITEM, TEXT
from tests.work import grows_with_its_input

GOLDEN = Path(__file__).parent / "golden"

# Text that looks like Markdown, YAML and HTML is likelier to do harm than any text.
NASTY = st.lists(
    st.sampled_from(
        [
            *"\\`*_[]()<>#+-=|~!&:;.1x \n\t'\"",
            *(
                "---\n",
                "```",
                "~~~\n",
                "<script>",
                "<!--",
                "<?",
                "javascript:",
                "](",
                "]: ",
                "&#106;",
            ),
            *(
                "\n\n",
                "    ",
                "\n- ",
                "\n1. ",
                "\n> ",
                "\r\n",
                "\0",
                "&lt;",
                "אב",
                "中文",
                "é",
                "😀",
            ),
        ]
    ),
    max_size=24,
).map("".join)
ANY = st.one_of(st.text(max_size=60), NASTY)


def rendered(markdown: str) -> list[Token]:
    """The blocks as a reader of CommonMark and tables sees them, every link let through."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.parse(markdown)


def words_of(tokens: list[Token]) -> str:
    """The text of the blocks, white space aside; fails on anything that is no plain text."""
    found = []
    for token in tokens:
        for child in token.children or []:
            assert child.type in ("text", "softbreak", "hardbreak", "text_special"), child
            found.append(child.content)
    return "".join("".join(found).split())


def outer(tokens: list[Token]) -> list[str]:
    """The kinds of the outermost blocks."""
    return [t.type for t in tokens if t.level == 0 and t.nesting >= 0]


def split(markdown: str) -> tuple[dict[str, object], str]:
    """Front matter as YAML reads it, and the rest."""
    empty, head, body = markdown.split("---\n", 2)
    assert empty == ""
    return yaml.safe_load(head), body


def test_the_document_is_as_it_was_set_down() -> None:
    expected = (GOLDEN / "moss.md").read_text("utf-8")
    assert article_markdown(ARTICLE, ITEM.annotations, HTML, canonical=TEXT) == expected


def test_notes_and_quotes_stand_without_the_text() -> None:
    document = article_markdown(ARTICLE, ITEM.annotations)
    assert "## Highlights" in document
    assert "## Text" not in document
    order = ["Read together", "> Moss grows", "> What was counted", "> 1\\. Lichen", "needs review"]
    assert [document.index(words) for words in order] == sorted(map(document.index, order))


def test_of_quotes_that_overlap_the_one_that_begins_first_stands_first() -> None:
    spans = {"later": (10, 20), "within": (4, 9), "whole": (4, 30), "first": (0, 40)}
    marks = [
        replace(HIGHLIGHT, id=number, exact=words, note="", start=start, end=end)
        for number, (words, (start, end)) in enumerate(spans.items())
    ]
    document = article_markdown(ARTICLE, marks)
    order = ["> first", "> within", "> whole", "> later"]
    assert [document.index(words) for words in order] == sorted(map(document.index, order))


def test_an_article_without_annotations_is_a_heading() -> None:
    bare = replace(ARTICLE, byline="", site="", url="", published="", language="", tags=())
    metadata, body = split(article_markdown(bare, ()))
    assert metadata == {
        "title": bare.title,
        "added": "2026-03-01T08:50:00Z",
        "created": "2026-03-01T08:50:00Z",
        "tags": [],
        "id": bare.uid,
    }
    assert body == '\n# Moss: which side? "North", they say\n'


@given(ANY, ANY, st.lists(ANY, max_size=3), ANY, ANY)
def test_front_matter_survives_anything(
    title: str, byline: str, tags: list[str], note: str, quote: str
) -> None:
    article: Article = replace(ARTICLE, title=title, byline=byline, tags=tuple(tags))
    annotation: Annotation = replace(HIGHLIGHT, note=note, exact=quote)
    metadata, _ = split(article_markdown(article, (annotation,)))
    assert metadata["title"] == title
    assert metadata.get("author", "") == byline
    assert metadata["tags"] == tags
    assert metadata["id"] == ARTICLE.uid
    assert metadata["added"] == "2026-03-01T08:50:00Z"


def test_front_matter_escapes_what_yaml_takes_for_a_line_break() -> None:
    title = "a\x85b\u2028c\u2029d\ufeffe\x7ff\ud800g\n---\nh"
    metadata, _body = split(article_markdown(replace(ARTICLE, title=title), ()))
    assert metadata["title"] == title


@given(ANY)
def test_plain_text_reads_as_itself(text: str) -> None:
    text = text.replace("\r", " ").replace("\t", " ")
    tokens = rendered(f"# {escape_line(text)}")
    assert outer(tokens) == ["heading_open"]
    # A title is one line, and NUL has no place in Markdown.
    assert words_of(tokens) == "".join(text.replace("\0", "\ufffd").split())


@given(ANY)
def test_a_quote_reads_as_itself_inside_its_block(quote: str) -> None:
    tokens = rendered(f"{quote_block(quote)}\n\nafter")
    assert outer(tokens) == ["blockquote_open", "paragraph_open"]
    kinds = {t.type for t in tokens if t.level > 0 and t.nesting >= 0}
    assert kinds <= {"paragraph_open", "inline"}
    assert words_of(tokens) == "".join(quote.replace("\0", "\ufffd").split()) + "after"


@given(NASTY)
def test_a_note_neither_swallows_what_follows_nor_carries_html_or_scripts(note: str) -> None:
    tokens = rendered(f"*yellow*\n\n{note_block(note)}\n\n# after *it*\n")
    last = [t for t in tokens if t.level == 0 and t.nesting == 1][-1]
    assert last.type == "heading_open"
    assert tokens[-2].content == "after *it*"
    for token in tokens:
        assert token.type != "html_block"
        for child in token.children or []:
            assert child.type != "html_inline"
            address = str(child.attrGet("href") or child.attrGet("src") or "")
            assert not re.match(r"\W*(javascript|vbscript|data):", address)


def test_a_note_keeps_its_markdown() -> None:
    note = "**Why** here?\n\n- one\n- two, see [it](https://example.org) <https://example.org>"
    assert note_block(note) == note


def test_what_a_note_may_not_do() -> None:
    assert note_block("<img src=x onerror=alert(1)>") == "\\<img src=x onerror=alert(1)>"
    assert note_block("\\<b> \\\\<b>") == "\\<b> \\\\\\<b>"
    assert note_block("---\ntitle: no\n---") == "\\---\ntitle: no\n\\---"
    assert note_block("[x](JavaScript:alert(1))") == "[x\\](JavaScript:alert(1))"
    assert note_block("[x](java&#115;cript&colon;1)") == "[x\\](java&#115;cript&colon;1)"
    assert note_block("[x]:\n  javascript:1") == "[x\\]:\n  javascript:1"
    assert note_block("so:\n```\nopen") == "- so:\n  ```\n  open"


def test_long_hostile_notes_take_work_in_proportion() -> None:
    for piece in ("](", "\\", "<", "[", "- " * 3, "](   <", "`", "]:\n"):
        for write in (note_block, escape_text):
            assert grows_with_its_input(write, piece, 200), (write, piece)
            assert len(write(piece * 3_000)) >= 3_000 * len(piece.strip())


def test_snake_case_and_prose_stay_readable() -> None:
    prose = "A snake_case name, 5 < 6 & more: “quoted” – a/b (c). It's 50% + 2 = fine!"
    assert escape_text(prose) == prose


@given(ANY)
def test_text_of_html_reads_as_itself(text: str) -> None:
    plain = re.sub(r"[\r\0\x0b\x0c]", " ", text)
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tokens = rendered(html_to_markdown(f"<p>{escaped}</p><p>after</p>") + "\n")
    assert words_of(tokens) == "".join(plain.split()) + "after"


def test_html_that_would_break_out() -> None:
    assert html_to_markdown('<p><a href="javascript:x">a</a></p>') == "a"
    assert html_to_markdown('<p><a href="#note">a</a></p>') == "a"
    assert (
        html_to_markdown('<p><a href="https://a.b/x y)(">a]b</a></p>')
        == "[a\\]b](https://a.b/x%20y%29%28)"
    )
    assert html_to_markdown("<p>https://a.b</p><hr><p>x</p>") == "<https://a.b>\n\n***\n\nx"
    assert html_to_markdown('<p><a href="https://a.b/c">https://a.b/c</a></p>') == "<https://a.b/c>"
    assert html_to_markdown("<p>&lt;script&gt;</p>") == "\\<script>"
    assert html_to_markdown("<p>he said <q>so</q></p>") == "he said “so”"


def test_a_picture_gets_the_name_it_is_told() -> None:
    assert html_to_markdown('<img src="asset:1" alt="a]b">', lambda a: f"images/{a[6:]}.png") == (
        "![a\\]b](images/1.png)"
    )
    table = '<table><tr><th>a</th></tr><tr><td><img src="asset:1" alt="a sun"></td></tr></table>'
    assert "| ![a sun](asset:1) |" in html_to_markdown(table)


def test_a_long_list_takes_no_time() -> None:
    document = html_to_markdown("<ol>" + "<li>x</li>" * 2_000 + "</ol>")
    assert document.endswith("2000. x")


@each(
    "text",
    [
        "https://e.org/~u_x?a=1&b=*2",
        "See https://e.org/~u. Or (https://e.org/a_(b)), they say.",
        "<https://e.org/~u>",
        "xhttps://e.org/_a_ https://",
    ],
)
def test_a_bare_address_leads_where_it_says(text: str) -> None:
    inline = [one for one in rendered(quote_block(text)) if one.type == "inline"]
    children = [child for one in inline for child in one.children or ()]
    assert "".join(child.content for child in children) == text
    for child in children:
        if child.type == "link_open":
            assert str(child.attrs["href"]) in text


def test_the_address_of_an_article_leads_where_it_says() -> None:
    url = "https://e.org/~u_x?a=1&b=*2~"
    (_heading, about, *_rest) = article_blocks(replace(ITEM, article=replace(ARTICLE, url=url)))
    (inline,) = (one for one in rendered(about) if one.type == "inline")
    (link,) = (child for child in inline.children or () if child.type == "link_open")
    assert link.attrs["href"] == url


def test_code_in_a_quote_keeps_its_indentation() -> None:
    code = "for tree in wood:\n    print(tree)\n\n\treturn"
    block = quote_block(code)
    inline = [one for one in rendered(block) if one.type == "inline"]
    lines = "\n\n".join(one.content.replace("&nbsp;", " ") for one in inline)
    assert [len(line) - len(line.lstrip()) for line in lines.splitlines()] == [0, 4, 0, 4]
    lines = "\n".join(line.removeprefix(">").removeprefix(" ") for line in block.split("\n"))
    assert unescaped(lines).replace("  \n", "\n") == code.expandtabs(4)


def test_highlights_come_back_with_their_ids_and_colours() -> None:
    document = article_markdown(
        ARTICLE, ITEM.annotations, HTML, place_of=lambda _one: "p. 12 · chapter “Moss”"
    )
    read = {one.key: one for one in read_document(document, "moss.md").highlights}
    for one in ITEM.annotations:
        found = read[one.uid]
        assert found.note == one.note
        assert found.tags == one.tags
        if one.exact:
            assert (found.quote, found.color) == (one.exact, one.color.value)
    assert f"[Postil](postil://annotation/{HIGHLIGHT.uid}) ^{HIGHLIGHT.uid}" in document
