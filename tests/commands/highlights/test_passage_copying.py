"""A passage with its source, as text and as HTML."""

from dataclasses import replace

import pytest

from reader.commands.highlights.passage_copying import citation
from reader.core.models import Article, State
from tests.each import each

ARTICLE = Article(
    id=1,
    uid="u",
    title="Trees & Towns",
    byline="Ruth Amsel",
    site="The Brenn Wire",
    url="https://brenn.example/trees?a=1&b=2",
    published="2024-05-03T08:00:00Z",
    language="en",
    excerpt="",
    word_count=9,
    state=State.INBOX,
    is_starred=False,
    is_read=False,
    progress=0.0,
    position=0,
    added_at=0,
    updated_at=0,
    deleted_at=None,
    revision_id=1,
    tags=(),
    annotation_count=0,
)


def test_all_that_is_known_in_one_line() -> None:
    text, html = citation(ARTICLE, " Half of them\n\nare limes. ")
    url = "https://brenn.example/trees?a=1&b=2"
    assert text == (
        "“Half of them are limes.” — Ruth Amsel, “Trees & Towns”, The Brenn Wire, 2024-05-03, "
        + url
    )
    escaped = url.replace("&", "&amp;")
    assert html == (
        "<p>“Half of them are limes.” — Ruth Amsel, "
        f'“<a href="{escaped}">Trees &amp; Towns</a>”, <i>The Brenn Wire</i>, 2024-05-03, '
        f'<a href="{escaped}">{escaped}</a></p>'
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(ARTICLE, byline="", site="", url="", published="", title="T")
    assert citation(bare, "a <b>") == ("“a <b>” — “T”", "<p>“a &lt;b&gt;” — “T”</p>")


def test_the_page_of_what_was_printed() -> None:
    bare = replace(ARTICLE, byline="", site="", url="", published="1851", title="T")
    assert citation(bare, "a", "p. iv")[0] == "“a” — “T”, 1851, p. iv"
    assert citation(bare, "a", "pp. 4–5")[1] == "<p>“a” — “T”, 1851, pp. 4–5</p>"


def test_of_the_identifier_of_a_book_only_its_isbn_is_told() -> None:
    bare = replace(
        ARTICLE, byline="", site="", url="urn:isbn:9780306406157", published="", title="T"
    )
    assert citation(bare, "a")[0] == "“a” — “T”, ISBN 9780306406157"
    assert citation(replace(bare, url="urn:epub:x"), "a")[0] == "“a” — “T”"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", 'x" onclick="y'])
def test_only_web_addresses_become_links(url: str) -> None:
    html = citation(replace(ARTICLE, url=url), "words")[1]
    assert "href" not in html
    assert '"' not in html


@each(
    ("passage", "quoted"),
    [
        ("“We planted.”", "“We planted.”"),
        ("“Yes,” she said. “No.”", "““Yes,” she said. “No.””"),
        ("„Ja.“", "„Ja.“"),
        ("“Yes,” she said.", "““Yes,” she said.”"),
        ("“", "““”"),
    ],
)
def test_a_quotation_is_not_quoted_twice(passage: str, quoted: str) -> None:
    assert citation(ARTICLE, passage)[0].startswith(quoted + " — ")
