"""The ``postil`` command as a process of its own: without a screen, in other locales, into pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from tests.cli.command_output import Answer, Run, one_sentence
from tests.conftest import ROOT


def spawn(*arguments: object, **environment: str) -> Answer:
    """Run ``python -m reader`` where there is no screen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        cwd=ROOT,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
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


def test_the_librarys_commands_need_no_screen(page: Path) -> None:
    assert spawn("add", page, "--json").json[0]["status"] == "added"
    assert spawn("list").out.strip().startswith("1 •")


def test_its_version() -> None:
    assert spawn("--version") == Answer(0, f"Postil {__version__}\n", "")


def test_words_beyond_the_locale_are_printed_all_the_same(page: Path) -> None:
    spawn("add", page)
    answer = spawn("show", "1", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (answer.code, answer.err) == (0, "")
    assert "𝒳 marks it" in answer.out
    fed = subprocess.run(
        [sys.executable, "-m", "reader", "annotate", "1", "--from", "-"],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        input='{"quote": "𝒳 marks", "note": "größer"}\n'.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (fed.returncode, fed.stdout, fed.stderr) == (0, b"1 added\n", b"")


def test_a_file_whose_name_is_no_text(run: Run, tmp_path: Path) -> None:
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


PRINTING = [
    ["--version"],
    ["--help"],
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


def into(output: int, *arguments: str, cwd: Path) -> tuple[int, str]:
    """The exit code and the errors of the command where its output goes to a file descriptor."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(
    run: Run, page: Path, tmp_path: Path, arguments: list[str]
) -> None:
    run("add", page, "--tag", "one")
    run("annotate", 1, "--quote", "First words")
    reading, writing = os.pipe()
    os.close(reading)
    assert into(writing, *arguments, cwd=tmp_path) == (1, "")
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is at hand on Linux only")
def test_output_that_finds_no_room_is_told_once(run: Run, page: Path, tmp_path: Path) -> None:
    run("add", page)
    with Path("/dev/full").open("wb") as full:
        told = into(full.fileno(), "list", cwd=tmp_path)
    assert told == (1, "postil: the output cannot be written: No space left on device.\n")
