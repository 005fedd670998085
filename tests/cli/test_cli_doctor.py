"""``postil doctor``: what it finds, whatever is wrong, and that it changes nothing."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qVersion

from reader import __version__, paths
from reader.library import write_lock
from reader.library.connection import journal_of
from reader.library.queries.queries import Queries
from reader.library.write_lock import lock_file
from reader.operations import articles
from reader.services import Services
from reader.ui.window.startup import application
from tests.cli.command_output import Run
from tests.conftest import ROOT


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_library_with_a_backup(run: Run, added: Path, data_dir: Path) -> None:
    run("backup")
    before = everything(data_dir)
    facts = run("doctor", "--json").json
    assert facts["versions"]["postil"] == __version__
    assert facts["versions"]["qt"] == qVersion()
    assert facts["versions"]["sqlite"] == Queries.sqlite_version()
    library = facts["library"]
    assert library["path"] == str(paths.library_file(data_dir))
    assert library["bytes"] == paths.library_file(data_dir).stat().st_size
    assert library["counts"] == {"articles": 1, "annotations": 0, "tags": 0}
    assert (library["problem"], library["is_writable"]) == (None, True)
    assert (facts["backups"]["count"], facts["backups"]["last"]["number"]) == (1, 1)
    assert facts["free_bytes"] > 0
    assert (facts["writer"], facts["window"]) == (None, None)
    answer = run("doctor")
    assert answer.code == 0
    assert "can be opened (“postil check” reads all of it) · 1 article, 0 annotations" in answer.out
    assert "1 backup · " in answer.out
    assert "(manual)" in answer.out
    assert re.search(r"(?m) nobody$", answer.out)  # who writes
    for name in ("qt", "sqlite", "sqlalchemy"):
        assert re.search(rf"(?im)^{name} +{re.escape(facts['versions'][name])}$", answer.out)
    assert everything(data_dir) == before


def test_a_folder_without_a_library_is_not_made(run: Run, data_dir: Path) -> None:
    answer = run("doctor")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.count("does not exist yet") == 2
    assert not data_dir.exists()


def _shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_shorten, "damaged"),
        (lambda file: file.write_bytes(b""), "is empty"),
        (lambda file: file.write_bytes(b"no library" * 500), "is not a Postil library"),
        (_replace_by_folder, "is a folder"),
    ],
)
def test_a_library_that_does_not_open_is_told_and_left(
    run: Run, added: Path, data_dir: Path, harm: Callable[[Path], object], said: str
) -> None:
    harm(paths.library_file(data_dir))
    before = everything(data_dir)
    answer = run("doctor")
    assert (answer.code, answer.err) == (0, "")
    assert said in answer.out
    assert said in run("doctor", "--json").json["library"]["problem"]
    assert everything(data_dir) == before


def test_an_old_library_is_not_upgraded(run: Run, data_dir: Path) -> None:
    old = (ROOT / "tests" / "library" / "library-1.sqlite").read_bytes()
    data_dir.mkdir()
    paths.library_file(data_dir).write_bytes(old)
    assert "will be upgraded" in run("doctor").out
    assert paths.library_file(data_dir).read_bytes() == old


def test_a_journal_of_another_file_is_told_and_stays(
    run: Run, added: Path, data_dir: Path, tmp_path: Path, put_library: Callable[[Path], None]
) -> None:
    app = Services.open(data_dir)
    app.history.do("Trash", articles.trash, [1])
    journal = journal_of(app.database.path).read_bytes()
    app.close()
    put_library(app.database.path)
    journal_of(app.database.path).write_bytes(journal)
    before = everything(data_dir)
    assert "was written for another file" in run("doctor").out
    assert everything(data_dir) == before


def test_a_library_that_cannot_be_written_is_told(
    run: Run, added: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "read-only" not in run("doctor").out
    # The superuser, who may run the tests, can write everywhere.
    monkeypatch.setattr(os, "access", lambda _place, mode: mode != os.W_OK)
    assert " · read-only" in run("doctor").out
    assert run("doctor", "--json").json["library"]["is_writable"] is False


def test_who_writes_and_whether_a_window_is_open(run: Run, added: Path, data_dir: Path) -> None:
    window = application.claim(data_dir)
    assert window is not None
    with write_lock.write_lock(paths.library_file(data_dir), 0):
        told = run("doctor").out
        facts = run("doctor", "--json").json
        assert f"(process {os.getpid()}), since " in told
        assert f"is open (process {os.getpid()})" in told
        assert facts["writer"]["pid"] == facts["window"]["pid"] == os.getpid()
        lock_file(paths.library_file(data_dir)).write_text("", "utf-8")
        assert "another program" in run("doctor").out
    window.unlock()
    facts = run("doctor", "--json").json
    assert (facts["writer"], facts["window"]) == (None, None)


def test_a_folder_that_is_synchronized_is_told_each_time(
    run: Run, tmp_path: Path, put_library: Callable[[Path], None]
) -> None:
    folder = tmp_path / "Dropbox"
    put_library(paths.library_file(folder))
    for _time in range(2):
        assert "in a folder that Dropbox synchronizes" in run("doctor", "--data-dir", folder).out
    facts = run("doctor", "--json", "--data-dir", folder).json
    assert (facts["network"], facts["synchronized_by"]) == ("", "Dropbox")


def test_backups_that_cannot_be_listed_are_told(run: Run, added: Path, data_dir: Path) -> None:
    (data_dir / "backups").touch()
    assert "The backups in" in run("doctor").out


def test_it_does_without_qt_and_sqlalchemy(added: Path, run_python: Callable[..., str]) -> None:
    program = (
        "import sys; from reader.cli.main import main; main(['doctor']);"
        "print([name for name in ('PySide6', 'sqlalchemy') if name in sys.modules])"
    )
    assert run_python(program).endswith("[]\n")
