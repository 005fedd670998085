"""Makes the files that a kill or a power cut leaves, and tries hundreds of them by hand.

    python -m tests.library.torn [ROUNDS]

The files are copied after each step, while nothing is being written.
"""

import os
import random
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.core.models import View
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import assert_sound, draft

ROOT = Path(__file__).parents[2]
PAGE, SECTOR, HEADER, FRAME = 4096, 512, 32, 24

_STEPS = """
import sys
from pathlib import Path
from reader.library.database import Database
from tests.library import torn
database = Database.open(Path(sys.argv[1]))
for number, line in enumerate(sys.stdin):
    torn.take_step(database, number, line.strip())
    print(number, flush=True)
"""


@dataclass(frozen=True)
class Files:
    """A library file and its journal at a moment when everything is acknowledged."""

    library: bytes
    journal: bytes
    articles: int

    def put(self, path: Path) -> None:
        """Write them to a folder of their own, without what SQLite makes anew."""
        path.write_bytes(self.library)
        path.with_name(f"{path.name}-wal").write_bytes(self.journal)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)


def take_step(database: Database, number: int, step: str) -> None:
    """Adds an article of that length and marks it, or does what the step names: "checkpoint"."""
    if step == "checkpoint":
        raw = database.writer.engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        raw.close()
        return
    history = History(database)
    text = f"Article {number} of {os.getpid()}: " + "words and more words " * int(step)
    added = history.do("Add", articles.add, draft(f"A{number}", text), ("t",))
    marked = history.do("Mark", annotations.highlight, added.article_id, 0, 9)
    history.do("Note", annotations.set_note, marked, f"note {number}")


def states(path: Path, steps: list[str]) -> Iterator[Files]:
    """Yields the files after each step: the length of an article to add, or "checkpoint"."""
    journal = path.with_name(f"{path.name}-wal")
    added = 0
    with closing(Database.open(path)) as database:
        for number, step in enumerate(steps):
            take_step(database, number, step)
            added += step != "checkpoint"
            yield Files(path.read_bytes(), journal.read_bytes(), added)


def commits(journal: bytes) -> list[dict[int, bytes]]:
    """Returns for each commit of a journal the pages that a checkpoint after it would write."""
    salts = journal[16:24]
    pages: dict[int, bytes] = {}
    found: list[dict[int, bytes]] = []
    for start in range(HEADER, len(journal) - FRAME - PAGE + 1, FRAME + PAGE):
        number, size = struct.unpack_from(">II", journal, start)
        if journal[start + 8 : start + 16] != salts:
            break
        pages[number] = journal[start + FRAME : start + FRAME + PAGE]
        if size:
            found.append(dict(pages))
    return found


def killed(files: Files, commit: int, written: int) -> Files:
    """Returns what is left when a checkpoint after a commit is killed after so many pages."""
    pages = sorted(commits(files.journal)[commit].items())[:written]
    return Files(_overlaid(files.library, pages, None), files.journal, files.articles)


def cut(files: Files, commit: int, rng: random.Random) -> Files:
    """Returns what is left when the power goes: any sectors of the pages were written.

    And the journal ends with frames of a transaction that was never acknowledged.
    """
    pages = sorted(commits(files.journal)[commit].items())
    unfinished = files.journal[HEADER : HEADER + rng.randrange(2 * (FRAME + PAGE))]
    return Files(_overlaid(files.library, pages, rng), files.journal + unfinished, files.articles)


def _overlaid(library: bytes, pages: list[tuple[int, bytes]], rng: random.Random | None) -> bytes:
    data = bytearray(library)
    share = rng.random() if rng else 1.0
    for number, page in pages:
        start = (number - 1) * PAGE
        for at in range(0, PAGE, SECTOR):
            if rng is None or rng.random() < share:
                if len(data) < start + at:
                    data.extend(bytes(start + at - len(data)))
                data[start + at : start + at + SECTOR] = page[at : at + SECTOR]
    return bytes(data)


def assert_whole(path: Path, articles: int) -> None:
    """A library opens without a word, has every article, and SQLite finds nothing wrong."""
    database = Database.open(path)
    assert database.notice == ""  # its journal is its own
    with closing(database.queries()) as queries:
        assert len(queries.article_ids(View.ALL)) == articles
    database.close()
    assert_sound(path)


def _try_cuts(rounds: int) -> None:
    """Cuts checkpoints in many ways and opens what is left."""
    rng = random.Random(rounds)
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        steps = [rng.choice(["5", "50", "3000", "20000", "checkpoint"]) for _ in range(60)]
        found = list(states(Path(folder) / "library.sqlite", ["5", *steps]))
        target = Path(folder) / "torn" / "library.sqlite"
        target.parent.mkdir()
        while tried < rounds:
            files = rng.choice(found)
            if not (ends := commits(files.journal)):
                continue
            commit = rng.randrange(len(ends))
            if rng.random() < 0.5:
                left = killed(files, commit, rng.randrange(len(ends[commit]) + 1))
            else:
                left = cut(files, commit, rng)
            left.put(target)
            assert_whole(target, files.articles)
            tried += 1


def _try_kills(rounds: int) -> None:
    """Kills a process that writes and checkpoints all the time, and opens what is left."""
    rng = random.Random(rounds)
    acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        for _round in range(rounds):
            child = subprocess.Popen(
                [sys.executable, "-c", _STEPS, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            steps = [line for _ in range(40) for line in (rng.choice(["5", "900"]), "checkpoint")]
            threading.Timer(0.8 + rng.random(), child.kill).start()
            answers, _ = child.communicate("\n".join(steps) + "\n")
            acknowledged += sum(steps[int(n)] != "checkpoint" for n in answers.split())
            database = Database.open(path)
            assert database.notice == ""
            with closing(database.queries()) as queries:
                found = len(queries.article_ids(View.ALL))
            database.close()
            assert acknowledged <= found <= acknowledged + 1
            acknowledged = found
            assert_sound(path)


def main(rounds: int) -> None:
    """Tries so many cuts, and a tenth as many kills; raises AssertionError on a fault."""
    _try_cuts(rounds)
    _try_kills(rounds // 10)
    sys.stdout.write(f"{rounds} cuts, {rounds // 10} kills: every library opened and whole\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
