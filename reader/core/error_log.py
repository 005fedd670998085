"""Logs internal errors: where they occurred, but nothing that the user wrote or reads.

The messages of exceptions may contain words of a note, a title or a path, so messages are written
only of exceptions that describe the program itself.
"""

import errno
import logging
import platform
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from reader import __version__
from reader.core.private_files import make_folder, private

NAME = "postil.log"
LARGEST = 500_000  # bytes of a log before a new one is begun
FORMER = 2  # logs that are kept besides

# Their messages name types, attributes and modules.
_OF_CODE = (
    *(AttributeError, ImportError, ModuleNotFoundError, NameError, UnboundLocalError),
    *(IndexError, RecursionError, TypeError, ZeroDivisionError),
)
_QUOTED = re.compile(r"""(["“]).*(["”])|(?<!\w)'.*'""", re.DOTALL)
_PLACE = re.compile(r"\S*[/\\].*", re.DOTALL)  # a path may contain spaces, so all that follows


def traceback_text(error: BaseException) -> str:
    """Returns a traceback with those of its causes, without the user's words."""
    parts = []
    for one in _chain(error):
        lines = "".join(traceback.format_tb(one.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{lines}{summary(one)}\n")
    return "\nWhile this was handled:\n\n".join(parts)


def summary(error: BaseException) -> str:
    """Returns the type of an error, and its message if that describes only the program."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    message = _message(error)
    return f"{name}: {message}" if message else name


def message_text(message: str) -> str:
    """Returns a message of Qt up to the first path or address, without quoted texts."""
    return _PLACE.sub("…", _QUOTED.sub("…", message))[:300]


def write(folder: Path, text: str) -> Path | None:
    """Adds an entry to the log of a folder; returns the file, None when it cannot be written."""
    try:
        make_folder(folder)
        handler = _Log(folder / NAME, maxBytes=LARGEST, backupCount=FORMER, encoding="utf-8")
        try:
            handler.emit(logging.makeLogRecord({"msg": f"{heading()}\n{text}"}))
        finally:
            handler.close()
    except OSError:
        return None
    return folder / NAME


def heading() -> str:
    """Returns the time and the versions that Postil runs on."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{moment} · Postil {__version__} · Python {platform.python_version()} · {platform.platform()}"


class _Log(RotatingFileHandler):
    """A log that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        stream = open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)  # noqa: SIM115
        assert isinstance(stream, TextIOWrapper)
        return stream

    def handleError(self, _record: logging.LogRecord) -> None:
        """Raises again what kept an entry from being written, as it is called where that is handled."""
        raise


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yields an error after its causes, the original one first."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return reversed(chain)


def _message(error: BaseException) -> str:
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    if isinstance(error, UnicodeError):
        return str(getattr(error, "reason", ""))
    code = getattr(error, "sqlite_errorname", "")
    if code:  # of the others, some quote the query
        return f"{code}: {error}" if code.startswith("SQLITE_CONSTRAINT") else code
    return str(error) if type(error) in _OF_CODE else ""
