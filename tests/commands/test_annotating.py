"""Commands on a passage or a highlight, asked and answered without a window."""

import pytest

from reader.commands.context import Pane
from reader.commands.prompt_types import ChoicePrompt, NotePrompt, TagChoice, TagPrompt
from reader.commands.tags.tagging import tagged_text
from reader.core.color_names import color_name
from reader.core.models import Color, Kind
from reader.core.text.shortening import shorten
from reader.operations import annotations, articles, color_tags, tags
from tests.commands.scripted import Desk
from tests.each import each
from tests.library.samples import tables

WORDS = "The second sentence."
NOTHING_NOTED = "The note is empty, so nothing was highlighted: h does that."


@pytest.fixture
def article(desk: Desk) -> int:
    """An article whose second sentence the reading cursor is on."""
    number = desk.add("Mine", "The first sentence. The second sentence. The third one.", "An end.")
    desk.look(article=number, words=WORDS)
    return number


def mark(desk: Desk, article: int, words: str, *tags: str, note: str = "") -> int:
    start = desk.text(article).index(words)
    return desk.app.history.do(
        "Highlight",
        annotations.highlight,
        article,
        start,
        start + len(words),
        Color.YELLOW,
        tags,
        note,
    )


def undo_all(desk: Desk) -> int:
    """Undo everything; how many steps that took."""
    count = 0
    while desk.app.history.undo():
        count += 1
    return count


def test_highlight(desk: Desk, article: int) -> None:
    done = desk.run("highlight")
    assert done.said == ["Highlighted in yellow"]
    assert done.done == [("notify", True)]
    (one,) = desk.annotations(article)
    assert (one.exact, one.color, one.kind) == (WORDS, Color.YELLOW, Kind.HIGHLIGHT)
    assert desk.text(article)[one.start : one.end] == WORDS


def test_highlight_on_a_highlight_names_the_other_keys(desk: Desk, article: int) -> None:
    desk.aim_at(mark(desk, article, WORDS))
    assert desk.run("highlight").said[0].startswith("Already highlighted")
    assert len(desk.annotations(article)) == 1


@pytest.mark.parametrize("color", Color)
def test_each_color_on_a_passage_and_on_a_highlight(desk: Desk, article: int, color: Color) -> None:
    done = desk.run(f"highlight.{color}")
    assert done.said == [f"Highlighted in {color_name(color)}"]
    (one,) = desk.annotations(article)
    assert one.color is color
    assert desk.app.settings.text("color") == color
    other = mark(desk, article, "The third one.")
    desk.aim_at(other)
    desk.app.settings.set(color="pink")
    done = desk.run(f"highlight.{color}")
    assert done.said == [f"Now {color_name(color)}"]
    assert desk.app.queries.annotation(other).color is color
    assert desk.app.settings.text("color") == "pink"  # new highlights keep theirs


def test_the_color_chosen_on_a_passage_is_the_next_one(desk: Desk, article: int) -> None:
    desk.run("highlight.blue")
    desk.look(article=article, words="An end.")
    desk.run("highlight")
    assert [one.color for one in desk.annotations(article)] == [Color.BLUE, Color.BLUE]


def test_note_on_a_passage_highlights_it_first(desk: Desk, article: int) -> None:
    done = desk.run("highlight.note", "Why?", passage=WORDS)
    (one,) = desk.annotations(article)
    (prompt,) = done.asked
    assert isinstance(prompt, NotePrompt)
    assert (prompt.title, prompt.annotation_id) == (f"Note on “{WORDS}”", None)
    assert prompt.new is not None
    assert (prompt.new.exact, prompt.new.start, prompt.new.end) == (WORDS, one.start, one.end)
    assert (one.note, done.said) == ("Why?", ["Note saved"])
    assert undo_all(desk) == 1


def test_a_note_is_asked_for_before_anything_is_written(desk: Desk, article: int) -> None:
    done = desk.run("highlight.note", None)
    assert done.said == [NOTHING_NOTED]
    assert (desk.annotations(article), undo_all(desk)) == ([], 0)


def test_a_note_saved_empty_leaves_the_highlight(desk: Desk, article: int) -> None:
    assert desk.run("highlight.note", "").said == ["Highlighted, without a note"]
    assert [one.note for one in desk.annotations(article)] == [""]
    assert undo_all(desk) == 1


def test_a_highlight_takes_the_draft_begun_on_its_words(desk: Desk, article: int) -> None:
    desk.look(article=article, words=WORDS)
    assert ("notes.adopt", WORDS, 1) in desk.run("highlight", has_draft=True).done


def test_a_note_turned_away_leaves_a_highlight_that_was_there(desk: Desk, article: int) -> None:
    desk.aim_at(mark(desk, article, WORDS))
    assert desk.run("highlight.note", None).said == []
    assert len(desk.annotations(article)) == 1


def test_note_of_a_highlight_is_edited_and_emptied(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS, note="Before")
    desk.aim_at(number)
    done = desk.run("highlight.note", "After")
    assert done.known == ["Before"]
    assert desk.app.queries.annotation(number).note == "After"
    desk.run("highlight.note", "")
    assert desk.app.queries.annotation(number).note == ""


def test_the_title_of_a_note_is_short(desk: Desk) -> None:
    words = "A sentence that goes on and on so that nobody would want to see all of it again."
    number = desk.add("Long", words)
    desk.look(article=number, words=words)
    (prompt,) = desk.run("highlight.note", None, passage=words).asked
    assert isinstance(prompt, NotePrompt)
    assert prompt.title == "Note on “A sentence that goes on and on so that…”"


def test_article_note_is_made_edited_and_taken_away(desk: Desk, article: int) -> None:
    done = desk.run("article.note", "All of it")
    assert (done.known, done.said) == ([""], ["Note on the article saved"])
    (one,) = desk.annotations(article)
    assert (one.kind, one.note) == (Kind.ARTICLE_NOTE, "All of it")
    done = desk.run("article.note", "Less of it")
    assert done.known == ["All of it"]
    desk.run("article.note", "")
    assert desk.annotations(article) == []
    assert undo_all(desk) == 3


def test_a_note_on_the_article_edited_from_its_card(desk: Desk, article: int) -> None:
    desk.run("article.note", "All of it")
    (one,) = desk.annotations(article)
    desk.look(Pane.SIDEBAR, article, annotation=one.id)
    done = desk.run("highlight.note", "Some of it")
    assert isinstance(done.asked[0], NotePrompt)
    assert done.asked[0].title == "Note on the article"
    assert desk.annotations(article)[0].note == "Some of it"


def test_a_note_on_the_article_is_given_no_color(desk: Desk, article: int) -> None:
    desk.run("article.note", "All of it")
    (one,) = desk.annotations(article)
    desk.look(Pane.SIDEBAR, article, annotation=one.id)
    assert desk.run("highlight.green").said == ["A note on the article has no colour."]
    assert desk.annotations(article) == [one]


def test_tag_on_a_passage_makes_one_step(desk: Desk, article: int) -> None:
    done = desk.run("highlight.tag", TagChoice(add=("method", "a/b")))
    assert done.said == ["Highlighted in yellow and tagged #a/b #method"]
    (one,) = desk.annotations(article)
    assert one.tags == ("a/b", "method")
    assert undo_all(desk) == 1


@pytest.mark.parametrize("answer", [None, TagChoice()])
def test_tag_turned_away_does_nothing(desk: Desk, article: int, answer: TagChoice | None) -> None:
    done = desk.run("highlight.tag", answer)
    assert (done.said, desk.annotations(article)) == ([], [])


def test_tag_on_a_highlight_shows_and_changes_what_is_there(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS, "old", "kept")
    desk.aim_at(number)
    done = desk.run("highlight.tag", TagChoice(("new",), ("old",), ((3, "kept"),)))
    (prompt,) = done.asked
    assert isinstance(prompt, TagPrompt)
    assert (prompt.title, prompt.present) == ("Tag the highlight", ("kept", "old"))
    assert {tag.name for tag in prompt.tags} == {"kept", "old"}
    assert done.said == ["Tagged #new, removed #old"]
    assert desk.app.queries.annotation(number).tags == ("kept", "new")
    assert desk.app.queries.slots() == {3: "kept"}


def test_a_tag_that_cannot_be_is_refused_in_one_sentence(desk: Desk, article: int) -> None:
    before = tables(desk.app.database.path)
    done = desk.run("highlight.tag", TagChoice(add=("x" * 200,)))
    assert len(done.failed) == 1
    assert done.failed[0].endswith(".")
    assert tables(desk.app.database.path) == before


def test_slots_highlight_and_tag_in_one_step_and_take_off_again(desk: Desk, article: int) -> None:
    desk.run("highlight.tag", TagChoice(slots=((1, "method"),)))
    assert desk.annotations(article) == []
    done = desk.run("highlight.slot_1")
    assert done.said == ["Highlighted in yellow and tagged #method"]
    (one,) = desk.annotations(article)
    assert one.tags == ("method",)
    desk.aim_at(one.id)
    assert desk.run("highlight.slot_1").said == ["Removed #method"]
    assert desk.run("highlight.slot_1").said == ["Tagged #method"]
    assert desk.run("highlight.slot_2").said[0].startswith("Quick tag 2 is not assigned yet")
    desk.app.history.undo()
    desk.app.history.undo()
    desk.app.history.undo()
    assert desk.annotations(article) == []


def test_clearing_takes_off_only_what_is_on_keys(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS, "a", "b", "free")
    desk.aim_at(number)
    desk.run("highlight.tag", TagChoice(slots=((1, "a"), (2, "b"))))
    assert desk.run("highlight.clear_slots").said == ["Removed #a #b"]
    assert desk.app.queries.annotation(number).tags == ("free",)
    assert desk.run("highlight.clear_slots").said == ["None of its tags is a quick tag."]


def test_delete_says_what_goes_with_it(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS)
    desk.aim_at(number)
    assert desk.run("highlight.delete").said == ["Highlight deleted"]
    noted = mark(desk, article, WORDS, note="words")
    desk.aim_at(noted)
    assert desk.run("highlight.delete").said == ["Highlight and its note deleted"]
    assert desk.annotations(article) == []


def test_a_highlight_that_has_gone_meanwhile(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS)
    desk.aim_at(number)
    desk.app.history.undo()
    for name in "highlight.note highlight.tag highlight.clear_slots card.show".split():
        done = desk.run(name)
        assert done.failed == [f"There is no annotation {number} in the library."], name


def test_an_article_purged_meanwhile(desk: Desk, article: int) -> None:
    desk.app.history.write(articles.trash, [article])
    desk.app.history.write(articles.purge, [article])
    for name in "highlight highlight.green passage.cite article.star article.tag".split():
        done = desk.run(name)
        assert len(done.failed) == 1, name
        assert done.failed[0].endswith(".")
    assert desk.run("highlight.next").said == ["No highlights yet: h adds one."]


def test_jumping_between_highlights(desk: Desk, article: int) -> None:
    assert desk.run("highlight.next").said == ["No highlights yet: h adds one."]
    first, last = mark(desk, article, "The first sentence."), mark(desk, article, "An end.")
    assert desk.run("highlight.next").done == [("reading.go_to", last)]
    assert desk.run("highlight.previous").done == [("reading.go_to", first)]
    desk.aim_at(last)
    assert desk.run("highlight.next").said == ["No highlight further down."]
    desk.aim_at(first)
    assert desk.run("highlight.previous").said == ["No highlight further up."]


def test_a_card_shows_its_words(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS)
    desk.look(Pane.SIDEBAR, article, annotation=number)
    assert desk.run("card.show").done == [
        ("reading.go_to", number),
        ("panes.focus_pane", Pane.READING),
    ]


def test_copying_with_and_without_the_source(desk: Desk, article: int) -> None:
    done = desk.run("passage.copy", passage=WORDS)
    assert ("copy_text", WORDS, "") in done.done
    assert done.said == ["Copied"]
    done = desk.run("passage.cite", passage=f" {WORDS} ")
    assert done.said == ["Copied with its source"]
    (copied,) = [entry[1:] for entry in done.done if entry[0] == "copy_text"]
    assert copied == (f"“{WORDS}” — “Mine”", f"<p>“{WORDS}” — “Mine”</p>")


def test_opening_the_links_of_a_note(desk: Desk, article: int) -> None:
    number = mark(desk, article, WORDS, note="none")
    desk.look(Pane.SIDEBAR, article, annotation=number)
    assert desk.run("card.open_link").said == ["There is no link in this note."]
    desk.run("highlight.note", "see <https://a.example/>")
    assert desk.run("card.open_link").done == [("open_link", "https://a.example/")]
    desk.run("highlight.note", "[one](https://a.example/) [two](https://b.example/)")
    done = desk.run("card.open_link", "https://b.example/")
    (prompt,) = done.asked
    assert isinstance(prompt, ChoicePrompt)
    assert [choice.title for choice in prompt.choices] == ["one", "two"]
    assert done.done == [("open_link", "https://b.example/")]
    assert desk.run("card.open_link", None).done == []


@each(
    ("text", "length", "short"),
    [
        ("short", 10, "short"),
        ("two\n lines  here", 40, "two lines here"),
        ("one two three four", 10, "one two…"),
        ("unbreakableword", 5, "unbre…"),
    ],
)
def test_shorten(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


def test_tagged_text() -> None:
    assert tagged_text(("a",), ("b", "c")) == "Tagged #a, removed #b #c"
    assert tagged_text((), ("b",)) == "Removed #b"


@pytest.mark.parametrize(
    "keys", ["highlight", "highlight.blue", "highlight.slot_1", "highlight.slot_2"]
)
def test_what_is_shown_beforehand_is_what_is_kept(desk: Desk, keys: str) -> None:
    article = desk.add("Limes", "The first sentence. The second one.")
    desk.app.history.do("Bind", tags.bind_slot, 1, "evidence")
    desk.app.history.do("Bind", tags.bind_slot, 2, "plain")
    desk.app.history.do("Colour", color_tags.set_color_of_tag, "Evidence", "red")
    desk.look(article=article, words="The second one.")
    frontend = desk.run(keys)
    (one,) = desk.annotations(article)
    assert frontend.previewed == [(article, one.start, one.end, one.color)]
