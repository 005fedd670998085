"""Runs a program on a library, and kills it in the middle of a statement of its choice."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

_BEGIN = """
import os, signal, sys, threading
from pathlib import Path
from sqlalchemy import event
from reader.library.database import Database
from reader.operations import annotation_spans, annotations, articles, revisions, tags
from reader.operations.history import History
from tests.library.samples import draft
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


def run_and_kill(library: Path, program: str, moment: int) -> list[str]:
    """Runs a program that writes, and kills it; returns the lines that it printed until then.

    ``moment`` counts its statements, each before and after it, and its commits. The program has
    ``database``, ``history`` and ``queries``, and goes on for long enough.
    """
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + program, str(library), str(moment)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    return done.stdout.splitlines()
