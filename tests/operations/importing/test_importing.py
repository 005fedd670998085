"""What is imported is matched with the library, placed in its texts, and kept as one step."""

import csv
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from reader.core.errors import ImportFailed, LibraryError
from reader.core.models import Annotation, Color, State, Status, View
from reader.importers.programs import find_program
from reader.importers.programs.records import ArticleRecord, ArticleText
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.matching import ArticleMatcher
from reader.operations.importing.plan import Fate, ImportOptions, ImportPlan
from reader.operations.importing.running import ImportResult
from tests.importers.programs.test_exports import CASES, EXPORTS, chosen
from tests.library.samples import draft, tables

URL = "https://example.org/moss"
TEXT = "Moss has no roots. It drinks from the air. It has no roots, they say, and no haste."
COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Color", "Tags", "Date")

PLAIN = ImportOptions()

Row = tuple[str, ...]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "highlights.csv"


def write(table: Path, rows: Sequence[Row]) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])


def row(quote: str, note: str = "", title: str = "Moss", url: str = URL, **more: str) -> Row:
    known = {"color": "", "tags": "", "date": "", "author": "Ann"} | more
    return (quote, title, known["author"], url, note, known["color"], known["tags"], known["date"])


def planned(queries: Queries, table: Path) -> ImportPlan:
    return planning.plan(queries, table, None)


def done(
    history: History,
    queries: Queries,
    table: Path,
    options: ImportOptions = PLAIN,
    part: int = 1000,
) -> ImportResult:
    *_parts, result = running.run(history, planned(queries, table), options, part)
    return result


def by_quote(queries: Queries, article_id: int) -> dict[str, Annotation]:
    return {one.exact or one.note: one for one in queries.annotations(article_id)}


def test_an_import_is_one_step_and_a_second_one_adds_nothing(
    history: History, queries: Queries, table: Path, library: Path
) -> None:
    before = tables(library)
    write(
        table,
        [
            row(
                "Roots trade sugar.",
                "so <b>they</b> say",
                color="magenta",
                tags="soil, =1+1",
                date="2024-01-05 21:14:08",
            ),
            row("Moss drinks.", title="Other", url="https://example.org/other"),
            row("", "all about it", title="Third", url="", author="Bo"),
            row("'); DROP TABLE article; --", title="Third", url="", author="Bo"),
        ],
    )
    result = done(history, queries, table, ImportOptions(tag="from/readwise"), part=1)
    assert (result.highlights, len(result.new), result.unplaced) == (4, 3, 0)
    assert result.addresses == [URL, "https://example.org/other"]
    moss, other, third = queries.articles(sorted(result.new))
    assert (moss.title, moss.byline, moss.url, moss.state) == ("Moss", "Ann", URL, State.INBOX)
    (mark,) = queries.annotations(moss.id)
    assert (mark.exact, mark.note, mark.color) == (
        "Roots trade sugar.",
        "so <b>they</b> say",
        Color.PURPLE,
    )
    assert mark.tags == ("=1+1", "from/readwise", "soil")
    assert mark.created_at == 1704489248000
    assert [one.tags for one in (moss, other)] == [("from/readwise",)] * 2
    assert set(by_quote(queries, third.id)) == {"all about it", "'); DROP TABLE article; --"}
    assert queries.waiting() == []  # nobody is asked about what has no text yet
    kept = tables(library)
    again = done(history, queries, table)
    assert (again.highlights, again.here, again.new) == (0, 4, [])
    assert tables(library) == kept
    step = history.undo()
    assert step is not None
    assert step.label == "Import from Readwise"
    assert tables(library) == before
    assert len(done(history, queries, table).new) == 3


def test_quotes_are_placed_in_the_text_that_is_there(
    history: History, queries: Queries, table: Path
) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    known = history.do("Mark", annotations.highlight, id_, 19, 42)
    write(
        table,
        [
            row("Moss has  no\nroots."),
            row("It drinks from the air."),  # which is marked already
            row("no roots"),  # in two places
            row("Ferns have fronds and are no moss at all."),
            row("on the whole", "about the article", url=URL + "?utm_source=x"),
        ],
    )
    plan = planned(queries, table)
    counts = plan.counts(ImportOptions())
    assert (counts.new, counts.here, counts.unplaced, counts.new_articles) == (4, 1, 3, 0)
    assert plan.counts(ImportOptions(has_unplaced=False)).new == 1
    result = done(history, queries, table, ImportOptions(tag="all"))
    found = by_quote(queries, id_)
    assert result.new == []
    assert found["Moss has no roots."].status is Status.EXACT
    assert found["It drinks from the air."].id == known
    assert found["no roots"].status is Status.REVIEW
    assert found["Ferns have fronds and are no moss at all."].status is Status.ORPHAN
    assert queries.waiting() == [(id_, "Moss", 3)]
    assert queries.article(id_).tags == ()


def test_highlights_find_their_places_when_the_text_comes(
    history: History, queries: Queries, table: Path
) -> None:
    write(table, [row("It drinks from the air."), row("Ferns have fronds and are no moss at all.")])
    (id_,) = done(history, queries, table).new
    assert {one.status for one in queries.annotations(id_)} == {Status.ORPHAN}
    added = history.do("Add", articles.add, draft("Moss", TEXT, url=URL))
    assert (added.status, added.article_id) == ("updated", id_)
    found = by_quote(queries, id_)
    drinks = found["It drinks from the air."]
    assert (drinks.status, drinks.start, drinks.end) == (Status.EXACT, 19, 42)
    assert found["Ferns have fronds and are no moss at all."].needs_review
    assert queries.waiting() == [(id_, "Moss", 1)]
    assert done(history, queries, table).highlights == 0


def test_what_was_thrown_away_does_not_come_back(
    history: History, queries: Queries, table: Path
) -> None:
    write(table, [row("It drinks from the air.")])
    (id_,) = done(history, queries, table).new
    (mark,) = queries.annotations(id_)
    history.do("Delete", annotations.delete, [mark.id])
    history.do("Trash", articles.trash, [id_])
    assert done(history, queries, table).highlights == 0
    assert queries.article_ids(View.ALL) == []


def test_the_same_words_in_two_places_are_two_highlights(
    history: History, queries: Queries, table: Path
) -> None:
    write(
        table,
        [
            row("no roots", date="2024-01-05"),
            row("no roots", date="2024-01-06"),
            row("no roots", date="2024-01-06"),
        ],
    )
    (id_,) = done(history, queries, table).new
    assert len(queries.annotations(id_)) == 2
    assert done(history, queries, table).highlights == 0


def test_a_text_that_changed_since_the_preview_is_the_one_that_counts(
    history: History, queries: Queries, table: Path
) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    write(table, [row("It drinks from the air.")])
    plan = planned(queries, table)
    history.do("Add", articles.add, draft("Moss", f"On moss.\n\n{TEXT}", url=URL))
    list(running.run(history, plan, ImportOptions(), 1000))
    (mark,) = queries.annotations(id_)
    assert (mark.status, mark.start) == (Status.EXACT, 29)
    assert mark.exact == "It drinks from the air."


def test_an_article_that_came_since_the_preview_is_not_made_again(
    history: History, queries: Queries, table: Path
) -> None:
    write(table, [row("It drinks from the air.")])
    plan = planned(queries, table)
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    list(running.run(history, plan, ImportOptions(), 1000))
    assert queries.article_ids(View.ALL) == [id_]
    (mark,) = queries.annotations(id_)
    assert mark.status is Status.EXACT


def test_a_book_is_known_by_title_and_author(
    history: History, queries: Queries, table: Path
) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT)).article_id
    write(table, [row("It drinks from the air.", url=""), row("Another.", url="", title="Ferns")])
    plan = planned(queries, table)
    assert [one.id for one in plan.articles] == [id_, None]
    assert [one.highlights[0].fate for one in plan.articles] == [Fate.NEW, Fate.NEW]


def test_a_row_without_an_address_is_known_by_title_and_author(
    history: History, queries: Queries, table: Path, library: Path
) -> None:
    def add(title: str, address: str, byline: str = "Ann Author") -> int:
        text = f"{title}, at {address}. {TEXT}"
        made = draft(title, text, url=f"{URL}/{address}", byline=byline)
        return history.do("Add", articles.add, made).article_id

    id_, _ferns = add("Moss", "1"), add("Ferns", "2", byline="Bo Other")
    twice, again = add("Twice", "3"), add("Twice", "4")
    titles = ("MOSS", "Ferns", "Twice")
    write(table, [row("Moss has no roots.", url="", title=title) for title in titles])
    assert [one.id for one in planned(queries, table).articles] == [id_, None, None]
    assert len(done(history, queries, table).new) == 2
    (mark,) = queries.annotations(id_)
    assert mark.status is Status.EXACT
    before = tables(library)
    assert done(history, queries, table).here == 3
    assert tables(library) == before
    history.do("Trash", articles.trash, [again])
    write(table, [row("It drinks from the air.", url="", title="Twice", author="A Author")])
    assert [one.id for one in planned(queries, table).articles] == [twice]
    own_text = ArticleText("moss.md", "text/markdown", lambda: b"Of its own")
    named = [(title, ArticleRecord(title, text=own_text)) for title in ("Moss", "Other")]
    assert ArticleMatcher(queries, named).match(named) == [None, None]


def test_what_is_left_out_stays_out(history: History, queries: Queries, table: Path) -> None:
    write(table, [row("One."), row("Two."), row("Three.", title="Other", url=URL + "/2")])
    plan = planned(queries, table)
    moss, other = plan.articles
    plan.choose(moss, moss.highlights[0])
    plan.choose(other, None)
    plan.choose(other, other.highlights[0])
    plan.choose(other, other.highlights[0])
    counts = plan.counts(PLAIN)
    assert (counts.new, counts.new_articles, counts.without_text) == (2, 1, 1)
    *_parts, result = running.run(
        history, plan, ImportOptions(is_archiving=True, colors={"": Color.RED}), 9
    )
    (id_,) = result.new
    assert queries.article(id_).state is State.ARCHIVE
    assert [(one.exact, one.color) for one in queries.annotations(id_)] == [("Two.", Color.RED)]


def test_a_file_of_another_program_is_told_in_a_sentence(queries: Queries, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ImportFailed, match="is not an export of a known program; the programs are"):
        planning.plan(queries, file, None)
    with pytest.raises(ImportFailed, match="There is no file"):
        planning.plan(queries, tmp_path / "none", None)
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "note.md").write_text("Words of one's own.", "utf-8")
    with pytest.raises(ImportFailed, match=r"Obsidian and Logseq; what .*notes with an address"):
        planning.plan(queries, tmp_path, None)
    with pytest.raises(ImportFailed, match="There is no program"):
        find_program("none")


def test_files_of_another_program_in_the_folder_are_named(
    queries: Queries, table: Path, tmp_path: Path
) -> None:
    write(table, [row("Moss has no roots.")])
    (tmp_path / "My Clippings.txt").write_bytes(
        (EXPORTS / "kindle-clippings" / "My Clippings.txt").read_bytes()
    )
    plan = planned(queries, tmp_path)
    (other,) = {"Kindle", "Readwise"} - {plan.title}
    sentence = f"“{tmp_path.name}” also has files of {other}; import these separately."
    assert sentence in plan.unreadable
    assert len(plan.articles) > 0
    chosen_one = planning.plan(queries, tmp_path, find_program("readwise"))
    assert chosen_one.unreadable == []


def test_every_export_comes_in_once(history: History, queries: Queries, library: Path) -> None:
    for case in CASES:
        done(history, queries, chosen(case))
    kept = tables(library)
    assert len(kept["annotation"]) > 40
    for case in CASES:
        again = done(history, queries, chosen(case))
        assert (case.name, again.highlights, again.new) == (case.name, 0, [])
    assert tables(library) == kept
    while history.undo() is not None:
        pass
    assert not any(tables(library)[name] for name in ("article", "annotation", "tag", "source"))


def test_an_article_without_a_text_gets_that_of_another_program(
    history: History, queries: Queries, table: Path
) -> None:
    write(table, [row("It drinks from the air."), row("and no text")])
    (id_,) = done(history, queries, table).new
    assert all(one.is_waiting_for_text for one in queries.annotations(id_))
    result = done(history, queries, chosen(EXPORTS / "omnivore"))
    assert id_ not in result.new
    found = by_quote(queries, id_)
    assert found["It drinks from the air."].status is Status.EXACT
    assert found["Moss has no roots."].status is Status.EXACT
    assert found["and no text"].needs_review
    assert not any(one.is_waiting_for_text for one in found.values())
    assert queries.article(id_).word_count == 9


def test_a_book_gets_its_text_when_its_file_is_added(
    history: History, queries: Queries, table: Path
) -> None:
    write(table, [row("It drinks from the air.", title="Of Moss", url="", author="Author, Ann")])
    (id_,) = done(history, queries, table).new
    other = history.do("Add", articles.add, draft("Of Moss", "Other words.", byline="Bo Other"))
    assert other.status == "added"
    added = history.do("Add", articles.add, draft("Of Moss", TEXT, byline="Ann Author"))
    assert (added.status, added.article_id) == ("updated", id_)
    (mark,) = queries.annotations(id_)
    assert mark.status is Status.EXACT


def test_a_highlight_that_is_here_gets_the_note_that_it_lacks(
    history: History, queries: Queries, table: Path
) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    bare = history.do("Mark", annotations.highlight, id_, 19, 42)
    history.do("Mark", annotations.highlight, id_, 0, 18, Color.RED, (), "my own")
    write(table, [row("It drinks from the air.", "a note"), row("Moss has no roots.", "another")])
    assert done(history, queries, table).here == 2
    assert {one.note for one in queries.annotations(id_)} == {"a note", "my own"}
    history.do("Note", annotations.set_note, bare, "better")
    done(history, queries, table)
    assert {one.note for one in queries.annotations(id_)} == {"better", "my own"}


def test_an_article_that_was_deleted_since_the_preview_stays_away(
    history: History, queries: Queries, table: Path
) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    write(
        table, [row("Moss has no roots.", tags="x"), row("Ferns.", title="Ferns", url=URL + "/2")]
    )
    plan = planned(queries, table)
    history.do("Trash", articles.trash, [id_])
    history.write(articles.purge, [id_])
    *_parts, result = running.run(history, plan, PLAIN, 1000)
    assert [one.title for one in queries.articles(result.new)] == ["Ferns"]
    assert len(queries.article_ids(View.ALL)) == 1


def test_two_articles_may_claim_one_id(history: History, queries: Queries, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    own = "11111111-2222-4333-8444-555555555555"
    listed = [{"id": f"urn:uuid:{own}", "title": f"T{n}", "url": f"{URL}/{n}"} for n in range(3)]
    whole = {"type": "AnnotationCollection", "label": "Postil", "articles": listed}
    file.write_text(json.dumps(whole), "utf-8")
    result = done(history, queries, file)
    assert [one.title for one in queries.articles(sorted(result.new))] == ["T0", "T1", "T2"]
    again = planned(queries, file)
    assert [one.id for one in again.articles] == sorted(result.new)


def test_only_what_is_kept_is_told(history: History, queries: Queries, table: Path) -> None:
    id_ = history.do("Add", articles.add, draft("Moss", TEXT, url=URL)).article_id
    write(
        table,
        [row("Moss has no roots."), row("Not there."), row("It.", title="F", url=URL + "/2")],
    )
    plan, former = planned(queries, table), planned(queries, table)
    *_parts, result = running.run(history, plan, PLAIN, 1000)
    assert (result.highlights, result.unplaced, len(result.new)) == (3, 1, 1)
    assert result.addresses == [URL + "/2"]
    *_parts, again = running.run(history, former, PLAIN, 1000)
    assert (again.highlights, again.unplaced, again.new, again.addresses) == (0, 0, [], [])
    assert len(queries.annotations(id_)) == 2


def test_a_key_that_is_given_twice_loses_nothing(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    file = tmp_path / "export.json"
    said = [("One.", ""), ("Two.", ""), ("One.", ""), ("One.", "noted")]
    marks = [{"id": 7, "text": quote, "note": note} for quote, note in said]
    book = {"user_book_id": 1, "title": "Moss", "readwise_url": "", "highlights": marks}
    file.write_text(json.dumps({"results": [book]}), "utf-8")
    result = done(history, queries, file)
    (id_,) = result.new
    kept = sorted((one.exact, one.note) for one in queries.annotations(id_))
    assert kept == [("One.", ""), ("One.", "noted"), ("Two.", "")]
    assert result.highlights == 3
    assert done(history, queries, file).highlights == 0


def test_an_error_in_the_middle_tells_what_was_kept(
    queries: Queries, table: Path, library: Path
) -> None:
    write(table, [row(f"Words {n}.", title=f"T{n}", url=f"{URL}/{n}") for n in range(3)])
    plan = planned(queries, table)
    with (
        closing(Database.open(library, timeout=0)) as database,
        closing(sqlite3.connect(library)) as other,
    ):
        history = History(database)
        parts = running.run(history, plan, PLAIN, 1)
        assert next(parts).highlights == 1
        other.execute("BEGIN IMMEDIATE")
        *_parts, result = parts
        with pytest.raises(LibraryError):
            list(running.run(history, plan, PLAIN, 1))
        other.rollback()
        assert done(history, queries, table).highlights == 2
    assert (result.is_stopped, result.highlights, len(result.new)) == (True, 1, 1)
    assert "1 highlight added" in result.summary()
    assert isinstance(result.error, LibraryError)
    assert len(tables(library)["annotation"]) == 3


def test_a_file_that_cannot_be_read_leaves_the_others(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    vault = tmp_path / "vault.zip"
    with ZipFile(vault, "w") as archive:
        for name in "abc":
            archive.writestr(
                f"{name}.md", f"---\nsource: {URL}/{name}\n---\n==Moss {name}.==\n" * 9
            )
    data = vault.read_bytes()
    vault.write_bytes(data.replace(b"Moss b.", b"Muss b.", 1))  # its checksum is another now
    plan = planned(queries, vault)
    assert [one.record.url[-1] for one in plan.articles] == ["a", "c"]
    assert plan.unreadable == ["“b.md” is damaged: save it again."]


def test_a_table_needs_only_the_columns_that_it_uses(queries: Queries, table: Path) -> None:
    table.write_text("Highlight,Title\nMoss has no roots.,Moss\n", "utf-8")
    (article,) = planned(queries, table).articles
    assert (article.record.title, len(article.highlights)) == ("Moss", 1)


def test_a_tag_on_a_whole_page_is_one_of_the_article(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    page = {"id": "n1", "uri": URL, "text": "", "tags": ["nature"], "target": [{"source": URL}]}
    path = tmp_path / "annotations.json"
    path.write_text(json.dumps({"annotations": [page]}), "utf-8")
    done(history, queries, path)
    (article,) = queries.articles(queries.article_ids(View.ALL))
    assert article.tags == ("nature",)


def test_reading_a_long_file_is_counted(queries: Queries, table: Path) -> None:
    write(table, [row(f"Words {n}.", title=f"Title {n % 50}", url="") for n in range(1200)])
    told: list[tuple[int, int]] = []
    planning.plan(queries, table, None, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 0), (500, 0), (1000, 0), (20, 50), (40, 50)]


@pytest.mark.parametrize("is_bare_first", [False, True])
def test_articles_of_one_title_with_texts_of_their_own_stay_several(
    history: History, queries: Queries, table: Path, tmp_path: Path, *, is_bare_first: bool
) -> None:
    """Such as issues of a newsletter, whose addresses are no web addresses."""
    if is_bare_first:  # there is one of them without its text
        write(table, [row("No words of these.", title="Weekly", url="")])
        done(history, queries, table)
    answer: list[dict[str, str]] = []
    for week in "12":
        issue = {"category": "email", "title": "Weekly", "author": "Ann", "parent_id": ""}
        text = {"source_url": f"mailto:{week}", "html_content": f"<p>What is in week {week}.</p>"}
        mark = {"category": "highlight", "parent_id": week, "content": f"in week {week}"}
        answer += [{"id": week, **issue, **text}, {"id": f"m{week}", **mark}]
    path = tmp_path / "answer.json"
    first = answer if is_bare_first else answer[:2]
    for results in (first, answer[2:], [*answer[2:], *answer[:2]]):
        path.write_text(json.dumps({"results": results}), "utf-8")
        done(history, queries, path)
    found = {
        queries.revision_text(one.revision_id): [*by_quote(queries, one.id)]
        for one in queries.articles(queries.article_ids(View.ALL))
    }
    assert found.keys() == {"What is in week 1.", "What is in week 2."}
    assert found["What is in week 2."] == ["in week 2"]
    assert "in week 1" in found["What is in week 1."]


def test_books_of_which_calibre_knows_nothing_are_several(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    path = tmp_path / "metadata.db"
    path.write_bytes((EXPORTS / "calibre-library" / "metadata.db").read_bytes())
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript("""
            UPDATE books SET title = 'Unknown', author_sort = 'Unknown';
            INSERT INTO books VALUES (2, 'Unknown', 'Unknown', 'v');
            INSERT INTO annotations SELECT 4, 2, format, user_type, user, timestamp, 'd', annot_type,
                replace(replace(annot_data, '"a"', '"d"'), 'The', 'Another'), '' FROM annotations
                WHERE id = 1;
        """)
    result = done(history, queries, path)
    titles = {(one.title, one.byline) for one in map(queries.article, result.new)}
    assert titles == {("The quote.", ""), ("Another quote.", "")}
    assert not done(history, queries, path).new
