"""A book becomes one article: its documents in their order, with pictures and notes; what is missing is told."""

import io
import zipfile

import pytest

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.text.blocks import BlockKind
from reader.core.text.canonical_text import read_html
from reader.importers import limits
from reader.importers.epub.book_reading import read_book
from reader.importers.source_content import Content
from reader.importers.web.sanitizing.sanitizer import sanitize_written
from tests.each import each
from tests.importers.epub.samples import (
    CONTAINER,
    METADATA,
    book,
    nav,
    page,
    read_epub,
    row,
    zipped,
)
from tests.importers.saved.samples import PNG

_ONE = page("<h1>Morning</h1><p>The ferry left before the fog had lifted.</p>")
_TWO = page("<h1>Evening</h1><p>It came back late.</p>")
_SVG = "http://www.w3.org/2000/svg"
_MATHML = "http://www.w3.org/1998/Math/MathML"


def _text(data: bytes) -> str:
    return read_html(read_epub(data).html).text


def _encryption(*files: tuple[str, str]) -> dict[str, str | bytes]:
    parts = "".join(
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData>'
        f'<e:CipherReference URI="{path}"/></e:CipherData></e:EncryptedData>'
        for path, algorithm in files
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:container"
    text = (
        f'<encryption xmlns="{names}" xmlns:e="http://www.w3.org/2001/04/xmlenc#">{parts}'
        "</encryption>"
    )
    return {"META-INF/encryption.xml": text}


def _with_fallback(data: bytes, name: str, fallback: str) -> bytes:
    """Returns a book whose manifest names a fallback of a file."""
    given = f'href="{name}"'.encode()
    files: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.namelist():
            files[one] = archive.read(one).replace(
                given, given + f' fallback="{fallback}"'.encode()
            )
    return zipped(files)


def test_documents_stand_in_the_order_of_the_spine() -> None:
    data = book({"two.xhtml": _TWO, "one.xhtml": _ONE}, spine=["one.xhtml", "two.xhtml"])
    assert _text(data).split("\n\n") == [
        "Morning",
        "The ferry left before the fog had lifted.",
        "Evening",
        "It came back late.",
    ]
    assert read_epub(data).importer == "epub/1"
    assert read_epub(data, "ferry").media_type == "application/epub+zip"


def test_what_is_not_linear_comes_last() -> None:
    documents = {"notes.xhtml": page("<p>A note.</p>"), "one.xhtml": _ONE, "two.xhtml": _TWO}
    spine = ['notes.xhtml" linear="no', "one.xhtml", "two.xhtml"]
    assert _text(book(documents, spine=spine)).endswith("It came back late.\n\nA note.")


def test_named_entities_are_their_characters() -> None:
    assert _text(book({"a.xhtml": page("<p>a&nbsp;b&mdash;c &amp; d &nosuch; R&D</p>")})) == (
        "a\xa0b\u2014c & d &nosuch; R&D"
    )


@each("half", ["&#xD800;", "&#56000;"])
def test_halves_of_characters_are_no_fault(half: str) -> None:
    body = f'<p xmlns:a="urn:{half}"><a:b>One</a:b> {half} two</p>'
    package = f'<dc:identifier xmlns:b="{half}"><b:c>x</b:c></dc:identifier><dc:title>T</dc:title>'
    assert _text(book({"a.xhtml": page(body)}, metadata=package)) == "One \ufffd two"


def test_declared_entities_neither_grow_nor_read_files() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
    assert _text(book({"a.xhtml": bomb + page("<p>x &b; &c; y</p>")})) == "x &b; &c; y"


@each(
    ("body", "expected"),
    [
        ("<p>One<p>Two", "One\n\nTwo"),
        ('<p><a id="x"/>One & two<br></p><p>Three', "One & two\n\nThree"),
        ("<p>R&D <b>fast", "R&D fast"),
        ("<p>One<br><pre><![CDATA[a<b && c>d]]></pre>", "One\n\na<b && c>d"),
        ('<p><x"y=1>One</x"y> <i "z" epub:type="&#1;" role="doc-&#1;">two', "One two"),
    ],
)
def test_a_document_that_is_not_well_formed_is_read_as_html(body: str, expected: str) -> None:
    assert _text(book({"a.xhtml": f"<html><head><title/></head><body>{body}"})) == expected


def test_lists_of_contents_in_the_text_are_left_out() -> None:
    contents = nav(row("one.xhtml", "Morning"), '<nav epub:type="page-list"><ol/></nav>')
    data = book(
        {"one.xhtml": _ONE},
        spine=["nav.xhtml", "one.xhtml"],
        contents=contents.replace("<nav", "<h1>Contents</h1><nav", 1),
    )
    assert _text(data).startswith("Morning\n\n")
    assert not read_epub(data).warning
    old = page('<p><a href="one.xhtml">Morning</a></p><p><a href="two.xhtml">Evening</a></p>')
    data = book(
        {"toc.xhtml": old, "one.xhtml": _ONE, "two.xhtml": _TWO},
        guide='<guide><reference type="toc" href="toc.xhtml"/></guide>',
    )
    assert _text(data).startswith("Morning\n\n")


def test_the_document_of_the_contents_has_a_preface() -> None:
    listed = "".join(f'<li><a href="c1.xhtml#s{n}">The long section {n}</a></li>' for n in range(9))
    preface = "<h1>The Ferry</h1><p>Anyone may copy it, if all of it is copied, this word of the author, too.</p>"
    draft = read_epub(
        book(
            {
                "index.xhtml": page(f"{preface}<div><ul>{listed}</ul></div>"),
                "c1.xhtml": page("<h1>One</h1><p>First text.</p>"),
            },
            contents=nav(row("c1.xhtml", "One")),
            guide='<guide><reference type="toc" href="index.xhtml"/></guide>',
        )
    )
    assert "section" not in read_html(draft.html).text
    assert "Anyone may copy it" in draft.html


def test_links_lead_to_places_in_the_one_text() -> None:
    documents = {
        "one.xhtml": page(
            '<p>See <a href="two.xhtml#late">below</a> and <a href="two.xhtml">all</a>.</p>'
        ),
        "two.xhtml": page('<h1>Evening</h1><p id="other">It came.</p><p id="late">Late.</p>'),
    }
    draft = read_epub(book(documents))
    text = read_html(draft.html)
    places = dict(text.places)
    targets = [run.href[1:] for block in text.blocks for run in block.runs if run.href]
    assert [text.text[places[one] :][:4] for one in targets] == ["Late", "Even"]
    assert len(places) == 2  # names that nothing leads to are not kept


# -- pictures ----------------------------------------------------------------------------------


def test_pictures_drawings_and_pages_of_nothing_else() -> None:
    linked = f'<svg xmlns="{_SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    documents: dict[str, str | bytes] = {
        "cover.xhtml": page(f'{linked}<image xlink:href="img/dot.png"/></svg>'),
        "page.svg": f'<svg xmlns="{_SVG}" viewBox="0 0 300 400"><path d="M0 0h9v9z"/></svg>',
        "scan.png": PNG + b"2",
        "one.xhtml": page(
            f'<p>A <img src="../OPS/img/dot.png" alt="dot"/></p><svg xmlns="{_SVG}" viewBox="0 0 200 99">'
            '<image href="img/dot.png"/><rect width="9" height="9"/></svg>'
        ),
    }
    draft = read_epub(book(documents, more={"img/dot.png": PNG}))
    kinds = [asset.media_type for asset in draft.assets]
    assert kinds == ["image/png", "image/svg+xml", "image/png", "image/svg+xml"]
    assert draft.html.count("<img") == 5
    assert b"base64" in draft.assets[3].data
    assert not draft.notes


@each("size", [f'viewBox="0 0 {"9" * 400} 9"', f'width="{"9" * 5000}" height="100"'])
def test_a_drawing_of_a_size_beyond_all_numbers(size: str) -> None:
    drawing = f'<svg xmlns="{_SVG}" {size}><path d="M0 0h9v9z"/></svg>'
    assert "fog had lifted" in _text(book({"a.xhtml": _ONE, "b.xhtml": page(drawing)}))


def test_the_cover_comes_first_where_no_page_shows_it() -> None:
    data = book({"one.xhtml": _ONE}, more={"c.png": PNG}, properties={"c.png": "cover-image"})
    assert read_epub(data).html.startswith("<img")
    metadata = '<dc:title>x</dc:title><meta name="cover" content="c.png"/>'
    data = book({"one.xhtml": _ONE}, more={"c.png": PNG}, metadata=metadata)
    assert read_epub(data).html.startswith("<img")
    shown = {"cover.xhtml": page('<img src="c.png" alt=""/>'), "one.xhtml": _ONE}
    data = book(
        shown,
        spine=['cover.xhtml" linear="no', "one.xhtml"],
        more={"c.png": PNG},
        properties={"c.png": "cover-image"},
    )
    blocks = read_html(read_epub(data).html).blocks
    assert [block.kind for block in blocks[:2]] == [BlockKind.IMAGE, BlockKind.HEADING]
    assert len(read_epub(data).assets) == 1


def test_code_tables_formulas_and_styles_are_read_as_on_pages() -> None:
    formula = (
        f'<m:math xmlns:m="{_MATHML}"><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math>'
    )
    switch = (
        f'<epub:switch><epub:case required-namespace="{_MATHML}">{formula}</epub:case>'
        "<epub:default><p>no formula</p></epub:default></epub:switch>"
    )
    body = (
        f"<p>Half is {formula}.</p><div>{switch}</div><pre><code>a\n  b</code></pre>"
        "<table><tr><td>x</td><td>y</td></tr></table><p><span class='it'>slanted</span></p>"
    )
    head = '<link rel="stylesheet" href="s.css"/>'
    draft = read_epub(
        book({"a.xhtml": page(body, head)}, more={"s.css": ".it {font-style: italic}"})
    )
    assert _text(book({"a.xhtml": page(body)})) == (
        "Half is 1/2.\n\n1/2\n\na\n  b\n\nx\ty\n\nslanted"
    )
    assert "<i>slanted</i>" in draft.html


def test_tables_of_xhtml_are_written_as_html_reads_them() -> None:
    """Both sanitizers agree on these, so the book is sanitized once."""
    table = "<table><col/><tr><td>x</td></tr><tr><td>y</td></tr></table>"
    data = book({"a.xhtml": page(f"<p>Fares:</p>{table}")})
    written = read_book(Content(Source(data, "a.epub", "a.epub"), "", "")).html
    assert sanitize_written(written) is written
    assert "<table><colgroup><col></colgroup><tbody><tr><td>x</td></tr><tr>" in written


def test_direction_of_a_document() -> None:
    documents = {
        "a.xhtml": page("<p>123</p>", attributes='dir="rtl"'),
        "b.xhtml": page("<p>123</p>"),
    }
    blocks = read_html(read_epub(book(documents)).html).blocks
    assert [block.is_rtl for block in blocks] == [True, False]
    attributes = 'page-progression-direction="rtl"'
    hebrew = {"a.xhtml": page("<p>123</p>", attributes='xml:lang="he"')}
    japanese = {"a.xhtml": page("<p>123</p>", attributes='xml:lang="ja"')}
    for documents, is_rtl in ((hebrew, True), (japanese, False)):
        draft = read_epub(book(documents, spine_attributes=attributes))
        assert read_html(draft.html).blocks[0].is_rtl is is_rtl
    named = METADATA.replace("<dc:language>en", "<dc:language>he")
    unnamed = {"a.xhtml": page("<p>123</p>")}
    draft = read_epub(book(unnamed, metadata=named, spine_attributes=attributes))
    assert read_html(draft.html).blocks[0].is_rtl


@each(
    ("attributes", "head"),
    [
        ('style="Direction: rtl"', ""),
        ("", "<style>p { margin: 0 } html, body { margin: 0; direction : RTL }</style>"),
        ('class="from-right"', "<style>.from-right{direction:rtl}</style>"),
    ],
)
def test_the_direction_of_a_document_that_its_styles_set(attributes: str, head: str) -> None:
    data = book({"a.xhtml": page("<p>123</p>", head, attributes)})
    assert read_html(read_epub(data).html).blocks[0].is_rtl


def test_styles_of_other_parts_set_no_direction() -> None:
    head = "<style>body{flex-direction: rtl} td, .note p { direction: rtl }</style>"
    data = book({"a.xhtml": page("<p>123</p>", head)})
    assert not read_html(read_epub(data).html).blocks[0].is_rtl


# -- archives ------------------------------------------------------------------------------------


def test_words_that_a_fixed_layout_places_one_by_one_are_words() -> None:
    placed = '<span style="top: 1px; position: absolute">{}</span>'
    body = "".join(map(placed.format, ("Once upon", "a time", "there ")))
    letters = "".join(map(placed.format, "was"))
    paragraphs = (body, letters, f"{placed.format('an oak')}, and")
    found = read_epub(book({"one.xhtml": page("".join(f"<p>{one}</p>" for one in paragraphs))}))
    assert read_html(found.html).text == "Once upon a time there\n\nwas\n\nan oak, and"


def test_an_initial_that_is_a_picture_is_a_letter() -> None:
    initial, other = ('<img src="t.png" alt="T"/>', '<img src="t.png" alt="Tree"/>')
    key = '<img src="t.png" alt="x"/>'
    body = f"<p>{initial}he oak.</p><p>{initial} he elm.</p><p>{other}top</p><p>{key}to end</p>"
    html = read_epub(book({"one.xhtml": page(body)}, more={"t.png": PNG})).html
    assert "<p><span>T</span>he oak.</p>" in html
    assert html.count("<img") == 3


def test_text_in_a_drawing_is_text() -> None:
    inner = '<p xmlns="http://www.w3.org/1999/xhtml">In it.</p>'
    shown = (
        f'<svg xmlns="{_SVG}" viewBox="0 0 300 200"><foreignObject>{inner}</foreignObject></svg>'
    )
    drawn = shown.replace("<foreignObject", '<rect width="200" height="90"/><foreignObject')
    assert _text(book({"a.svg": shown, "b.xhtml": _ONE})).startswith("In it.\n\nMorning")
    draft = read_epub(book({"a.xhtml": page(f"<p>Before.</p>{drawn}<p>After.</p>")}))
    assert "<img" in draft.html
    assert read_html(draft.html).text.split() == ["Before.", "In", "it.", "After."]


def test_a_file_that_cannot_be_shown_has_its_fallback_read() -> None:
    """Also one that says it is a picture, and is of a kind that nobody can show."""
    data = book({"a.png": b"no picture", "b.xhtml": page("<p>In words.</p>")}, spine=["a.png"])
    assert _text(_with_fallback(data, "a.png", "b.xhtml")) == "In words."


def test_an_image_that_cannot_be_shown_has_its_fallback_shown() -> None:
    shown = page('<p>x</p><img src="img/a.svg" alt="A map"/>')
    data = book({"a.xhtml": shown}, more={"img/a.svg": b"no picture", "b.png": PNG})
    (asset,) = read_epub(_with_fallback(data, "img/a.svg", "b.png")).assets
    assert asset.data == PNG


@each("kind", ["text/x-oeb1-document", "application/xml", "text/plain"])
def test_a_page_is_read_whatever_type_the_manifest_says(kind: str) -> None:
    files: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(book({"a.xhtml": _TWO}))) as archive:
        for name in archive.namelist():
            files[name] = archive.read(name).replace(b"application/xhtml+xml", kind.encode())
    draft = read_epub(zipped(files))
    assert read_html(draft.html).text == "Evening\n\nIt came back late."
    assert not draft.warning


@each(
    "shown",
    [
        '<object data="../img/a.png" type="image/png">A map</object>',
        '<embed src="../img/a.png" type="image/png"/>',
    ],
)
def test_pictures_that_are_embedded_as_objects(shown: str) -> None:
    documents = {"text/a.xhtml": page(f"<p>x</p>{shown}")}
    (asset,) = read_epub(book(documents, beside={"OPS/img/a.png": PNG})).assets
    assert asset.data == PNG


def test_of_a_video_its_poster_is_shown() -> None:
    video = (
        '<video src="../a.mp4" poster="../img/a.png" aria-label="The ferry leaves">No video</video>'
    )
    documents = {"text/a.xhtml": page(f"<p>x</p>{video}<p>y</p>")}
    draft = read_epub(book(documents, beside={"OPS/img/a.png": PNG}))
    assert draft.assets[0].data == PNG
    assert 'alt="The ferry leaves"' in draft.html
    assert read_html(draft.html).text == "x\n\ny"


def test_archives_that_begin_late_or_have_names_of_another_system() -> None:
    data = book({"part/a.xhtml": _ONE, "b.xhtml": _TWO})
    assert _text(b"#!/bin/sh\nexit\n" + data) == _text(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name.replace("/", "\\"): archive.read(name) for name in archive.namelist()}
    assert _text(zipped(files)) == _text(data)


def test_a_file_that_was_cut_off_is_said_to_be_damaged() -> None:
    with pytest.raises(ImportFailed, match="damaged"):
        read_epub(book({"a.xhtml": _ONE})[:-60])


# -- faults ------------------------------------------------------------------------------------


def test_what_is_missing_is_told_and_the_rest_is_read() -> None:
    documents: dict[str, str | bytes] = {"one.xhtml": _ONE, "two.xhtml": b"\x00\x01\x02" * 400}
    draft = read_epub(book(documents, spine=["gone.xhtml", "one.xhtml", "two.xhtml"]))
    assert read_html(draft.html).text.startswith("Morning")
    assert draft.warning == (
        "2 parts of “book.epub” are missing or damaged, so their text is not in the article: "
        "gone.xhtml, OPS/two.xhtml."
    )


def test_names_of_files_in_another_case_or_spelling_are_found() -> None:
    documents = {"One%20two.xhtml": page('<p>x</p><img src="IMG/%C3%A4.png" alt="a"/>')}
    files: dict[str, str | bytes] = {
        "OPS/one two.xhtml": documents["One%20two.xhtml"],
        "OPS/img/a\u0308.png": PNG,
    }
    package = book(documents, beside=files)
    draft = read_epub(package)
    assert len(draft.assets) == 1
    assert not draft.warning


def test_a_package_that_the_container_does_not_name_is_found() -> None:
    package = '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
    files = {"META-INF/container.xml": "<container>", "x.opf": package, "a.xhtml": _ONE}
    assert read_html(read_epub(zipped(files)).html).text.startswith("Morning")


def test_of_several_renditions_the_first_that_can_be_read_is_the_book() -> None:
    first = (
        '<rootfiles><rootfile full-path="FXL/book.opf" media-type="application/oebps-package+xml"/>'
    )
    files = {
        "META-INF/container.xml": CONTAINER.replace("<rootfiles>", first),
        "FXL/book.opf": "<package/>",
    }
    assert _text(book({"one.xhtml": _ONE}, beside=files)).startswith("Morning")


@each(
    ("files", "words"),
    [
        ({"META-INF/container.xml": CONTAINER}, "does not list its contents"),
        ({"META-INF/container.xml": CONTAINER, "OPS/book.opf": "<html/>"}, "does not list its"),
        (
            {"META-INF/container.xml": CONTAINER, "OPS/book.opf": "<package><spine/></package>"},
            "no text",
        ),
    ],
)
def test_a_book_without_a_text_is_refused(files: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        read_epub(zipped(files))


def test_protected_books_are_refused_and_obfuscated_fonts_are_not() -> None:
    cipher = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    locked = _encryption(("OPS/one.xhtml", cipher))
    with pytest.raises(ImportFailed, match="protected against copying"):
        read_epub(book({"one.xhtml": _ONE}, beside=locked))
    font = _encryption(("OPS/one.xhtml", "http://www.idpf.org/2008/embedding"))
    assert not read_epub(book({"one.xhtml": _ONE}, beside=font)).warning


@each("path", ["/OPS/a%20one.xhtml", "OPS/a%20one.xhtml", "./OPS/a one.xhtml"])
def test_protected_files_are_recognized_however_they_are_named(path: str) -> None:
    locked = _encryption((path, "http://www.w3.org/2001/04/xmlenc#aes256-cbc"))
    with pytest.raises(ImportFailed, match="protected against copying"):
        read_epub(book({"a one.xhtml": _ONE}, beside=locked))


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book({"one.xhtml": page("<p>" + "word " * 2000 + "</p>")})
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 4000)
    with pytest.raises(ImportFailed, match="unpacks to more than"):
        read_epub(data)


@each("beginning", ["<a ", '<a "', "<![CDATA[", "<?xml ", "<!DOCTYPE [", "<!DOCTYPE x[]"])
def test_beginnings_without_an_end_are_looked_at_once(beginning: str) -> None:
    """A look from each of them to the end of the document would take minutes."""
    damaged = beginning * 30_000
    data = book({"a.xhtml": f"<html><body><p>&{damaged}", "one.xhtml": _ONE, "b.xhtml": damaged})
    assert "before the fog had lifted" in _text(data)


def test_a_picture_is_unpacked_once_however_often_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ornament = page('<p>A chapter.</p><img src="a.svg" alt="an ornament"/>')
    drawing = f'<svg xmlns="{_SVG}"><!-- {" " * 20_000} --><path d="M0 0h9v9z"/></svg>'
    data = book({f"{number}.xhtml": ornament for number in range(20)}, more={"a.svg": drawing})
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 100_000)
    assert len(read_epub(data).assets) == 1
