"""Killed at any moment of what changes many rows or replaces some: all of it is there, or none."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.models import Status, View
from reader.library.database import Database
from reader.library.unit_of_work import Unit
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
from tests.conftest import PutFilled
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill
from tests.library.samples import assert_sound, draft
from tests.thorough import cases
from tests.undo_steps import next_redo, next_undo

_LINES = [f"Line {n} says something about matter {n * 7} and no other." for n in range(36)]

_BEGIN = f"""
lines = {_LINES}
text = queries.revision(1).text
ids = [one.id for one in queries.annotations(1)]
def tag(label):
    for first in range(0, 36, 6):
        part = ids[first:first + 6]
        history.do("Tag", tags.change_on_annotations, part, ("t",), (), merge_key=label)
        print(first, flush=True)
"""

_TAGGING = """
tag("many")
"""

_UNDOING = """
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

_IMPORTING = """
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
plan = planning.plan(queries, Path(sys.argv[1]).with_name("marks.json"), None)
for done in running.run(history, plan, ImportOptions(tag="all"), 20):
    print(done.highlights, flush=True)
"""

_SHAPING = """
short = draft("S", "\\n".join(lines[:12]), url="https://e/")
history.do("Offer", revisions.reread, 1, short)
while True:
    for n in range(0, 12, 2):
        start = text.index(lines[n])
        history.do("Resize", highlight_reshaping.resize, ids[n], start, start + 20)
        history.do("Merge", highlight_reshaping.merge, [ids[n], ids[n + 1]], ids[n])
        print(n, flush=True)
        history.do("Use", revisions.make_current, 1, queries.offer(1).id)
        print("used", flush=True)
        history.do("Back", revisions.make_current, 1, 1)
        for _ in range(4):
            history.undo()
"""


def _fill(history: History) -> list[int]:
    """An article with a highlight in each line."""
    text = "\n".join(_LINES)
    history.write(articles.add, draft("T", text, url="https://e/"))

    def mark(unit: Unit) -> list[int]:
        starts = [n * 2 + sum(map(len, _LINES[:n])) for n in range(len(_LINES))]
        return [annotations.highlight(unit, 1, start, start + 30) for start in starts]

    return history.write(mark)


def _fill_tagged(history: History) -> None:
    """The same, where tags were put on all of them in one step."""
    ids = _fill(history)
    history.do("Tag", tags.change_on_annotations, ids, ("t",), ())


@pytest.mark.parametrize("moment", cases(120, more=range(50, 130, 7)))
def test_parts_of_a_step_are_taken_back_together(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, moment: int, tally: Tally
) -> None:
    put_filled(library, _fill)
    told = run_and_kill(library, _BEGIN + _TAGGING, moment)
    assert told
    database = Database.open(library)
    with closing(database.queries()) as queries:
        tagged = sum("t" in one.tags for one in queries.annotations(1))
        assert tagged in (6 * len(told), 6 * len(told) + 6)
        History(database).undo()
        assert not any(one.tags for one in queries.annotations(1))
        assert next_undo(queries) is None
    database.close()
    assert_sound(library)
    tally.count("kill", kept=len(told))


@pytest.mark.parametrize("moment", cases(300, more=range(200, 900, 37)))
def test_a_worker_that_takes_back_many_rows_takes_all_or_none(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, moment: int, tally: Tally
) -> None:
    put_filled(library, _fill_tagged)
    run_and_kill(library, _UNDOING, moment)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        tagged = sum("t" in one.tags for one in queries.annotations(1))
        assert tagged in (0, 36)
        step = next_undo(queries) if tagged else next_redo(queries)
        assert step is not None
    database.close()
    assert_sound(library)
    tally.count("kill", kept=36)


@pytest.mark.parametrize("moment", cases(265, 520, more=range(150, 1100, 59)))
def test_a_highlight_that_is_replaced_is_never_gone(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, moment: int, tally: Tally
) -> None:
    put_filled(library, _fill)
    run_and_kill(library, _BEGIN + _SHAPING, moment)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        article = queries.article(1)
        text = queries.revision_text(article.revision_id)
        found = queries.annotations(1)
        assert len(found) in (35, 36)
        for one in found:
            if one.status is Status.EXACT:
                assert text[one.start : one.end] == one.exact
            # What the shorter text lacks may have no place in it.
            assert one.start is not None or one.exact not in text
    history = History(database)
    while history.undo():
        pass
    with closing(database.queries()) as queries:
        assert [one.status for one in queries.annotations(1)] == [Status.EXACT] * 36
        assert all(len(one.exact) == 30 for one in queries.annotations(1))
        assert len(queries.revisions(1)) == 1
    database.close()
    assert_sound(library)
    tally.count("kill", kept=36)


@pytest.mark.parametrize("moment", cases(90, more=range(20, 200, 13)))
def test_an_import_that_is_killed_is_one_step_and_goes_on_when_it_is_run_again(
    library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, moment: int, tally: Tally
) -> None:
    put_filled(library, _fill)
    books = [
        {
            "title": f"B{n}",
            "readwise_url": "",
            "highlights": [{"id": n, "text": "W", "tags": ["t"]}],
        }
        for n in range(40)
    ]
    export = library.with_name("marks.json")
    export.write_text(json.dumps({"results": books}), "utf-8")
    told = int((run_and_kill(library, _IMPORTING, moment) or ["0"])[-1])
    database = Database.open(library)
    history = History(database)
    with closing(database.queries()) as queries:
        kept = len(queries.article_ids(View.ALL)) - 1
        assert kept in (told, told + 4)
        if kept:
            history.undo()
            assert queries.article_ids(View.ALL) == [1]
            history.redo()
        plan = planning.plan(queries, export, None)
        *_parts, result = running.run(history, plan, ImportOptions(tag="all"), 1000)
        assert (result.highlights, len(result.new)) == (40 - kept, 40 - kept)
        assert len(queries.article_ids(View.ALL)) == 41
    database.close()
    assert_sound(library)
    tally.count("kill", kept=told)
