"""Tags on many at once: mixed ones are added first, keys by place, and the page's own refusals."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader import paths
from reader.commands import command_runner
from reader.commands.catalogue import BY_ID
from reader.commands.command import Call, Need
from reader.commands.context import Pane
from reader.commands.highlights import highlighting
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import ChoicePrompt, TagChoice, TagNamePrompt, TagPrompt
from reader.commands.tags import tagging
from reader.commands.tags.tag_previews import TagList, merge_preview, merge_text, new_preview
from reader.core.errors import InvalidInput
from reader.core.models import TagUses
from reader.core.tags.tag_names import ARTICLES
from reader.library.queries.queries import Queries
from reader.library.unit_of_work import Unit
from reader.operations import annotations, tag_editing, tags
from reader.operations.history import History
from tests.commands import scripted
from tests.commands.scripted import NOWHERE, Desk, ScriptedFrontend
from tests.conftest import PutFilled
from tests.library.samples import tables


def fill(history: History) -> list[int]:
    """150 highlights of one article, the first of them tagged some."""
    number = scripted.add(history, "One", "word " * 200)

    def mark(unit: Unit) -> list[int]:
        return [annotations.highlight(unit, number, n * 5, n * 5 + 4) for n in range(150)]

    ids = history.write(mark)
    history.write(tags.tag_annotations, ids[:1], ["some"])
    history.write(tags.bind_slot, 1, "some")
    history.write(tags.bind_slot, 1, "other", ARTICLES)
    return ids


@pytest.fixture
def marked(data_dir: Path, put_filled: PutFilled) -> list[int]:
    return put_filled(paths.library_file(data_dir), fill)


def call(desk: Desk) -> Call:
    desk.frontend = ScriptedFrontend(app=desk.app)
    app = desk.app
    return Call(app.queries, app.history, app.settings, desk.frontend, desk.context, present_keys())


def on(desk: Desk, ids: list[int]) -> dict[str, int]:
    return desk.app.queries.tags_on(ids, are_articles=False)


def test_a_digit_adds_to_the_rest_before_it_takes_off_and_each_is_one_step(
    marked: list[int], desk: Desk
) -> None:
    before = tables(desk.app.database.path)
    tagging.toggle_slot(call(desk), marked, 1, are_articles=False)
    assert desk.frontend.said == ["Tagged #some · 150 highlights"]
    assert on(desk, marked) == {"some": 150}
    tagging.toggle_slot(call(desk), marked, 1, are_articles=False)
    assert on(desk, marked) == {}
    desk.app.history.undo()
    tagging.clear_slots(call(desk), marked, are_articles=False)
    assert on(desk, marked) == {}
    tagging.clear_slots(call(desk), marked, are_articles=False)
    assert desk.frontend.said == ["None of its tags is a quick tag."]
    for _step in range(2):
        desk.app.history.undo()
    assert tables(desk.app.database.path) == before
    tagging.toggle_slot(call(desk), marked, 7, are_articles=False)
    assert "Ctrl+7" in desk.frontend.said[0]


def test_the_picker_shows_what_is_on_some_and_what_it_answers_is_done(
    marked: list[int], desk: Desk
) -> None:
    asking = tagging.choose_tags(call(desk), marked, are_articles=False)
    prompt = next(asking)
    assert isinstance(prompt, TagPrompt)
    assert (prompt.title, prompt.present, prompt.partly) == ("Tag 150 highlights", (), ("some",))
    with pytest.raises(StopIteration):
        asking.send(TagChoice(("new",), ("some",), ((2, "new"),)))
    assert on(desk, marked) == {"new": 150}
    assert desk.app.queries.slots() == {1: "some", 2: "new"}


def ask(desk: Desk, name: str, *chosen: str, answers: tuple[str | None, ...] = ()) -> None:
    """Run a command of the page of tags with tags chosen."""
    desk.context = NOWHERE._replace(pane=Pane.TAGS, tags=chosen)
    made = call(desk)
    desk.frontend.answers = list(answers)
    command_runner.run(BY_ID[name], made)
    assert desk.frontend.answers == []


def test_what_is_for_one_tag_says_so(desk: Desk) -> None:
    desk.app.history.write(tag_editing.create, "a")
    ask(desk, "tags.merge", "a")
    assert desk.frontend.said == ["There is no other tag to merge into."]
    desk.app.history.write(tag_editing.create, "b")
    before = tables(desk.app.database.path)
    ask(desk, "tags.recolor", "a", "b")
    assert desk.frontend.said == ["A colour is linked to one tag: select only one."]
    ask(desk, "tags.key_1", "a", "b")
    assert desk.frontend.said == ["A quick tag is one tag: select only one."]
    for name in ("tags.rename", "tags.merge", "tags.nest", "tags.new", "tags.recolor"):
        ask(desk, name, "a", answers=(None,))
        assert desk.frontend.said == []
    assert tables(desk.app.database.path) == before


def test_several_tags_are_merged_into_one_of_them(desk: Desk) -> None:
    for name in ("a", "b"):
        desk.app.history.write(tag_editing.create, name)
    ask(desk, "tags.merge", "a", "b", answers=("a",))
    assert desk.frontend.said == ["#b is now part of #a"]
    assert [tag.name for tag in desk.app.queries.tags()] == ["a"]


def test_previews_say_why_a_name_will_not_do(desk: Desk) -> None:
    desk.app.history.write(tag_editing.create, "a")
    desk.app.history.write(tag_editing.create, "b")
    ask(desk, "tags.rename", "a", answers=(None,))
    (prompt,) = desk.frontend.asked
    assert isinstance(prompt, TagNamePrompt)
    assert prompt.preview("a") == "The name stays the same."
    assert prompt.preview("A") == "#a becomes #A."
    with pytest.raises(InvalidInput, match="needs a name"):
        prompt.preview(" ")
    ask(desk, "tags.nest", "a", answers=(None,))
    (prompt,) = desk.frontend.asked
    assert isinstance(prompt, TagNamePrompt)
    assert prompt.preview("") == "It is there already."
    assert prompt.preview("b") == "#a becomes #b/a."
    with pytest.raises(InvalidInput, match="nested in itself"):
        prompt.preview("a/x")


def test_a_colour_is_taken_from_another_and_that_is_said(desk: Desk) -> None:
    for name in ("a", "b"):
        desk.app.history.write(tag_editing.create, name)
    ask(desk, "tags.recolor", "a", answers=("red",))
    ask(desk, "tags.recolor", "b", answers=("red",))
    assert desk.frontend.said == [
        "Red is now linked to #b · 0 highlights have it · no longer to #a"
    ]
    assert desk.app.queries.colors() == {"red": "b"}
    ask(desk, "tags.recolor", "b", answers=("none",))
    assert desk.frontend.said == ["#b is no longer linked to a colour"]
    assert desk.app.queries.colors() == {}


def test_a_change_of_many_offers_to_be_undone(marked: list[int], desk: Desk) -> None:
    made = call(desk)
    highlighting.delete(replace(made, context=desk.context._replace(annotations=tuple(marked))))
    assert desk.frontend.said == ["150 highlights deleted"]
    assert desk.frontend.done == [("notify", True)]


def test_the_forty_tags_used_most_are_offered_for_narrowing(marked: list[int], desk: Desk) -> None:
    names = [f"tag {n:02}" for n in range(45)]
    for place, name in enumerate(names):
        desk.app.history.write(tags.tag_annotations, marked[: 50 - place], [name])
    desk.run("annotations.narrow", "has:note")
    prompt = desk.frontend.asked[-1]
    assert isinstance(prompt, ChoicePrompt)
    offered = [one.title.removeprefix("#") for one in prompt.choices if one.title.startswith("#")]
    assert offered == names[:40]


def test_only_what_has_the_page_of_highlights_for_its_own_acts_there(marked: list[int]) -> None:
    """What acts on the cursor of a text that is not shown says so, and does nothing."""
    page = NOWHERE._replace(pane=Pane.HIGHLIGHTS, annotations=tuple(marked[:2]))
    for command in BY_ID.values():
        if command.needs in (Need.TARGET, Need.HIGHLIGHT):
            is_of_page = any(Pane.HIGHLIGHTS in one.panes for one in command.keys)
            reason = command_runner.missing(command, page, present_keys())
            assert (reason == "") == is_of_page, command.id
    assert command_runner.missing(BY_ID["passage.copy"], page, present_keys())
    assert not command_runner.missing(BY_ID["highlight.tag"], page, present_keys())


def test_what_a_new_tag_will_be_is_told(desk: Desk) -> None:
    desk.app.history.write(tag_editing.create, "Café")
    preview = new_preview(TagList(desk.app.queries, desk.app.queries.tags()))
    assert preview(" ") == "A slash nests: method/close-reading."
    assert preview("cafe\u0301") == "#Café exists already; Enter goes to it."
    assert preview(" # new ") == "A new tag #new."


def test_a_merge_tells_of_nested_tags_only_where_there_are_some(desk: Desk) -> None:
    for name in ("a", "a/x", "b", "c"):
        desk.app.history.write(tag_editing.create, name)
    tags_now = TagList(desk.app.queries, desk.app.queries.tags())
    assert merge_text(tags_now, ["a"], "c").endswith("; 1 nested tag moves too")
    assert "nested" not in merge_text(tags_now, ["b"], "c")


def test_a_preview_reads_what_carries_a_tag_once(
    marked: list[int], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        desk.app.history.write(tags.tag_annotations, marked[:3], [name])
    asked: list[tuple[str, ...]] = []
    tag_uses = Queries.tag_uses

    def watched(self: Queries, names: tuple[str, ...]) -> TagUses:
        asked.append(names)
        return tag_uses(self, names)

    monkeypatch.setattr(Queries, "tag_uses", watched)
    preview = merge_preview(TagList(desk.app.queries, desk.app.queries.tags()), ["a"])
    for into in ("b", "c", "b"):
        assert f"3 highlights will have #{into}" in preview(into)
    assert sorted(asked) == [("a",), ("b",), ("c",)]
