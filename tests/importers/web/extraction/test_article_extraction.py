"""Which part of a page is its article, and what of it is left out: by what the page itself says."""

import pytest

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 4
LINKS = "".join(f"<a href=/{n}>Other matters {n}</a> " for n in range(8))


def read(body: str) -> str:
    return text_in(read_page(f"<!doctype html><title>T</title><body>{body}</body>").html)


@each(
    "piece",
    [
        "<form><label>MARK</label><input></form>",
        "<form><label>MARK</label><textarea></textarea><button>Send</button></form>",
        "<form><script>void 0</script><p></p><label>MARK</label><input></form>",
        "<nav>MARK</nav>",
        "<footer><p>MARK</p></footer>",
        "<button>MARK</button>",
        "<div role=navigation>MARK</div>",
        "<div role=Search>MARK</div>",
        "<p hidden>MARK</p>",
        "<p style='color: red; display : none'>MARK</p>",
        "<p style='visibility:hidden'>MARK</p>",
        "<dialog><p>MARK, which nobody has opened.</p></dialog>",
        "<div class='box related'><p>MARK</p></div>",
        "<div id=social-links>MARK</div>",
        "<section class=newsletter-signup><p>MARK</p></section>",
        "<ul class=breadcrumbs><li>MARK</li></ul>",
        f"<aside>MARK {LINKS}</aside>",
        "<aside class=promo><p>MARK</p></aside>",
    ],
)
@each("around", ["{}", "<article>{}</article>", "<main>{}</main>"])
def test_what_is_beside_the_text_is_left_out(piece: str, around: str) -> None:
    text = read(around.format(f"<p>{PROSE}</p>{piece}<p>{PROSE}</p>"))
    assert "MARK" not in text
    assert text.count("The boat left") == 8


@each(
    "piece",
    [
        "<form><p>MARK</p></form>",
        "<p class=share>MARK</p>",
        "<p id=related>MARK</p>",
        f"<div class=related><p>MARK {PROSE}{PROSE}</p></div>",
        "<div class=unrelated><p>MARK</p></div>",
        "<p style='color: red'>MARK</p>",
        "<div role=region>MARK</div>",
        "<dialog open><p>MARK</p></dialog>",
        "<object data=film.swf><p>MARK</p></object>",
    ],
)
@each("around", ["{}", "<article>{}</article>"])
def test_what_may_be_of_the_text_stays(piece: str, around: str) -> None:
    assert "MARK" in read(around.format(f"<p>{PROSE}</p>{piece}<p>{PROSE}</p>"))


@pytest.mark.parametrize(
    ("around", "stays"), [("{}", False), ("<article>{}</article>", True), ("<main>{}</main>", True)]
)
def test_an_aside_is_of_the_article_it_is_in(around: str, stays: bool) -> None:
    text = read(around.format(f"<p>{PROSE}</p><aside><p>MARK</p></aside><p>{PROSE}</p>"))
    assert ("MARK" in text) == stays


@each(
    ("header", "around", "stays"),
    [
        (f"MARK {LINKS}", "{}", False),
        (f"MARK {LINKS}", "<article>{}</article>", False),
        ("<p>MARK, and more of it than of <a href=/>links</a>.</p>", "{}", True),
        (
            "<p>MARK, a line like <b>this</b> and words behind <a href=/>the link</a></p>",
            "{}",
            True,
        ),
    ],
)
def test_a_header_of_links_is_the_site_s(header: str, around: str, stays: bool) -> None:
    text = read(around.format(f"<header>{header}</header><p>{PROSE}</p>"))
    assert ("MARK" in text) == stays


@each("tag", ["article", "main", "div itemprop=articleBody", "div role=main"])
def test_the_element_that_holds_the_article_is_taken(tag: str) -> None:
    body = f"<p>Before it.</p><{tag}><p>{PROSE}</p></{tag.split()[0]}><p>After it.</p>"
    draft = read_page(f"<title>T</title>{body}")
    assert text_in(draft.html).strip() == PROSE.strip()
    assert [part.text for part in draft.left_out] == ["Before it.", "After it."]


def test_each_part_left_out_knows_how_much_of_the_text_stands_before_it() -> None:
    form, text = "<p>One.</p><form><input>a<input>b<input>c<input>d</form>", f"<p>{PROSE}</p>"
    page = f"<nav>Home</nav><article>{text}{form}{text}</article><footer>© The Quay</footer>"
    length = len(PROSE.strip())
    parts = read_page(f"<title>T</title><body>{page}").left_out
    assert [(part.text, part.place) for part in parts] == [
        ("Home", 0),
        ("abcd", length + len("One.")),
        ("© The Quay", 2 * length + len("One.")),
    ]


def test_of_several_articles_the_longest_is_taken() -> None:
    body = f"<article><p>A teaser.</p></article><article><p>{PROSE}</p></article>"
    assert read(body).strip() == PROSE.strip()


def test_the_body_of_the_article_is_taken_before_what_is_around_it() -> None:
    inner = f"<p>MARK</p><div itemprop=articleBody><p>{PROSE}</p></div>"
    assert read(f"<main><article>{inner}</article></main>").strip() == PROSE.strip()


def test_an_article_that_holds_little_of_the_text_is_not_taken_for_all() -> None:
    text = read(f"<article><p>{PROSE}</p></article><p>{PROSE}</p><p>{PROSE}</p>")
    assert text.count("The boat left") == 12


def test_links_are_no_text_of_an_article() -> None:
    links = f"<article><p>{LINKS * 20}</p></article>"
    assert "The boat left" in read(f"{links}<div><p>{PROSE}</p></div>")


def test_a_page_of_which_nearly_all_would_go_is_kept_whole() -> None:
    draft = read_page(f"<title>T</title><p>Short.</p><footer><p>{PROSE * 4}</p></footer>")
    assert "The boat left" in draft.html
    long = f"<p>{PROSE * 4}</p>"
    assert "MARK" not in read(f"{long}<footer><p>MARK {PROSE * 20}</p></footer>")


def test_what_was_left_out_is_noted_in_short() -> None:
    nav = "<nav>Home <form>Search</form></nav>"
    page = (
        f"<title>T</title><p>{PROSE}</p><script>0</script><nav></nav>{nav}<footer>{PROSE}</footer>"
    )
    notes = [note for note in read_page(page).notes if note.startswith("Left out")]
    length = len(PROSE.strip())
    assert notes == [
        "Left out, navigation: Home Search",
        f"Left out, a footer: {PROSE.strip()[:200]}… ({length} characters)",
    ]


@each(
    ("headings", "left"),
    [
        ("<h1>A title</h1>", ""),
        ("<h2>A title</h2>", ""),
        ("<h2>Another</h2><h2>A title</h2>", "Another"),
        ("<h2>Another</h2><h1>A title</h1>", "Another"),
        ("<h1>Another</h1><h2>A title</h2>", "Another A title"),
        ("<h3>A title</h3>", "A title"),
    ],
)
def test_the_heading_that_repeats_the_title_is_left_out_once(headings: str, left: str) -> None:
    page = f"<meta property=og:title content='A title'>{headings}<p>{PROSE}</p>"
    text = text_in(read_page(page).html)
    assert "".join(text.split("The boat", 1)[0].split()) == left.replace(" ", "")


def teaser(address: str = "/b", more: str = "Read more »", words: str = "A goat at sea.") -> str:
    return (
        f"<div><a href=/b><h3>MARK</h3></a><p>{words} How it came there, and where it went to.</p>"
        f"<p><a href={address}>{more}</a></p></div>"
    )


@each("around", ["<p>{0}</p>{1}<p>{0}</p>", "<section><p>{0}</p>{1}</section><p>{0}</p>"])
def test_a_single_teaser_among_the_text_is_left_out(around: str) -> None:
    over = "<a href=/b><h3>MARK</h3></a>"
    for piece in (teaser(), teaser().replace(over, "<h3><a href=/b>MARK</a></h3>")):
        assert "MARK" not in read(f"<article>{around.format(PROSE, piece)}</article>")


@each(
    "piece",
    [
        teaser(address="/c"),
        teaser(more="The mate's own story"),
        teaser(words=PROSE),
        teaser() * 2 + f"<p>{PROSE[:160]}</p>",
    ],
)
def test_what_is_no_teaser_or_a_digest_stays(piece: str) -> None:
    prose = "" if piece.count("MARK") > 1 else f"<p>{PROSE}</p><p>{PROSE}</p>"
    assert "MARK" in read(f"<article>{prose}{piece}</article>")
