"""The program as a person starts it: its own process, a real X screen, real key presses."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.library import note_drafts
from reader.library.connection import connect
from reader.paths import WINDOW_LOCK
from reader.services import Services
from tests.conftest import ROOT
from tests.journeys.x_client import XClient, wait_for

TITLE = "Cities Count Their Trees Again"


PROGRAM = ("-m", "reader")

# The same, where the library is waited for a moment only.
IMPATIENT = """
import sys
from functools import partial
from reader.library.database import Database
Database.open = partial(Database.open, timeout=0.3)
from reader.cli.main import main
sys.exit(main())
"""


class Program:
    """A running ``python -m reader`` and the screen it is on."""

    def __init__(self, display: str, program: tuple[str, ...] = PROGRAM) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.screen = XClient(display)
        self.process = self.launch(program)

    def launch(self, program: tuple[str, ...], *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *program, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def window(self, title: str) -> int:
        """Wait for the window with this title."""
        number: int = wait_for(lambda: self._is_alive() and self.screen.find(f"{title} — Postil"))
        return number

    def _is_alive(self) -> bool:
        assert self.process.poll() is None, self.process.communicate()
        return True

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: exit code and what it printed."""
        printed, errors = self.process.communicate(timeout=20)
        return self.process.returncode, printed, errors


@contextmanager
def running(display: str, article: Path, program: tuple[str, ...] = PROGRAM) -> Iterator[Program]:
    """Run the program with one article in its library, until the end of the context."""
    assert main.main(["add", str(article)]) == 0
    started = Program(display, program)
    yield started
    started.screen.close()
    if started.process.poll() is None:
        started.process.kill()
        started.process.communicate()


@pytest.fixture
def program(
    request: pytest.FixtureRequest, x_display: str, wire_file: Path, data_dir: Path
) -> Iterator[Program]:
    with running(x_display, wire_file, getattr(request, "param", PROGRAM)) as started:
        yield started


def notes(data_dir: Path) -> list[str]:
    with closing(connect(data_dir / "library.sqlite", "ro")) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM annotation ORDER BY id")]


def shown(number: int, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main.main(["show", str(number), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_start_mark_quit_and_find_it_by_the_command_line(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    program.screen.focus(program.window(TITLE))
    program.screen.press("Return . h j n c e n s u s Ctrl+Return Shift+n a l l Ctrl+Return")
    # The third sentence by its letter, then the first word of it by the caret.
    program.screen.press("Shift+g g g f d h v Ctrl+Shift+Right c 2 Escape Escape Ctrl+q")
    assert program.end() == (0, "", "")
    article = shown(1, capsys)
    assert article["title"] == TITLE
    noted = [one for one in article["annotations"] if one["kind"] == "highlight"]
    text: str = article["text"]
    for one in noted:
        assert one["quote"] == text[one["start"] : one["end"]]
    assert [(one["quote"][:25], one["note"]) for one in noted] == [
        ("The count took nine weeks", ""),
        ("They", ""),
        ("They found 14,212 trees.", ""),
        ("“We planted what the nurs", "census"),
    ]
    notes = [one["note"] for one in article["annotations"] if one["kind"] == "article_note"]
    assert notes == ["all"]


def end_within_a_note(program: Program, data_dir: Path, number: signal.Signals) -> None:
    """Begin a note on another highlight, and end the program once it has taken up all the keys."""
    before = notes(data_dir)
    program.screen.press("h n d r a f t")
    wait_for(lambda: notes(data_dir) == [*before, "draft"])
    program.process.send_signal(number)
    assert program.end() == (0, "", "")
    assert notes(data_dir) == [*before, "draft"]


def test_a_second_postil_hands_its_file_to_the_first_which_ends_when_it_is_told(
    program: Program, data_dir: Path, tmp_path: Path
) -> None:
    program.screen.focus(program.window(TITLE))
    wait_for((data_dir / WINDOW_LOCK).exists)
    file = tmp_path / "handed over.txt"
    file.write_text("Handed over\n\nBy a second program on the same library.\n", "utf-8")
    second = program.launch(PROGRAM, str(file))
    assert second.communicate(timeout=20) == ("", "")
    assert second.returncode == 0
    program.window("Handed over")
    app = Services.open(data_dir)
    titles = [app.queries.article(number).title for number in (1, 2)]
    app.close()
    assert titles == [TITLE, "Handed over"]
    program.screen.press("Return")
    end_within_a_note(program, data_dir, signal.SIGTERM)
    assert not (data_dir / WINDOW_LOCK).exists()


@pytest.mark.parametrize("program", [("-c", IMPATIENT)], indirect=True, ids=["impatient"])
def test_keys_that_come_while_a_note_waits_for_the_library_go_into_its_field(
    program: Program, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.screen.focus(program.window(TITLE))
    program.screen.press("Return")
    with closing(sqlite3.connect(data_dir / "library.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        # What comes after Ctrl+Return waits in the queue while the window waits for the lock.
        program.screen.press("n s e e Ctrl+Return e l s e")
        wait_for(lambda: [one.text for one in note_drafts.read(data_dir).values()] == ["seeelse"])
        other.execute("ROLLBACK")
    program.screen.press("Ctrl+Return .")
    wait_for(lambda: notes(data_dir) == ["seeelse"])
    end_within_a_note(program, data_dir, signal.SIGINT)
    article = shown(1, capsys)
    assert [one["note"] for one in article["annotations"]] == ["seeelse", "draft"]
    assert article["state"] == "inbox"
    assert note_drafts.read(data_dir) == {}
