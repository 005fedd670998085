"""The ``postil`` command as a process of its own: without a screen, in other locales, into pipes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import __version__, paths
from reader.cli import main
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.cli.command_output import BODY, PAGE, Answer, Run, one_sentence
from tests.conftest import ROOT, PutFilled
from tests.importers.sources import read_page


def spawn(*arguments: object, fed: str = "", **environment: str) -> Answer:
    """Run ``python -m reader`` where there is no screen, and feed it some text."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        cwd=ROOT,
        env=kept | environment,
        input=fed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def test_without_a_screen_it_says_so_in_one_line(data_dir: Path, page: Path) -> None:
    for arguments in ([], [page]):
        sentence = one_sentence(spawn(*arguments), code=2)
        assert "no screen" in sentence
    assert not data_dir.exists()
    assert "no screen" in one_sentence(spawn(DISPLAY=":65432"), code=2)


def test_its_version() -> None:
    assert spawn("--version") == Answer(0, f"Postil {__version__}\n", "")


PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_words_beyond_the_locale_are_read_and_printed_all_the_same(added: Path) -> None:
    quote = '{"quote": "𝒳 marks", "note": "größer"}\n'
    answer = spawn("annotate", "1", "--from", "-", fed=quote, **PLAIN)
    assert answer == Answer(0, "1 added\n", "")
    answer = spawn("show", "1", "--json", **PLAIN)
    assert (answer.code, answer.err) == (0, "")
    (made,) = answer.json["annotations"]
    assert (made["quote"], made["note"]) == ("𝒳 marks", "größer")


def test_a_file_whose_name_is_no_text(run: Run, empty: None, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(file)).write_text("A title\n\nAnd a text of some words.\n", "utf-8")
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    answer = run("add", os.fsdecode(file), "--json")
    assert (answer.code, answer.json[0]["status"]) == (0, "added")
    assert "And a text" in run("show", 1).out
    missing = run("add", os.fsdecode(file + b".txt"))
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def _fill(history: History) -> None:
    page = read_page(PAGE.format(body=BODY))
    added = history.do("Add article", articles.add, page, ("one",))
    history.do("Highlight", annotations.annotate_quote, added.article_id, "First words")


@pytest.fixture
def marked(page: Path, data_dir: Path, put_filled: PutFilled) -> None:
    put_filled(paths.library_file(data_dir), _fill)


def test_a_pdf_is_written_without_a_screen(marked: None, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    answer = spawn("export", "--output", path, "--notes", "end", "--paper", "a5")
    assert (answer.code, answer.err) == (0, "")
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 420." in data


PRINTING = [
    ["add", "page.html"],
    ["list"],
    ["list", "--json"],
    ["show", "1"],
    ["annotate", "1", "--quote", "Second words"],
    ["annotations"],
    ["tags"],
    ["revisions", "1"],
    ["diff", "1", "1", "1"],
    ["export", "--output", "notes"],
    ["undo"],
]


@pytest.fixture
def unread() -> Iterator[int]:
    """The end of a pipe that is written to, after whoever read it has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(
    marked: None,
    unread: int,
    tmp_path: Path,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    errors = tmp_path / "errors"
    with (
        open(unread, "w", encoding="utf-8", closefd=False) as output,
        errors.open("w", buffering=1, encoding="utf-8") as told,
        monkeypatch.context() as patch,
    ):
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", told)
        assert main.main(arguments) == 1
    assert errors.read_text("utf-8") == ""


def into(output: int, *arguments: str) -> tuple[int, str]:
    """The exit code and the errors of the command where its output goes to a file descriptor."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["list"]], ids=" ".join)
def test_a_process_ends_without_a_word_when_its_reader_goes_away(
    marked: None, unread: int, arguments: list[str]
) -> None:
    assert into(unread, *arguments) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is at hand on Linux only")
def test_output_that_finds_no_room_is_told_once(added: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        told = into(full.fileno(), "list")
    assert told == (1, "postil: the output cannot be written: No space left on device.\n")
