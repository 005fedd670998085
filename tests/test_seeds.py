"""The starter articles come in through the ordinary importers, whole and well set."""

import re
from functools import cache
from pathlib import Path

import pytest

from reader import paths
from reader.commands.catalogue import CATALOGUE
from reader.core.article_draft import Draft
from reader.core.text.blocks import BlockKind, CanonicalText
from reader.core.text.canonical_text import read_html
from reader.exporters.article_markdown import html_to_markdown
from reader.importers import open_source, read
from reader.importers.registry import suffixes
from tests.each import each

TITLES = {
    "01-welcome.md": "Welcome to Postil: read with your hands on the keys",
    "02-a-few-good-tags.md": "A few good tags",
    "03-finding-again.html": "The art of finding it again",
    "04-the-paper-machine.txt": "The Paper Machine That Answered the World’s Letters",
    "05-writing-in-the-white-space.txt": "Writing in the White Space",
    "06-the-same-mile.md": "The Same Mile",
    "07-margins-of-the-page.html": "הדף שנבנה סביב השוליים",
    "08-pingzhu.md": "书眉上的对话",
}
SEEDS = sorted(TITLES)
KEYS = re.compile(r"((Ctrl|Alt|Shift)\+)*([A-Za-z0-9.,/?=+-]|F\d+|Enter|Esc)")


@cache
def draft(name: str) -> Draft:
    return read(open_source(paths.seeds() / name))


@cache
def canonical(name: str) -> CanonicalText:
    return read_html(draft(name).html)


def kinds(name: str) -> set[BlockKind]:
    return {block.kind for block in canonical(name).blocks}


def paragraphs(name: str) -> list[str]:
    text = canonical(name)
    return [text.text[b.start : b.end] for b in text.blocks if b.kind is BlockKind.PARAGRAPH]


def headings(name: str) -> list[str]:
    text = canonical(name)
    return [text.text[b.start : b.end] for b in text.blocks if b.kind is BlockKind.HEADING]


def words(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def test_every_article_is_told_of_here() -> None:
    found = {p.name for p in paths.seeds().iterdir() if p.suffix.lower() in suffixes()}
    assert found == set(SEEDS)


@each("name", SEEDS)
def test_it_has_a_title_of_its_own_and_says_it_once(name: str) -> None:
    seed = draft(name)
    assert seed.title == TITLES[name]
    assert not seed.is_title_generated
    assert TITLES[name] not in headings(name)
    assert paragraphs(name)[0] != TITLES[name]
    assert seed.byline
    assert not re.match("by ", seed.byline, re.IGNORECASE)


@each("name", SEEDS)
def test_it_teaches_only_keys_that_are_there(name: str) -> None:
    there = {one.keys for command in CATALOGUE for one in command.keys}
    there |= {keys.split()[0] for keys in there}  # the first of a sequence
    there |= {"Enter", "Escape", "Ctrl+Enter"}  # in the tag picker and in a note
    code = re.findall(r"<(?:code|kbd)>([^<]*)</", draft(name).html)
    taught = {c.replace("Esc", "Escape") for c in code if KEYS.fullmatch(c)}
    assert taught - there == set()


@each("name", [n for n in SEEDS if not n.endswith(".html")])
def test_no_word_of_a_text_is_lost(name: str) -> None:
    source = (paths.seeds() / name).read_text("utf-8")
    seed = draft(name)
    told = words(f"{seed.title} {seed.byline} {seed.excerpt} {canonical(name).text}")
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
    for line in body.splitlines():
        plain = re.sub(r"^\s*(\d+\.|-|>)|\(#.*\)|^\|[ :|-]+\|$|^```\w*", "", line)
        for cell in plain.split("|"):
            if seed.published and re.fullmatch(r"\d+ \w+ \d{4}", cell):
                continue
            found = words(re.sub(r"^By ", "", cell))
            if found and found not in told:
                # The teaser of the wire is in the excerpt, cut where it was cut.
                assert found in words(seed.excerpt) or words(seed.excerpt).startswith(found[:80])


def test_markdown_brings_its_front_matter() -> None:
    seed = draft("01-welcome.md")
    assert (seed.byline, seed.site, seed.published) == ("Postil", "Postil Guide", "2026-03-02")
    assert (seed.language, seed.tags) == ("en", ("guide",))


def test_the_welcome_has_every_kind_of_block() -> None:
    expected = {BlockKind.HEADING, BlockKind.ITEM, BlockKind.CODE, BlockKind.CELL}
    assert kinds("01-welcome.md") >= expected
    text = canonical("01-welcome.md")
    assert any(b.quote for b in text.blocks)
    assert {b.indent for b in text.blocks if b.kind is BlockKind.ITEM} >= {1, 2}
    assert {b.marker for b in text.blocks if b.kind is BlockKind.ITEM} >= {"1.", "2."}


def test_tags_have_a_table_and_a_quotation() -> None:
    assert BlockKind.CELL in kinds("02-a-few-good-tags.md")
    assert any(b.quote for b in canonical("02-a-few-good-tags.md").blocks)


def test_the_page_brings_its_metadata() -> None:
    seed = draft("03-finding-again.html")
    assert (seed.byline, seed.site) == ("Postil", "Postil Guide")
    assert seed.url == "https://postil.example/guide/finding-again"
    assert seed.published.startswith("2026-03-06")
    assert seed.language.startswith("en")
    assert seed.excerpt.startswith("You remember that you read it.")


def test_the_page_has_its_picture_with_a_caption_and_a_table() -> None:
    seed = draft("03-finding-again.html")
    [picture] = seed.assets
    assert picture.media_type == "image/png"
    assert picture.data == (paths.seeds() / "03-finding-again.png").read_bytes()
    assert len(picture.data) <= 60_000
    assert f'src="asset:{picture.sha256}"' in seed.html
    expected = {BlockKind.CAPTION, BlockKind.CELL, BlockKind.ITEM}
    assert kinds("03-finding-again.html") >= expected
    assert any(b.images for b in canonical("03-finding-again.html").blocks)


def test_the_page_leaves_its_frame_behind() -> None:
    text = canonical("03-finding-again.html").text
    for words_of_the_frame in ("newsletter", "You may also like", "Home", "cookies"):
        assert words_of_the_frame not in text
    assert text.startswith("You remember that you read it.")
    assert text.endswith("Leave a mark.")


def test_the_wire_is_set_as_a_person_would() -> None:
    name = "04-the-paper-machine.txt"
    seed = draft(name)
    lead = "A Belgian lawyer and his friend set out in Brussels in 1895"
    assert (seed.byline, seed.site) == ("Nora Halden", "The Margin Wire")
    assert seed.excerpt.startswith(lead)
    assert "anyone with a stamp" not in seed.excerpt
    text = canonical(name).text
    assert text.startswith(lead)
    assert text.count(lead) == 1
    assert len(paragraphs(name)) == 12
    assert paragraphs(name)[-1] == "Nora Halden contributed to this article for The Margin Wire"
    assert not (paths.seeds() / name).read_bytes().endswith(b"\n")


def test_wrapped_lines_become_paragraphs() -> None:
    name = "05-writing-in-the-white-space.txt"
    seed = draft(name)
    assert (seed.byline, seed.published) == ("Elias Marchmont", "2026-03-09")
    source = (paths.seeds() / name).read_text("utf-8")
    assert max(map(len, source.splitlines())) <= 72
    assert "\n" not in canonical(name).text.replace("\n\n", "")
    assert headings(name) == [
        "The white space came first",
        "The ample margin",
        "The other book",
        "A method from Mr Locke",
        "What the pen is for",
    ]
    assert len(paragraphs(name)) == 12


def test_the_essay_is_long_enough_to_get_lost_in() -> None:
    assert len(canonical("06-the-same-mile.md").text.split()) > 2_000
    assert any(b.quote for b in canonical("06-the-same-mile.md").blocks)


def test_hebrew_reads_from_the_right() -> None:
    name = "07-margins-of-the-page.html"
    assert draft(name).language.startswith("he")
    assert all(b.is_rtl for b in canonical(name).blocks if b.kind is BlockKind.PARAGRAPH)


def test_chinese_is_chinese() -> None:
    assert draft("08-pingzhu.md").language == "zh-Hans"
    assert BlockKind.ITEM in kinds("08-pingzhu.md")


@pytest.mark.parametrize("name", SEEDS)
def test_exported_and_read_in_again_it_says_the_same(name: str, tmp_path: Path) -> None:
    # The picture is in the library, not beside this file.
    document = re.sub(r"!\[.*\]\(asset:\w+\)", "", html_to_markdown(draft(name).html))
    path = tmp_path / "again.md"
    path.write_text(f"# {TITLES[name]}\n\n{document}\n", "utf-8")
    again = read_html(read(open_source(path)).html)
    assert words(again.text) == words(canonical(name).text)
    if not draft(name).assets:  # a caption has no markup of its own in Markdown
        assert [b.kind for b in again.blocks] == [b.kind for b in canonical(name).blocks]
