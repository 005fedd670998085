"""EPUB CFIs of the standard, of epub.js and of calibre: written and read back, only where the words agree."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.imported_highlight import KOREADER, BookPlace
from reader.importers.epub.cfi.cfi_syntax import Dialect, parse_range
from reader.importers.epub.cfi.quotation_cfis import BookPlaces, Place, Quote
from tests.each import each
from tests.importers.epub.samples import book, page

STANDARD, EPUBJS, CALIBRE = Dialect


def _places(*bodies: str) -> BookPlaces:
    documents = {f"{number}.xhtml": page(body) for number, body in enumerate(bodies)}
    return BookPlaces(book(dict(documents)), "book.epub")


def _found(places: BookPlaces, cfi: str, quote: str, dialect: Dialect = STANDARD) -> Place | None:
    return places.from_book_place(BookPlace(cfi, dialect=dialect), quote)


@each(
    ("body", "standard", "epubjs", "calibre"),
    [
        ("<p>Hello big</p>", "/4/2/1:6", "/4/2/1:6", "/2/4/2/1:6"),
        ("<p>Hello <b>so</b> big</p>", "/4/2/3:1", "/4/2/3:1", "/2/4/2/1:7"),
        ("<p><b>so</b> big</p>", "/4/2/3:1", "/4/2/1:1", "/2/4/2/2:1"),
        ("<p>a<br/><br/>b big</p>", "/4/2/5:2", "/4/2/3:2", "/2/4/2/1:3"),
        ("<p>Hello <!-- x -->big</p>", "/4/2/1:6", "/4/2/3:0", "/2/4/2/1:6"),
        ("<p>A 𝔸𝔹 big</p>", "/4/2/1:7", "/4/2/1:7", "/2/4/2/1:7"),
        (
            '<p><b id="b[1]">a big</b></p>',
            "/4/2/2[b^[1^]]/1:2",
            "/4/2/2[b[1]]/1:2",
            "/2/4/2/2[b^[1^]]/1:2",
        ),
    ],
)
def test_the_text_is_numbered_as_each_reader_does(
    body: str, standard: str, epubjs: str, calibre: str
) -> None:
    places = _places(body)
    place = places.find(Quote("big"))
    assert place is not None
    for path, dialect in ((standard, STANDARD), (epubjs, EPUBJS), (calibre, CALIBRE)):
        named = parse_range(f"epubcfi({path})", dialect)
        assert named is not None
        assert named.start == places.to_paths(place, dialect)[0]


def test_a_range_of_the_whole_book() -> None:
    places = _places("<p>One.</p>", '<p id="x">Hello <b>so</b> big &amp; old</p>')
    place = places.find(Quote("so big & old"))
    assert place is not None
    cfi = places.to_cfi(place)
    assert cfi == "epubcfi(/6/4[1.xhtml]!/4/2[x],/2/1:0,/3:10)"
    assert _found(places, cfi, "so big & old") == place
    assert places.words(place) == "so big & old"


def test_of_words_that_come_again_the_surroundings_tell_then_the_place() -> None:
    places = _places("<p>so big, a. so big, b.</p>", "<p>so big, a.</p>")
    starts = {
        (quote, share): places.find(Quote("so big", *quote), share)
        for quote in (("", ", b"), ("a. ", ""), ("", ""))
        for share in (0.0, 1.0)
    }
    assert starts[("", ", b"), 1.0] == Place(0, 11, 17)
    assert starts[("a. ", ""), 1.0] == Place(0, 11, 17)
    assert starts[("", ""), 0.0] == Place(0, 0, 6)
    assert starts[("", ""), 1.0] == Place(1, 0, 6)
    assert places.find(Quote("nowhere")) is None
    assert places.find(Quote(" ")) is None


def test_a_cfi_is_taken_only_where_the_words_agree() -> None:
    places = _places("<p>so big.</p><p>It is so big.</p>")
    cfi = "epubcfi(/6/2!/4/4,/1:6,/1:12)"
    assert _found(places, cfi, "so  big") == Place(0, 13, 19)
    moved = "epubcfi(/6/2!/4/4,/1:0,/1:6)"
    assert _found(places, moved, "so big") == Place(0, 13, 19)  # nearer than the other
    assert _found(places, cfi, "so small") is None
    assert _found(places, cfi, "") is None
    assert _found(places, "epubcfi(/6/2!/4/2,/1:3,/1:3)", "so big") == Place(0, 0, 6)
    assert _found(places, "epubcfi(/6/20!/4/2,/1:0,/1:6)", "so big") is None


def test_ids_go_before_numbers_that_have_changed() -> None:
    places = _places('<p>A foreword.</p><p id="x">It is so big.</p>')
    assert _found(places, "epubcfi(/6/2!/4/2[x],/1:6,/1:12)", "so big") == Place(0, 17, 23)
    bracketed = _places('<p>A foreword.</p><p id="b[1]">It is so big.</p>')
    for cfi, dialect in (("[b^[1^]]", STANDARD), ("[b[1]]", EPUBJS)):
        found = _found(bracketed, f"epubcfi(/6/2!/4/2{cfi},/1:6,/1:12)", "so big", dialect)
        assert found == Place(0, 17, 23)


def test_a_range_that_begins_at_an_element() -> None:
    places = _places("<p>It is <b>so</b> big.</p>")
    assert _found(places, "epubcfi(/6/2!/4/2,/2,/3:4)", "so big") == Place(0, 6, 12)


def test_what_calibre_keeps() -> None:
    places = _places("<p>One.</p>", "<p><b>so</b> big</p>")
    given = BookPlace("epubcfi(/2/4/2/2/1:0)", "epubcfi(/2/4/2/2:4)", 1, CALIBRE)
    assert places.from_book_place(given, "so big") == Place(1, 0, 6)


def test_a_place_in_the_document_that_calibre_counts() -> None:
    places = _places("<p>One.</p><p>so big</p>", "<p>so big</p><p>so big</p>")
    cfis = "epubcfi(/2/4/4/1:0)", "epubcfi(/2/4/4/1:6)"
    found = [places.from_book_place(BookPlace(*cfis, n, "calibre"), "so big") for n in (0, 1, 2)]
    assert found == [Place(0, 4, 10), Place(1, 6, 12), None]


@each(
    ("start", "end", "number"),  # of the one among those that read alike
    [
        ("/p/text().4", "/p/text().10", 0),
        ("/p[2]/text().4", "/p[2]/text().10", 1),
        ("/p[2]/text().3", "/p[2]/text().9", 1),  # it is nearby
        ("/p[9]/text().3", "/p[9]/text().9", 0),  # there is no such paragraph
        ("/div/p[2]/text().0", "/div/p[2]/text().6", 2),  # blank pieces do not count
        ("/div/p[2]", "/div/p[2]", 2),
    ],
)
def test_what_koreader_keeps(start: str, end: str, number: int) -> None:
    inner = "<p>x</p><p> <b>y</b> <i>z</i>so big</p>"
    places = _places("<p>One.</p>", f"<p>One so big</p><p>Two so big</p><div>{inner}</div>")
    body = "/body/DocFragment[2]/body"
    given = BookPlace(body + start, body + end, dialect=KOREADER)
    found = places.from_book_place(given, "so big")
    assert found is not None
    text = places._text(1)
    expected = [at for at in range(len(text)) if text.startswith("so big", at)]
    assert (found.spine, found.start) == (1, expected[number])
    assert places.words(found) == "so big"


@each(
    "given",
    ["", "/body", "/body/p[1]", "/body/DocFragment[9]/body/p.0", "/body/DocFragment[0]/body/p"],
)
def test_what_is_no_place_in_the_book(given: str) -> None:
    assert _places("<p>x</p>").from_book_place(BookPlace(given, dialect=KOREADER), "x") is None


@each(
    "text",
    [
        "",
        "epubcfi()",
        "epubcfi(/4",
        "epubcfi(/x:1)",
        "epubcfi(/4,/2)",
        "epubcfi(/4/2,/1:0,/1:2,/1:3)",
        "epubcfi(/6/4!x)",
        "/6/4!/4/2",
        "epubcfi(" + "/2" * 9000 + ")",
    ],
)
def test_what_is_no_cfi(text: str) -> None:
    assert parse_range(text, STANDARD) is None
    assert _found(_places("<p>x</p>"), text, "x") is None


def test_assertions_and_side_biases_are_passed_over() -> None:
    found = parse_range("epubcfi(/6/4[a;s=b]!/4[b^,c;s=a]/2/1:3[x^]y;s=a])", STANDARD)
    assert found is not None
    assert (found.spine, found.start.offset, found.start.steps[0].id) == (1, 3, "b,c")


_PIECES = st.sampled_from(
    [
        "one ",
        "two",
        " 𝔸 ",
        "<b>three</b>",
        "<br/>",
        "<!-- c -->",
        "<i>fo<u>ur</u></i>",
        '<a id="q^,]"/>',
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=8), st.data())
def test_every_place_is_found_again(pieces: list[str], data: st.DataObject) -> None:
    places = _places(f"<p>{''.join(pieces)}</p><p>end</p>")
    length = len(places._text(0))
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    place = Place(0, start, end)
    words = places.words(place)
    for dialect in Dialect:
        found = _found(places, places.to_cfi(place, dialect), words, dialect)
        if words:
            assert found is not None
            assert "".join(places.words(found).split()) == "".join(words.split())
            assert abs(found.start - start) <= 1 + len(places._text(0)[start:end]) - len(
                words.strip()
            )
