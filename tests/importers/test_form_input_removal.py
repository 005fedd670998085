"""What a person has typed into a page is not kept with it; the page is."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader import importers
from reader.core.article_source import Source
from reader.importers.web.normalization.form_input_removal import without_typed_text
from tests.each import each

ARTICLE = "<article><h1>Foxes</h1>" + "<p>The quick brown fox jumps over the lazy dog.</p>" * 20


def kept(html: str) -> str:
    return without_typed_text(f"{html}{ARTICLE}".encode()).decode()


@each(
    "field",
    [
        "<input value=SECRET>",
        "<input type=Password value='SECRET'>",
        "<input type=hidden name=token value=SECRET>",
        '<input type="search" value="a > SECRET">',
        "<textarea>SECRET</textarea>",
        "<textarea type=checkbox value=SECRET></textarea>",
        "<textarea>\n<b>SECRET</textarea>",
        "<div contenteditable>Dear <b>SECRET</b></div>",
        "<div contenteditable=true><div contenteditable=plaintext-only>SECRET</div></div>",
        "<x-field><template shadowrootmode=open><input value=SECRET></template></x-field>",
        (
            "<x-a><template shadowrootmode=open><x-b><template shadowrootmode=open>"
            "<textarea>SECRET</textarea></template></x-b></template></x-a>"
        ),
        "<script>let user = 'SECRET'</script>",
        "<script type=application/json>{'user': 'SECRET'}</script>",
        "<script type=module>'SECRET'</script>",
    ],
)
def test_what_was_typed_is_left_out(field: str) -> None:
    html = kept(f"<p>before</p>{field}<p>after</p>")
    assert "SECRET" not in html
    assert re.search("before.*after.*Foxes.*lazy dog", html, re.DOTALL)


@each(
    "part",
    [
        "<input type=checkbox checked value=WORD>",
        "<input type=submit value=WORD>",
        "<script type=application/ld+json>WORD</script>",
        "<script type='math/tex; mode=display'>WORD</script>",
        "<p contenteditable=false>WORD</p>",
        "<option value=WORD>WORD",
        "<button value=WORD>WORD</button>",
    ],
)
def test_what_was_not_typed_stays(part: str) -> None:
    assert "WORD" in kept(part)


def test_an_article_that_can_be_edited_is_one() -> None:
    page = f"<nav>Home</nav><main contenteditable=true>{ARTICLE}</main>"
    assert b"lazy dog" in without_typed_text(page.encode())


def test_the_article_is_read_as_before() -> None:
    page = (
        "<!doctype html><html lang=de dir=ltr><head><meta charset=windows-1252><title>Füchse</title>"
        "<meta name=author content='Ada Byron'><base href=https://e.example/b/></head><body>"
        f"{ARTICLE}<p>Ä &lt;b&gt; <code>a &amp;&amp; b</code> <a href=c>c</a>"
        "<svg viewBox='0 0 1 1'></svg><x-p><template shadowrootmode=open><p>In a root <slot></slot>"
        "</template>and out</x-p><pre>\n\n  x</pre><ruby>東<rt>tō</ruby>"
    ).encode()
    sources = [
        Source(data, "page", "page", "text/html", "https://e.example/a")
        for data in (page, without_typed_text(page))
    ]
    before, after = (importers.read(source, lambda _address: b"") for source in sources)
    assert "In a root" in before.html
    assert (before.html, before.title, before.byline) == (after.html, after.title, after.byline)


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "<input value=",
                '"',
                "SECRET",
                "</",
                "textarea>",
                "<textarea ",
                "template",
                "a",
                "=",
            ]
        )
    ).map("".join)
)
def test_any_text_is_taken(text: str) -> None:
    without_typed_text(text.encode("utf-8", "replace"))
