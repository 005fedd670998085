"""Killed at any moment of what changes many rows or replaces some: all of it is there, or none."""

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from reader.core.models import Status
from reader.library.database import Database
from reader.operations.history import History
from tests.conftest import ROOT
from tests.library.samples import assert_sound
from tests.undo_steps import next_redo, next_undo

_BEGIN = """
import sys, threading
from pathlib import Path
from reader.library.database import Database
from reader.operations import annotation_spans, annotations, articles, revisions, tags
from reader.operations.history import History
from tests.library.samples import draft
database = Database.open(Path(sys.argv[1]))
history, queries = History(database), database.queries()
lines = [f"Line {n} says something about matter {n * 7} and no other." for n in range(120)]
history.write(articles.add, draft("T", "\\n".join(lines), url="https://e/"))
text = queries.revision(1).text
def mark(unit):
    for line in lines:
        start = text.index(line)
        annotations.highlight(unit, 1, start, start + 30)
history.write(mark)
ids = [one.id for one in queries.annotations(1)]
def tag(label):
    for first in range(0, 120, 20):
        part = ids[first:first + 20]
        history.do("Tag", tags.change_on_annotations, part, ("t",), (), merge_key=label)
        print(first, flush=True)
"""

_TAGGING = """
tag("many")
"""

_UNDOING = """
tag("many")
def work():
    quiet = History(database)
    while True:
        quiet.undo()
        quiet.redo()
        print("again", flush=True)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""

_SHAPING = """
short = draft("S", "\\n".join(lines[:20]), url="https://e/")
history.do("Offer", revisions.reread, 1, short)
while True:
    for n in range(0, 20, 2):
        start = text.index(lines[n])
        history.do("Resize", annotation_spans.resize, ids[n], start, start + 20)
        history.do("Merge", annotation_spans.merge, [ids[n], ids[n + 1]], ids[n])
        print(n, flush=True)
        history.do("Use", revisions.accept_offer, 1)
        print("used", flush=True)
        history.do("Back", revisions.make_current, 1, 1)
        for _ in range(4):
            history.undo()
"""


def _killed(library: Path, program: str, lines: int, pause: float) -> None:
    for rest in library.parent.glob(f"{library.name}*"):
        rest.unlink()
    child = subprocess.Popen(
        [sys.executable, "-c", _BEGIN + program, str(library)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    with child.stdout:
        told = [child.stdout.readline() for _ in range(lines)]
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
    child.wait()
    assert all(told)


def test_parts_of_a_step_are_taken_back_together(library: Path) -> None:
    for number in range(2):
        _killed(library, _TAGGING, 3 + number, 0.002 * number)
        database = Database.open(library)
        with closing(database.queries()) as queries:
            tagged = sum("t" in one.tags for one in queries.annotations(1))
            assert tagged >= 20 * (3 + number)
            assert tagged % 20 == 0
            History(database).undo()
            assert not any(one.tags for one in queries.annotations(1))
            assert next_undo(queries) is None
        database.close()
        assert_sound(library)


def test_a_worker_that_takes_back_many_rows_takes_all_or_none(library: Path) -> None:
    for number in range(3):
        _killed(library, _UNDOING, 7, 0.013 * number)
        database = Database.open(library)
        with closing(database.queries()) as queries:
            tagged = sum("t" in one.tags for one in queries.annotations(1))
            assert tagged in (0, 120)
            step = next_undo(queries) if tagged else next_redo(queries)
            assert step is not None
        database.close()
        assert_sound(library)


def test_a_highlight_that_is_replaced_is_never_gone(library: Path) -> None:
    for number in range(3):
        _killed(library, _SHAPING, 2 + number, 0.007 * number)
        database = Database.open(library)
        with closing(database.queries()) as queries:
            article = queries.article(1)
            text = queries.revision_text(article.revision_id)
            found = queries.annotations(1)
            assert len(found) in (119, 120)
            for one in found:
                if one.status is Status.EXACT:
                    assert text[one.start : one.end] == one.exact
                # What the shorter text lacks may have no place in it.
                assert one.start is not None or one.exact not in text
        history = History(database)
        while history.undo():
            pass
        with closing(database.queries()) as queries:
            assert [one.status for one in queries.annotations(1)] == [Status.EXACT] * 120
            assert all(len(one.exact) == 30 for one in queries.annotations(1))
            assert len(queries.revisions(1)) == 1
        database.close()
        assert_sound(library)
