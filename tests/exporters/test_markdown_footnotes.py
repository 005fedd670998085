"""Footnotes and tasks of a Markdown file are exported as Markdown, and read again they are the same."""

from dataclasses import replace

from reader.core.article_source import Source
from reader.core.text.canonical_text import read_html
from reader.exporters.article_markdown import article_markdown, html_to_markdown
from reader.exporters.templates.note_template import preset
from reader.importers import read
from tests.each import each
from tests.exporters.samples import ARTICLE, ITEM


def _read(markdown: str) -> str:
    return read(Source(markdown.encode(), "notes.md", "notes.md")).html


_NOTES = "\n\n[^1]: The first.\n\n[^2]: The second\n\n    in two paragraphs."


@each(
    "markdown",
    [
        "- [x] done\n- [ ] open\n  - [x] within *it*",
        "1. [ ] first\n\n   and more\n2. [x] second",
        r"- \[x] no task",
        f"A claim[^1] and another[^2].{_NOTES}",
        f"A claim[^1], **the same[^1]** and another[^2].{_NOTES}",
        f"Text\n\n## A heading[^1]\n\n| a[^2] | b |\n| --- | --- |\n| c | d |{_NOTES}",
        f"[^1]\\: at the beginning, [^2] and \\[^1] as text{_NOTES}",
        "One[^1]\n\n[^1]: - a list\n    - of two\n\n    ```python\n    x = 1\n    ```",
    ],
)
def test_an_export_is_the_markdown_that_was_read(markdown: str) -> None:
    html = _read(markdown)
    assert html_to_markdown(html) == markdown
    assert _read(html_to_markdown(html)) == html


_CALL = '<p>A<sup><a href="#n1" id="c1">[1]</a></sup>.</p>'
_BACK = '<a href="#c1">↩\ufe0e</a>'


@each(
    "html",
    [
        f'<p>A.</p><section><ol><li id="n1">B {_BACK}</li></ol></section>',
        f'{_CALL.replace("[1]", "1")}<section><ol><li id="n1">B {_BACK}</li></ol></section>',
        f'{_CALL}<section><ol><li id="n1">B {_BACK}</li></ol></section><p>C</p>',
        f'{_CALL}<section><ol><li id="n1">B {_BACK}</li>C</ol></section>',
        f'{_CALL}<section><ol><li id="n1">B {_BACK}</li><li id="n1">C</li></ol></section>',
        f'{_CALL}<section><ol><li id="n1">B <a href="#c1">to the place</a></li></ol></section>',
        f'{_CALL}<section><ol><li id="n1">B</li></ol></section>',
    ],
)
def test_notes_that_markdown_would_change_are_a_list(html: str) -> None:
    assert "[^" not in html_to_markdown(html)
    assert "1. B" in html_to_markdown(html)


@each("template", ["plain", "obsidian", "logseq", "joplin"])
def test_a_note_of_any_program_comes_back_with_its_tasks(template: str) -> None:
    html = _read(f"- [x] done[^1]\n- [ ] open[^2]\n  - [x] within{_NOTES}")
    note = replace(ITEM.annotations[0], note="[x] of the user")
    written = article_markdown(ARTICLE, (note,), html, template=preset(template))
    assert read_html(_read(written)).text.split() == read_html(html).text.split()
