"""The log of bugs: what it says of them, how large it gets, and that it holds nobody's words."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core import error_log
from reader.core.errors import NotFound
from tests.each import each

WORDS = "my own words"


def caught(act: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as error:
        act()
    return error.value


def _query() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f'SELECT "{WORDS}" FROM "{WORDS}"')


def _chained() -> None:
    note, notes = WORDS, {"": ""}
    try:
        notes[note]
    except KeyError as error:
        raise NotFound(f"“{note}” is not there.") from error


def _raise(error: BaseException) -> None:
    raise error


@each(
    ("act", "kept"),
    [
        (lambda: int(WORDS), "ValueError"),
        (_chained, "KeyError"),
        (_chained, "reader.core.errors.NotFound"),
        (_query, "sqlite3.OperationalError: SQLITE_ERROR"),
        (lambda: Path("/nowhere", WORDS).read_text("utf-8"), "FileNotFoundError: ENOENT"),
        (lambda: _raise(OSError(f"cannot use {WORDS}")), "OSError"),
        (lambda: (WORDS + "é").encode("ascii"), "UnicodeEncodeError: ordinal not in range(128)"),
        (lambda: (WORDS + "é").encode().decode("ascii"), "UnicodeDecodeError"),
        (lambda: WORDS.nothing, "AttributeError: 'str' object has no attribute 'nothing'"),  # type: ignore[attr-defined]
        (lambda: WORDS + 1, "TypeError: can only concatenate str"),  # type: ignore[operator]
        (lambda: _raise(SyntaxError(WORDS)), "SyntaxError"),
    ],
)
def test_a_traceback_says_where_and_what_without_words(
    act: Callable[[], object], kept: str
) -> None:
    text = error_log.traceback_text(caught(act))
    assert kept in text
    assert "test_error_log.py" in text
    assert WORDS not in text


def test_what_was_handled_comes_first_and_a_circle_ends() -> None:
    text = error_log.traceback_text(caught(_chained))
    assert text.index("KeyError") < text.index("While this was handled") < text.index("NotFound")
    error = ValueError()
    error.__context__ = KeyError()
    error.__context__.__context__ = error
    assert error_log.traceback_text(error).count("Traceback") == 2


@each(
    ("message", "kept"),
    [
        (
            "QPainter::begin: Paint device returned engine == 0, type: 2",
            "QPainter::begin: Paint device returned engine == 0, type: 2",
        ),
        (f'Cannot open file "{WORDS}", because', "Cannot open file …, because"),
        (f"Cannot open '{WORDS}'", "Cannot open …"),
        (
            f"QTextBrowser: No document for file:///home/{WORDS}.html",
            "QTextBrowser: No document for …",
        ),
        (f"could not load C:\\{WORDS}.png, sorry", "could not load …"),
        (f"a window's “{WORDS}” is gone", "a window's … is gone"),
    ],
)
def test_a_message_of_qt_without_what_it_names(message: str, kept: str) -> None:
    assert error_log.message_text(message) == kept


def test_the_log_is_its_owners_and_stays_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_log, "LARGEST", 1_000)
    folder = tmp_path / "logs"
    for number in range(100):
        assert error_log.write(folder, f"entry {number}: " + "x" * 200) == folder / error_log.NAME
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert len(files) == 1 + error_log.FORMER
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert sum(file.stat().st_size for file in files) <= 3 * 1_000
    assert "entry 99:" in (folder / error_log.NAME).read_text("utf-8")


def test_where_no_log_can_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    assert error_log.write(tmp_path / "logs", "text") is None
    folder = tmp_path / "others"
    (folder / error_log.NAME).mkdir(parents=True)
    assert error_log.write(folder, "text") is None
