"""Runs programs on a library in processes of their own, which need not import anything anew."""

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

# Imports once what the programs need, and becomes a new process for each of them.
_NURSERY = """
import json, os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers
import reader.library.upgrade, reader.library.write_connection
from reader.library.database import Database
from reader.operations import highlight_reshaping, annotations, articles, revisions, tags
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
        exec(program, {**globals()})
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        printed = pipe.read()
    print(json.dumps([os.waitpid(child, 0)[1], printed]), flush=True)
"""
_COUNTING = """
import signal, threading
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


class RunForked(Protocol):
    """Runs a program in a process of its own."""

    def __call__(self, program: str, *arguments: object) -> tuple[int, list[str]]:
        """Returns its exit code and the lines that it printed; ``sys.argv`` has the arguments."""


class RunAndKill(Protocol):
    """Runs a program that writes, and kills it in the middle of a statement of its choice."""

    def __call__(self, library: Path, program: str, moment: int, *, before: str = "") -> list[str]:
        """Returns the lines that it printed until then.

        ``moment`` counts its statements, each before and after it, and its commits. The program
        has ``database``, ``history`` and ``queries``, and goes on for long enough. ``before`` is
        run before the library is opened.
        """


@contextmanager
def forking() -> Iterator[RunForked]:
    """Yields what runs programs, one after another."""
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

    def run(program: str, *arguments: object) -> tuple[int, list[str]]:
        asked.write(json.dumps([program, *map(str, arguments)]) + "\n")
        asked.flush()
        status, printed = json.loads(told.readline())
        return os.waitstatus_to_exitcode(status), printed.splitlines()

    with asked, told:
        yield run
    nursery.wait(60)


def killing(run_forked: RunForked) -> RunAndKill:
    """Returns what runs and kills programs that write."""

    def run_and_kill(library: Path, program: str, moment: int, *, before: str = "") -> list[str]:
        code, printed = run_forked(before + _COUNTING + program, library, moment)
        assert code == -signal.SIGKILL
        return printed

    return run_and_kill
