"""Whatever is done in whatever order, the library holds what a simple model of it says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reader.core.models import Status, View
from reader.library.backups import backups
from reader.library.backups.backups import Backup, Reason
from reader.library.backups.restoring import restore
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill
from tests.library.samples import assert_sound, draft
from tests.thorough import IS_THOROUGH
from tests.undo_steps import next_redo, next_undo

EXAMPLES, STEPS = (100, 50) if IS_THOROUGH else (4, 12)
NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)

# Killed before, in or after its only change.
_MARKING = """
made = history.do("Mark", annotations.highlight, {article}, {start}, {end})
print(made, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@dataclass(frozen=True)
class Article:
    """An article of the model: its lines, and by id the words that are marked, with their notes."""

    lines: tuple[str, ...]
    marks: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines)


State = dict[int, Article]


@dataclass(frozen=True)
class Model:
    """A library: what it holds, and what undo and redo would make of it."""

    present: State = field(default_factory=dict)
    undo: tuple[State, ...] = ()
    redo: tuple[State, ...] = ()

    def changed(self, number: int, article: Article) -> "Model":
        return Model({**self.present, number: article}, (*self.undo, self.present), ())

    def undone(self) -> "Model":
        return Model(self.undo[-1], self.undo[:-1], (*self.redo, self.present))

    def redone(self) -> "Model":
        return Model(self.redo[-1], (*self.undo, self.present), self.redo[:-1])


class Library(RuleBasedStateMachine):
    """Does the same to a library and to the model."""

    # Given by the test, as hypothesis makes the machines.
    place: Callable[[], Path]
    run_and_kill: RunAndKill
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.path = self.place()
        self.folder = self.path.with_name("backups")
        self.model = Model()
        self.kept: list[tuple[Backup, Model]] = []
        self.count = 0
        self.open()

    def open(self) -> None:
        self.database = Database.open(self.path)
        assert self.database.notice == ""
        self.history = History(self.database)
        self.queries = self.database.queries()

    def close(self) -> None:
        self.queries.close()
        self.database.close()

    def line(self) -> str:
        """A line without a word of any other, so that what is marked is found for sure."""
        self.count += 1
        return " ".join(f"{word}{self.count}" for word in "lime alder beech oak maple".split())

    def any_article(self, data: st.DataObject) -> tuple[int, Article]:
        number = data.draw(st.sampled_from(sorted(self.model.present)))
        return number, self.model.present[number]

    def any_mark(self, data: st.DataObject) -> tuple[int, Article, int]:
        marked = [(n, id_) for n, one in self.model.present.items() for id_ in one.marks]
        number, id_ = data.draw(st.sampled_from(sorted(marked)))
        return number, self.model.present[number], id_

    def any_place(self, data: st.DataObject) -> tuple[int, Article, int, str]:
        """A line of an article that is not marked yet."""
        number, article = self.any_article(data)
        marked = {words for words, _note in article.marks.values()}
        lines = [line for line in article.lines if line not in marked]
        line = data.draw(st.sampled_from(lines)) if lines else ""
        return number, article, article.text.index(line), line

    @rule()
    def add(self) -> None:
        lines = (self.line(), self.line())
        new = draft(f"T{self.count}", "\n".join(lines), url=f"https://example.org/{self.count}")
        added = self.history.do("Add", articles.add, new)
        self.model = self.model.changed(added.article_id, Article(lines))

    @precondition(lambda self: self.model.present)
    @rule(data=st.data())
    def read_in_again(self, data: st.DataObject) -> None:
        number, article = self.any_article(data)
        lines = (self.line(), *article.lines)
        known = self.queries.article(number)
        again = draft(known.title, "\n".join(lines), url=known.url)
        assert self.history.do("Again", articles.add, again).article_id == number
        self.model = self.model.changed(number, replace(article, lines=lines))

    @precondition(lambda self: self.model.present)
    @rule(data=st.data())
    def mark(self, data: st.DataObject) -> None:
        number, article, start, words = self.any_place(data)
        if words:
            made = self.history.do("Mark", annotations.highlight, number, start, start + len(words))
            self.know_mark(number, article, made, words)

    def know_mark(self, number: int, article: Article, made: int, words: str) -> None:
        marks = {**article.marks, made: (words, "")}
        self.model = self.model.changed(number, replace(article, marks=marks))

    @precondition(lambda self: any(one.marks for one in self.model.present.values()))
    @rule(data=st.data(), note=st.text("ab\n𝒳", max_size=9).map(str.strip))
    def write_note(self, data: st.DataObject, note: str) -> None:
        number, article, id_ = self.any_mark(data)
        self.history.do("Note", annotations.set_note, id_, note)
        words, former = article.marks[id_]
        if note != former:
            marks = {**article.marks, id_: (words, note)}
            self.model = self.model.changed(number, replace(article, marks=marks))

    @precondition(lambda self: any(one.marks for one in self.model.present.values()))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        number, article, id_ = self.any_mark(data)
        self.history.do("Delete", annotations.delete, [id_])
        marks = {one: mark for one, mark in article.marks.items() if one != id_}
        self.model = self.model.changed(number, replace(article, marks=marks))

    @rule()
    def undo(self) -> None:
        assert (self.history.undo() is not None) == bool(self.model.undo)
        if self.model.undo:
            self.model = self.model.undone()

    @rule()
    def redo(self) -> None:
        assert (self.history.redo() is not None) == bool(self.model.redo)
        if self.model.redo:
            self.model = self.model.redone()

    @rule()
    def restart(self) -> None:
        self.close()
        self.open()

    @precondition(lambda self: self.model.present)
    @rule(data=st.data(), moment=st.integers(1, 60))
    def be_killed(self, data: st.DataObject, moment: int) -> None:
        number, article, start, words = self.any_place(data)
        if words:
            program = _MARKING.format(article=number, start=start, end=start + len(words))
            told = self.run_and_kill(self.path, program, moment)
            there = {one.id for one in self.queries.annotations(number)} - article.marks.keys()
            assert {int(line) for line in told} <= there
            for made in there:
                self.know_mark(number, article, made, words)

    @rule()
    def back_up(self) -> None:
        later = NOW + timedelta(minutes=len(self.kept))
        made = backups.back_up(self.path, self.folder, Reason.BY_HAND, later)
        self.kept.append((made, self.model))

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        made, model = self.kept[data.draw(st.integers(0, len(self.kept) - 1))]
        if made.path.exists():  # else newer ones took its place
            self.close()
            restore(self.path, made.path, self.folder, NOW, 1.0)
            self.model = model
            self.open()

    @invariant()
    def is_as_the_model_says(self) -> None:
        found: State = {}
        for number in self.queries.article_ids(View.ALL):
            text = self.queries.revision_text(self.queries.article(number).revision_id)
            marks = {}
            for one in self.queries.annotations(number):
                assert one.status is Status.EXACT
                assert text[one.start : one.end] == one.exact
                marks[one.id] = (one.exact, one.note)
            found[number] = Article(tuple(text.split("\n\n")), marks)
        self.tally.count("model", kept=sum(1 + len(one.marks) for one in found.values()))
        assert found == self.model.present
        assert (next_undo(self.queries) is None) == (not self.model.undo)
        assert (next_redo(self.queries) is None) == (not self.model.redo)

    def teardown(self) -> None:
        self.close()
        assert_sound(self.path)


def test_the_library_is_what_the_model_says(
    tmp_path: Path,
    put_library: Callable[[Path], None],
    run_and_kill: RunAndKill,
    tally: Tally,
) -> None:
    count = 0

    def place() -> Path:
        nonlocal count
        count += 1
        path = tmp_path / str(count) / "library.sqlite"
        put_library(path)
        return path

    class Given(Library):
        """Works in this test's folder."""

    Given.place, Given.run_and_kill = staticmethod(place), staticmethod(run_and_kill)
    Given.tally = tally
    few = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(Given, settings=few)
