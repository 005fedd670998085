"""Sticky tags, the last tagging again, and colours that stand for tags."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.commands.context import Pane
from reader.commands.prompt_types import TagChoice, TagPrompt
from reader.core.models import Color
from reader.core.unique_ids import new_uid
from reader.operations import tag_editing
from tests.commands.scripted import Desk
from tests.library.samples import tables

SENTENCES = ("One two three.", "Four five six.", "Seven eight nine.")
GREEN_METHOD = TagChoice(add=("method",))


@pytest.fixture
def article(desk: Desk) -> int:
    number = desk.add("Mine", " ".join(SENTENCES))
    desk.look(article=number, words=SENTENCES[0])
    return number


def undo_all(desk: Desk) -> int:
    count = 0
    while desk.app.history.undo():
        count += 1
    return count


def test_sticky_tags_go_onto_every_new_highlight(desk: Desk, article: int) -> None:
    done = desk.run("tags.sticky", TagChoice(add=("method", "todo")))
    assert done.said == [
        "Sticky: #method #todo are added to every new highlight. Shift+H turns this off."
    ]
    assert desk.run("highlight").said == ["Highlighted in yellow, sticky #method #todo"]
    desk.look(article=article, words=SENTENCES[1])
    desk.run("highlight.tag", TagChoice(add=("other",), slots=((1, "slot"),)))
    desk.look(article=article, words=SENTENCES[2])
    said = desk.run("highlight.slot_1").said
    assert said == ["Highlighted in yellow and tagged #slot, sticky #method #todo"]
    assert [one.tags for one in desk.annotations(article)] == [
        ("method", "todo"),
        ("method", "other", "todo"),
        ("method", "slot", "todo"),
    ]
    assert desk.run("tags.sticky").said == ["Sticky tags are off."]
    desk.look(article=article, words="five")
    desk.run("highlight.note", "why")
    assert [one.tags for one in desk.annotations(article) if one.note] == [()]


def test_sticky_again_begins_with_the_tags_of_before(desk: Desk, article: int) -> None:
    desk.run("tags.sticky", TagChoice(add=("a", "b")))
    desk.run("tags.sticky")
    done = desk.run("tags.sticky", TagChoice(add=("c",), remove=("a",)))
    assert isinstance(done.asked[0], TagPrompt)
    assert done.asked[0].present == ("a", "b")
    desk.run("highlight")
    assert desk.annotations(article)[0].tags == ("b", "c")


@pytest.mark.parametrize("answer", [None, TagChoice(), TagChoice(remove=("a",))])
def test_without_a_tag_nothing_is_sticky(
    desk: Desk, article: int, answer: TagChoice | None
) -> None:
    desk.run("tags.sticky", answer)
    assert not desk.session.is_sticky
    desk.run("highlight")
    assert desk.annotations(article)[0].tags == ()


def test_a_sticky_tag_that_is_gone_does_not_come_back(desk: Desk, article: int) -> None:
    desk.run("tags.sticky", TagChoice(add=("a",)))
    desk.app.history.undo()
    assert desk.run("highlight").said == ["Highlighted in yellow"]
    assert desk.app.queries.tags() == []


def test_repeating_the_last_tagging(desk: Desk, article: int) -> None:
    assert desk.run("tags.repeat").said[0].startswith("There is no tagging to repeat yet")
    desk.run("highlight.tag", TagChoice(add=("a", "b")))
    desk.look(article=article, words=SENTENCES[1])
    assert desk.run("tags.repeat").said == ["Highlighted in yellow and tagged #a #b"]
    number = desk.annotations(article)[1].id
    desk.aim_at(number)
    assert desk.run("tags.repeat").said == ["It has #a #b already."]
    desk.run("highlight.tag", TagChoice(remove=("a",)))
    assert desk.run("tags.repeat").said == ["Tagged #a #b"]
    assert desk.app.queries.annotation(number).tags == ("a", "b")
    assert undo_all(desk) == 4


def test_nothing_is_tagged_again_where_there_is_no_passage(desk: Desk, article: int) -> None:
    desk.run("highlight.tag", TagChoice(add=("a",)))
    desk.look(Pane.READING, article)
    assert desk.run("tags.repeat").said[0].startswith("Put the reading cursor on a passage first")
    desk.context = desk.context._replace(has_text=False)
    assert desk.run("tags.repeat").said[0].startswith("The article has no text yet")


def test_repeating_what_a_key_did(desk: Desk, article: int) -> None:
    desk.run("highlight.tag", TagChoice(slots=((3, "slot"),)))
    desk.run("highlight.slot_3")
    desk.look(article=article, words=SENTENCES[1])
    desk.run("tags.repeat")
    assert [one.tags for one in desk.annotations(article)] == [("slot",), ("slot",)]


def test_repeating_puts_on_the_tag_itself_whatever_it_is_called_by_then(
    desk: Desk, article: int
) -> None:
    desk.run("highlight.tag", TagChoice(add=("method",)))
    desk.app.history.do("Rename", tag_editing.rename, "method", "methods")
    desk.look(article=article, words=SENTENCES[1])
    assert desk.run("tags.repeat").said == ["Highlighted in yellow and tagged #methods"]
    assert [one.name for one in desk.app.queries.tags()] == ["methods"]
    desk.app.history.do("Delete", tag_editing.delete, ["methods"])
    assert desk.run("tags.repeat").said[0].startswith("There is no tagging to repeat yet")


def test_repeating_on_many_articles_is_one_step_and_says_on_how_many(
    desk: Desk, article: int
) -> None:
    many = tuple(desk.add(f"Article {n}", f"Words {n}.") for n in range(16))
    desk.look(Pane.LIST, article, (article,))
    desk.run("article.tag", TagChoice(add=("x",)))
    before = tables(desk.app.database.path)
    desk.look(Pane.LIST, article, (article, *many))
    assert desk.run("tags.repeat").said == [f"Tagged #x · {len(many)} articles"]
    assert {one.tags for one in desk.app.queries.articles(many)} == {("x",)}
    desk.app.history.undo()
    assert tables(desk.app.database.path) == before


def test_repeating_on_articles(desk: Desk, article: int) -> None:
    other = desk.add("Other", "Words.")
    desk.look(Pane.LIST, article, (article,))
    desk.run("article.tag", TagChoice(add=("x",)))
    desk.look(Pane.LIST, article, (article, other))
    assert desk.run("tags.repeat").said == ["Tagged #x"]
    assert [one.tags for one in desk.app.queries.articles([article, other])] == [("x",), ("x",)]
    assert desk.run("tags.repeat").said == ["All have #x already."]
    desk.look(Pane.LIST)
    assert desk.run("tags.repeat").said[0].startswith("Select an article first")


def stand(desk: Desk, article: int, color: str, name: str) -> None:
    """Let a colour stand for a tag, as c t does."""
    desk.app.settings.set(color=color)
    desk.look(article=article, words=SENTENCES[0])
    desk.run("highlight.stand_for", TagChoice(add=(name,)))


def test_a_colour_and_its_tag_go_together(desk: Desk, article: int) -> None:
    stand(desk, article, "green", "method")
    assert desk.frontend.said == ["Green is now linked to #method"]
    stand(desk, article, "red", "todo")
    assert desk.app.queries.colors() == {"green": "method", "red": "todo"}
    steps = undo_all(desk)
    for _ in range(steps):
        desk.app.history.redo()
    said = desk.run("highlight.green").said
    assert said == ["Highlighted in green and tagged #method"]
    (one,) = desk.annotations(article)
    desk.aim_at(one.id)
    assert desk.run("highlight.red").said == ["Now red. Tagged #todo, removed #method"]
    assert desk.app.queries.annotation(one.id).tags == ("todo",)
    assert desk.run("highlight.blue").said == ["Now blue. Removed #todo"]
    said = desk.run("highlight.tag", TagChoice(add=("method",))).said
    assert said == ["Tagged #method, now green"]
    assert desk.app.queries.annotation(one.id).color is Color.GREEN
    desk.run("highlight.tag", TagChoice(remove=("method",)))
    assert desk.app.queries.annotation(one.id).color is Color.GREEN
    assert undo_all(desk) == steps + 5


def test_a_new_highlight_has_the_colour_of_its_tag(desk: Desk, article: int) -> None:
    stand(desk, article, "purple", "idea")
    desk.app.settings.set(color="yellow")
    desk.run("highlight.tag", TagChoice(slots=((1, "idea"),)))
    assert desk.run("highlight.slot_1").said == ["Highlighted in purple and tagged #idea"]
    desk.look(article=article, words=SENTENCES[1])
    desk.run("highlight.tag", TagChoice(add=("plain", "idea")))
    desk.look(article=article, words=SENTENCES[2])
    desk.run("highlight")
    found = [(one.color, one.tags) for one in desk.annotations(article)]
    assert found == [
        (Color.PURPLE, ("idea",)),
        (Color.PURPLE, ("idea", "plain")),
        (Color.YELLOW, ()),
    ]


def test_a_colour_that_is_asked_for_is_had_whatever_is_sticky(desk: Desk, article: int) -> None:
    stand(desk, article, "green", "method")
    desk.run("tags.sticky", TagChoice(add=("method",)))
    desk.run("highlight.pink")
    (one,) = desk.annotations(article)
    assert (one.color, one.tags) == (Color.PINK, ("method",))


def test_a_colour_is_released_and_taken_over(desk: Desk, article: int) -> None:
    stand(desk, article, "green", "method")
    done = desk.run("highlight.stand_for", TagChoice(remove=("method",)))
    assert isinstance(done.asked[0], TagPrompt)
    assert done.asked[0].present == ("method",)
    assert done.said == ["Green is no longer linked to a tag"]
    assert desk.app.queries.colors() == {}
    stand(desk, article, "green", "a")
    stand(desk, article, "green", "b")
    stand(desk, article, "red", "b")
    assert desk.app.queries.colors() == {"red": "b"}
    before = tables(desk.app.database.path)
    desk.run("highlight.stand_for", None)
    assert tables(desk.app.database.path) == before


def test_the_colour_meant_is_that_of_the_highlight(desk: Desk, article: int) -> None:
    desk.run("highlight.orange")
    desk.app.settings.set(color="yellow")
    (one,) = desk.annotations(article)
    desk.aim_at(one.id)
    desk.run("highlight.stand_for", TagChoice(add=("warm",)))
    assert desk.app.queries.colors() == {"orange": "warm"}
    assert desk.app.queries.annotation(one.id).tags == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    carried=st.lists(st.sets(st.sampled_from("abc")), min_size=1, max_size=3),
    digits=st.lists(st.integers(1, 3), max_size=4),
)
def test_a_digit_takes_a_tag_off_only_when_all_have_it(
    desk: Desk, carried: list[set[str]], digits: list[int]
) -> None:
    app = desk.app
    ids = [desk.add(new_uid(), new_uid()) for _names in carried]
    desk.look(Pane.LIST, ids[0], tuple(ids))
    slots = tuple(zip((1, 2, 3), "abc", strict=True))
    desk.run("article.tag", TagChoice(slots=slots))
    has = dict(zip(ids, carried, strict=True))
    for number, names in has.items():
        desk.look(Pane.LIST, number, (number,))
        desk.run("article.tag", TagChoice(add=tuple(sorted(names))))
    desk.look(Pane.LIST, ids[0], tuple(ids))
    for digit in digits:
        name = "abc"[digit - 1]
        is_on_all = all(name in names for names in has.values())
        desk.run(f"article.slot_{digit}")
        has = {n: names - {name} if is_on_all else names | {name} for n, names in has.items()}
        assert {one.id: set(one.tags) for one in app.queries.articles(ids)} == has
