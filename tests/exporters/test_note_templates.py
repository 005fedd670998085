"""Templates of notes: those that ship, in each dialect, and a person's own, which reach nothing else."""

import json
import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader import paths
from reader.core import translation
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.errors import ExportFailed
from reader.core.models import Annotation, Kind
from reader.exporters.article_markdown import article_markdown
from reader.exporters.files.document_folder import own_part
from reader.exporters.markdown_folder_format import with_template
from reader.exporters.templates import markdown_dialects, sandbox
from reader.exporters.templates.note_template import NoteTemplate, find_template, preset
from reader.importers.plain.front_matter_metadata import part_front_matter
from reader.importers.plain.postil_markdown_layout import is_postils, parted, usual_layout
from reader.importers.programs.notes.postil_markdown import read_document
from tests.each import each
from tests.exporters.samples import ARTICLE, HIGHLIGHT, HTML, ITEM, TEXT
from tests.exporters.test_markdown import ANY

GOLDEN = Path(__file__).parent / "golden"
ODD = replace(
    ITEM.annotations[1],
    exact="TODO x == $y$ ((z)) {{w}}\nkey:: value c#d #e\n- [ ] # f",
    note="id:: 1\n\n{{ title }} {% if %}\n\n```\nopen",
    tags=("1984", "a b/c", "x#y", "!"),
)


def written(name: str) -> str:
    annotations = (*ITEM.annotations, ODD)
    return article_markdown(ARTICLE, annotations, HTML, template=preset(name), canonical=TEXT)


@each("name", ["obsidian", "logseq", "joplin"])
def test_a_note_is_as_it_was_set_down(name: str) -> None:
    assert written(name) == (GOLDEN / f"moss-{name}.md").read_text("utf-8")


@each("name", ["plain", "obsidian", "joplin"])
def test_highlights_come_back_from_each_dialect_with_front_matter(name: str) -> None:
    document = article_markdown(ARTICLE, ITEM.annotations, HTML, template=preset(name))
    read = {one.key: one for one in read_document(document, "moss.md").highlights}
    for one in ITEM.annotations:
        found = read[one.uid]
        assert (found.quote, found.note) == (one.exact, one.note)
        assert found.tags == one.tags


@each("name", list(NOTE_TEMPLATES))
@each("has_highlight", [True, False])
def test_several_notes_on_an_article_come_back_as_several(name: str, has_highlight: bool) -> None:
    note = replace(HIGHLIGHT, kind=Kind.ARTICLE_NOTE, exact="", start=None, end=None)
    texts = ("One.\n\n> and two", "About [Postil](https://example.org)", "Three", "# Four\n\nlines")
    tags = (("a", "b"), (), ("c d", "e"), ())
    notes = [
        replace(note, id=number, uid=str(UUID(int=number)), note=text, tags=tags[number - 1])
        for number, text in enumerate(texts, 1)
    ]
    marks = [replace(HIGHLIGHT, note="Below it.")] if has_highlight else []
    document = article_markdown(ARTICLE, [*notes, *marks], HTML, template=preset(name))
    found = read_document(document, "moss.md").highlights
    assert [(one.key, one.quote, one.note, one.tags) for one in found] == [
        (one.uid, one.exact, one.note, one.tags) for one in [*notes, *marks]
    ]


def test_highlights_come_back_from_logseq_with_lists_as_paragraphs() -> None:
    broken = replace(
        ODD, uid=ODD.uid[:-1] + "9", tags=(), exact="TODO == $y$ ((z)) {{w}}\nkey:: #c"
    )
    document = article_markdown(
        ARTICLE, (*ITEM.annotations, broken), HTML, template=preset("logseq")
    )
    assert is_postils(document)
    found = read_document(document.replace("\n", "\r\n"), "moss.md")
    assert (found.title, found.url, found.key) == (ARTICLE.title, ARTICLE.url, ARTICLE.uid)
    assert (found.author, found.site, found.tags) == (ARTICLE.byline, ARTICLE.site, ARTICLE.tags)
    read = {one.key: one for one in found.highlights}
    for one in (*ITEM.annotations, broken):
        assert read[one.uid].quote == one.exact
        assert read[one.uid].note.split() == one.note.replace("\n- ", "\n").split()
        assert read[one.uid].tags == one.tags
        assert not one.exact or read[one.uid].color == one.color
    assert found.text is not None
    text = parted(usual_layout(found.text.read().decode()))[1]
    assert text.strip().startswith("Moss grows on the *north* side")
    assert "````python\nfor tree in wood:\n    print(tree)" in text


@each("name", ["obsidian", "joplin", "logseq"])
def test_code_in_a_list_ends_where_it_ends(name: str) -> None:
    html = "<ul><li><pre><code>a $b$</code></pre></li></ul><p>c $d$</p>"
    document = article_markdown(ARTICLE, (), html, template=preset(name))
    assert "a $b$\n" in document
    assert "c \\$d\\$\n" in document


def test_headings_in_logseq_are_headings() -> None:
    html = "<h2>a#b</h2><h4>c</h4><ol><li><h3>d</h3></li></ol>"
    document = article_markdown(ARTICLE, (), html, template=preset("logseq"))
    assert "\t- ## a\\#b\n\t- #### c\n\t- 1. ### d\n" in document


@each("name", ["plain", "obsidian", "joplin"])
def test_tags_come_back_as_they_are_but_for_those_that_were_deleted(name: str) -> None:
    tags = ("machine learning", "C++", 'a, "b" \\', "1984", "plain", "x_y", "!")
    document = article_markdown(ARTICLE, [replace(HIGHLIGHT, tags=tags)], template=preset(name))
    [found] = read_document(document, "moss.md").highlights
    assert set(found.tags) == set(tags)
    edited = document.replace("#machine-learning", "#learning")
    [found] = read_document(edited, "moss.md").highlights
    assert set(found.tags) == {*tags, "learning"} - {"machine learning"}


@each("name", ["plain", "obsidian", "joplin"])
def test_tags_of_the_article_come_back_as_they_are(name: str) -> None:
    tags = ("field work", "C++", "1984", "plain", "a, b")
    article = replace(ARTICLE, tags=tags)
    document = article_markdown(article, [HIGHLIGHT], HTML, template=preset(name))
    assert set(read_document(document, "moss.md").tags) == set(tags)
    assert set(part_front_matter(document).metadata.tags) == set(tags)


def test_tags_that_were_edited_in_obsidian_are_taken_over() -> None:
    article = replace(ARTICLE, tags=("field work", "C++", "old"))
    document = article_markdown(article, [HIGHLIGHT], HTML, template=preset("obsidian"))
    edited = document.replace('tags: ["field-work", "C", "old"]', 'tags: ["field-work", "new"]', 1)
    assert edited != document
    assert set(read_document(edited, "moss.md").tags) == {"field work", "new"}
    assert set(part_front_matter(edited).metadata.tags) == {"field work", "new"}


IN_NOTE = "## Text\n\n## Markierungen\n\nmine"


@each("name", ["plain", "obsidian", "joplin"])
@each("language", ["de", "ar"])
def test_a_document_in_another_language_comes_back(name: str, language: str) -> None:
    marks = [replace(one, note=IN_NOTE) for one in ITEM.annotations]
    document, words = in_language(language, marks, name)
    assert_comes_back(document, marks)
    # A language without a catalogue: only the names of the colours are not known.
    unknown = document.replace(f"## {words['Text']}\n\n<", "## Tekst\n\n<")
    unknown = unknown.replace(f"## {words['Highlights']}\n\n>", "## Uthevinger\n\n>")
    unknown = unknown.replace(f"*{words['green']}*", "*farge*")
    assert_comes_back(unknown, marks, {"green": ""})


@each("language", ["de", "ar"])
def test_a_document_of_an_earlier_version_comes_back(language: str) -> None:
    """Nothing marks where its text begins but the heading, like one in a note above others."""
    marks = [replace(one, note=IN_NOTE if one.id == 22 else "") for one in ITEM.annotations]
    document, _words = in_language(language, marks, "plain")
    assert_comes_back(document.replace("<!-- postil:text -->\n\n", ""), marks)


def in_language(language: str, marks: list[Annotation], name: str) -> tuple[str, dict[str, str]]:
    translations = paths.resource("translations")
    translation.install(translations, [language])
    try:
        document = article_markdown(ARTICLE, marks, HTML, template=preset(name))
        words = {one: translation._(one) for one in ("Text", "Highlights", "green")}
    finally:
        translation.install(translations, ["en"])
    assert "*green*" not in document
    return document, words


def assert_comes_back(
    document: str, marks: list[Annotation], colors: Mapping[str, str] = MappingProxyType({})
) -> None:
    read = read_document(document, "moss.md")
    found = {one.key: one for one in read.highlights}
    assert read.text is not None
    assert set(found) == {one.uid for one in marks if one.exact or one.note}
    for one in filter(lambda mark: mark.uid in found, marks):
        again = found[one.uid]
        assert (again.quote, again.note, again.tags) == (one.exact, one.note, one.tags)
        if one.exact:
            assert again.color == colors.get(one.color.value, one.color.value)
    own = parted(document.partition("\n---\n")[2])[1].strip()
    assert own.startswith("Moss grows on the *north* side")
    assert own.endswith("Not a list")


@each("name", list(NOTE_TEMPLATES))
def test_a_second_export_updates_in_place_and_keeps_what_stands_below(
    name: str, tmp_path: Path
) -> None:
    export = with_template(name)
    [path] = export.write([ITEM], tmp_path / name, lambda _sha256: None).paths
    path.write_bytes(path.read_bytes() + b"\n- mine\n")
    item = replace(ITEM, article=replace(ARTICLE, title="Another"))
    written_ = export.write([item], tmp_path / name, lambda _sha256: None)
    assert (written_.paths, written_.kept) == ((path,), ())
    data = path.read_bytes()
    assert b"Another" in data
    assert data.endswith(b" -->\n\n- mine\n")
    assert own_part(data) == (ARTICLE.uid, b"- mine\n")


@given(ANY, ANY, ANY, st.lists(ANY, max_size=3))
def test_nothing_breaks_the_properties_of_logseq(
    title: str, quote: str, note: str, tags: list[str]
) -> None:
    article = replace(ARTICLE, title=title, tags=tuple(tags))
    one = replace(HIGHLIGHT, exact=quote or "x", note=note, tags=tuple(tags))
    lines = article_markdown(article, (one,), "<p>a:: b</p>", template=preset("logseq")).split("\n")
    end = lines.index("")
    assert [line.partition(":: ")[0] for line in lines[:end]][:2] == ["title", "author"]
    assert all(":: " in line for line in lines[:end])
    ids = [line for line in lines[end:] if line.strip().startswith("id:: ")]
    assert ids == [f"\t  id:: {one.uid}"]
    bullets = [line for line in lines[end:] if line and not line.startswith((" ", "\t"))]
    assert bullets == ["- ## Highlights", "- ## Text"]


@given(st.lists(ANY, max_size=4))
def test_tags_of_obsidian_are_ones_it_takes(names: list[str]) -> None:
    for tag in markdown_dialects.obsidian_tags(names):
        assert not set(tag) & set(" \t\n#,.!?[](){}\"'`")
        assert not tag.replace("/", "").isnumeric()
    assert yaml.safe_load(
        markdown_dialects.yaml(markdown_dialects.obsidian_tags(names))
    ) == markdown_dialects.obsidian_tags(names)


def test_tags_of_digits_are_given_a_letter_for_obsidian() -> None:
    names = ["1984", "²", "1/2", "a1", "#x y", "!"]
    assert markdown_dialects.obsidian_tags(names) == ["_1984", "_²", "_1/2", "a1", "x-y"]


def test_a_line_that_looks_like_the_id_of_a_block_is_text() -> None:
    assert markdown_dialects.signs("^abc\n\na ^abc\n\n`^abc`") == "\\^abc\n\na \\^abc\n\n`^abc`"


def test_code_keeps_what_means_something_to_logseq() -> None:
    block = "```\na == $b$ {{c}}\n\nkey:: x\n```\n\nprose `a == b` == c"
    assert markdown_dialects.outline(block, 1) == (
        "\t- ```\n\t  a == $b$ {{c}}\n\n\t  key:: x\n\t  ```\n\t- prose `a == b` \\== c"
    )


def test_the_brackets_of_a_link_are_no_formula_to_logseq() -> None:
    text = '<p>So they say.<a href="https://e.org/#n1">[1]</a> It was [sic] so.</p>'
    written = article_markdown(ARTICLE, (), text, template=preset("logseq"))
    assert r"So they say.\[[1](https://e.org/#n1)] It was \[sic] so." in written


@each(
    ("source", "words"),
    [
        (
            "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
            "never",
        ),
        ("".join("{% for a in 'ten signs.' %}" for _n in range(15)) + "{% endfor %}" * 15, "never"),
        ("{% for a in 'ten signs.' %}" * 3 + "a" * 999 + "{% endfor %}" * 3, "too long"),
        ("{% set x = title %}" + "{% set x = x ~ x %}" * 40, "too long"),
        ("{% set x = title %}" + "{% set x = x + x %}" * 40, "too long"),
        ("{% set x = title %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40, "too long"),
        ("{{ title" + " | replace('', 'twelve signs')" * 20 + " }}", "too long"),
        ("{{ title" + " | replace('', 'twelve signs', 9999999)" * 20 + " }}", "too long"),
        ("{{ title" + " | replace(new='twelve signs', old='')" * 20 + " }}", "too long"),
        ("{{ title" + " | list | join('twelve signs')" * 20 + " }}", "too long"),
        (
            "{% set x = title | replace('', 'a' ~ title) %}" * 2
            + "{% set x = x ~ x %}" * 9
            + "{{ x | list | map('replace', '', x) | join }}",
            "too long",
        ),
        ("{{ title" + " | yaml" * 60 + " }}", "too long"),
        ("{{ [title] * 2 }}", "numbers only"),
        ("{{ tags + tags }}", "numbers only"),
    ],
)
def test_a_template_does_no_endless_work(
    source: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_LONGEST", 100_000)
    monkeypatch.setattr(sandbox, "_MOST_MADE", 400_000)
    monkeypatch.setattr(sandbox, "_MOST_STEPS", 10_000)
    with pytest.raises(ExportFailed) as caught:
        article_markdown(ARTICLE, ITEM.annotations, template=NoteTemplate(source, "my.md"))
    assert words in str(caught.value)


@each(
    "act", ["replace('', x, 99999)", "replace(new=x, old='')", "list | join(x)", "list | join(d=x)"]
)
def test_a_large_text_is_refused_before_it_is_made(
    act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_LONGEST", 100_000)
    template = NoteTemplate(f"{{{{ x | {act} }}}}", "mine.md")
    tracemalloc.start()
    try:
        with pytest.raises(ExportFailed, match="too long"):
            template.fill({"x": "y" * 8_000})
        assert tracemalloc.get_traced_memory()[1] < 16_000_000
    finally:
        tracemalloc.stop()


def test_loops_and_macros_of_a_usual_length_are_filled() -> None:
    source = "{% macro m(a) %}{{ a ~ '!' }}{% endmacro %}{% for n in 'abc' %}{{ m(n) }}{{ loop.index + 1 }}{% endfor %}"
    template = NoteTemplate(source, "mine.md")
    for _time in range(2):
        assert template.fill({}) == "a!2b!3c!4\n"
    source = "{{ ['a', 'b'] | join('-') }}{{ [{'n': 'e'}] | join(attribute='n') }}{{ 'abab' | replace('a', 'c', 1) }}{{ 'a' | replace(new='d', old='a') }}"
    assert NoteTemplate(source, "mine.md").fill({}) == "a-becbabd\n"


@each(
    ("source", "line", "words"),
    [
        ("a\n{% if %}", 2, "Expected an expression"),
        ("a\n\n{{ titel }}", 3, "'titel' is undefined"),
        ("{{ title.__class__ }}", 1, "unsafe"),
        ("{% for a in highlights %}\n{{ a.quote._raw }}{% endfor %}", 2, "unsafe"),
        ("{{ title.format(title) }}", 1, "not safely callable"),
        ("{{ title * 999999999 }}", 1, "numbers only"),
        ("{{ 9 ** 99 }}", 1, "“**” cannot be used"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{{ 'abcdef' | truncate(5, leeway=-3) }}", 1, "leeway >= 0"),
        ("{{ title | center(99999999) }}", 1, "No filter named 'center'"),
        ("{{ range(9) }}", 1, "'range' is undefined"),
        ("\n{% include 'x' %}", 2, "no loader"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 1, "recursion"),
    ],
)
def test_what_a_template_may_not_do_is_told_by_its_line(source: str, line: int, words: str) -> None:
    with pytest.raises(ExportFailed) as caught:
        article_markdown(ARTICLE, ITEM.annotations, template=NoteTemplate(source, "my.md"))
    assert str(caught.value).startswith(f"The template “my.md” cannot be used: line {line}: ")
    assert words in str(caught.value)


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_bytes(
        b"\xef\xbb\xbf{{ title }}\r\n{% for a in highlights %}\r\n{{ a.color_name }}\r\n{% endfor %}"
    )
    template = find_template(str(path))
    assert template.names == {"title", "highlights"}
    assert article_markdown(ARTICLE, ITEM.annotations, HTML, template=template) == (
        'Moss: which side? "North", they say\nyellow\ngreen\npink\n'
    )
    for data in (b"\xff\xfe\0", b"x" * 300_000):
        path.write_bytes(data)
        with pytest.raises(ExportFailed, match=r"own\.md"):
            find_template(str(path))
    with pytest.raises(ExportFailed, match="cannot be read"):
        find_template(str(tmp_path / "none.md"))


def test_white_space_is_a_value() -> None:
    template = NoteTemplate("{% if author %}{{ author | yaml }}{% endif %}", "x")
    assert article_markdown(replace(ARTICLE, byline="\r"), (), template=template) == '"\\r"\n'


def test_what_a_template_is_given_is_written_for_markdown() -> None:
    article = replace(ARTICLE, title="*a* <b> #c", url="https://e.org/~u_x_")
    template = NoteTemplate("{{ title | upper }}\n{{ url }}\n{{ title | yaml }}", "x")
    assert article_markdown(article, (), template=template) == (
        "\\*A\\* \\<B> \\#C\n<https://e.org/~u_x_>\n" + json.dumps("*a* <b> #c") + "\n"
    )
