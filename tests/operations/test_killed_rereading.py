"""Killed at any moment of a re-import: the old text with its highlights, or the new one with all of them."""

from contextlib import closing
from pathlib import Path

import pytest

from reader.core.models import Status
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill
from tests.library.samples import assert_sound, draft
from tests.thorough import cases

_LINES = [
    f"Line {n} of the text says something about matter {n * 7} and no other." for n in range(60)
]

_REREADING = f"""
lines = {_LINES}
for number in range(10_000):
    lines.insert(0, f"Something new, number {{number}}.")
    history.do("Again", revisions.reread, 1, draft("T", "\\n".join(lines), url="https://e/"))
    print(number, flush=True)
"""


def _fill(history: History) -> None:
    """An article with a highlight in each third line."""
    history.do("Add", articles.add, draft("T", "\n".join(_LINES), url="https://e/"))
    start = 0
    for number, line in enumerate(_LINES):
        if number % 3 == 0:
            history.do("Mark", annotations.highlight, 1, start, start + 30)
        start += len(line) + 2


@pytest.mark.parametrize("moment", cases(100, 135, more=range(20, 400, 17)))
def test_a_text_is_never_there_without_its_highlights(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, moment: int, tally: Tally
) -> None:
    put_filled(library, _fill)
    told = run_and_kill(library, _REREADING, moment)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        assert len(queries.revisions(1)) in (len(told) + 1, len(told) + 2)
        assert queries.article(1).revision_id == queries.revisions(1)[-1].id
        found = queries.annotations(1)
        assert [one.status for one in found] == [Status.EXACT] * 20
        for facts in queries.revision_facts(1):
            marked = queries.marked(1)
            assert not any(one.needs_search_on(facts.id) for one in marked)
    database.close()
    assert_sound(library)
    tally.count("kill", kept=len(told) + 20)
