"""Footnotes stay wherever they stand; comments in the margin, redirects and placeholders go."""

import pytest

from reader.importers.safe_addresses import without_redirect
from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 4
CALL = f"<p>{PROSE}<a id=r1 href=#n1>[1]</a></p><p>{PROSE}</p>"
WORDS = "<a href=#r1>1</a> MARK of the keepers."
NOTE = f"<p id=n1>{WORDS}</p>"


@each(
    "page",
    [
        f"<article>{CALL}</article><hr>{NOTE}",
        f"<main><article>{CALL}</article><aside>{NOTE}</aside></main>",
        f"<main>{CALL}</main><footer>{NOTE}</footer>",
        f"<div class=page><article>{CALL}</article><div class=extra>{NOTE}</div></div>",
        f"<div>{CALL}</div><div style='mso-element:footnote-list'><hr><div><p><a name=n1 href=#r1>[1]</a> MARK</p></div></div>",
        f"<article><p>{PROSE}<a name=r1></a><sup><a href=#n1>1</a></sup></p></article><p><a name=n1></a>{WORDS}</p>",
        f"<article><p>{PROSE}<sup id=r1><a href=#n1>1</a></sup></p></article><ol><li id=n1><p>MARK <a href=#r1>↩</a></ol>",
    ],
)
def test_a_note_behind_the_article_is_of_it_and_links_back(page: str) -> None:
    html = read_page(f"<!doctype html><title>T</title>{page}<footer>All rights kept</footer>").html
    assert "MARK" in html
    assert "All rights" not in html
    assert html.count('href="#a-n1"') == html.count('href="#a-r1"') == 1


def test_what_is_around_a_note_stays_outside() -> None:
    links = "".join(f"<li><a href=/{n}>Other matters {n}</a>" for n in range(8))
    page = f"<article>{CALL}</article><div><ul>{links}</ul>{NOTE}<p>{'Unrelated words. ' * 9}</p></div>"
    assert "Other matters" not in text_in(read_page(f"<!doctype html>{page}").html)


@each(
    ("call", "comment"),
    [
        (
            "<sup><a href=#cmnt1 id=cmnt_ref1>[a]</a></sup>",
            "<div><p><a href=#cmnt_ref1 id=cmnt1>[a]</a><span>MARK?</span></p><p>MARK too</p></div>",
        ),
        (
            "<span><a id=_anchor_1 href=#_msocom_1 name=_msoanchor_1>[a]</a></span>",
            "<div><hr><div id=_com_1><b><a name=_msocom_1></a></b><p><a href=#_msoanchor_1>[a]</a>MARK?</div></div>",
        ),
    ],
)
@each("around", ["{}", "<article>{}</article>"])
def test_comments_in_the_margin_are_left_out_with_their_calls(
    call: str, comment: str, around: str
) -> None:
    draft = read_page(
        f"<!doctype html>{around.format(f'<p>{PROSE}{call}</p>{CALL}{NOTE}{comment}')}"
    )
    text = text_in(draft.html)
    assert "[a]" not in text
    assert text.count("MARK") == 1  # of the footnote
    told = [part.text for part in draft.left_out if part.reason == "comments in the margin"]
    assert "".join(told).count("[a]") == 2


def test_a_note_that_is_called_like_a_comment_but_not_linked_back_stays() -> None:
    page = f"<p>{PROSE}<a href=#comment-1>the note</a></p><p>{PROSE}</p><p id=comment-1>MARK is here.</p>"
    assert "MARK" in read_page(f"<!doctype html><article>{page}</article>").html


def test_commentary_of_an_editor_stays() -> None:
    page = (
        f"<p>{PROSE}<a id=v1 href=#com1>a</a></p><p id=com1><a href=#v1>a</a> MARK on the goat.</p>"
    )
    assert "MARK" in read_page(f"<!doctype html><article>{page}</article>").html


@each(
    "row",
    [
        "<p>Loading…</p>",
        "<div aria-busy=true><span>Loading ...</span></div>",
        "<div>Wird geladen</div>",
        "<figure><div>Chargement en cours…</div></figure>",
        "<p>読み込み中</p>",
        "<div role=status>جارٍ التحميل...</div>",
        "<div>Please wait…</div>",
    ],
)
def test_a_placeholder_for_what_a_script_brings_is_left_out(row: str) -> None:
    page = f"<article><p>{PROSE}</p>{row}<p>{PROSE}</p></article>"
    draft = read_page(f"<!doctype html><title>T</title>{page}")
    assert len(text_in(draft.html).split()) == len((PROSE * 2).split())
    assert len(draft.left_out) == 1


@each(
    "row",
    [
        "<p>Loading the boats took all day.</p>",
        "<h2>Loading</h2>",
        "<ul><li>Loading<li>Sailing</ul>",
        "<pre>Loading...</pre>",
        "<blockquote><p>Loading…</p></blockquote>",
        "<table><tr><th>State<td>Loading…<tr><th>Then<td>Done</table>",
        "<p>Laden</p>",
    ],
)
def test_words_of_the_text_are_no_placeholder(row: str) -> None:
    page = f"<article><p>{PROSE}</p>{row}<p>{PROSE}</p></article>"
    assert not read_page(f"<!doctype html><title>T</title>{page}").left_out


TO = "https%3A%2F%2Fpolder.example%2Fa%3Fb%3D1"


@each(
    "link",
    [
        f"https://www.google.com/url?q={TO}&sa=D&source=editors&ust=1732&usg=AOv",
        f"https://l.facebook.com/l.php?u={TO}&h=AT0",
        f"https://nam02.safelinks.protection.outlook.com/?url={TO}&data=05&reserved=0",
        f"https://duckduckgo.com/l/?uddg={TO}&rut=a",
        f"https://link.zhihu.com/?target={TO}",
        f"https://www.youtube.com/redirect?event=x&q={TO}&v=1",
    ],
)
def test_a_link_leads_to_the_page_itself_not_through_one_that_counts_it(link: str) -> None:
    html = read_page(f"<!doctype html><p>{PROSE}<a href='{link}'>page</a></p>").html
    assert 'href="https://polder.example/a?b=1"' in html


@each(
    "link",
    [
        "https://e.example/post?next=https://e.com/x",
        "https://e.example/share?url=https://e.com/x",
        "https://web.archive.org/web/2020/https://e.com/x",
        "https://translate.google.com/translate?u=https://e.com/x",
        "https://e.example/go?url=https://e.example/b",
        "https://e.example/go?url=https://e.com/x&or=https://e.com/y",
        "https://e.example/go?url=javascript:alert(1)//http",
        "https://e.example/url?q=http://[::1&sa=D",
    ],
)
def test_an_address_in_another_that_is_no_redirect_is_not_taken(link: str) -> None:
    assert without_redirect(link) == link


@pytest.mark.timeout(30)
def test_notes_that_all_have_one_name_take_no_time_for_each_pair() -> None:
    page = "<a id=r href=#n>1</a>" * 6000 + "<p>" + "<a id=n href=#r>MARK</a> " * 6000
    assert text_in(read_page(f"<p>{PROSE}{page}").html).count("MARK") == 6000
