"""Killed at any moment of a re-import: the old text with its highlights, or the new one with all of them."""

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from reader.core.models import Status
from reader.library.database import Database
from tests.conftest import ROOT
from tests.library.samples import assert_sound

_WRITER = """
import sys
from pathlib import Path
from reader.library.database import Database
from reader.operations import annotations, articles, revisions
from reader.operations.history import History
from tests.library.samples import draft
database = Database.open(Path(sys.argv[1]))
history, queries = History(database), database.queries()
lines = [f"Line {n} of the text says something about matter {n * 7} and no other." for n in range(60)]
history.do("Add", articles.add, draft("T", "\\n".join(lines), url="https://e/"))
text = queries.revision(1).text
for line in lines[::3]:
    start = text.index(line)
    history.do("Mark", annotations.highlight, 1, start, start + 30)
for number in range(10_000):
    lines.insert(0, f"Something new, number {number}.")
    history.do("Again", revisions.reread, 1, draft("T", "\\n".join(lines), url="https://e/"))
    print(number, flush=True)
"""


def test_a_text_is_never_there_without_its_highlights(library: Path) -> None:
    for number in range(3):
        library.unlink(missing_ok=True)
        for rest in library.parent.glob(f"{library.name}*"):
            rest.unlink()
        child = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(library)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert child.stdout is not None
        with child.stdout:
            told = [child.stdout.readline() for _ in range(2)]
            time.sleep(0.004 * number)
            child.send_signal(signal.SIGKILL)
        child.wait()
        assert told == ["0\n", "1\n"]
        database = Database.open(library)
        with closing(database.queries()) as queries:
            assert len(queries.revisions(1)) >= 3
            assert queries.article(1).revision_id == queries.revisions(1)[-1].id
            found = queries.annotations(1)
            assert [one.status for one in found] == [Status.EXACT] * 20
            for facts in queries.revision_facts(1):
                marked = queries.marked(1)
                assert not any(one.is_unsought_on(facts.id) for one in marked)
        database.close()
        assert_sound(library)
