"""A book of articles: valid in its parts, and read back with its highlights by Postil itself."""

import io
import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from lxml import etree

from reader import importers
from reader.core.text.canonical_text import read_html
from reader.core.text.markup.xhtml import xhtml_of
from reader.exporters.export_item import Item
from reader.exporters.pages.epub_format import FORMAT, epub_parts
from tests.exporters.exported_highlights import expected, highlights
from tests.exporters.samples import ARTICLE, ITEM, another
from tests.exporters.test_pages import PICTURE, PLACED
from tests.html_samples import ARTICLES

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SECOND = replace(another(8, 'Second & <last>\x01 "one"'), revision=PLACED.revision)


def book(items: Iterable[Item]) -> dict[str, bytes]:
    found = {PICTURE.sha256: PICTURE}.get
    return {part.name: part.data for part in epub_parts(items, found, "Two of them")}


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def check(files: dict[str, bytes]) -> None:
    """Checks what the standard demands of the files of a book."""
    assert next(iter(files)) == "mimetype"
    container = tree(files["META-INF/container.xml"])
    [root] = [one.get("full-path") or "" for one in container.iter("{*}rootfile")]
    package = tree(files[root])
    items = {one.get("id"): one for one in package.iter(f"{OPF}item")}
    named = {posixpath.join("EPUB", one.get("href") or "") for one in items.values()}
    assert named == {name for name in files if name.startswith("EPUB/")} - {root}
    assert [one.get("idref") for one in package.iter(f"{OPF}itemref")] == [
        name for name, one in items.items() if (one.get("href") or "").startswith("article-")
    ]
    for name in ("identifier", "title", "language"):
        assert package.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}") is not None
    for name, data in files.items():
        if name.endswith(".xhtml"):
            check_document(tree(data), name, files)


def check_document(root: etree._Element, name: str, files: dict[str, bytes]) -> None:
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for link in root.iter(f"{XHTML}a"):
        address = link.get("href") or ""
        if address.startswith("#"):
            assert address[1:] in ids
        elif ":" not in address:
            assert posixpath.join(posixpath.dirname(name), address) in files
    for image in root.iter(f"{XHTML}img"):
        assert posixpath.join(posixpath.dirname(name), image.get("src") or "") in files


def written(items: list[Item], folder: Path) -> Path:
    [path] = FORMAT.write(items, folder / "two.epub", {PICTURE.sha256: PICTURE}.get).paths
    return path


def test_a_book_has_what_the_standard_demands() -> None:
    files = book([PLACED, SECOND])
    check(files)
    assert files["mimetype"] == b"application/epub+zip"
    contents = tree(files["EPUB/nav.xhtml"])
    rows = ["".join(map(str, row.itertext())) for row in contents.iter(f"{XHTML}li")]
    assert rows == [ARTICLE.title, 'Second & <last>\ufffd "one"']
    assert files["EPUB/images/" + "ab" * 16 + ".png"] == PICTURE.data
    note = f'<a epub:type="noteref" role="doc-noteref" href="#note-{ITEM.annotations[1].uid}">1</a>'
    assert note.encode() in files["EPUB/article-0001.xhtml"]


def test_words_of_an_article_that_are_markup_stay_as_they_are() -> None:
    text = 'Give the link role="doc-noteref" and the notes role="doc-endnotes".'
    revision = replace(PLACED.revision, html=f"<p>{text}</p>", text=text)
    document = book([Item(ARTICLE, revision, ())])["EPUB/article-0001.xhtml"]
    assert f"<p>{text}</p>".encode() in document


def test_the_type_of_the_file_stands_first_and_unpacked(tmp_path: Path) -> None:
    data = written([PLACED], tmp_path).read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


def test_a_book_is_read_back_with_its_highlights(tmp_path: Path) -> None:
    path = written([PLACED, SECOND], tmp_path)
    draft = importers.read(importers.open_source(path))
    text = read_html(draft.html).text
    assert PLACED.revision.text in text
    assert "Notes and highlights" not in text
    assert "<mark" not in draft.html
    assert draft.assets[0].data == PICTURE.data
    found = highlights(draft)
    assert found == {one.uid: expected(one) for one in ITEM.annotations}
    chapters = importers.read_chapters(importers.open_source(path))
    assert [one.title for one in chapters] == [ARTICLE.title, 'Second & <last>\ufffd "one"']
    assert highlights(chapters[0]) == found
    assert chapters[1].marks == ()
    assert (chapters[0].tags, chapters[1].tags) == (ARTICLE.tags, ())


def test_a_book_is_on_the_subjects_of_all_its_articles(tmp_path: Path) -> None:
    other = replace(SECOND, article=replace(SECOND.article, tags=("ferns & <moss>", "field work")))
    path = written([PLACED, other], tmp_path)
    assert importers.read(importers.open_source(path)).tags == (*ARTICLE.tags, "ferns & <moss>")
    first, second = importers.read_chapters(importers.open_source(path))
    assert (first.tags, second.tags) == (ARTICLE.tags, other.article.tags)


def test_a_book_of_one_article_is_called_as_it_is(tmp_path: Path) -> None:
    draft = importers.read(importers.open_source(written([PLACED], tmp_path)))
    assert (draft.title, draft.byline, draft.language) == (ARTICLE.title, ARTICLE.byline, "en")
    assert (draft.url, draft.tags) == (f"urn:uuid:{ARTICLE.uid}", ARTICLE.tags)


@given(ARTICLES)
def test_any_article_is_well_formed(html: str) -> None:
    revision = replace(PLACED.revision, html=html, text=read_html(html).text)
    item = Item(ARTICLE, revision, ())
    check(book([item]))


def test_what_may_not_stand_where_it_does_is_renamed() -> None:
    html = (
        '<li id="a-1">one</li><ul><div>two</div></ul><em><p>three</p></em><a href="#a-2">four</a>'
        '<p id="a-1">five\x01</p><a href="https://e.org/a b|c%20d">six</a>'
    )
    assert xhtml_of(html) == (
        '<div id="a-1">one</div><ul><li>two</li></ul><div><p>three</p></div><a>four</a>'
        '<p>five\ufffd</p><a href="https://e.org/a%20b%7Cc%20d">six</a>'
    )
