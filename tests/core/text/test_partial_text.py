"""A part of a long text, read alone, is what it is in the whole: its words, places and marks."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.canonical_text import read_html
from reader.core.text.markup.partial_html import part_at
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.each import each

_PARAGRAPHS = "".join(
    f"<p>Paragraph {n} of {n * n} is <b>about {'nothing else ' * 12}</b> 𝒳.</p>" for n in range(400)
)
SECTIONS = "".join(
    f"<section><h2>Part {n}</h2>{_PARAGRAPHS.replace('of', f'of {n}')}"
    f"<ul><li>a {n}</li><li>b</li></ul><table><tr><td>x {n}</td></tr></table></section>"
    for n in range(6)
)
# The same words in each chapter, in parts that are together longer than what is read at once.
CHAPTERS = "".join(
    f"<section><h2>Chapter {n}</h2><section>{_PARAGRAPHS[:24_000]}</p></section>"
    f"<section>{_PARAGRAPHS[:44_000]}</p></section></section>"
    for n in range(30)
)
PAGES = {
    "sections": SECTIONS,
    "chapters": CHAPTERS,
    "one": f'<div dir="rtl"><section>{_PARAGRAPHS}</section></div>',
    "paragraphs": _PARAGRAPHS,
}


@each("name", list(PAGES))
def test_blocks_of_a_part_are_those_of_the_whole(name: str) -> None:
    html = sanitize(PAGES[name])
    whole = read_html(html)
    length = len(whole.text)
    for place in (0, 1, *(length * n // 21 for n in range(1, 21)), length - 1, length):
        part = part_at(html, whole.text, place)
        assert part is not None
        assert part.start - 2 <= place <= part.end + 2
        assert part.end - part.start < 120_000
        assert part.text.text == whole.text
        within = [one for one in whole.blocks if part.start <= one.start and one.end <= part.end]
        assert [(b.kind, b.start, b.end, b.runs) for b in part.text.blocks if not b.cell] == [
            (b.kind, b.start, b.end, b.runs) for b in within if not b.cell
        ]
        assert [b.is_rtl for b in part.text.blocks] == [b.is_rtl for b in within]


def test_a_part_has_the_addresses_of_the_whole() -> None:
    link = '<p><a href="https://quay.example/größe?a=1&amp;b=<ü>#海">x</a><br>y<img alt="ä"></p>'
    html = sanitize((link + "<p>Some words.</p>" * 200) * 20)
    whole = read_html(html)
    part = part_at(html, whole.text, len(whole.text) // 2)
    assert part is not None
    near = [one for one in whole.blocks if part.start <= one.start and one.end <= part.end]
    assert [block.runs for block in part.text.blocks] == [block.runs for block in near]
    assert any("größe" in run.href for block in near for run in block.runs)


@each(
    "html",
    [
        "",
        "Words beside all elements <p>x</p>" * 20,
        f"<ol>{'<li>An item that is numbered.</li>' * 3000}</ol>",
    ],
)
def test_where_a_part_cannot_be_told_apart_there_is_none(html: str) -> None:
    text = read_html(html).text
    assert part_at(html, text, len(text) // 2) is None
    assert part_at("<p>Other words.</p>", "Some words.", 3) is None


_PIECES = st.sampled_from(
    [
        *("<p>a b</p>", "<p>  c <b> d</b></p>", "<div>e<p>f</p>g</div>", "<hr>", "<p></p>"),
        *("<ul><li>h</li></ul>", "<table><tr><td>i</td></tr></table>", "<pre>\n j\n</pre>", "k"),
        "<section><p>l</p><p>m</p></section>",
    ]
)


@given(st.lists(_PIECES, max_size=12), st.data())
def test_any_part_is_as_in_the_whole(pieces: list[str], data: st.DataObject) -> None:
    html = sanitize("".join(pieces))
    whole = read_html(html)
    part = part_at(html, whole.text, data.draw(st.integers(0, len(whole.text))))
    if part is not None:
        texts = {(one.kind, one.start, one.end) for one in whole.blocks if one.end > one.start}
        assert {
            (one.kind, one.start, one.end) for one in part.text.blocks if one.end > one.start
        } <= texts
