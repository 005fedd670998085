"""``postil backup``, ``restore`` and ``check``: what they say, also of a library that does not open."""

import re
from pathlib import Path

import pytest

from reader import paths
from reader.library.backups import backups
from reader.operations.adding import MANY
from reader.settings import Settings
from tests.cli.command_output import Run, one_sentence


def test_a_backup_is_made_listed_and_restored(run: Run, page: Path, data_dir: Path) -> None:
    run("add", page)
    made = run("backup")
    assert made.code == 0
    assert "Backup 1 created and verified: 1 article, 0 annotations, 0 tags." in made.out
    run("annotate", 1, "--quote", "First words", "--tag", "t")
    listed = run("backup", "--list")
    assert re.search(
        r"     1  2\d{3}-.* MB  1 article, .*; 1 annotation more now  \(manual\)", listed.out
    )
    preview = run("restore", 1, "--preview").out
    assert preview.endswith("1 article, 0 annotations, 0 tags: 1 annotation more now.\n")
    assert len(run("annotations", "--json").json) == 1
    restored = run("restore", "1")
    assert "1 article, 0 annotations, 0 tags. The previous library is backup 2" in restored.out
    assert run("annotations", "--json").json == []
    answer = run("restore", 2, "--json").json
    assert answer["annotations"] == 1
    assert Path(answer["former"]).is_file()
    assert len(run("annotations", "--json").json) == 1
    numbers = [one["number"] for one in run("backup", "--list", "--json").json]
    assert numbers == [3, 2, 1]


def test_many_are_added_after_a_backup_or_without_one(
    run: Run, empty: None, data_dir: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(MANY)]
    for file in files:
        file.write_text(f"Number {file.stem}\n\nThis is what article {file.stem} says.\n", "utf-8")
    assert run("add", *files[1:]).code == 0
    assert run("backup", "--list", "--json").json == []
    assert run("add", *files).code == 0
    (made,) = run("backup", "--list", "--json").json
    assert (made["reason"], made["articles"]) == ("before-import", MANY - 1)
    Settings.of(data_dir).set(backup_folder=str(files[0]))
    added = run("add", *files)
    assert added.code == 0
    assert re.fullmatch(r"postil: No backup was created in .*\.\n", added.err)


def test_a_file_is_restored_into_a_folder_that_has_no_library(
    run: Run, page: Path, data_dir: Path, tmp_path: Path
) -> None:
    run("add", page)
    made = run("backup", "--json").json["path"]
    other = tmp_path / "other"
    preview = run("restore", made, "--preview", "--data-dir", other)
    assert preview.out.endswith(": the current library cannot be read.\n")
    restored = run("restore", made, "--data-dir", other)
    assert (restored.code, restored.err) == (0, "")
    assert [one["title"] for one in run("list", "--json", "--data-dir", other).json] == ["A page"]


def test_a_damaged_library_is_told_kept_and_replaced(run: Run, page: Path, data_dir: Path) -> None:
    run("add", page)
    run("backup")
    file = paths.library_file(data_dir)
    assert run("check").out == f"{file} is undamaged: 1 article, 0 annotations, 0 tags.\n"
    damaged = file.read_bytes()[:5000]
    file.write_bytes(damaged)
    for command in ("check", "backup"):
        answer = run(command)
        one_sentence(answer)
    restored = run("restore", 1)
    aside = file.with_name("library.sqlite.before-restore-1")
    assert f"What was there before is kept as {aside}." in restored.out
    assert aside.read_bytes() == damaged
    assert run("check").code == 0


def test_backups_go_where_they_were_told_to(
    run: Run, page: Path, data_dir: Path, tmp_path: Path
) -> None:
    run("add", page)
    folder = tmp_path / "on another disk"
    other = tmp_path / "other"
    run("add", page, "--data-dir", other)
    for directory in (data_dir, other):
        Settings(directory / "settings.json").set(backup_folder=str(folder))
    assert "No such file or directory" in one_sentence(run("backup"))
    folder.mkdir()
    run("backup")
    run("backup", "--data-dir", other)
    assert len(list(folder.iterdir())) == 2
    for directory in (data_dir, other):
        (made,) = backups.listed(paths.backup_folder(directory, str(folder)))
        assert made.number == 1
    assert not (data_dir / "backups").exists()


@pytest.mark.parametrize("chosen", ["~nobody-is-called-so/x", "\0", "relative"])
def test_odd_folders_of_backups_are_taken_as_they_are(tmp_path: Path, chosen: str) -> None:
    assert paths.backup_folder(tmp_path, chosen).is_relative_to(tmp_path)


def test_two_backups_with_one_number_are_told_apart(run: Run, page: Path, data_dir: Path) -> None:
    run("add", page)
    made = Path(run("backup", "--json").json["path"])
    made.with_name(made.name.replace("by-hand", "automatic")).write_bytes(made.read_bytes())
    assert "Several backups have the number 1: name one" in one_sentence(run("restore", 1))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("restore", "7"), "There is no backup 7 in"),
        (("restore", "nowhere.sqlite"), "There is no backup at nowhere.sqlite."),
        (("check",), "There is no library at"),
        (("backup",), "There is no library at"),
    ],
)
def test_what_is_not_there_is_told(
    run: Run, data_dir: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = run(*arguments)
    assert said in one_sentence(answer)
    assert not data_dir.exists()


def test_no_backup_is_no_error(run: Run, data_dir: Path) -> None:
    answer = run("backup", "--list")
    assert (answer.code, answer.out) == (0, f"There is no backup in {data_dir / 'backups'}.\n")
    assert run("backup", "--list", "--json").json == []


def test_a_backup_that_cannot_be_read_is_listed_as_such(
    run: Run, page: Path, data_dir: Path
) -> None:
    run("add", page)
    Path(run("backup", "--json").json["path"]).write_bytes(b"damaged")
    assert "cannot be read" in run("backup", "--list").out
    (told,) = run("backup", "--list", "--json").json
    assert "error" in told
    assert run("restore", 1).code == 1


def test_a_library_is_rebuilt_from_its_articles(
    run: Run, page: Path, data_dir: Path, tmp_path: Path
) -> None:
    run("add", page, "--tag", "t")
    run("annotate", 1, "--quote", "First words", "--note", "kept")
    run("backup", "--articles")
    other = tmp_path / "other"
    answer = run("rebuild", paths.article_folder(data_dir), "--data-dir", other)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{paths.library_file(other)} was rebuilt from 1 article.\n"
    for command in (("annotations", "--json"), ("list", "--json"), ("tags", "--json")):
        assert run(*command, "--data-dir", other).json == run(*command).json
    assert "There is a library at" in one_sentence(
        run("rebuild", paths.article_folder(data_dir), "--data-dir", other)
    )
    assert "contains no articles" in one_sentence(
        run("rebuild", tmp_path, "--data-dir", tmp_path / "third")
    )
    assert not (tmp_path / "third").exists()


def test_a_backup_is_told_though_the_articles_cannot_be_written(
    run: Run, page: Path, data_dir: Path
) -> None:
    run("add", page)
    paths.article_folder(data_dir).write_text("in the way")
    answer = run("backup", "--articles")
    assert answer.out.startswith("Backup 1 created and verified")
    assert "articles" in answer.out.splitlines()[1]
