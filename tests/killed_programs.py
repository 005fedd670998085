"""Runs a program on a library, and kills it in the middle of a statement of its choice."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.conftest import ROOT

# Imports once what every program needs, and is a new process for each of them.
_NURSERY = """
import json, os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers
from reader.library.database import Database
from reader.operations import annotation_spans, annotations, articles, revisions, tags
from reader.operations.history import History
from tests.library.samples import draft
configure_mappers()
for line in sys.stdin:
    program, *arguments = json.loads(line)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        sys.argv[1:] = arguments
        exec(program)
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        printed = pipe.read()
    print(json.dumps([os.waitpid(child, 0)[1], printed]), flush=True)
"""
_BEGIN = """
import os, signal, threading
database = Database.open(Path(sys.argv[1]))
history, queries = History(database), database.queries()
left = int(sys.argv[2])
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
for moment in ("before_cursor_execute", "after_cursor_execute"):
    event.listen(database.writer.engine, moment, count)
event.listen(database.writer.engine, "commit", count)
"""


class RunAndKill(Protocol):
    """Runs a program that writes, and kills it; returns the lines that it printed until then."""

    def __call__(self, library: Path, program: str, moment: int) -> list[str]:
        """Runs it until a moment.

        That counts its statements, each before and after it, and its commits. The program has
        ``database``, ``history`` and ``queries``, and goes on for long enough.
        """


@contextmanager
def killing() -> Iterator[RunAndKill]:
    """Yields what runs and kills, each time in a process of its own."""
    nursery = subprocess.Popen(
        [sys.executable, "-c", _NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    asked, told = nursery.stdin, nursery.stdout

    def run_and_kill(library: Path, program: str, moment: int) -> list[str]:
        asked.write(json.dumps([_BEGIN + program, str(library), str(moment)]) + "\n")
        asked.flush()
        status, printed = json.loads(told.readline())
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        return str(printed).splitlines()

    with asked, told:
        yield run_and_kill
    nursery.wait(10)
