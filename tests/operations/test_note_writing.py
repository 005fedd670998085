"""A note saved many times while it is written: one step, and nothing lost to another program."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import NotFound
from reader.core.models import Color, Kind
from reader.library.note_drafts import Draft
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, note_writing
from reader.operations.history import History
from reader.operations.note_writing import NoteWriting
from tests.library.samples import draft, tables
from tests.thorough import cases

ARTICLE, MARKED = 1, 1
WHERE = (ARTICLE, 1, 10, 15)

Begin = Callable[[History], NoteWriting]


def fill(history: History) -> None:
    history.write(articles.add, draft("Foxes", "The quick brown fox jumps over the lazy dog."))
    history.do("Highlight", annotations.highlight, ARTICLE, 4, 9, Color.YELLOW, (), "Before")


@pytest.fixture
def contents() -> Callable[[History], object]:
    return fill


BEGIN: dict[str, Begin] = {
    "annotation": lambda history: note_writing.on_annotation(history, MARKED, "Before"),
    "article": lambda history: note_writing.on_article(history, ARTICLE, ""),
    "passage": lambda history: note_writing.on_passage(history, WHERE, Color.GREEN, ("a tag",)),
}


def note_of(queries: Queries, writing: NoteWriting) -> str:
    return queries.annotation(writing.id).note


def steps(queries: Queries) -> int:
    """How many steps can be undone."""
    return int(queries._row("SELECT count(*) FROM step WHERE NOT is_undone")[0])


def begin(kind: str, history: History, queries: Queries) -> NoteWriting:
    """Visit a note, knowing what is in it; a passage where no kind is named."""
    notes = [one for one in queries.annotations(ARTICLE) if one.kind is Kind.ARTICLE_NOTE]
    if kind == "annotation":
        return note_writing.on_annotation(history, MARKED, queries.annotation(MARKED).note)
    if kind == "article" and notes:
        return note_writing.on_article(history, ARTICLE, notes[0].note, notes[0].id)
    return BEGIN[kind if kind in BEGIN else "passage"](history)


@pytest.fixture(params=BEGIN)
def writing(request: pytest.FixtureRequest, history: History) -> NoteWriting:
    return BEGIN[request.param](history)


def test_many_saves_are_one_step(
    history: History, queries: Queries, library: Path, writing: NoteWriting
) -> None:
    before = tables(library)
    for text in ("W", "Wh", "Why", "Why\n"):
        writing.save(text)
    after = tables(library)
    assert (note_of(queries, writing), steps(queries)) == ("Why", 2)
    assert writing.has_changed
    history.undo()
    assert tables(library) == before
    history.redo()
    assert tables(library) == after


def former_notes(queries: Queries) -> list[str]:
    rows = queries._rows("SELECT note FROM annotation_history ORDER BY id")
    return [note for (note,) in rows]


def test_a_visit_leaves_one_former_note(
    history: History, queries: Queries, writing: NoteWriting
) -> None:
    before = writing.saved
    for text in ("W", "Wh", "Why", "Why?"):
        writing.save(text)
    assert former_notes(queries) == ([before] if before else [])
    history.do("Note", annotations.set_note, writing.id, "Theirs")
    writing.save("Why? Because")  # of which nothing was known, so it is remembered
    assert former_notes(queries)[-2:] == ["Why?", "Theirs"]


def test_a_program_that_knows_nothing_of_visits_leaves_each_former_note(
    history: History, queries: Queries, library: Path
) -> None:
    writing = BEGIN["annotation"](history)
    writing.save("Mine")
    with closing(sqlite3.connect(library)) as other, other:
        for note in ("Theirs", "Theirs too"):
            other.execute("UPDATE annotation SET note = ? WHERE id = ?", (note, MARKED))
    assert former_notes(queries) == ["Before", "Mine", "Theirs"]


def test_what_ends_as_it_began_is_taken_back(
    history: History, queries: Queries, library: Path, writing: NoteWriting
) -> None:
    before, note = tables(library), writing.saved
    writing.save("Something")
    writing.save(note)
    assert tables(library) == before
    assert not writing.has_changed
    writing.save("Something else")
    assert note_of(queries, writing) == "Something else"
    assert steps(queries) == 2


def test_what_ends_as_it_began_after_another_change_leaves_no_note(
    history: History, queries: Queries, writing: NoteWriting
) -> None:
    note, found = writing.saved, len(queries.annotations(ARTICLE))
    writing.save("Something")
    history.do("Star", articles.set_starred, [ARTICLE], True)
    writing.save(note)
    assert len(queries.annotations(ARTICLE)) == found
    assert queries.annotation(MARKED).note == "Before"
    history.undo()
    history.undo()
    assert len(queries.annotations(ARTICLE)) == found


def test_a_change_in_between_leaves_it_one_step(
    history: History, queries: Queries, library: Path, writing: NoteWriting
) -> None:
    before = tables(library)
    writing.save("One")
    history.do("Star", articles.set_starred, [ARTICLE], True)
    writing.save("One and two")
    history.undo()
    assert queries.article(ARTICLE).is_starred
    history.undo()
    assert tables(library) == before


def test_what_another_program_wrote_meanwhile_stays_in_front(
    history: History, queries: Queries
) -> None:
    writing = BEGIN["annotation"](history)
    writing.save("Mine")
    history.do("Note", annotations.set_note, MARKED, "Theirs")
    writing.save("Mine too")
    assert note_of(queries, writing) == writing.saved == "Theirs\n\nMine too"
    writing.save("Theirs\n\nMine too!")
    assert note_of(queries, writing) == "Theirs\n\nMine too!"


def test_a_note_on_an_article_that_got_one_meanwhile_stands_behind_it(
    history: History, queries: Queries
) -> None:
    writing = BEGIN["article"](history)
    history.do("Note", annotations.set_article_note, ARTICLE, "Theirs")
    writing.save("Mine")
    assert queries.annotations(ARTICLE)[0].note == "Theirs\n\nMine"


def test_nothing_is_written_into_what_is_in_the_trash(history: History, queries: Queries) -> None:
    writing = BEGIN["annotation"](history)
    history.do("Delete", annotations.delete, [MARKED])
    with pytest.raises(NotFound):
        writing.save("Mine")
    assert (writing.id, writing.saved) == (MARKED, "Before")


def test_a_highlight_is_made_without_a_note_only_when_that_is_wanted(
    history: History, queries: Queries
) -> None:
    writing = BEGIN["passage"](history)
    writing.save("")
    assert writing.id == 0
    writing.save("", even_empty=True)
    (one,) = [one for one in queries.annotations(ARTICLE) if one.id == writing.id]
    assert (one.exact, one.note, one.tags, one.color) == ("brown", "", ("a tag",), Color.GREEN)


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("annotation:1", "Before", "Begun"),
        ("annotation:1", "", "Before\n\nBegun"),  # a newer note is not overwritten
        ("article:1", "", "Begun"),
        ("passage:1:1:10:15", "", "Begun"),
    ],
)
def test_a_draft_is_saved_by_its_name(
    history: History, queries: Queries, name: str, known: str, expected: str
) -> None:
    writing = note_writing.of_draft(history, name, Draft("Begun", known), Color.BLUE)
    writing.save("Begun")
    assert note_of(queries, writing) == expected


@pytest.mark.parametrize("seed", cases(1, 2, more=range(3, 300)))
def test_any_visits_with_other_changes_between_are_undone_one_by_one(
    history: History, queries: Queries, library: Path, seed: int
) -> None:
    draw, first = random.Random(seed), tables(library)
    visits: list[NoteWriting] = []
    before = steps(queries)
    for _turn in range(12):
        kind = draw.choice((*BEGIN, "on", "on", "on", "star"))
        if kind == "star":
            history.do("Star", articles.set_starred, [ARTICLE], draw.random() < 0.5)
        elif kind != "on" or not visits:
            visits = [*visits[-1:], begin(kind, history, queries)]  # two at a time
        else:
            draw.choice(visits).save(draw.choice(("", "a", "ab", "Before", "b\n\nc")))
    states = [tables(library)]
    for _step in range(steps(queries) - before):
        history.undo()
        states.append(tables(library))
    assert states[-1] == first
    for state in reversed(states[:-1]):
        history.redo()
        assert tables(library) == state
