"""The ``postil`` command knows what was typed in notes and is not in the library yet."""

from pathlib import Path

from reader.library import note_drafts
from reader.library.note_drafts import Draft
from tests.cli.command_output import Run


def test_drafts_are_found_shown_and_exported(
    run: Run, added: Path, data_dir: Path, tmp_path: Path
) -> None:
    note_drafts.save(data_dir, {"article:1": Draft("A giraffe, not saved yet")})
    assert [one["id"] for one in run("list", "giraffe", "--json").json] == [1]
    assert "A giraffe, not saved yet" in run("show", 1, "--format", "markdown").out
    notes = [one["note"] for one in run("show", 1, "--json").json["annotations"]]
    assert "A giraffe, not saved yet" in notes
    target = tmp_path / "out.json"
    assert run("export", "--output", target).code == 0
    assert "A giraffe, not saved yet" in target.read_text("utf-8")
    assert note_drafts.read(data_dir) == {"article:1": Draft("A giraffe, not saved yet")}


def test_an_annotation_is_listed_with_its_draft(run: Run, added: Path, data_dir: Path) -> None:
    made = run("annotate", 1, "--quote", "First words here.", "--json")
    note_drafts.save(data_dir, {f"annotation:{made.json['id']}": Draft("giraffe")})
    (one,) = run("annotations", "giraffe", "--json").json
    assert one["note"] == "giraffe"
