"""A note that is being written when the program is killed is there as it was saved last, and can be undone."""

from pathlib import Path

import pytest

from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.forked_programs import RunAndKill
from tests.library.samples import assert_sound, draft, tables
from tests.thorough import cases

WORDS = "A note that is typed for a while, and saved after each letter of it. " * 3

# Types a note letter by letter and says what was saved.
_TYPE = """
from reader.core.models import Color
from reader.operations import note_writing
writings = {
    "annotation": note_writing.on_annotation(history, 1, "Before"),
    "article": note_writing.on_article(history, 1, ""),
    "passage": note_writing.on_passage(history, (1, 1, 10, 15), Color.GREEN, ("a tag",)),
}
words = %r
for end in range(1, len(words) + 1):
    writings[%r].save(words[:end])
    print(end, flush=True)
"""


def _fill(history: History) -> None:
    history.write(articles.add, draft("Foxes", "The quick brown fox jumps over the lazy dog."))
    history.do("Highlight", annotations.highlight, 1, 4, 9)
    history.write(annotations.set_note, 1, "Before")


@pytest.mark.parametrize("kind", ["annotation", "article", "passage"])
@pytest.mark.parametrize("moment", cases(40, more=range(1, 400, 7)))
def test_no_saved_word_is_lost_by_a_kill(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, kind: str, moment: int
) -> None:
    put_filled(library, _fill)
    before = tables(library)
    printed = run_and_kill(library, _TYPE % (WORDS, kind), moment)
    said = int(printed[-1]) if printed else 0
    database = Database.open(library)
    try:
        queries = database.queries()
        notes = [one.note for one in queries.annotations(1)]
        queries.close()
        (note,) = [note for note in notes if note != "Before"] or [""]
        kept = WORDS.startswith(note) and (len(note) >= len(WORDS[:said].rstrip()))
        assert kept, (note, said)
        if note:
            History(database).undo()
        assert tables(library) == before
        assert_sound(library)
    finally:
        database.close()
