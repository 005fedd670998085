"""Files are read in processes of their own; whatever becomes of one, the others are read."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import ImportFailed
from reader.core.models import View
from reader.library.queries.queries import Queries
from reader.operations import adding
from reader.operations.adding import AddReport
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.history import History
from reader.operations.sources.import_processes import ReadingProcesses

# What a process does when it opens a file of some name: stands for a fault of a parser in it.
_FAULTS = """
import os, sys, time

def act(event, arguments):
    name = str(arguments[0]) if event == "open" else ""
    if name.endswith("crash.txt"):
        os._exit(11)
    if name.endswith("large.txt"):
        raise MemoryError
    if name.endswith("endless.txt"):
        time.sleep(600)
    if name.endswith("strange.txt"):
        import pickle
        pickle.dump = lambda answer, file, **more: file.write(b"cno_such_module\\nname\\n.")

sys.addaudithook(act)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files; in processes that are started, some names are faults."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(_FAULTS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "faults"))
    return tmp_path


def files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text(f"The boats of {name}\n\n{name} came in at noon.\n")
    return [folder / name for name in names]


def never() -> bool:
    return False


def outcomes(paths: list[Path]) -> Iterator[str]:
    with closing(ReadingProcesses(paths, never)) as reading:
        for path in paths:
            try:
                found = reading.read(path)
                yield "nothing" if found is None else found.draft.title
            except ImportFailed as error:
                yield str(error)


def test_a_file_over_which_a_process_ends_is_named_and_the_rest_is_read(folder: Path) -> None:
    paths = files(folder, "a.txt", "crash.txt", "b.txt", "large.txt", "strange.txt", "c.txt")
    missing = folder / "missing.txt"
    assert list(outcomes([*paths, missing])) == [
        "The boats of a.txt",
        "“crash.txt” was not read: the process that read it ended.",
        "The boats of b.txt",
        "“large.txt” was not read: that takes too much memory.",
        "nothing",  # whoever asked reads it again, and says what is wrong
        "The boats of c.txt",
        "nothing",
    ]


def test_no_more_is_read_ahead_than_may_be_kept_in_memory(folder: Path) -> None:
    paths = files(folder, *(f"{n}.txt" for n in range(60)))
    with closing(ReadingProcesses(paths, never)) as reading:
        titles = [draft.draft.title for path in paths if (draft := reading.read(path))]
        assert reading.most_ahead < 60
    assert titles == [f"The boats of {n}.txt" for n in range(60)]


def test_what_hangs_is_given_up_when_it_is_cancelled(folder: Path) -> None:
    paths = files(folder, "endless.txt", "a.txt")
    with (
        closing(ReadingProcesses(paths, lambda: True)) as reading,
        pytest.raises(ImportFailed, match="endless"),
    ):
        reading.read(paths[0])


@pytest.mark.parametrize("program", ["/no/such/program", "/bin/true"])
def test_where_no_process_can_be_started_files_are_read_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr("sys.executable", program)
    paths = files(folder, "a.txt", "b.txt")
    assert list(outcomes(paths)) == ["nothing", "nothing"]
    with closing(ReadingProcesses(paths, never)) as reading:
        read = adding.read(paths[0], files=reading)
    assert isinstance(read, PreparedDraft)
    assert read.draft.title == "The boats of a.txt"


def test_many_files_are_added_as_one_by_one(
    folder: Path, history: History, queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "FILES_AHEAD", 3)
    paths = files(folder, "a.txt", "crash.txt", "b.txt")
    with adding.files_ahead(paths, never) as ahead:
        assert ahead is not None
        read = [adding.read(path, queries, files=ahead) for path in paths]
        alone = [adding.read(path, queries) for path in paths[::2]]
    assert read[::2] == alone
    assert isinstance(read[1], AddReport)
    assert read[1].source == str(paths[1])
    reports = adding.keep(history, read, [], "batch")
    assert [report.status for report in reports] == ["added", "failed", "added"]
    assert len(queries.article_ids(View.ALL)) == 2


def test_few_files_start_no_process(folder: Path) -> None:
    with adding.files_ahead(files(folder, "a.txt"), never) as ahead:
        assert ahead is None
