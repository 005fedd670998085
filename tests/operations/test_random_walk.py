"""Whatever is done, undoing all of it gives the same tables back, and redoing it too."""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.core.article_draft import Draft
from reader.core.errors import InvalidInput, LibraryError
from reader.core.models import Annotation, Color, State, View
from reader.core.tags.tag_names import key
from reader.core.tags.tag_renaming import merged, nested, plan
from reader.library.database import Database
from reader.library.steps import changeset
from reader.operations import (
    annotations,
    articles,
    color_tags,
    highlight_reshaping,
    reviewing,
    revisions,
    tag_editing,
    tags,
)
from reader.operations.history import History
from tests.fault_table import Tally
from tests.library.samples import (
    LOREM,
    assert_sound,
    asset,
    draft,
    rebuilt_search_terms,
    search_terms,
    tables,
)
from tests.operations.offers_and_trash import restore_annotations, use_offer
from tests.thorough import IS_THOROUGH
from tests.undo_steps import next_undo

_WORDS = f"{LOREM} 很多视图 Straße naïve".split()
_TAGS = ("a", "a/b", "B", "ç", "long name")


class Walk:
    """Does one thing after another to a library, as chance will have it."""

    def __init__(self, database: Database, seed: int, *, keeps_states: bool = False) -> None:
        self.database = database
        self.history = History(database)
        self.queries = database.queries()
        self.chance = random.Random(seed)
        self.keeps_states = keeps_states
        self.states = {0: tables(database.path)}  # by the step that is on top
        self.kinds: tuple[Callable[[], object], ...] = (
            self.add,
            self.add,
            *[self.mark] * 6,
            self.note,
            self.note,
            self.article_note,
            self.color,
            self.stand_for,
            *[self.resize] * 3,
            *[self.merge, self.cut, self.cut_overlaps] * 2,
            self.tag,
            self.toggle,
            self.bind,
            self.rename_tag,
            self.merge_tags,
            self.nest_tag,
            self.delete_tags,
            self.file,
            self.star,
            self.trash,
            self.restore,
            self.delete,
            self.bring_back,
            self.change_text,
            self.change_text,
            self.decide,
            self.go_back,
            self.look,
            self.look,
        )

    def step(self) -> None:
        """Do something; what cannot be done now is no step."""
        with suppress(InvalidInput):  # no words in a range that chance chose
            self.chance.choice(self.kinds)()

    def do(self, *args: Any, **options: Any) -> None:
        """Do it, and remember how the tables are after it."""
        self.history.do(*args, **options)
        self.keep_state()

    def keep_state(self) -> None:
        if self.keeps_states:
            self.states[self.top()] = tables(self.database.path)

    def top(self) -> int:
        step = next_undo(self.queries)
        return step.id if step else 0

    def text(self) -> str:
        lines = [
            " ".join(self.chance.choices(_WORDS, k=self.chance.randint(1, 12)))
            for _ in range(self.chance.randint(1, 4))
        ]
        return "\n".join(lines)

    def names(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(_TAGS, self.chance.randint(0, 2)))

    def any_articles(self, view: View = View.ALL) -> list[int]:
        ids = self.queries.article_ids(view)
        return self.chance.sample(ids, min(len(ids), self.chance.randint(1, 3)))

    def any_annotation(self) -> list[int]:
        ids = [a.id for id_ in self.any_articles() for a in self.queries.annotations(id_)]
        return [self.chance.choice(ids)] if ids else []

    def add(self) -> None:
        key = self.chance.choice([None, "import"])
        self.do("Add", articles.add_many, self.drafts(), self.names(), merge_key=key)

    def add_without_a_step(self) -> None:
        self.history.write(articles.add_many, self.drafts(), self.names())

    def drafts(self) -> list[Draft]:
        return [
            draft(
                f"Title {self.chance.randint(1, 9)}",
                self.text(),
                url=self.chance.choice(["", "", "https://a/", "https://b/"]),
                byline=self.chance.choice(["", "Ada"]),
                tags=self.names(),
                assets=tuple(asset(self.chance.choice("pqr")) for _ in range(2)),
            )
            for _ in range(self.chance.randint(1, 3))
        ]

    def mark(self) -> None:
        for id_ in self.any_articles()[:1]:
            text = self.queries.revision(self.queries.article(id_).revision_id).text
            start = self.chance.randrange(len(text))
            end = start + self.chance.randint(1, 30)
            color = self.chance.choice(list(Color))
            self.do(
                "Mark", annotations.highlight, id_, start, end, color, self.names(), self.text()
            )

    def note(self) -> None:
        for id_ in self.any_annotation():
            note = self.chance.choice(["", self.text()])
            self.do("Note", annotations.set_note, id_, note, merge_key=f"note:{id_}")

    def article_note(self) -> None:
        for id_ in self.any_articles()[:1]:
            note = self.chance.choice(["", self.text()])
            self.do("Note", annotations.set_article_note, id_, note)

    def color(self) -> None:
        color = self.chance.choice(list(Color))
        self.do("Color", annotations.set_color, self.any_annotation(), color)

    def stand_for(self) -> None:
        color = self.chance.choice(["", *Color])
        if self.chance.random() < 0.2:
            self.do("Release", color_tags.release, color)
        else:
            name = self.chance.choice(_TAGS)
            self.do("Stand for", color_tags.set_color_of_tag, name, color)

    def marked(self, least: int = 1) -> tuple[str, list[Annotation]]:
        """The text of some article that has so many highlights, and those."""
        ids = self.queries.article_ids(View.ALL)
        for id_ in self.chance.sample(ids, len(ids)):
            placed = [one for one in self.queries.annotations(id_) if one.start is not None]
            if len(placed) >= least:
                text = self.queries.revision(self.queries.article(id_).revision_id).text
                return text, self.chance.sample(placed, len(placed))
        raise InvalidInput("nothing is marked")

    def resize(self) -> None:
        text, (one, *_others) = self.marked()
        for _ in range(self.chance.randint(1, 4)):
            start = self.chance.randrange(len(text))
            end = min(len(text), start + self.chance.randint(1, 30))
            self.do(
                "Resize",
                highlight_reshaping.resize,
                one.id,
                start,
                end,
                merge_key=f"resize {one.id}",
            )

    def merge(self) -> None:
        _text, found = self.marked(least=2)
        ids = [one.id for one in found[:3]]
        self.do("Merge", highlight_reshaping.merge, ids, ids[0])

    def cut(self) -> None:
        _text, (one, *_others) = self.marked()
        start = self.chance.randint(one.start or 0, one.end or 0)
        self.do("Cut", highlight_reshaping.cut, one.id, start, start + 5)

    def cut_overlaps(self) -> None:
        _text, found = self.marked(least=2)
        for one in found:
            with suppress(InvalidInput):  # nothing overlaps it
                ids = [other.id for other in found]
                self.do("Cut overlaps", highlight_reshaping.cut_overlaps, one.id, ids)

    def tag(self) -> None:
        if self.chance.random() < 0.5:
            self.do("Tag", tags.change_on_articles, self.any_articles(), self.names(), self.names())
        else:
            self.do(
                "Tag", tags.change_on_annotations, self.any_annotation(), self.names(), self.names()
            )

    def toggle(self) -> None:
        name = self.chance.choice(_TAGS)
        ids = self.any_articles()
        has_all = self.all_carry(ids, name, are_articles=True)
        self.do("Toggle", tags.untag_articles if has_all else tags.tag_articles, ids, [name])
        ids = self.any_annotation()
        has_all = self.all_carry(ids, name, are_articles=False)
        self.do("Toggle", tags.untag_annotations if has_all else tags.tag_annotations, ids, [name])

    def all_carry(self, ids: list[int], name: str, *, are_articles: bool) -> bool:
        carried = self.queries.tags_on(list(set(ids)), are_articles=are_articles)
        return {key(one): n for one, n in carried.items()}.get(key(name)) == len(set(ids))

    def bind(self) -> None:
        name = self.chance.choice([None, *_TAGS])
        self.do("Bind", tags.bind_slot, self.chance.randint(1, 4), name)

    def any_tag(self) -> str:
        return self.chance.choice([tag.name for tag in self.queries.tags()] or ["a"])

    def rename_tag(self) -> None:
        new_name = self.chance.choice([*_TAGS, "d", "a/b/c", "A"])
        self.move_tags("Rename", plan(self.tag_names(), self.any_tag(), new_name))

    def merge_tags(self) -> None:
        chosen = [self.any_tag() for _ in range(self.chance.randint(1, 2))]
        self.move_tags("Merge", merged(self.tag_names(), chosen, self.any_tag()))

    def nest_tag(self) -> None:
        parent = self.chance.choice(["", self.any_tag(), "d"])
        self.move_tags("Nest", nested(self.tag_names(), [self.any_tag()], parent))

    def move_tags(self, label: str, ways: list[tuple[str, str]]) -> None:
        self.do(label, tag_editing.carry_out, ways)

    def tag_names(self) -> list[str]:
        return [tag.name for tag in self.queries.tags()]

    def delete_tags(self) -> None:
        if self.chance.random() < 0.6:
            return  # else few tags would be left
        self.do("Delete", tag_editing.delete, [self.any_tag()])

    def file(self) -> None:
        state = self.chance.choice(list(State))
        self.do("File", articles.set_state, self.any_articles(), state)

    def star(self) -> None:
        is_starred = self.chance.random() < 0.5
        self.do("Star", articles.set_starred, self.any_articles(), is_starred)
        self.do("Read", articles.set_read, self.any_articles(), is_starred)

    def trash(self) -> None:
        self.do("Trash", articles.trash, self.any_articles())

    def restore(self) -> None:
        self.do("Restore", articles.restore, self.any_articles(View.TRASH))

    def delete(self) -> None:
        self.do("Delete", annotations.delete, self.any_annotation())

    def bring_back(self) -> None:
        chosen = self.chance.randint(1, 40)
        rows = {row[0] for row in tables(self.database.path)["annotation"]}
        self.do("Bring back", restore_annotations, [chosen] if chosen in rows else [])

    def change_text(self) -> None:
        """Read an article in again: with some of its lines, or with other ones, or twice the same."""
        for id_ in self.any_articles()[:1]:
            lines = self.queries.revision(self.queries.article(id_).revision_id).text.split("\n\n")
            if self.chance.random() < 0.5:
                lines[self.chance.randrange(len(lines))] = self.text()
            else:
                lines.insert(0, self.text())
            text = self.chance.choice(["\n".join(lines), self.text()])
            reread = partial(revisions.reread, is_sure=self.chance.random() < 0.5)
            for _ in range(self.chance.randint(1, 2)):
                self.do("Read again", reread, id_, draft("Again", text))

    def decide(self) -> None:
        offered = [id_ for id_ in self.queries.article_ids(View.ALL) if self.queries.offer(id_)]
        for id_ in offered[:1]:
            decision = self.chance.choice([use_offer, revisions.decline_offer])
            self.do("Decide", decision, id_)

    def go_back(self) -> None:
        for id_ in self.any_articles()[:1]:
            facts = self.queries.revision_facts(id_)
            self.do("Back", revisions.make_current, id_, self.chance.choice(facts).id)

    def look(self) -> None:
        for id_ in self.any_articles()[:1]:
            found = [one.id for one in self.queries.annotations(id_) if one.needs_review]
            chosen = self.chance.sample(found, min(len(found), 2))
            for one in chosen[:1]:
                self.do("Place", reviewing.place, one, 0, self.chance.randint(1, 20))
            self.do("Accept", reviewing.accept, chosen)
            self.do("Leave", reviewing.keep_as_orphan, chosen[1:])

    def purge(self) -> None:
        self.history.write(articles.purge, self.any_articles(View.TRASH))

    def undo_some(self) -> bool:
        """Undo up to five steps; says whether there may be more."""
        return all(self.history.undo() for _ in range(5))

    def close(self) -> None:
        self.queries.close()


@pytest.fixture(autouse=True)
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has changes of every other walk made at once that are usually so from eight on only."""
    if request.node.callspec.params.get("seed", 0) % 2 == 0:
        monkeypatch.setattr(changeset, "_MANY", 1)


def walks(*usual: tuple[int, int], more: Iterable[int]) -> list[tuple[int, int]]:
    """The seeds to walk from, each with how many steps: where one stands for a fault, so many as
    it takes to come upon it. When thorough, other seeds too, and all of them go far."""
    if not IS_THOROUGH:
        return [*usual]
    return [(seed, 80) for seed in (*(seed for seed, _steps in usual), *more)]


@pytest.mark.parametrize(("seed", "steps"), walks((0, 65), more=(1, 4, 5, 7)))
def test_undoing_everything_gives_every_state_back(
    database: Database, tmp_path: Path, seed: int, steps: int, tally: Tally
) -> None:
    walk = Walk(database, seed, keeps_states=True)
    states = walk.states
    for _ in range(steps):
        walk.step()
        if walk.chance.random() < 0.1:
            walk.history.undo()
            assert tables(database.path) == states[walk.top()]
    while walk.history.redo():
        pass
    last = tables(database.path)
    for name in ("article", "revision", "annotation", "anchor", "tag", "annotation_tag", "asset"):
        assert last[name], f"the walk never reached {name}"
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    undone = 0
    while walk.history.undo():
        undone += 1
        assert tables(database.path) == states[walk.top()]
    assert undone > 10
    assert tables(database.path) == states[0]
    assert [sum(map(len, words)) for words in search_terms(database.path)] == [0, 0, 0]
    while walk.history.redo():
        assert tables(database.path) == states[walk.top()]
    assert tables(database.path) == last
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    assert_sound(database.path)
    tally.count("walk", injected=steps)
    walk.close()


@pytest.mark.parametrize(("seed", "steps"), walks((112, 25), (117, 70), more=range(100, 104)))
def test_purging_in_between_leaves_a_history_that_works(
    database: Database, tmp_path: Path, seed: int, steps: int, tally: Tally
) -> None:
    walk = Walk(database, seed)
    for _ in range(steps):
        walk.step()
        if walk.chance.random() < 0.15:
            walk.trash()
            walk.purge()
        elif walk.chance.random() < 0.15:
            for _ in range(walk.chance.randint(1, 4)):
                walk.history.undo()
    while walk.history.redo():
        pass
    last = tables(database.path)
    while walk.history.undo():
        pass
    assert_sound(database.path)
    while walk.history.redo():
        pass
    assert tables(database.path) == last
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    assert_sound(database.path)
    tally.count("walk", injected=steps)
    walk.close()


@pytest.mark.parametrize(("seed", "steps"), walks((231, 35), (308, 78), more=range(200, 206)))
def test_what_is_added_without_a_step_never_stops_an_undo(
    database: Database, tmp_path: Path, seed: int, steps: int, tally: Tally
) -> None:
    walk = Walk(database, seed)
    for _ in range(steps):
        walk.step()
        luck = walk.chance.random()
        if luck < 0.3:
            walk.add_without_a_step()
        elif luck < 0.5:
            for _ in range(walk.chance.randint(1, 6)):
                walk.history.undo()
        elif luck < 0.6:
            with suppress(LibraryError):  # two new texts of one article: the next step clears it
                walk.history.redo()
        elif luck < 0.65:
            walk.trash()
            walk.purge()
    while walk.undo_some():
        assert_sound(database.path)
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    with suppress(LibraryError):
        while walk.history.redo():
            pass
    assert_sound(database.path)
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    while walk.history.undo():
        pass
    assert_sound(database.path)
    tally.count("walk", injected=steps)
    walk.close()
