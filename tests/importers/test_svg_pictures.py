"""Drawings are stored without what could run, ask for something elsewhere, or never end."""

from lxml import etree
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImageReader

from reader.importers.pictures.svg_pictures import is_svg, safe_svg
from reader.ui.reading.layout.image_decoding import FORMATS
from tests.each import each
from tests.importers.sources import read_page

NAMES = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3


def svg(inner: str, attributes: str = "width='90' height='60'") -> bytes:
    return f"<svg {NAMES} {attributes}>{inner}</svg>".encode()


@each(
    "inner",
    [
        "<script>MARK</script>",
        "<g onclick='MARK'/>",
        "<foreignObject><p>MARK</p></foreignObject>",
        "<image href='file:///MARK'/>",
        "<image xlink:href='https://x.example/MARK'/>",
        "<image href='data:image/svg+xml;base64,MARK'/>",
        "<use href='MARK.svg#x'/>",
        "<a xlink:href='https://x.example/MARK'><path/></a>",
        "<rect fill='url(https://x.example/MARK)'/>",
        "<rect style='fill: url( \"MARK\" )'/>",
        "<rect style='fill:\\75rl(MARK)'/>",
        "<style>@import 'MARK'</style>",
        "<style>rect { fill: url(MARK) }</style>",
        "<rect stroke-dasharray='0.00001' id='MARK2'/>",
        "<filter id='MARK'/>",
        "<animate attributeName='MARK'/>",
        "<x:thing xmlns:x='MARK'/>",
    ],
)
def test_what_could_do_harm_goes(inner: str) -> None:
    safe = safe_svg(svg(f"<rect width='9' height='9'/>{inner}"))
    assert b"<rect" in safe
    assert b"MARK" not in safe.replace(b"MARK2", b"")
    assert b"dasharray" not in safe
    assert safe_svg(safe) == safe


@each(
    "inner",
    [
        "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs><path fill='url(#g)'/>",
        "<text x='5' y='9'>Axis</text>",
        "<style>.a { fill: red }</style><rect class='a'/>",
        "<g transform='scale(2)'><use xlink:href='#g'/></g>",
        "<image href='data:image/png;base64,iVBORw0KGgo='/>",
        "<line stroke-dasharray='4 2'/>",
    ],
)
def test_what_is_drawn_stays(inner: str) -> None:
    def drawn(data: bytes) -> list[tuple[str, dict[str, str]]]:
        inside = etree.fromstring(data).iterdescendants()
        return [(str(one.tag), {str(k): str(v) for k, v in one.items()}) for one in inside]

    assert drawn(safe_svg(svg(inner))) == drawn(svg(inner))


def test_a_drawing_that_copies_itself_without_end_is_refused() -> None:
    circle = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
    assert safe_svg(svg(circle)) == b""
    layers = "".join(f"<g id='g{n}'>" + f"<use href='#g{n + 1}'/>" * 10 + "</g>" for n in range(9))
    assert safe_svg(svg(layers + "<g id='g9'><rect/></g>")) == b""
    entities = "<!DOCTYPE svg [<!ENTITY a 'MARK'>]>" + svg("<text>&a;</text><rect/>").decode()
    assert b"MARK" not in safe_svg(entities.encode())


@each(
    ("attributes", "size"),
    [
        ("width='90' height='60'", (90, 60)),
        ("width='1in' height='48pt'", (96, 64)),
        ("viewBox='0 0 30 20'", (30, 20)),
        ("width='60' viewBox='0 0 30 20'", (60, 40)),
        ("width='100%' viewBox='0 0 30 20'", (30, 20)),
        ("width='8000' height='4000'", (4000, 2000)),
        ("", (300, 150)),
    ],
)
def test_a_drawing_has_a_size_and_can_be_drawn(attributes: str, size: tuple[int, int]) -> None:
    safe = safe_svg(svg("<rect width='9' height='9'/>", attributes))
    buffer = QBuffer()
    buffer.setData(safe)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, FORMATS["image/svg+xml"])
    assert (reader.size().width(), reader.size().height()) == size
    assert not reader.read().isNull()


@each("data", [b"", b"<p>", b"<svg", b"<svg/>", svg("", "width='1' height='1'")])
def test_what_is_no_drawing_is_none(data: bytes) -> None:
    assert safe_svg(data) == b""


@each("attributes", [f"width='{'9' * 400}' height='100'", f"viewBox='0 0 {'9' * 400} 9'"])
def test_a_drawing_that_is_infinitely_wide_cannot_be_seen(attributes: str) -> None:
    assert safe_svg(svg("<rect width='9' height='9'/>", attributes)) == b""


def test_drawings_are_recognized() -> None:
    assert is_svg(svg(""))
    assert is_svg(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><svg>")
    assert not is_svg(b"<html><svg></svg>")


INLINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" {}><title>The harbour</title><path d="M0 0h9"/></svg>'
)


@each(
    ("drawing", "is_stored"),
    [
        ("<p>" + INLINE.format('width="120" height="80" viewBox="0 0 12 8"') + "</p>", True),
        ("<figure>" + INLINE.format('viewBox="0 0 12 8"') + "</figure>", True),
        ("<p>" + INLINE.format('width="24" height="24"') + "</p>", False),
        ("<p>" + INLINE.format('viewBox="0 0 512 512"') + "</p>", False),
        (
            '<p><a href="https://x.example">'
            + INLINE.format('width="120" height="80"')
            + "</a></p>",
            False,
        ),
    ],
)
def test_a_drawing_in_the_page_is_a_picture_if_it_is_no_icon(drawing: str, is_stored: bool) -> None:
    draft = read_page(f"<title>T</title><p>{PROSE}</p>{drawing}<p>{PROSE}</p>")
    assert [asset.media_type for asset in draft.assets] == ["image/svg+xml"] * is_stored
    if is_stored:
        assert f'alt="The harbour" src="asset:{draft.assets[0].sha256}"' in draft.html
        assert b"viewBox" in draft.assets[0].data
    assert "harbour" not in draft.excerpt
