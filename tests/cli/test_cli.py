"""The ``postil`` command: what it prints, in text and JSON, its exit codes, and its refusals."""

import io
import json
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reader import paths
from reader.cli import adding, main, subcommand_dispatch
from reader.cli.main import _ASKING, _WITH_VALUE, parser_of
from reader.core.models import Color
from reader.library import database
from reader.operations import articles
from reader.operations.history import History
from reader.ui.window.startup import application
from tests.cli.command_output import BODY, PAGE, Answer, Run, one_sentence
from tests.conftest import PutFilled
from tests.importers.sources import read_text


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second for other programs, not thirty."""
    monkeypatch.setattr(subcommand_dispatch, "PATIENCE", 0.1)


# -- add -------------------------------------------------------------------------------------------


def test_add_tells_of_each_file(run: Run, page: Path, tmp_path: Path) -> None:
    text = tmp_path / "words.txt"
    text.write_text("Some words\n\nThe text that goes with them.\n", "utf-8")
    answer = run("add", page, text, "--tag", "one", "--tag", "Two/three", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == [
        {"source": str(page), "status": "added", "id": 1, "title": "A page", "error": None},
        {"source": str(text), "status": "added", "id": 2, "title": "Some words", "error": None},
    ]
    again = run("add", page, "--json")
    assert (again.code, again.json[0]["status"], again.json[0]["id"]) == (0, "duplicate", 1)
    for article in run("list", "--json").json:
        assert article["tags"] == ["one", "Two/three"]
    assert run("add", text).out.split() == ["duplicate", "2", "Some", "words"]


def test_add_goes_on_after_failures_and_says_why(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "nul.txt").write_bytes(b"\0" * 100)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    names = ["missing.txt", "empty.txt", "binary.txt", "nul.txt", "folder.txt", "broken.txt"]
    bad = [tmp_path / name for name in names]
    answer = run("add", *bad, page, "--json")
    assert (answer.code, answer.err) == (1, "")
    assert [report["status"] for report in answer.json] == ["failed"] * len(bad) + ["added"]
    for name, report in zip(names, answer.json, strict=False):
        assert report == {
            "source": str(tmp_path / name),
            "status": "failed",
            "id": None,
            "title": None,
            "error": report["error"],
        }
        assert name in report["error"]
        assert report["error"].endswith(".")
        assert "\n" not in report["error"]
    told = run("add", *bad, page)
    assert told.code == 1
    assert told.err.count("\n") == len(bad)
    assert all(line.startswith("postil: ") for line in told.err.splitlines())
    assert told.out.split() == ["duplicate", "1", "A", "page"]


def test_add_adds_the_files_of_a_folder(run: Run, empty: None, tmp_path: Path) -> None:
    folder = tmp_path / "essays"
    (folder / "sub.md").mkdir(parents=True)
    for name in ("one.md", "two.txt", "sub.md/three.md", "sound.ogg"):
        (folder / name).write_text(f"{name}\n\nThe text of {name}.\n", "utf-8")
    told = run("add", folder)
    assert told.code == 0
    assert told.out.splitlines()[0] == f"{folder} contains 2 files that can be added"
    assert len(run("list").out.splitlines()) == 2
    assert len(run("add", folder, "--json").json) == 2
    (folder / "sub.md" / "three.md").unlink()
    assert "is a folder" in one_sentence(run("add", folder / "sub.md"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_add_reads_other_encodings(run: Run, empty: None, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "Größe.txt"
    words = "Größe und Maß\n\n" + "Über die Größe der Dinge läßt sich viel sagen. " * 8
    data = words.encode(encoding)
    file.write_bytes(b"\xff\xfe" + data if encoding == "utf-16-le" else data)
    assert run("add", file).code == 0
    assert "Über die Größe der Dinge läßt sich" in run("show", 1).out


def test_add_refuses_a_tag_that_cannot_be(run: Run, empty: None, page: Path) -> None:
    answer = run("add", page, "--tag", "x" * 300, "--json")
    assert answer.code == 1
    assert answer.json[0]["status"] == "failed"
    assert run("list").out == ""


def test_files_of_more_than_one_part_are_one_step(
    run: Run, empty: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "CHUNK", 2)
    files = []
    for number in range(5):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Number {number}\n\nThe text of number {number}.\n", "utf-8")
    assert run("add", *files).code == 0
    assert len(run("list").out.splitlines()) == 5
    assert run("undo").out == "Undone: Add articles\n"
    assert run("list").out == ""


# -- list ------------------------------------------------------------------------------------------


def _fill(history: History) -> None:
    for title, tag in (("Apples", "fruit/red"), ("Bees", "animal"), ("Clocks", "fruit")):
        text = f"{title}\n\nThis is about {title.lower()} and bees.\n"
        history.do("Add article", articles.add, read_text(text, f"{title}.txt"), (tag,))


@pytest.fixture
def shelf(data_dir: Path, put_filled: PutFilled) -> None:
    """Three articles, as if they had been added by the command."""
    put_filled(paths.library_file(data_dir), _fill)


QUERIES = [
    ([], "CBA"),
    (["apples"], "A"),
    (["tag:fruit"], "CA"),
    (["tag:fruit", "clocks"], "C"),
    (["tag:fruit -clocks"], "A"),
    (["bees", "-tag:fruit"], "B"),
    (["-tag:fruit"], "B"),
    (["--", "-tag:fruit"], "B"),
    (["apples", "OR", "clocks"], "CA"),
    (["“about bees”"], "B"),
    (["title:bees"], "B"),
    (["is:unread"], "CBA"),
    (["zeppelin"], ""),
    (['"'], "CBA"),
    (["bees", "--sort", "best"], "BCA"),
    (["--sort", "best", "is:unread"], "CBA"),
    (["--sort", "title", "bees"], "ABC"),
]


def test_list_narrows(run: Run, shelf: None) -> None:
    for query, titles in QUERIES:
        found = run("list", "--json", *query)
        assert found.code == 0
        assert "".join(one["title"][0] for one in found.json) == titles, query
        assert len(run("list", *query).out.splitlines()) == len(titles), query


def test_list_in_words_and_in_json(run: Run, page: Path) -> None:
    run("add", page, "--tag", "a", "--tag", "b")
    assert run("list").out == "     1 • A page  (The Site  #a #b)\n"
    (article,) = run("list", "--json").json
    assert article["id"] == 1
    assert article["title"] == "A page"
    assert "text" not in article
    assert "html" not in article


# -- show ------------------------------------------------------------------------------------------


ARTICLE_KEYS = (
    "id title byline site url published language excerpt word_count state starred tags html text "
    "annotations"
).split()
ANNOTATION_KEYS = "id quote prefix suffix start end color note tags created updated".split()


def test_show_json_has_what_scripts_rely_on(run: Run, page: Path) -> None:
    run("add", page, "--tag", "t")
    run("annotate", 1, "--quote", "First words here.", "--note", "why", "--tag", "x")
    answer = run("show", 1, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    article = answer.json
    assert set(ARTICLE_KEYS) <= set(article)
    assert run("show", 1, "--json").json == article
    assert {key: article[key] for key in ARTICLE_KEYS[:8]} == {
        "id": 1,
        "title": "A page",
        "byline": "Ada Byron",
        "site": "The Site",
        "url": "https://example.org/page",
        "published": "2026-03-01",
        "language": "en",
        "excerpt": article["excerpt"],
    }
    assert (article["state"], article["starred"], article["tags"]) == ("inbox", False, ["t"])
    assert article["word_count"] == 13
    (annotation,) = article["annotations"]
    assert set(ANNOTATION_KEYS) <= set(annotation)
    assert (annotation["note"], annotation["tags"], annotation["color"]) == ("why", ["x"], "yellow")


def test_offsets_are_code_points_beyond_the_basic_plane(run: Run, added: Path) -> None:
    made = run("annotate", 1, "--quote", "words here", "--json").json
    text = run("show", 1, "--json").json["text"]
    assert text.startswith("𝒳 marks it.")
    assert text[made["start"] : made["end"]] == made["quote"] == "words here"
    assert made["start"] == len("𝒳 marks it. First ")
    assert text[: made["start"]].endswith(made["prefix"])
    assert text[made["end"] :].startswith(made["suffix"])


def test_show_in_every_format(run: Run, added: Path) -> None:
    run("annotate", 1, "--quote", "First words here.", "--note", "why", "--tag", "x")
    assert run("show", 1).out.startswith("A page\nAda Byron · The Site\n\n𝒳 marks it.")
    assert "<p>𝒳 marks it." in run("show", 1, "--format", "html").out
    markdown = run("show", 1, "--format", "markdown").out
    assert markdown.startswith("---\n")
    for words in ("First words here.", "why", "x"):
        assert words in markdown


def test_show_by_uid(run: Run, added: Path) -> None:
    uid = run("list", "--json").json[0]["uid"]
    for name in (uid, uid[:8], uid.upper()):
        assert run("show", name, "--json").json["id"] == 1


def test_show_what_is_not_there(run: Run, added: Path) -> None:
    for name in ("2", "0", "-1", "999999999999999999999", "abcdef", "x", "1.0"):
        assert name in one_sentence(run("show", "--", name))


# -- annotate --------------------------------------------------------------------------------------


def test_annotate_in_each_color(run: Run, added: Path) -> None:
    for color in Color:
        made = run("annotate", 1, "--quote", "marks", "--color", color, "--json").json
        assert made["color"] == color


def test_annotate_needs_to_know_which(run: Run, added: Path) -> None:
    assert "2 times" in one_sentence(run("annotate", 1, "--quote", "Twice said."))
    made = run("annotate", 1, "--quote", "Twice said.", "--prefix", "there. ", "--json").json
    text = run("show", 1, "--json").json["text"]
    assert made["start"] == text.rindex("Twice said.")
    made = run("annotate", 1, "--quote", "Twice said.", "--suffix", "\n\nSecond", "--json").json
    assert made["start"] == text.index("Twice said.")


def test_annotate_forgives_white_space_and_quotation_marks(
    run: Run, empty: None, tmp_path: Path
) -> None:
    file = tmp_path / "q.txt"
    file.write_text("Q\n\nShe said “it’s — well — true”. And left.\n", "utf-8")
    run("add", file)
    made = run("annotate", 1, "--quote", 'said  "it\'s -- well -- true"', "--json")
    if made.code == 0:
        assert made.json["quote"] == "said “it’s — well — true”"
    made = run("annotate", 1, "--quote", "said\n“it's", "--json")
    assert made.json["quote"] == "said “it’s"


REFUSED = [
    (["1", "--quote", "nowhere to be found"], "nowhere to be found"),
    (["1", "--quote", "  "], "quote"),
    (["7", "--quote", "marks"], "7"),
    (["1", "--quote", "marks", "--color", "mauve"], "mauve"),
    (["1", "--quote", "marks", "--tag", ""], "tag"),
    (["1"], "--from"),
    (["--quote", "marks"], "id"),
    (["1", "--quote", "marks", "--from", "-"], "--from"),
    (["1", "--from", "/nowhere/at/all"], "/nowhere/at/all"),
]


def test_annotate_refuses(run: Run, added: Path) -> None:
    for arguments, words in REFUSED:
        assert words in one_sentence(run("annotate", *arguments))
    assert run("show", 1, "--json").json["annotations"] == []


LINES = [
    {"quote": "First words here.", "note": "one", "tags": ["a", "b"], "color": "green"},
    {"article": 1, "quote": "Twice said.", "prefix": "there. ", "tag": "c"},
]


def feed(monkeypatch: pytest.MonkeyPatch, lines: Sequence[object]) -> None:
    """Put lines on standard input, as JSON unless they are text."""
    text = "\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_annotate_from_standard_input(
    run: Run, added: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, LINES)
    answer = run("annotate", 1, "--from", "-")
    assert (answer.code, answer.out, answer.err) == (0, "2 added\n", "")
    first, second = run("show", 1, "--json").json["annotations"]
    assert (first["note"], first["tags"], first["color"]) == ("one", ["a", "b"], "green")
    assert (second["quote"], second["tags"]) == ("Twice said.", ["c"])
    assert run("undo").code == 0  # the whole of it at once
    assert run("show", 1, "--json").json["annotations"] == []


def test_annotate_from_a_file_with_faults(run: Run, added: Path, tmp_path: Path) -> None:
    faults = ["not json", "[1, 2]", '{"quote": 3}', '{"quote": "marks", "color": "mauve"}', "{}"]
    lines = [json.dumps(LINES[0]), "", *faults, json.dumps(LINES[1])]
    file = tmp_path / "lines.jsonl"
    file.write_text("\ufeff" + "\n".join(lines), "utf-8")
    answer = run("annotate", 1, "--from", file, "--json")
    assert (answer.code, answer.err) == (1, "")
    assert [(one["line"], one["status"]) for one in answer.json] == [
        (1, "added"),
        *((number, "failed") for number in range(3, 3 + len(faults))),
        (8, "added"),
    ]
    assert all(one["error"] for one in answer.json if one["status"] == "failed")
    assert answer.json[0]["annotation"]["quote"] == "First words here."
    told = run("annotate", 1, "--from", file)
    assert told.err.count("\n") == len(faults)
    assert "line 3" in told.err


def test_annotate_from_what_is_not_text(run: Run, added: Path, tmp_path: Path) -> None:
    file = tmp_path / "binary"
    file.write_bytes(b"\xff\xfe\xff")
    assert str(file) in one_sentence(run("annotate", 1, "--from", file))


# -- tags, undo, export ----------------------------------------------------------------------------


def test_tags(run: Run, shelf: None) -> None:
    assert run("tags").out == "     1  #animal\n     1  #fruit\n     1  #fruit/red\n"
    assert run("tags", "--json").json[1] == {
        "name": "fruit",
        "articles": 1,
        "annotations": 0,
        "slot": None,
        "article_slot": None,
        "color": "",
    }


def test_tags_are_renamed_merged_and_deleted_and_each_is_one_step(run: Run, shelf: None) -> None:
    before = run("tags").out
    assert run("tags", "--rename", "fruit", "food").out == "#fruit is now #food\n"
    assert run("tags").out == "     1  #animal\n     1  #food\n     1  #food/red\n"
    refused = run("tags", "--rename", "food", "animal")
    assert (refused.code, refused.out) == (1, "")
    assert "merge the two instead" in refused.err
    assert run("tags", "--merge", "animal", "food", "--json").json == {
        "done": "#animal is now part of #food"
    }
    assert run("tags").out == "     2  #food\n     1  #food/red\n"
    assert run("tags", "--delete", "FOOD", "--delete", "food/red").out == "Deleted 2 tags\n"
    assert run("tags").out == ""
    for _step in range(3):
        run("undo")
    assert run("tags").out == before


def test_a_tag_that_is_not_there_is_named(run: Run, shelf: None) -> None:
    before = run("tags").out
    for asked in (
        ("--rename", "none", "x"),
        ("--merge", "none", "fruit"),
        ("--merge", "fruit", "none"),
        ("--delete", "none"),
    ):
        refused = run("tags", *asked)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == "postil: There is no tag #none.\n"
    assert run("tags").out == before


def test_undo_step_by_step(run: Run, empty: None, page: Path) -> None:
    assert run("undo").out == "Nothing to undo.\n"
    assert run("undo", "--json").json == {"undone": None}
    run("add", page)
    run("annotate", 1, "--quote", "marks")
    assert run("undo", "--json").json == {"undone": "Highlight"}
    assert run("undo").out == "Undone: Add “A page”\n"
    assert run("list").out == ""


def test_undo_and_redo_name_the_article(run: Run, added: Path) -> None:
    assert run("redo").out == "Nothing to redo.\n"
    run("annotate", 1, "--quote", "First words here.")
    assert run("undo").out == "Undone: Highlight · in “A page”\n"
    assert run("annotations", "--json").json == []
    assert run("redo").out == "Redone: Highlight · in “A page”\n"
    assert len(run("annotations", "--json").json) == 1
    assert run("redo", "--json").json == {"redone": None}


def test_export(run: Run, shelf: None, page: Path, tmp_path: Path) -> None:
    run("add", page)
    run("annotate", 4, "--quote", "marks", "--note", "why")
    folder, file = tmp_path / "out", tmp_path / "out.json"
    answer = run("export", "--format", "markdown", "--output", folder)
    assert (answer.code, answer.out) == (0, f"4 articles and 1 highlight written to {folder}\n")
    assert sorted(path.name for path in folder.iterdir()) == [
        "A page.md",
        "Apples.md",
        "Bees.md",
        "Clocks.md",
    ]
    answer = run("export", "-tag:fruit", "--format", "json", "--output", file, "--json")
    assert answer.json == {"articles": 2, "highlights": 1, "path": str(file)}
    found = json.loads(file.read_text("utf-8"))
    assert [article["title"] for article in found["articles"]] == ["A page", "Bees"]
    assert found["first"]["items"][0]["target"]["selector"][0]["exact"] == "marks"


def test_export_by_a_template(run: Run, shelf: None, tmp_path: Path) -> None:
    folder, own = tmp_path / "notes", tmp_path / "own.md"
    assert run("export", "-tag:fruit", "--output", folder, "--template", "logseq").code == 0
    assert all(one.read_text("utf-8").startswith("title:: ") for one in folder.glob("*.md"))
    own.write_text("{{ titel }}", "utf-8")
    answer = run("export", "--template", own, "--output", tmp_path / "other")
    assert "line 1: 'titel' is undefined" in one_sentence(answer)


def test_what_follows_an_option_is_its_value_before_a_query_too() -> None:
    for command in _ASKING:
        parser = parser_of(command)
        (commands,) = (one for one in parser._actions if one.dest == "command")
        options = commands.choices[command]._actions  # type: ignore[index]
        valued = {
            one.option_strings[0] for one in options if one.option_strings and one.nargs is None
        }
        assert valued <= {*_WITH_VALUE}, command


def test_export_where_it_cannot(run: Run, shelf: None, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for kind, output in (("markdown", "file"), ("json", "file/x.json"), ("json", "")):
        answer = run("export", "--format", kind, "--output", tmp_path / output)
        assert str(tmp_path) in one_sentence(answer)


def test_export_by_the_suffix_of_its_output(run: Run, shelf: None, tmp_path: Path) -> None:
    for name in ("quotes.md", "all.json", "folder"):
        assert run("export", "--output", tmp_path / name).code == 0
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["type"] == "AnnotationCollection"
    assert (tmp_path / "quotes.md").read_text("utf-8").startswith("# Highlights")
    assert (tmp_path / "folder").is_dir()


def test_export_to_an_unknown_suffix_or_format(
    run: Run, shelf: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in ((), ("--format", "json")):
        sentence = one_sentence(run("export", *options, "--output", tmp_path / "x.enw"))
        assert "markdown (a folder), quotes (.md), json (.json)" in sentence
    with pytest.raises(SystemExit) as stop:
        run("export", "--format", "endnote", "--output", tmp_path / "x.enw")
    assert stop.value.code == 2
    told = capsys.readouterr().err
    assert all(known in told for known in ("endnote", "markdown", "quotes", "json"))
    assert not (tmp_path / "x.enw").exists()


# -- the same address, another text ----------------------------------------------------------------


def test_another_text_at_the_same_address_is_a_revision(run: Run, page: Path) -> None:
    run("add", page)
    for quote in ("First words here.", "marks it", "Second words there."):
        assert run("annotate", 1, "--quote", quote, "--note", quote).code == 0
    new = "<p>This is new.</p>" + BODY.replace("marks it", "shows it")
    page.write_text(PAGE.format(body=new), "utf-8")
    (report,) = run("add", page, "--json").json
    assert (report["status"], report["id"]) == ("updated", 1)
    article = run("show", 1, "--json").json
    found = {one["note"]: one for one in article["annotations"]}
    assert set(found) == {"First words here.", "marks it", "Second words there."}
    for quote in ("First words here.", "Second words there."):
        one = found[quote]
        assert article["text"][one["start"] : one["end"]] == quote
        assert one["status"] == "exact"
    assert found["marks it"]["status"] in ("review", "orphan")
    assert found["marks it"]["quote"] == "marks it"
    assert run("undo", "--json").json["undone"].startswith("Import again")
    back = run("show", 1, "--json").json
    assert [one["status"] for one in back["annotations"]] == ["exact"] * 3


# -- where the library is --------------------------------------------------------------------------


def test_the_folder_that_is_named_comes_first(
    run: Run, page: Path, tmp_path: Path, data_dir: Path
) -> None:
    other = tmp_path / "other"
    assert run("add", page, "--data-dir", other).code == 0
    assert run("--data-dir", other, "list").out != ""
    assert run(f"--data-dir={other}", "list", "--json").json[0]["title"] == "A page"
    assert (other / "library.sqlite").is_file()
    assert not data_dir.exists()


COMMANDS = [
    ("list",),
    ("show", "1"),
    ("annotations",),
    ("annotate", "1", "--quote", "words"),
    ("tags",),
    ("tags", "--delete", "x"),
    ("revisions", "1"),
    ("diff", "1"),
    ("undo",),
    ("export", "--output", "out.json"),
]


def test_a_mistyped_folder_is_told_and_nothing_is_made(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    place = tmp_path / "mistyped"
    for command in COMMANDS:
        answer = run(*command, "--data-dir", place)
        assert f"There is no library at {place / 'library.sqlite'}" in one_sentence(answer)
        assert not place.exists()
        assert not data_dir.exists()


def test_a_folder_that_cannot_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nothing/here")):
        assert str(place) in one_sentence(run("list", "--data-dir", place))


def test_a_library_made_by_a_newer_postil(run: Run, added: Path, data_dir: Path) -> None:
    file = data_dir / "library.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA user_version=99")
        connection.commit()
    before = file.read_bytes()
    for arguments in (["list"], ["add", added], ["undo"]):
        assert "newer version of Postil" in one_sentence(run(*arguments))
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"words, not tables\n" * 99, None])
def test_a_file_that_is_not_ours(run: Run, data_dir: Path, content: bytes | None) -> None:
    data_dir.mkdir()
    file = data_dir / "library.sqlite"
    if content is None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE theirs (x)")
    else:
        file.write_bytes(content)
    before = file.read_bytes()
    assert str(file) in one_sentence(run("list"))
    assert file.read_bytes() == before
    assert sorted(path.name for path in data_dir.iterdir()) == ["library.sqlite"]


def test_a_locked_library(run: Run, added: Path, data_dir: Path, quick: None) -> None:
    file = data_dir / "library.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("list").code == 0
        sentence = one_sentence(run("annotate", 1, "--quote", "marks"))
        assert "program" in sentence
        assert "program" in one_sentence(run("undo"))
        other.execute("ROLLBACK")
    assert run("annotate", 1, "--quote", "marks").code == 0


def test_a_read_only_library(run: Run, added: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_is_writable", lambda _path: False)
    assert run("list").code == run("show", 1).code == run("tags").code == 0
    assert "is read-only" in one_sentence(run("annotate", 1, "--quote", "marks"))
    assert "is read-only" in one_sentence(run("undo"))
    answer = run("add", added, "--json")
    assert (answer.code, answer.json[0]["status"]) == (1, "failed")
    assert "is read-only" in answer.json[0]["error"]


# -- what the command itself does ------------------------------------------------------------------


def test_a_bug_is_one_sentence_and_a_log(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_arguments: object) -> int:
        raise ZeroDivisionError

    data_dir.mkdir()
    monkeypatch.setattr(subcommand_dispatch, "run", bug)
    sentence = one_sentence(run("list"), code=70)
    assert "ZeroDivisionError" in sentence
    log = data_dir / "logs" / "postil.log"
    assert str(log) in sentence
    assert "Traceback" in log.read_text("utf-8")


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subcommand_dispatch, "run", interrupt)
    assert run("list") == Answer(130, "", "")


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"], ["annotate", "-h"]])
def test_help_names_what_there_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main.main(arguments)
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "--data-dir" in told
    if arguments == ["--help"]:
        assert all(name in told for name in main.NAMES)


@pytest.mark.parametrize(
    "arguments", [["add"], ["export"], ["list", "--format", "x"], ["--nonsense"], ["show"]]
)
def test_wrong_use_exits_2_without_touching_anything(
    arguments: list[str], capsys: pytest.CaptureFixture[str], data_dir: Path
) -> None:
    with pytest.raises(SystemExit) as end:
        main.main(arguments)
    assert end.value.code == 2
    assert "postil" in capsys.readouterr().err
    assert not data_dir.exists()


def test_a_word_that_is_neither_file_nor_command(run: Run, data_dir: Path) -> None:
    assert "exprot" in one_sentence(run("exprot"), code=2)
    assert not data_dir.exists()


def test_annotations_are_listed_by_the_same_language(run: Run, added: Path) -> None:
    run("annotate", 1, "--quote", "First words here.", "--tag", "method", "--note", "a\nnote")
    run("annotate", 1, "--quote", "Second words there.", "--color", "green")
    both = run("annotations", "--json").json
    assert [one["quote"] for one in both] == ["Second words there.", "First words here."]
    assert both[1]["article"] == {
        "id": 1,
        "uid": both[1]["article"]["uid"],
        "title": "A page",
        "site": "The Site",
        "url": "https://example.org/page",
    }
    first = both[1]
    assert (first["note"], first["tags"], first["color"]) == ("a\nnote", ["method"], "yellow")
    assert (first["status"], first["needs_review"]) == ("exact", False)
    assert (first["start"], first["end"]) == (first["made_start"], first["made_end"])
    assert "First words" in run("annotations", "tag:method", "has:note").out
    without = run("annotations", "-tag:method", "--sort", "article").out
    assert without == f"{both[0]['id']:>6}  “Second words there.”  (green; A page)\n"
    assert run("annotations", "color:red").out == ""


def test_near_words_are_told_where_nothing_is_found(run: Run, shelf: None) -> None:
    found = run("list", "--json", "aples")
    assert (found.code, found.json) == (0, [])
    assert found.err == "Nothing matches. Did you mean: apples\n"
    nothing = "Nothing matches.\n"
    assert run("annotations", "aples").err == nothing  # no highlight has the word
    assert run("list", "qqqq").err == nothing
    assert run("annotations").err == ""  # nothing was searched for


UNFINDABLE = [
    ("annotations", "color:purpel", "There is no “color:purpel”; “color:” may be followed by yel"),
    ("annotations", "note after:soon", "“soon” is not a day, month or year"),
    ("annotations", "article:", "A value must follow “article:”."),
    ("list", "tag:", "A value must follow “tag:”."),
    ("list", "(fox OR -is:blue)", "There is no “is:blue”; “is:” may be followed by unread"),
    ("list", 'tag:""', "A value must follow “tag:”."),
]


def test_a_query_that_can_find_nothing_is_told(run: Run, added: Path) -> None:
    for command, query, told in UNFINDABLE:
        assert told in one_sentence(run(command, query))
        assert run(command, "tag:none", "color:green", "foo:bar").code == 0


@pytest.mark.parametrize("command", [("list",), ("add", "x.txt"), ("check",), ("backup",)])
def test_a_folder_that_cannot_be_looked_into_is_named(run: Run, command: tuple[str, ...]) -> None:
    name = "n" * 300
    said = one_sentence(run(*command, "--data-dir", f"/tmp/{name}"))
    assert f"/tmp/{name}" in said
    assert "File name too long" in said


def test_left_out_lists_what_is_not_in_the_text_and_puts_it_back(run: Run, tmp_path: Path) -> None:
    text = "".join(f"<p>{n}. The boat left the quay at nine, and nobody spoke.</p>" for n in "123")
    page = tmp_path / "quay.html"
    page.write_text(
        f"<title>Quay</title><nav>Home</nav><article>{text}</article><footer>©</footer>"
    )
    run("add", page)
    assert run("left-out", "1").out.splitlines() == [
        "   1  Home  (navigation)",
        "   2  ©  (a footer)",
    ]
    for wrong in ("0", "3"):
        refused = run("left-out", "1", "--put-back", wrong)
        assert refused.code != 0
        assert one_sentence(refused)
    assert run("left-out", "1", "--put-back", "1", "--json").json == {"id": 1, "put_back": 1}
    assert "\nHome\n" in run("show", "1").out
    assert run("left-out", "1", "--json").json["left_out"] == [
        {"n": 1, "text": "©", "reason": "a footer", "can_be_put_back": True}
    ]
    run("left-out", "1", "--put-all-back")
    assert run("left-out", "1").out == "Nothing was left out of “Quay”.\n"
    assert run("undo", "--json").json == {"undone": "Restore a part"}
    assert run("undo", "--json").json == {"undone": "Restore a part"}
    assert len(run("left-out", "1", "--json").json["left_out"]) == 2


def test_watch_chooses_the_folder_whose_new_files_are_added(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "a.txt").write_text("One.")
    run("add", folder / "a.txt")
    assert run("watch").out == "No folder is watched.\n"
    assert run("watch", folder, "--json").json == {"folder": str(folder)}
    record = json.loads((data_dir / "watched.json").read_text())
    assert (record["folder"], [*record["files"]]) == (str(folder), ["a.txt"])
    assert str(folder) in run("watch").out
    run("watch", folder, "--all")
    assert json.loads((data_dir / "watched.json").read_text())["files"] == {}
    refused = run("watch", tmp_path / "gone")
    assert refused.code != 0
    assert one_sentence(refused)
    (data_dir / "settings.json.tmp").mkdir()  # in the way of writing
    unwritten = run("watch", "--off")
    assert unwritten.code == 1
    assert "not changed: " in unwritten.err
    assert "settings.json could not be written" in unwritten.err
    (data_dir / "settings.json.tmp").rmdir()
    assert run("watch", "--off", "--json").json == {"folder": None}
    window = application.claim(data_dir)
    assert window is not None
    assert "Close the window first" in run("watch", folder).err
    window.unlock()
    assert run("watch", "--json").json == {"folder": None}


def test_edit_changes_what_is_said_about_an_article(run: Run, page: Path) -> None:
    run("add", page)
    answer = run("edit", "1", "--title", "Mine", "--date", "20 May 2024", "--json")
    assert (answer.code, answer.json["title"], answer.json["date"]) == (0, "Mine", "2024-05-20")
    assert run("list", "--json").json[0]["title"] == "Mine"
    assert run("edit", "1", "--author", "").out.splitlines()[:2] == ["title\tMine", "author\t"]
    assert run("undo", "--json").json == {"undone": "Edit details"}
    for wrong in (["--date", "some day"], ["--title", " "], []):
        refused = run("edit", "1", *wrong)
        assert refused.code != 0
        assert one_sentence(refused)
