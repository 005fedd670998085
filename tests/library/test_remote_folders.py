"""Libraries on a network or in a synchronized folder: recognized, and without a WAL where none works."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.core.errors import LibraryCorrupt, LibraryGone
from reader.core.models import View
from reader.library import remote_folders, verified_copy
from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.connection import connect, journal_of, rollback_journal_of
from reader.library.database import Database
from reader.library.remote_folders import network_mount, sync_service
from reader.library.unit_of_work import Unit
from reader.operations import annotations, articles
from reader.operations.history import History
from reader.services import Services
from tests.each import each
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill
from tests.library.samples import assert_sound, draft, tables
from tests.thorough import cases

NOW = datetime(2026, 11, 29, tzinfo=UTC)

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
23 27 0:22 / /early rw,relatime - nfs4 server:/early rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:40 / /mnt/my\040server rw master:2 - nfs4 server:/export rw,vers=4.2
31 27 0:41 / /mnt/share rw - cifs //server/share rw
32 31 0:42 / /mnt/share/local rw - ext4 /dev/vdb rw
33 27 0:43 / /mnt/ssh rw - fuse.sshfs me@server: rw
34 27 0:44 / /mnt/crypt rw - fuse.gocryptfs /home/crypt rw
35 27 0:45 / /mnt/usb rw - fuseblk /dev/sdb1 rw
36 27 0:46 / /mnt/twice rw - nfs server:/a rw
37 36 0:47 / /mnt/twice rw - tmpfs tmpfs rw
cut short
"""


@each(
    ("folder", "kind"),
    [
        ("/home/me", ""),
        ("/early/library", "nfs4"),  # mounted before the root was
        ("/mnt/my server/library", "nfs4"),
        ("/mnt/my server", "nfs4"),
        ("/mnt/my server 2", ""),
        ("/mnt/share/library", "cifs"),
        ("/mnt/share/local/library", ""),
        ("/mnt/ssh/x", "fuse.sshfs"),
        ("/mnt/crypt/x", ""),
        ("/mnt/usb/x", ""),
        ("/mnt/twice/x", ""),
    ],
)
def test_the_kind_of_file_system_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert network_mount(Path(folder), MOUNTS.splitlines()) == kind


def test_without_a_list_of_mounts_nothing_is_on_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_folders, "_MOUNTS", tmp_path / "none")
    assert remote_folders.network_file_system(tmp_path) == ""


@each(
    ("path", "service"),
    [
        ("Dropbox/notes", "Dropbox"),
        ("dropbox (Personal)/notes", "Dropbox"),
        ("OneDrive - Company/x", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Google Drive/x", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/x", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("dropboxes/x", ""),
        ("my-dropbox/x", ""),
        (".local/share/postil", ""),
    ],
)
def test_a_synchronized_folder_is_known_by_its_path(
    tmp_path: Path, path: str, service: str
) -> None:
    assert sync_service(tmp_path / path) == service


def test_each_folder_is_warned_of_once(tmp_path: Path, put_library: Callable[[Path], None]) -> None:
    for name in ("Dropbox", "Nextcloud", "usual"):
        put_library(tmp_path / name / "library.sqlite")
    for name in ("Dropbox", "Nextcloud"):
        for told in (True, False):
            app = Services.open(tmp_path / name)
            text = app.folder_warning()
            app.close()
            assert (f"a folder that {name} synchronizes" in text) is told
    app = Services.open(tmp_path / "usual")
    assert app.folder_warning() == ""
    app.close()


# -- on a network ----------------------------------------------------------------------------------


@pytest.fixture
def on_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a test keeps is on a network file system, as far as can be seen."""
    mounts = tmp_path / "mountinfo"
    place = str(tmp_path).replace(" ", r"\040")  # as Linux writes it
    mounts.write_text(f"1 0 0:1 / {place} rw - nfs4 server:/ rw\n", "utf-8")
    monkeypatch.setattr(remote_folders, "_MOUNTS", mounts)


def mode_of(library: Path) -> str:
    with closing(connect(library, "ro")) as connection:
        mode: str = connection.execute("PRAGMA journal_mode").fetchone()[0]
        return mode


def titles(database: Database) -> list[str]:
    with closing(database.queries()) as queries:
        return sorted(one.title for one in queries.articles(queries.article_ids(View.ALL)))


def test_a_library_on_a_network_has_no_wal(library: Path, on_network: None) -> None:
    database = Database.open(library)
    history = History(database)
    with closing(database.queries()) as queries:
        version = queries.data_version()
        history.do("Add", articles.add, draft())
        assert queries.data_version() != version
        assert not journal_of(library).exists()
        assert not rollback_journal_of(library).exists()
    history.undo()
    history.redo()
    database.close()
    assert mode_of(library) == "delete"
    assert "network file system (nfs4)" in remote_folders.warning(library.parent)
    assert_sound(library)


def _in_wal_mode(library: Path, put_library: Callable[[Path], None]) -> Database:
    put_library(library)
    database = Database.open(library)
    History(database).do("Add", articles.add, draft())
    assert mode_of(library) == "wal"
    return database


def test_a_library_that_was_brought_there_leaves_wal_mode_with_all_it_holds(
    library: Path,
    tmp_path: Path,
    put_library: Callable[[Path], None],
    request: pytest.FixtureRequest,
) -> None:
    former = _in_wal_mode(tmp_path / "local" / library.name, put_library)
    shutil.copy(former.path, library)
    shutil.copy(journal_of(former.path), journal_of(library))
    former.close()
    request.getfixturevalue("on_network")
    database = Database.open(library)
    assert titles(database) == ["Foxes"]
    assert mode_of(library) == "delete"
    assert not journal_of(library).exists()
    database.close()


def test_one_that_is_open_elsewhere_leaves_it_the_next_time(
    library: Path, put_library: Callable[[Path], None], request: pytest.FixtureRequest
) -> None:
    other = _in_wal_mode(library, put_library)
    request.getfixturevalue("on_network")
    database = Database.open(library)
    History(database).do("Add", articles.add, draft("Two", "Other words."))
    assert mode_of(library) == "wal"
    database.close()
    other.close()
    database = Database.open(library)
    assert titles(database) == ["Foxes", "Two"]
    assert mode_of(library) == "delete"
    database.close()


def interrupt(library: Path) -> tuple[bytes, bytes]:
    """The file and its journal as a kill leaves them that comes while pages are being written."""
    with closing(connect(library, "rw")) as connection:
        connection.execute("PRAGMA cache_size=5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE meta SET value = 'f' || substr(value, 2) WHERE key = 'generation'"
        )
        connection.execute("UPDATE article SET title = 'half'")
        for number in range(100):
            connection.execute("INSERT INTO meta VALUES (?, hex(zeroblob(1000)))", (f"x{number}",))
        left = library.read_bytes(), rollback_journal_of(library).read_bytes()
        connection.execute("ROLLBACK")
    assert len(left[1]) > 10_000
    return left


@pytest.mark.parametrize("torn", [0, 100], ids=["whole pages", "a torn first page"])
def test_a_write_that_was_killed_is_taken_back_at_the_next_start(
    library: Path, on_network: None, torn: int
) -> None:
    database = Database.open(library)
    History(database).do("Add", articles.add, draft())
    database.close()
    before = tables(library)
    file, journal = interrupt(library)
    library.write_bytes(bytes(torn) + file[torn:])
    rollback_journal_of(library).write_bytes(journal)
    database = Database.open(library)
    assert (titles(database), database.notice) == (["Foxes"], "")
    database.close()
    assert tables(library) == before
    assert_sound(library)


_WRITE = """
raw = database.writer.engine.raw_connection()
raw.cursor().execute("PRAGMA cache_size=5")  # so that pages are written before the end
raw.close()
for number in range(10_000):
    text = f"{sys.argv[2]} {number}: " + "words and more words " * 2_000
    added = history.do("Add", articles.add, draft(text, text)).article_id
    marked = history.do("Mark", annotations.highlight, added, 0, 9)
    history.do("Note", annotations.set_note, marked, f"note {number}")
    print(marked, number, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_it_has_told(
    library: Path,
    put_library: Callable[[Path], None],
    run_and_kill: RunAndKill,
    on_network: None,
    tally: Tally,
) -> None:
    put_library(library)
    mounts = f"remote_folders._MOUNTS = Path({str(remote_folders._MOUNTS)!r})\n"
    before = "from reader.library import remote_folders\n" + mounts
    told: list[list[str]] = []
    interrupted = 0
    for moment in cases(177, 181, more=range(120, 900, 13)):
        lines = run_and_kill(library, _WRITE, moment, before=before)
        told += [line.split() for line in lines]
        interrupted += rollback_journal_of(library).exists()
        assert not journal_of(library).exists()
        database = Database.open(library)
        assert database.notice == ""
        with closing(database.queries()) as queries:
            for annotation, number in told:
                assert queries.annotation(int(annotation)).note == f"note {number}"
        database.close()
        assert_sound(library)
        tally.count("kill", kept=3 * len(lines))
    assert told
    assert interrupted


def test_a_journal_without_its_library_is_no_place_for_a_new_one(library: Path) -> None:
    rollback_journal_of(library).write_bytes(b"what was taken away")
    with pytest.raises(LibraryCorrupt, match="missing but its journal is there"):
        Database.open(library)
    assert not library.exists()


def test_a_write_of_another_that_was_killed_is_taken_back_by_who_reads(
    library: Path, on_network: None
) -> None:
    database = Database.open(library)
    History(database).do("Add", articles.add, draft())
    database.close()
    file, journal = interrupt(library)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        (id_,) = queries.article_ids(View.ALL)
        with library.open("r+b") as same:  # the reader has it open
            same.write(file)
        rollback_journal_of(library).write_bytes(journal)
        assert queries.article(id_).title == "Foxes"
    database.close()
    assert_sound(library)


def test_a_journal_of_another_file_is_set_aside(
    library: Path, tmp_path: Path, on_network: None
) -> None:
    database = Database.open(library)
    History(database).do("Add", articles.add, draft())
    database.close()
    _file, journal = interrupt(library)
    other = tmp_path / "other" / "library.sqlite"
    database = Database.open(other)
    History(database).do("Add", articles.add, draft("Other", "Words of the other."))
    database.close()
    library.write_bytes(other.read_bytes())
    rollback_journal_of(library).write_bytes(journal)
    database = Database.open(library)
    kept = library.with_name("library.sqlite-journal.set-aside-1")
    assert kept.name in database.notice
    assert kept.read_bytes() == journal
    assert titles(database) == ["Other"]
    database.close()
    assert_sound(library)


def test_others_write_while_a_backup_is_made(
    library: Path, tmp_path: Path, on_network: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified_copy, "_PAGES", 4)
    database = Database.open(library, timeout=0.3)
    history = History(database)
    article = history.do("Add", articles.add, draft()).article_id
    told: list[int] = []

    def write(done: int, _total: int) -> None:
        told.append(done)
        if len(told) < 5:
            history.do("Mark", annotations.highlight, article, 0, 5 + len(told))

    made = backups.back_up(library, tmp_path / "backups", Reason.BY_HAND, NOW, progress=write)
    assert len(told) > 5
    assert_sound(made.path)
    assert tables(made.path) == tables(library)
    database.close()


def test_what_is_refused_when_the_file_is_gone_is_kept(library: Path, on_network: None) -> None:
    database = Database.open(library)
    history = History(database)
    article = history.do("Add", articles.add, draft()).article_id
    marked = history.do("Mark", annotations.highlight, article, 4, 15)
    away = library.rename(library.with_name("away"))
    for note in ("my note", "another"):
        with pytest.raises(LibraryGone, match=r"not-kept-1\.json"):
            history.do("Note", annotations.set_note, marked, note)
    kept = library.with_name("library.sqlite.not-kept-1.json").read_text("ascii")
    assert "my note" in kept
    assert "another" in kept
    with closing(sqlite3.connect(library.with_name("library.sqlite.former-1.sqlite"))) as former:
        assert former.execute("SELECT note FROM annotation").fetchall() == [("",)]
    away.rename(library)
    history.do("Note", annotations.set_note, marked, "it is back")
    database.close()
    with closing(sqlite3.connect(library)) as found:
        assert found.execute("SELECT note FROM annotation").fetchall() == [("it is back",)]


def test_a_write_is_not_taken_for_kept_when_the_file_comes_back_meanwhile(
    library: Path, on_network: None
) -> None:
    database = Database.open(library)
    history = History(database)
    article = history.do("Add", articles.add, draft()).article_id
    away = library.rename(library.with_name("away"))

    def star(unit: Unit) -> None:
        articles.set_starred(unit, [article], True)
        away.rename(library)

    with pytest.raises(LibraryGone, match="try that again"):
        history.do("Star", star)
    database.close()
