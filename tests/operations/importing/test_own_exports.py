"""What Postil exports comes back: whole from JSON, and from Markdown without a second text."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader import exporters
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.models import Annotation, Article, Color, State, Status, View
from reader.exporters.markdown_folder_format import with_template
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations, articles
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.exporting import article_export
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
from tests.library.samples import draft, tables

TEXT = "Moss has no roots. It drinks from the air.\nIt has no roots, they say *twice*."


def fill(history: History) -> None:
    """Two articles with all that an export has of one."""
    one = draft("Moss & #more", TEXT, url="https://example.org/moss", byline="Ann", language="en")
    id_ = history.do("Add", articles.add, one, ("nature", "slow reading")).article_id
    history.do(
        "Mark",
        annotations.highlight,
        id_,
        9,
        17,
        Color.BLUE,
        ("roots", "a b"),
        "*so*\n\n### then\n\n> it is",
    )
    code = "It *runs*:\n\n```\nroot = ''\n  air()\n```\n\nAnd more."
    history.do("Mark", annotations.highlight, id_, 19, 41, Color.GREEN, (), code)
    odd = "# Of it\n\n---\n\na <b>bold</b> word"
    history.do("Mark", annotations.highlight, id_, 50, 58, Color.YELLOW, (), odd)
    history.do("Mark", annotations.highlight, id_, 59, len(TEXT))
    history.do("Note", annotations.set_article_note, id_, "about it")
    history.do("File", articles.set_state, [id_], State.ARCHIVE)
    history.do("Star", articles.set_starred, [id_], True)
    history.do("Read", articles.set_read, [id_], True)
    headed = "<h2>First</h2><p>Other words of 𝒳 two.</p>"
    two = history.do("Add", articles.add, draft("No address", html=headed)).article_id
    history.do("Mark", annotations.highlight, two, 22, 23)


@pytest.fixture
def contents() -> object:
    return fill


def take(database: Database, path: Path) -> running.ImportResult:
    history = History(database)
    with closing(database.queries()) as queries:
        *_parts, result = running.run(
            history, planning.plan(queries, path, None), ImportOptions(), 9
        )
    return result


def whole(queries: Queries) -> list[tuple[Article, str, list[Annotation]]]:
    """All articles with texts and annotations, without the numbers that each library gives anew."""
    found = []
    for article in queries.articles(queries.article_ids(View.ALL)):
        marks = [
            replace(one, id=0, article_id=0, made_on_revision_id=0, updated_at=0)
            for one in queries.annotations(article.id)
        ]
        text = queries.revision_text(article.revision_id)
        bare = replace(article, id=0, revision_id=0, updated_at=0, excerpt="")
        found.append((bare, text, sorted(marks, key=lambda one: one.uid)))
    return sorted(found, key=lambda row: row[0].uid)


def test_json_comes_back_whole(
    queries: Queries, database: Database, other: Database, tmp_path: Path, library: Path
) -> None:
    path = tmp_path / "export.json"
    article_export.write(queries, queries.article_ids(View.ALL), path, "json")
    take(other, path)
    with closing(other.queries()) as there:
        assert whole(there) == whole(queries)
    before = tables(library)
    assert take(database, path).highlights == 0
    assert tables(library) == before


@pytest.mark.parametrize("kind", ["json", "archive", "markdown", "html", "csv"])
def test_articles_of_one_name_stay_several(
    kind: str, history: History, queries: Queries, other: Database, tmp_path: Path
) -> None:
    """Such as issues of a newsletter, which have no address."""
    texts = {}
    for number in range(3):
        words = f"What happened in week {number}, and what did not."
        made = history.do("Add", articles.add, draft("Weekly", words, byline="Ann"))
        history.do("Mark", annotations.highlight, made.article_id, 0, 13)
        texts[queries.article(made.article_id).uid] = words
    ids = [
        one.id for one in queries.articles(queries.article_ids(View.ALL)) if one.title == "Weekly"
    ]
    suffix = exporters.find_format(kind, exporters.article_formats()).suffix
    chosen = (ids[:1], ids, ids) if kind == "csv" else (ids[:1], ids[1:2], ids[2:], ids[2:])
    for number, several in enumerate(chosen):
        path = tmp_path / f"{number}{suffix}"
        article_export.write(queries, several, path, kind)
        take(other, path)
    with closing(other.queries()) as there:
        found = whole(there)
        assert [article.uid for article, _text, _marks in found] == sorted(texts)
        assert [len(marks) for _article, _text, marks in found] == [1, 1, 1]
        if kind != "csv":
            assert {article.uid: text for article, text, _marks in found} == texts


@pytest.mark.parametrize("kind", ["json", "archive", "markdown", "html"])
def test_an_article_that_was_added_in_two_libraries_is_one(
    kind: str, history: History, queries: Queries, other: Database, tmp_path: Path
) -> None:
    """It has no address, and another UUID in each, but the same text."""
    words = "What happened this week, and what did not."
    made = history.do("Add", articles.add, draft("Weekly", words, byline="Ann"))
    history.do("Mark", annotations.highlight, made.article_id, 0, 13)
    there = History(other).do("Add", articles.add, draft("Weekly", words, byline="Ann"))
    path = tmp_path / f"one{exporters.find_format(kind, exporters.article_formats()).suffix}"
    article_export.write(queries, [made.article_id], path, kind)
    assert take(other, path).new == []
    with closing(other.queries()) as found:
        assert [one.exact for one in found.annotations(there.article_id)] == ["What happened"]


@pytest.mark.parametrize("template", NOTE_TEMPLATES)
def test_markdown_makes_no_second_text_and_brings_its_highlights(
    template: str,
    queries: Queries,
    database: Database,
    other: Database,
    tmp_path: Path,
    library: Path,
) -> None:
    folder = tmp_path / "notes"
    form = with_template(template)
    article_export.write(queries, queries.article_ids(View.ALL), folder, form)
    before = tables(library)
    assert take(database, folder).highlights == 0
    assert tables(library) == before
    take(other, folder)
    with closing(other.queries()) as there:
        pairs = zip(whole(there), whole(queries), strict=True)
        for (article, text, marks), (former, old, made) in pairs:
            assert (article.uid, article.title, article.url) == (
                former.uid,
                former.title,
                former.url,
            )
            assert text.split() == old.split()
            words = [(one.exact.strip(), one.note, one.color) for one in marks]
            assert sorted(words) == sorted((one.exact.strip(), one.note, one.color) for one in made)
            assert {one.status for one in marks} == {Status.EXACT}


@pytest.mark.parametrize("template", NOTE_TEMPLATES)
def test_a_markdown_file_that_is_added_brings_its_highlights_once(
    template: str, queries: Queries, other: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    form = with_template(template)
    article_export.write(queries, queries.article_ids(View.ALL), folder, form)
    for status in ("added", "duplicate"):
        read = [adding.read(file) for file in sorted(folder.glob("*.md"))]
        reports = adding.keep(History(other), read, (), "batch")
        assert [one.status for one in reports] == [status] * 2
        with closing(other.queries()) as there:
            made = [
                (one.uid, one.exact.strip(), one.note) for *_, each in whole(there) for one in each
            ]
        for *_, each in whole(queries):
            assert {(one.uid, one.exact.strip(), one.note) for one in each} <= set(made)
        assert len(made) == len({uid for uid, _words, _note in made})


def test_pages_bring_their_highlights_and_texts(
    queries: Queries, database: Database, other: Database, tmp_path: Path, library: Path
) -> None:
    folder = tmp_path / "pages"
    article_export.write(queries, queries.article_ids(View.ALL), folder, "html")
    before = tables(library)
    assert take(database, folder).highlights == 0
    assert tables(library) == before
    (folder / "empty.html").write_text('<meta name="generator" content="Postil">', "utf-8")
    counts = planning.plan(other.queries(), folder, None).counts(ImportOptions())
    result = take(other, folder)
    assert [("empty.html" in one) for one in result.told] == [True]
    assert (result.highlights, len(result.new)) == (counts.new, counts.new_articles)
    assert counts.new == len(before["annotation"])
    with closing(other.queries()) as there:
        pairs = zip(whole(there), whole(queries), strict=True)
        for (article, text, marks), (former, old, made) in pairs:
            assert (article.uid, article.title, article.url, article.tags) == (
                former.uid,
                former.title,
                former.url,
                former.tags,
            )
            assert (text, len(marks)) == (old, len(made))
            for one, its in zip(marks, made, strict=True):
                assert (one.uid, one.note, one.color, one.tags) == (
                    its.uid,
                    its.note,
                    its.color,
                    its.tags,
                )
                assert (one.exact, one.status) == (its.exact.strip(), Status.EXACT)
                assert (one.end, one.created_at) == (its.end, its.created_at)


def test_a_markdown_file_that_is_added_makes_no_second_text(
    queries: Queries, database: Database, tmp_path: Path, library: Path
) -> None:
    """Unless a person has edited it: its text may have other white space, and be an earlier one."""
    history, folder = History(database), tmp_path / "notes"
    (id_,) = (one.id for one in queries.articles(queries.article_ids(View.ALL)) if one.url)
    history.do(
        "Text", articles.add, draft("Moss", f"{TEXT} At last.", url="https://example.org/moss")
    )
    article_export.write(queries, [id_], folder, "markdown")
    history.do(
        "Text", articles.add, draft("Moss", f"{TEXT} Or so.", url="https://example.org/moss")
    )
    before = tables(library)["revision"]
    (file,) = folder.glob("*.md")
    (report,) = adding.keep(history, [adding.read(file)], (), "batch")
    assert (report.status, report.id) == ("duplicate", id_)
    assert tables(library)["revision"] == before
    file.write_text(file.read_text("utf-8").replace("At last.", "At the very last."), "utf-8")
    (report,) = adding.keep(history, [adding.read(file)], (), "batch")
    assert (report.status, report.id) == ("updated", id_)


def test_the_text_of_a_markdown_file_is_without_its_quotes(
    queries: Queries, database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    (id_,) = (one.id for one in queries.articles(queries.article_ids(View.ALL)) if one.url)
    article_export.write(queries, [id_], folder, "markdown")
    (file,) = folder.glob("*.md")
    read = adding.read(file)
    assert isinstance(read, PreparedDraft)
    assert read.text.split() == TEXT.split()
    (report,) = adding.keep(History(database), [read], (), "batch")
    assert (report.status, report.id) == ("duplicate", id_)


@pytest.mark.parametrize("kind", ["csv", "csv-values"])
def test_a_table_brings_highlights_and_notes_without_the_texts(
    kind: str, queries: Queries, database: Database, other: Database, tmp_path: Path, library: Path
) -> None:
    path = tmp_path / "table.csv"
    article_export.write(queries, queries.article_ids(View.ALL), path, kind)
    before = tables(library)
    assert take(database, path).highlights == 0
    assert tables(library) == before
    take(other, path)
    with closing(other.queries()) as there:
        pairs = zip(whole(there), whole(queries), strict=True)
        for (article, text, marks), (former, _text, made) in pairs:
            assert (article.uid, article.title, text) == (former.uid, former.title, "")
            assert [(one.uid, one.exact, one.note, one.color) for one in marks] == [
                (one.uid, one.exact, one.note, one.color) for one in made
            ]
            if kind == "csv-values":
                assert [one.tags for one in marks] == [one.tags for one in made]


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl"])
def test_references_bring_the_articles_without_their_texts(
    kind: str, queries: Queries, database: Database, other: Database, tmp_path: Path, library: Path
) -> None:
    format_ = exporters.find_format(kind, exporters.article_formats())
    path = tmp_path / f"references{format_.suffix}"
    article_export.write(queries, queries.article_ids(View.ALL), path, kind)
    before = tables(library)
    assert take(database, path).new == []
    assert tables(library) == before
    take(other, path)
    with closing(other.queries()) as there:
        for (found, _text, _marks), (former, _former, _made) in zip(
            sorted(whole(there), key=lambda row: row[0].title),
            sorted(whole(queries), key=lambda row: row[0].title),
            strict=True,
        ):
            assert (found.title, found.url) == (former.title, former.url)
            assert (found.byline, found.language) == (former.byline, former.language)
            assert set(found.tags) == set(former.tags)
