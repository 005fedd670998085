"""``postil check``: what is damaged is said with its article, and repaired when asked to."""

import shutil
from pathlib import Path

import pytest

from reader import paths
from tests.cli.command_output import Run, one_sentence
from tests.library import damage

COLORS = "color IN ('yellow', 'green', 'blue', 'pink', 'purple', 'orange', 'red', 'grey')"
REFERENCE = "Row 1 of the table “annotation” refers to a missing row of “revision”"
TEXT = b"Second words there"


@pytest.fixture
def file(added: Path, data_dir: Path) -> Path:
    """A library with the page in it; where it is."""
    return paths.library_file(data_dir)


def test_a_whole_library_is_said_to_be_whole(run: Run, file: Path) -> None:
    assert run("check").out == f"{file} is undamaged: 1 article, 0 annotations, 0 tags.\n"
    assert run("check", "--json").json == {
        "path": str(file),
        "faults": [],
        "articles": 1,
        "annotations": 0,
        "tags": 0,
    }
    repaired = run("check", "--repair")
    assert (repaired.code, repaired.out.splitlines()[1]) == (0, "There was nothing to repair.")


def test_a_damaged_list_of_tables_is_told_and_made_anew(run: Run, file: Path) -> None:
    damage.misspelt("CREATE TABLE tag (", "CREATE TABLE tag !")(file)
    damage.misspelt("CREATE INDEX article_url ON", "CREATE INDEX article_url IN")(file)
    answer = run("check")
    assert (answer.code, answer.err) == (1, "")
    assert sorted(answer.out.splitlines()) == [
        "The definition of the index “article_url” is damaged.",
        "The definition of the table “tag” is damaged.",
        "“postil check --repair” creates a new library from all that can be read.",
    ]
    answer = run("check", "--repair")
    assert answer.code == 0
    assert answer.out.startswith(f"{file} is undamaged: 1 article, 0 annotations, 0 tags.\n")


def test_what_is_left_is_told_where_nothing_can_be_repaired(
    run: Run, file: Path, data_dir: Path
) -> None:
    run("backup", "--articles")
    damage.unlisted("article")(file)
    damage.unlisted("revision")(file)  # of one alone, it can be told where it begins
    content = file.read_bytes()
    beginning = f"The library {file} cannot be repaired and was not changed"
    said = one_sentence(run("check", "--repair"))
    assert said == f"{beginning}; restore a backup (“postil restore”)."
    shutil.rmtree(data_dir / "backups")
    said = one_sentence(run("check", "--repair"))
    assert said.startswith(f"{beginning}; rebuild it from the files of its articles (“postil reb")
    shutil.rmtree(data_dir / "articles")
    said = one_sentence(run("check", "--repair"))
    assert said.startswith(f"{beginning}, and there is no backup of it in {data_dir / 'backups'};")
    assert file.read_bytes() == content


def test_an_old_library_with_a_damaged_list_of_tables_is_sent_to_a_backup(
    run: Run, file: Path
) -> None:
    damage.stated("PRAGMA user_version=4")(file)
    damage.misspelt("CREATE TABLE tag (", "CREATE TABLE tag !")(file)
    assert "cannot be repaired" in one_sentence(run("check", "--repair"))


def test_an_old_library_that_cannot_be_brought_up_to_date_is_sent_to_a_backup(
    run: Run, file: Path
) -> None:
    run("backup")
    damage.stated("PRAGMA user_version=4")(file)
    damage.zeroed("article_live", 0)(file)
    assert "is damaged" in one_sentence(run("check"))
    assert "cannot be repaired and was not changed; restore a backup" in one_sentence(
        run("check", "--repair")
    )


def test_each_fault_is_one_sentence_with_its_article(run: Run, file: Path) -> None:
    run("annotate", 1, "--quote", "First words")
    damage.stated("UPDATE annotation SET color = 'plaid', made_on_revision_id = 99")(file)
    damage.unindexed("annotation_article", 1)(file)
    answer = run("check")
    assert (answer.code, answer.err) == (1, "")
    said = answer.out.splitlines()
    assert sorted(said[:2]) == [  # each SQLite has an order of its own
        "An index of the table “annotation” is damaged (in “A page”).",
        "An index of the table “annotation” is damaged.",
    ]
    assert said[2:] == [
        f"Row 1 of the table “annotation” breaks a rule (in “A page”): CHECK constraint failed: {COLORS}.",
        f"{REFERENCE} (in “A page”).",
        "“postil check --repair” creates a new library from all that can be read.",
    ]
    answer = run("check", "--json")
    assert answer.code == 1
    found = [(one["kind"], one["article"]) for one in answer.json["faults"]]
    assert set(found[:2]) == {("index", 1), ("index", None)}
    assert found[2:] == [
        ("rule", 1),
        ("reference", 1),
    ]


def test_a_damaged_text_is_told_where_it_is_read_and_comes_back_from_a_backup(
    run: Run, file: Path, tmp_path: Path
) -> None:
    run("backup")
    damage.flipped(TEXT, TEXT.upper(), 1)(file)
    said = (
        "The text of “A page” (revision 1) is damaged, it is not what was added:"
        " “postil check --repair” looks for it in the backups."
    )
    for command in (
        ("show", 1),
        ("show", 1, "--json"),
        ("export", "--output", tmp_path / "all.md"),
    ):
        answer = run(*command)
        assert (answer.code, answer.err) == (1, f"postil: {said}\n")
        assert answer.out
    assert run("check").out.splitlines()[0] == said
    repaired = run("check", "--repair", "--json")
    assert repaired.code == 0
    facts = repaired.json
    assert (facts["restored"], facts["faults"], facts["quarantine"]) == (1, [], None)
    assert [one["kind"] for one in facts["repaired"]] == ["text"]
    assert Path(facts["former"]).is_file()
    shown = run("show", 1)
    assert (shown.code, shown.err) == (0, "")
    assert TEXT.decode() in shown.out


def test_a_repair_says_what_it_did(run: Run, file: Path) -> None:
    run("annotate", 1, "--quote", "First words")
    damage.stated("UPDATE annotation SET color = 'plaid'")(file)
    answer = run("check", "--repair")
    assert answer.code == 0
    former, kept = (
        file.with_name(f"library.sqlite.{name}")
        for name in ("before-repair-1", "quarantine-1.json")
    )
    assert answer.out.splitlines() == [
        f"{file} is undamaged: 1 article, 0 annotations, 0 tags.",
        f"{file} was repaired; the damaged library is kept as {former}.",
        f"2 rows broke a rule of the library: they are kept in {kept}.",
    ]
    assert "First words" in kept.read_text("ascii")


def test_a_damaged_library_is_not_written_by_a_command(run: Run, file: Path) -> None:
    damage.zeroed("article_url", 0)(file)
    before = file.read_bytes()
    assert "is damaged, so nothing more is written into it" in one_sentence(
        run("annotate", 1, "--quote", "First words")
    )
    assert file.read_bytes() == before
    assert run("show", 1).code == 0
