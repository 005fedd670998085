"""What is marked in the notes of a vault becomes highlights, and only that."""

from pathlib import Path

from reader.importers.programs import recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord
from tests.each import each

_HEAD = "---\ntitle: A page\nsource: https://example.org/page\n---\n"


def _article(folder: Path, body: str) -> ArticleRecord:
    (folder / "page.md").write_text(_HEAD + body, "utf-8")
    files = ExportFiles(folder)
    (article,) = recognized(files).read(files)
    assert isinstance(article, ArticleRecord)
    return article


@each(
    "body, quotes",
    [
        ("Some ==marked words== and ==others==.\n", ["marked words", "others"]),
        ("- item ==one==\n> quoted ^^mark^^\n", ["one", "mark"]),
        ("==two\nlines==\n", ["two\nlines"]),
        ("这是==标记==的文字。\n", ["标记"]),
        ("==a = b== and ^^2^3^^\n", ["a = b", "2^3"]),
        ("==no\n\nparagraphs==\n", []),
        ("Title\n=====\n\nWords.\n\nOther\n==\n", []),
        ("x==y==z, a == b, c == d, ==\n", []),
        ("`if a ==b and c== d` and ``a `==b== c``\n", []),
        ("```python\nx ==1 and y== 2\n```\n==After.==\n", ["After."]),
        ("- ~~~\n  x ==1==\n  ~~~\n", []),
        ("```\nnever closed ==1==\n", []),
        ("```a ==1==``` and ==2==\n\n==3==\n", ["2", "3"]),
    ],
)
def test_marks_are_words_of_a_paragraph_and_no_code(
    tmp_path: Path, body: str, quotes: list[str]
) -> None:
    article = _article(tmp_path, body)
    assert [one.quote for one in article.highlights] == quotes
    assert article.text is not None
    text = article.text.read().decode()
    assert text == body if not quotes else len(text) < len(body)


def test_a_marked_word_has_what_is_beside_it(tmp_path: Path) -> None:
    """Without that a single word would wait in the review."""
    body = "# Of moss\n\n- It ==likes== the **shade** of trees,\n- and ^^water^^.\n"
    first, second = _article(tmp_path, body).highlights
    assert (first.prefix.split(), first.suffix.split()) == (
        ["Of", "moss", "It"],
        ["the", "shade", "of", "trees,", "and", "water."],
    )
    assert second.prefix.split()[-3:] == ["of", "trees,", "and"]


def test_marks_of_html_have_their_colour(tmp_path: Path) -> None:
    marks = (
        '<mark style="background: #BBFABBA6;">green</mark> <mark class="hltr-red">red</mark>'
        " <mark>plain</mark>"
    )
    article = _article(tmp_path, f"Words {marks}, and `<mark>code</mark>`.\n")
    found = [(one.quote, one.color) for one in article.highlights]
    assert found == [("green", "#BBFABBA6"), ("red", "hltr-red"), ("plain", "")]
    assert article.text is not None
    assert article.text.read() == b"Words green red plain, and `<mark>code</mark>`.\n"


def test_properties_of_blocks_are_not_beside_what_is_marked(tmp_path: Path) -> None:
    article = _article(
        tmp_path,
        "- Moss is green.\n  id:: 0a1b2c3d-0000-4000-8000-000000000003\n- So ==is== fern.\n",
    )
    (mark,) = article.highlights
    assert mark.prefix.split() == ["Moss", "is", "green.", "So"]
