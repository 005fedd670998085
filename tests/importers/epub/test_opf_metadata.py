"""What a package says of its book, with the refinements of EPUB 3 and the attributes of EPUB 2."""

from reader.core.article_draft import Draft
from tests.each import each
from tests.importers.epub.samples import book, page, read_epub

_DOCUMENTS = {"a.xhtml": page("<p>The ferry left before the fog had lifted.</p>")}


_UUID = '<dc:identifier id="id">urn:uuid:7c2e6f60-0000-4000-8000-000000000001</dc:identifier>'


def _read(metadata: str) -> Draft:
    return read_epub(book(_DOCUMENTS, metadata=metadata))


def _refined(id_: str, name: str, value: str) -> str:
    return f'<meta refines="#{id_}" property="{name}">{value}</meta>'


def test_main_title_and_subtitle() -> None:
    draft = _read(
        '<dc:title id="c">Old tales</dc:title><dc:title id="s">A tale</dc:title><dc:title id="m">The Ferry</dc:title>'
        + _refined("c", "title-type", "collection")
        + _refined("s", "title-type", "subtitle")
        + _refined("m", "title-type", "main")
    )
    assert draft.title == "The Ferry: A tale"


def test_authors_in_the_order_they_are_shown_in_and_nobody_else() -> None:
    draft = _read(
        '<dc:title>x</dc:title><dc:creator id="a">Bo Ek</dc:creator><dc:creator id="b">Ada Fenn</dc:creator>'
        '<dc:creator id="c">Cy Ott</dc:creator><dc:contributor>Di Poe</dc:contributor>'
        + _refined("a", "display-seq", "2")
        + _refined("b", "display-seq", "1")
        + _refined("b", "role", "aut")
        + _refined("c", "role", "ill")
    )
    assert draft.byline == "Ada Fenn, Bo Ek"
    for odd in ("²", "9" * 5000):  # no number, and one that Python does not read
        two = '<dc:title>x</dc:title><dc:creator id="a">Bo</dc:creator><dc:creator>Cy</dc:creator>'
        assert _read(two + _refined("a", "display-seq", odd)).byline == "Bo, Cy"
    old = (
        '<dc:creator opf:role="ill">Cy</dc:creator><dc:creator opf:role="aut">Ada Fenn</dc:creator>'
    )
    assert _read(old).byline == "Ada Fenn"
    assert _read("<dc:creator>Unknown</dc:creator>").byline == ""


@each(
    ("dates", "expected"),
    [
        ("<dc:date>1851</dc:date>", "1851"),
        ("<dc:date>2011-05</dc:date>", "2011-05"),
        ("<dc:date>2011-05-06</dc:date>", "2011-05-06"),
        ('<dc:date opf:event="modification">2020-01-01</dc:date>', ""),
        (
            '<dc:date opf:event="creation">2020-01-01</dc:date><dc:date opf:event="publication">1999</dc:date>',
            "1999",
        ),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", ""),
        ("<dc:date>soon</dc:date>", ""),
    ],
)
def test_when_it_was_published(dates: str, expected: str) -> None:
    assert _read(dates).published == expected


def test_language_publisher_description_and_subjects() -> None:
    draft = _read(
        "<dc:title>x</dc:title><dc:language>en-GB</dc:language><dc:publisher>Harbour Press</dc:publisher>"
        "<dc:description>&lt;p&gt;Of a &lt;b&gt;ferry&lt;/b&gt;.&lt;/p&gt;</dc:description>"
        "<dc:subject>Ships</dc:subject><dc:subject>Ships</dc:subject><dc:subject>Fog</dc:subject>"
    )
    assert (draft.language, draft.site) == ("en-GB", "Harbour Press")
    assert (draft.excerpt, draft.tags) == ("Of a ferry.", ("Ships", "Fog"))


@each(
    ("identifiers", "expected"),
    [
        ("<dc:identifier>urn:isbn:978-0-306-40615-7</dc:identifier>", "urn:isbn:9780306406157"),
        ('<dc:identifier opf:scheme="ISBN">0-306-40615-2</dc:identifier>', "urn:isbn:0306406152"),
        (
            "<dc:identifier>7C2E6F60-0000-4000-8000-000000000001</dc:identifier>",
            "urn:uuid:7c2e6f60-0000-4000-8000-000000000001",
        ),
        (
            "<dc:identifier>http://example.org/books/1</dc:identifier>",
            "urn:epub:http://example.org/books/1",
        ),
        (
            "<dc:identifier>urn:isbn:9780306406157</dc:identifier>" + _UUID,
            "urn:uuid:7c2e6f60-0000-4000-8000-000000000001",
        ),
        ("<dc:identifier>unknown</dc:identifier>", "urn:epub:unknown%20the%20ferry"),
    ],
)
def test_the_identifier_is_the_address(identifiers: str, expected: str) -> None:
    assert _read(f"<dc:title>The Ferry</dc:title>{identifiers}").url == expected
