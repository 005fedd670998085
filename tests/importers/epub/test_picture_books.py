"""A book of pictures alone, a comic or a scanned book, is read with a caption for each page."""

from reader.core.article_draft import Draft
from reader.core.text.blocks import BlockKind
from reader.core.text.canonical_text import read_html
from tests.importers.epub.samples import book, nav, page, read_epub, row
from tests.importers.test_assets import png

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_IMAGES: dict[str, str | bytes] = {f"{n}.png": png(n, n) for n in (21, 22, 23)}


def _shown(file: str) -> str:
    return page(f'<div>\xa0<img src="{file}" alt=""/></div>')


def _drawn(file: str) -> str:
    image = f'<image xlink:href="{file}" width="20" height="20"/>'
    return page(f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}"><title>x</title>{image}</svg>')


_PAGES = {"a.xhtml": _shown("21.png"), "b.xhtml": _drawn("22.png"), "c.xhtml": _shown("23.png")}


def _lines(draft: Draft) -> list[str]:
    return [line.strip() for line in read_html(draft.html).text.split("\n") if line.strip()]


def test_each_page_of_pictures_has_its_number() -> None:
    draft = read_epub(book(_PAGES, more=_IMAGES))
    assert _lines(draft) == ["Page 1", "Page 2", "Page 3"]
    assert [label for label, _at in read_html(draft.html).pages] == ["1", "2", "3"]
    assert len(draft.assets) == 3
    assert not draft.warning


def test_images_in_the_spine_are_pages() -> None:
    draft = read_epub(book(_IMAGES))
    assert _lines(draft) == ["Page 1", "Page 2", "Page 3"]
    assert len(draft.assets) == 3


def test_the_book_names_its_pages_and_chapters() -> None:
    pages = "".join(
        row(f"{one}.xhtml", label) for one, label in zip("abc", ("i", "1", "2"), strict=True)
    )
    contents = nav(
        row("b.xhtml", "The ferry"), f'<nav epub:type="page-list"><ol>{pages}</ol></nav>'
    )
    draft = read_epub(book(_PAGES, more=_IMAGES, contents=contents))
    text = read_html(draft.html)
    assert _lines(draft) == ["Page i", "The ferry", "Page 1", "Page 2"]
    headings = [one for one in text.blocks if one.kind is BlockKind.HEADING]
    assert [text.text[one.start : one.end] for one in headings] == ["The ferry"]
    assert [title for title, _at in text.chapters] == ["The ferry"]


def test_a_book_with_a_word_of_its_own_has_no_captions() -> None:
    draft = read_epub(book({**_PAGES, "d.xhtml": page("<p>The end.</p>")}, more=_IMAGES))
    assert _lines(draft) == ["The end."]
