"""What Postil keeps is for its owner alone, whatever the umask; folders that exist stay as they are."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader import paths
from reader.core import error_log
from reader.core.errors import LibraryGone
from reader.core.keys.key_overrides import KeyChoices
from reader.core.private_files import replace_text
from reader.library import note_drafts
from reader.library.backups import backups, restoring, verification_record
from reader.library.backups.backups import Reason
from reader.library.backups.verification_record import Check
from reader.operations import articles
from reader.operations.archive import json_mirror, rebuild_from_mirror
from reader.services import Services
from reader.ui.window.library.backup_controller import back_up_closed
from tests.library.samples import draft

NOW = datetime(2026, 11, 29, tzinfo=UTC)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Nothing is taken from the modes that programs ask for."""
    former = os.umask(0)
    yield
    os.umask(former)


def modes(folder: Path) -> dict[str, str]:
    """The files and folders that others may read or write, by their name below a folder."""
    found = {str(file.relative_to(folder)): file.stat().st_mode for file in folder.rglob("*")}
    return {name: oct(mode) for name, mode in found.items() if mode & 0o077}


def test_all_that_is_kept_is_its_owners(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "library"
    folder = paths.backup_folder(directory)
    app = Services.open(directory)
    app.settings.set(theme="dark")
    app.settings.keys.keep(KeyChoices(preset="vim"))
    note_drafts.save(directory, {"annotation:1": note_drafts.Draft("begun")})
    app.history.do("Add", articles.add, draft())
    json_mirror.write(app.queries, paths.article_folder(directory))
    made = backups.back_up(app.database.path, folder, Reason.BY_HAND, NOW)
    error_log.write(paths.log_folder(directory), "text")
    names = {file.name for file in directory.rglob("*")}
    assert {"library.sqlite-wal", "library.sqlite-shm", "library.lock", "backups.lock"} < names
    assert {"settings.json", "keys.json", "drafts.json", "postil.log", made.path.name} < names
    app.database.path.unlink()
    with pytest.raises(LibraryGone):
        app.history.do("Add", articles.add, draft("New", "Other words."))
    app.close()
    restoring.restore(app.database.path, made.path, folder, NOW, timeout=1)
    rebuild_from_mirror.rebuild(paths.article_folder(directory), tmp_path / "new" / "again.sqlite")
    names = {file.name for file in directory.iterdir()}
    assert {"library.sqlite.not-kept-1.json", "library.sqlite.former-1.sqlite"} < names
    assert modes(tmp_path) == {}


def test_folders_that_exist_keep_their_mode(tmp_path: Path) -> None:
    directory = tmp_path / "shared"
    directory.mkdir()
    directory.chmod(0o750)
    Services.open(directory).close()
    assert stat.S_IMODE(directory.stat().st_mode) == 0o750
    assert modes(directory) == {}


def test_what_an_older_postil_left_open_to_all_is_its_owners(
    data_dir: Path, tmp_path: Path
) -> None:
    app = Services.open(data_dir)
    app.history.do("Add", articles.add, draft())
    folder, kept = paths.backup_folder(data_dir), paths.article_folder(data_dir)
    json_mirror.write(app.queries, kept)
    made = backups.back_up(app.database.path, folder, Reason.BY_HAND, NOW)
    verification_record.record(made.path, Check(NOW, ""))
    app.close()
    for file in (*folder.rglob("*"), *kept.rglob("*"), *data_dir.glob("library.sqlite*")):
        file.chmod(0o777 if file.is_dir() else 0o644)
    mine = [folder / "holiday.jpg", kept / "files" / "holiday.jpg", data_dir / "holiday.jpg"]
    for file in mine:
        file.write_bytes(b"")
        file.chmod(0o644)
    for place in (folder, kept, kept / "files"):
        place.chmod(0o755)
    (folder / made.path.name.replace("000001", "000002")).symlink_to(mine[2])
    Services.open(data_dir).close()
    back_up_closed(data_dir)
    assert {data_dir / name for name in modes(data_dir)} == {
        *mine,
        folder,
        kept / "files",
    } | {one for one in folder.iterdir() if one.is_symlink()}
    for file in mine:
        file.unlink()
    for link in folder.iterdir():
        if link.is_symlink():
            link.unlink()
    back_up_closed(data_dir)
    assert modes(data_dir) == {}


def test_what_a_killed_program_left_is_not_written_into(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    left = file.with_name("file.json.tmp")
    left.write_text("half", "utf-8")
    replace_text(file, "whole")
    assert file.read_text("utf-8") == "whole"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not left.exists()
