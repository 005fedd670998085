"""The page of tags and tagging many: invented, renamed, merged, coloured, bound, deleted, undone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from reader.core.models import Color
from reader.core.tags.tag_names import ARTICLES
from reader.library.queries import undo_history
from reader.operations import annotations, color_tags, tag_editing, tags
from reader.operations.history import History
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.style.theme import current_theme
from reader.ui.tags.tag_name_prompt import TagNameCard
from reader.ui.tags.tag_picker import TagPicker
from reader.ui.tags.tags_list import Column
from reader.ui.tags.tags_page import TagsPage
from reader.ui.tasks import task_queue
from tests.journeys.conftest import Journey, keep


def tagged(history: History) -> None:
    ids = keep(history, "A|Apples and pears.", "B|Bees in the garden.", "C|Clocks and bees.")
    for number in ids:
        history.write(annotations.highlight, number, 0, 5, Color.YELLOW, ("claim",))
    history.write(tags.tag_annotations, [3], ["method"])
    history.write(tags.tag_articles, ids[:1], ["method"])


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    """Three articles; each has a highlight tagged claim, and C one tagged method too."""
    journey.fill(tagged)
    journey.start()
    return journey


def test_the_ground_of_the_current_row_is_even(shelf: Journey) -> None:
    shelf.press("g t")
    view = page(shelf).view
    row = view.visualRect(view.currentIndex())
    shown = view.viewport().grab(row).toImage()
    middle = shown.width() // 2
    assert {shown.pixel(middle, y) for y in range(2, shown.height() - 3)} == {
        QColor(current_theme().selection).rgb()
    }


def page(journey: Journey) -> TagsPage:
    shown = journey.window.pages.page
    assert isinstance(shown, TagsPage)
    return shown


def rows(journey: Journey) -> list[str]:
    return ["  " * row.depth + row.label for row in page(journey).model.rows]


def preview(journey: Journey) -> str:
    return journey.window.frontend.prompts.overlay(TagNameCard).preview.text()


def test_six_tags_invented_changed_in_every_way_and_all_of_it_undone(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("g t")
    assert shelf.pane == "tags"
    assert rows(shelf) == ["claim", "method"]
    steps = 0
    for name in ("alpha", "alpha/one", "beta", "gamma", 'say "hi" you', "zeta"):
        shelf.press("Ctrl+N" if steps % 2 else "+")
        shelf.type(name)
        shelf.press("Enter")
        assert shelf.toast == f"Created #{name}"
        assert page(shelf).current == name
        steps += 1
    assert rows(shelf) == [
        "alpha", "  one", "beta", "claim", "gamma", "method", "say \"hi\" you", "zeta",
    ]  # fmt: skip

    shelf.press("/")
    shelf.type("alp")
    shelf.wait(lambda: rows(shelf) == ["alpha", "  one"])
    shelf.press("Enter")
    assert page(shelf).current == "alpha"
    shelf.press("r Ctrl+A")
    shelf.type("method")
    assert preview(shelf).startswith(
        "#alpha (0 highlights) is merged into #method (1 highlight, 1 article)"
    )
    shelf.press("Ctrl+A")
    shelf.type("first")
    assert preview(shelf) == "#alpha becomes #first; 1 nested tag moves too."
    shelf.press("Enter")
    assert shelf.toast == "#alpha is now #first"
    assert page(shelf).current == "first"
    assert shelf.app.queries.tags()[3].name == "first/one"
    steps += 1

    page(shelf).show_tag("claim")
    shelf.press("1 Alt+2")
    assert shelf.toast == "Quick tag 2 in the list is now #claim"
    assert shelf.app.queries.slots() == {1: "claim"}
    assert shelf.app.queries.slots(ARTICLES) == {2: "claim"}
    steps += 2
    shelf.press("c 2")
    assert shelf.toast == "Green is now linked to #claim · 3 highlights have it"
    assert {one.color for n in (1, 2, 3) for one in shelf.app.queries.annotations(n)} == {
        Color.GREEN
    }
    steps += 1

    shelf.press("Shift+K m")
    shelf.type("claim")
    assert "is merged into #claim" in preview(shelf), "several are merged into one of them"
    shelf.press("Escape Escape j")
    page(shelf).show_tag("claim")
    shelf.press("m")
    shelf.type("meth")
    assert preview(shelf) == (
        "#claim (3 highlights) is merged into #method (1 highlight, 1 article): 3 highlights and 1 article will have #method;"
        " quick tag 1 moves to #method; quick tag 2 for articles moves to #method;"
        " its colour moves too"
    )
    before = shelf.tables()
    shelf.press("Escape")
    assert shelf.tables() == before
    shelf.press("m")
    shelf.type("meth")
    shelf.press("Enter")
    assert shelf.toast == "#claim is now part of #method"
    assert page(shelf).current == "method"
    assert shelf.app.queries.slots() == {1: "method"}
    assert [one.tags for one in shelf.app.queries.annotations(1)] == [("method",)]
    steps += 1

    page(shelf).show_tag("beta")
    shelf.press("x j x c")  # beta and the one below it
    assert len(page(shelf).chosen) == 2
    assert shelf.toast == "A colour is linked to one tag: select only one."
    shelf.press("n")
    shelf.type("zeta")
    shelf.press("Enter")
    assert shelf.toast == "Now nested under #zeta"
    steps += 1
    assert "  beta" in rows(shelf)

    page(shelf).show_tag("method")
    shelf.press("d")
    assert shelf.toast == "Deleted #method, removed from 3 highlights and 1 article"
    steps += 1
    shelf.press("* a Delete")
    assert shelf.toast.startswith("Deleted ")
    steps += 1
    assert rows(shelf) == []
    for _step in range(steps):
        shelf.press("z")
    assert shelf.tables() == start
    assert rows(shelf) == ["claim", "method"]


def test_enter_shows_what_carries_the_tag_whatever_signs_are_in_it(shelf: Journey) -> None:
    shelf.app.history.do("Tag", tags.tag_articles, [2], ['say "hi" you'])
    shelf.press("g t")
    page(shelf).show_tag('say "hi" you')
    shelf.press("Enter")
    assert shelf.pane == "list"
    shelf.wait(lambda: shelf.titles == ["B"])


def test_a_double_click_shows_what_carries_the_tag(shelf: Journey) -> None:
    shelf.press("g t")
    view = page(shelf).view
    spot = view.visualRect(view.model().index(rows(shelf).index("method"), 0)).center()
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), left, no_key, spot)
    assert page(shelf).current == "method"
    QTest.mouseDClick(view.viewport(), left, no_key, spot)
    shelf.wait(lambda: shelf.pane == "list" and sorted(shelf.titles) == ["A", "C"])


def test_clicks_with_ctrl_and_shift_select_tags(shelf: Journey) -> None:
    shelf.app.history.do("Tags", tags.tag_articles, [2], ["bees", "zeta"])
    shelf.press("g t")
    view = page(shelf).view
    assert rows(shelf) == ["bees", "claim", "method", "zeta"]

    def chosen_by(row: int, *, held: Qt.KeyboardModifier) -> list[str]:
        spot = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, spot)
        return list(page(shelf).chosen)

    no_key, modifier = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier
    assert chosen_by(1, held=no_key) == ["claim"]
    assert chosen_by(3, held=modifier.ShiftModifier) == ["claim", "method", "zeta"]
    assert chosen_by(2, held=modifier.ControlModifier) == ["claim", "zeta"]
    assert "2 selected" in page(shelf).count.text()
    assert chosen_by(0, held=modifier.ControlModifier) == ["bees", "claim", "zeta"]
    assert chosen_by(2, held=no_key) == ["method"]
    assert "selected" not in page(shelf).count.text()
    assert chosen_by(0, held=modifier.ControlModifier) == ["bees", "method"]
    assert "2 selected" in page(shelf).count.text()
    assert chosen_by(2, held=modifier.ControlModifier) == ["bees"]


def test_a_tag_is_nested_under_a_new_one_though_another_begins_so(shelf: Journey) -> None:
    shelf.press("g t")
    page(shelf).show_tag("claim")
    shelf.press("n")
    shelf.type("meth")
    shelf.press("Down")
    assert preview(shelf) == "#claim becomes #meth/claim."
    shelf.press("Enter")
    assert rows(shelf) == ["meth", "  claim", "method"]


def test_a_colour_given_to_a_tag_takes_no_other_tag_off(shelf: Journey) -> None:
    history = shelf.app.history
    history.write(color_tags.set_color_of_tag, "zeal", "blue")
    history.write(tags.tag_annotations, [1], ["zeal"])
    shelf.press("g t c 2")
    one = shelf.app.queries.annotation(1)
    shelf.wait(lambda: "linked to #claim" in shelf.toast)
    one = shelf.app.queries.annotation(1)
    assert (one.tags, one.color) == (("claim", "zeal"), Color.GREEN)


def test_escape_goes_back_one_step_at_a_time(shelf: Journey) -> None:
    shelf.press("g t x /")
    shelf.type("cl")
    shelf.wait(lambda: rows(shelf) == ["claim"])
    shelf.press("Enter Escape")
    assert not page(shelf).selection.ids
    shelf.press("Escape")
    shelf.wait(lambda: rows(shelf) == ["claim", "method"])
    shelf.press("Escape")
    assert shelf.window.pages.page is None
    assert shelf.pane == "list"


def test_an_empty_library_teaches_and_unused_tags_go_at_once(journey: Journey) -> None:
    journey.start()
    journey.press("g t")
    assert page(journey).empty.title.startswith("No tags yet")
    assert page(journey).empty.hasFocus()
    journey.press("+")
    journey.type("one")
    journey.press("Enter +")
    journey.type("two")
    journey.press("Enter")
    assert page(journey).view.hasFocus()
    journey.press("5")
    journey.window.run("tags.delete_unused")
    assert journey.toast == "Deleted #one, which was unused"
    journey.window.run("tags.delete_unused")
    assert journey.toast == "Every tag is in use."
    assert rows(journey) == ["two"]


def test_the_order_is_chosen_and_kept(shelf: Journey) -> None:
    shelf.app.history.do("Tag", tags.tag_articles, [1, 2, 3], ["zebra"])
    shelf.press("g t s 3")
    assert rows(shelf)[0] == "zebra"
    assert shelf.app.settings.text("tag_sort") == "recent"
    shelf.press("s 2")
    assert rows(shelf)[-1] == "method"
    header = page(shelf).view.header()
    for column, order in ((Column.USED, "recent"), (Column.NAME, "name"), (Column.KEY, "name")):
        spot = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert shelf.app.settings.text("tag_sort") == order
    assert rows(shelf) == ["claim", "method", "zebra"]


def test_suggestions_stand_first_and_two_keys_take_them(shelf: Journey) -> None:
    shelf.app.history.do("New", tags.tag_articles, [1], ["bees"])
    shelf.window.articles.reveal(2)
    shelf.press("Enter t")
    picker = shelf.window.frontend.prompts.overlay(TagPicker)
    shelf.wait(lambda: picker.rows[0].name == "bees")
    assert picker.rows[0].reason == "suggested: named in the text"
    shelf.press("Enter")
    assert shelf.app.queries.annotations(2)[0].tags == ("claim",)
    shelf.press("Down Enter")
    assert any("bees" in one.tags for one in shelf.app.queries.annotations(2))


def test_digits_mean_one_thing_in_the_list_and_another_in_the_text(shelf: Journey) -> None:
    shelf.press("t")
    shelf.type("method")
    shelf.press("Ctrl+4 Escape")
    assert shelf.app.queries.slots(ARTICLES) == {4: "method"}
    assert shelf.app.queries.slots() == {}
    shelf.press("* a 4")
    assert shelf.toast == "Tagged #method · 3 articles"
    assert all("method" in shelf.tags(title) for title in "ABC")


MANY = 35


def many(history: History) -> None:
    keep(history, *(f"T{n}|Text {n}." for n in range(MANY)))


def test_a_thousand_articles_are_tagged_and_untagged_by_a_worker(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (undo_history, task_queue):
        monkeypatch.setattr(module, "MANY_ROWS", MANY - 1)
    journey.fill(many)
    journey.start()
    start = journey.tables()
    journey.press("* a t")
    journey.type("all")
    journey.press("Enter")
    assert not journey.window.frontend.queue.is_idle
    journey.wait(lambda: journey.window.frontend.queue.is_idle)
    assert journey.toast == f"Tagged #all · {MANY} articles"
    (tag,) = journey.app.queries.tags()
    assert tag.article_count == MANY
    journey.press("z")
    assert journey.toast != "Undone: Tag article"  # so many rows are a worker's
    journey.wait(lambda: journey.toast == "Undone: Tag article")
    assert journey.tables() == start
    journey.press("t")
    journey.type("all")
    journey.press("Enter z")  # undone when it is done
    journey.wait(lambda: journey.window.frontend.queue.is_idle)
    journey.wait(lambda: journey.tables() == start)


def test_g_g_and_shift_g_lead_to_the_ends_of_the_tags(shelf: Journey) -> None:
    shelf.press("g t Shift+G")
    names = [one.name for one in page(shelf).model.rows]
    assert page(shelf).current == names[-1]
    shelf.press("g g")
    assert page(shelf).current == names[0]


def test_cards_and_rows_follow_a_tag_that_is_changed_elsewhere(shelf: Journey) -> None:
    shelf.app.history.do("Tag", tags.tag_articles, [1], ["claim"])
    shelf.window.frontend.show_article(1)
    shelf.press("Enter")
    [card] = shelf.cards
    assert card.tags == ("claim",)

    def now() -> tuple[tuple[str, ...], Color, tuple[str, ...]]:
        [card] = shelf.cards
        listed = shelf.window.list_pane.model
        row = listed.article_at(listed.index_of(1).row())
        assert row is not None
        return card.tags, card.color, row.tags

    assert now() == (("claim",), Color.YELLOW, ("claim", "method"))
    shelf.press("g t")
    page(shelf).show_tag("claim")
    shelf.press("r Ctrl+A")
    shelf.type("zeal")
    shelf.press("Enter Escape")
    assert now() == (("zeal",), Color.YELLOW, ("method", "zeal"))
    shelf.press("z")
    assert now() == (("claim",), Color.YELLOW, ("claim", "method"))
    shelf.press("Ctrl+Shift+Z")
    assert now() == (("zeal",), Color.YELLOW, ("method", "zeal"))

    shelf.press("g t")
    page(shelf).show_tag("zeal")
    shelf.press("c 2 Escape")
    assert now() == (("zeal",), Color.GREEN, ("method", "zeal"))
    shelf.press("g t")
    page(shelf).show_tag("zeal")
    shelf.press("m")
    shelf.type("method")
    shelf.press("Enter Escape")
    assert now() == (("method",), Color.GREEN, ("method",))
    shelf.press("g t")
    page(shelf).show_tag("method")
    shelf.press("d Escape")
    assert now() == ((), Color.GREEN, ())
    shelf.press("z")
    assert now() == (("method",), Color.GREEN, ("method",))


def test_the_row_stays_on_a_tag_whose_other_name_is_undone(shelf: Journey) -> None:
    shelf.press("g t")
    assert page(shelf).current == "claim"
    shelf.press("r")
    shelf.type("zeal")
    shelf.press("Enter")
    assert (rows(shelf), page(shelf).current) == (["method", "zeal"], "zeal")
    shelf.press("Ctrl+Z")
    assert (rows(shelf), page(shelf).current) == (["claim", "method"], "claim")
    shelf.press("Ctrl+Shift+Z")
    assert page(shelf).current == "zeal"


def test_all_highlights_follow_a_tag_that_is_renamed(shelf: Journey) -> None:
    shelf.window.frontend.show_article(1)
    shelf.press("g h")
    highlights = shelf.window.pages.page
    assert isinstance(highlights, HighlightsPage)
    shelf.wait(lambda: highlights.rows.listed.ids)
    shelf.app.history.do("Rename", tag_editing.rename, "claim", "zeal")

    def names() -> set[tuple[str, ...]]:
        rows = (highlights.rows.item_at(n) for n in range(len(highlights.rows.listed.ids)))
        return {row.annotation.tags for row in rows if row is not None}

    shelf.wait(lambda: names() == {("zeal",), ("method", "zeal")})
    shelf.app.history.undo()
    shelf.wait(lambda: names() == {("claim",), ("claim", "method")})
