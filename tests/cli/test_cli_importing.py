"""`postil import` recognizes the program, previews, and takes over its articles and highlights."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.cli import program_import
from tests.cli.command_output import Run, one_sentence
from tests.web_server import WebServer

EXPORTS = Path(__file__).parents[1] / "importers" / "programs" / "exports"
TABLE = EXPORTS / "readwise-highlights" / "highlights.csv"


def test_a_preview_an_import_and_another(run: Run, empty: None) -> None:
    preview = run("import", TABLE, "--dry-run", "--json").json
    assert (preview["program"], preview["new"], preview["new_articles"]) == ("readwise", 2, 1)
    assert run("list").out == ""
    told = run("import", "readwise", TABLE, "--tag", "from/readwise", "--archive")
    assert told.code == 0
    assert told.out.startswith(
        "Readwise: 2 highlights added · 1 new article\n1 new article has no text"
    )
    (article,) = run("list", "tag:from/readwise", "--json").json
    assert (article["title"], article["state"]) == ("A Field Guide", "archive")
    assert run("import", TABLE).out == "Readwise: 2 highlights already here\n"
    assert run("undo").out.startswith("Undone: Import from Readwise")


def test_what_is_amiss_with_an_annotation_is_parted_from_its_color(
    run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "one.csv"
    table.write_text("Highlight,Title,URL\nFerns have fronds.,Ferns,\n", "utf-8")
    run("import", table)
    line = run("annotations").out.strip()
    assert line.endswith("“Ferns have fronds.”  (yellow; article has no text yet; Ferns)")


def test_an_interrupted_import_tells_what_was_kept(
    run: Run, empty: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C between two transactions; what was kept is one step."""

    @contextmanager
    def interrupted(whole: int = 0) -> Iterator[Callable[..., None]]:
        def update(done: int, *_total: int) -> None:
            if whole and done == 2:
                raise KeyboardInterrupt

        yield update

    monkeypatch.setattr(program_import, "progress_line", interrupted)
    monkeypatch.setattr(program_import, "_PART", 1)
    table = tmp_path / "table.csv"
    rows = (f"Words {n},T{n},https://example.org/{n}" for n in range(4))
    table.write_text("\n".join(("Highlight,Title,URL", *rows, "")), "utf-8")
    told = run("import", table)
    assert (told.code, told.out) == (130, "")
    assert told.err == (
        "postil: Stopped; import again for the rest. 2 highlights added · 2 new articles\n"
    )
    monkeypatch.undo()
    assert run("import", table).out.startswith("Readwise: 2 highlights added · 2 new articles")
    run("undo")
    assert len(run("list", "--json").json) == 2
    run("undo")
    assert run("list").out == ""


@pytest.mark.parametrize(
    ("highlight", "told"),
    [
        ("It drinks.", "1 new article has no text: its highlights get positions when"),
        ("", "1 new article has no text (--fetch)."),
    ],
    ids=["highlight", "none"],
)
def test_positions_are_promised_to_highlights_alone(
    run: Run, empty: None, tmp_path: Path, highlight: str, told: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"Highlight,Title,URL\n{highlight},Moss,https://example.org/\n", "utf-8")
    assert told in run("import", "--dry-run", table).out
    assert "--fetch" not in run("import", table).out, "another import does not fetch it"


def test_books_are_not_offered_to_be_fetched(run: Run, empty: None, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Highlight,Title\nIt drinks.,Moss\n", "utf-8")
    told = run("import", "--dry-run", table).out
    assert told.endswith("its highlights get positions when the text is added.\n")


def test_what_cannot_be_read_is_told(run: Run, empty: None, tmp_path: Path) -> None:
    answer = run("import", EXPORTS / "pocket-csv", "--dry-run")
    assert answer.code == 1
    assert answer.err == "postil: “javascript:alert(1)” is not a web address, and has no title.\n"
    assert "no program" in one_sentence(run("import", "none", TABLE))
    assert "Name one file" in one_sentence(run("import", "a", "b", "c"))
    assert "not an export of a known program" in one_sentence(run("import", Path(__file__)))


def test_texts_are_fetched_only_when_that_is_asked_for(
    run: Run, empty: None, web: WebServer, tmp_path: Path
) -> None:
    address = web.put("/moss", "<title>Moss</title><p>" + "Moss has no roots. It drinks. " * 20)
    table = tmp_path / "table.csv"
    table.write_text(f"Highlight,Title,URL\nIt drinks. Moss,Moss,{address}\n", "utf-8")
    assert run("import", table, "--fetch").code == 1
    assert not web.asked  # nor anything of this machine
    assert len(run("list", "--json").json) == 1


def test_an_archive_becomes_the_library_or_joins_one(run: Run, page: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.postil.zip"
    run("add", page)
    run("annotate", 1, "--quote", "First words", "--note", "mine")
    assert run("export", "--output", archive).code == 0
    before = run("annotations", "--json").json
    joined = run("import", archive)
    assert joined.code == 0
    assert (
        "There is a library already, so only the current state of articles is imported"
        in joined.out
    )
    assert run("annotations", "--json").json == before
    new = ("--data-dir", tmp_path / "new")
    would = run("import", "--dry-run", archive, *new)
    assert would.out.endswith("would be made of 1 article, with all that belongs to it.\n")
    assert not (tmp_path / "new").exists()
    made = run("import", "postil", archive, "--json", *new)
    assert (made.code, made.json) == (0, {"articles": 1, "damaged": []})
    assert run("annotations", "--json", *new).json == before
