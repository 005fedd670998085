"""Triage in the list: filing, starring, trashing, narrowing, and tags on many articles at once."""

import pytest

from reader.core.models import State, View
from reader.core.tags.tag_names import ARTICLES
from reader.operations import articles, tags
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep


def five(history: History) -> None:
    a, b = keep(history, "A|Apples and pears.", "B|Bees in the garden.")
    keep(history, "C|Clocks and bees.", "D|Doors.", "E|Engines of the night.")
    history.write(tags.tag_articles, [a, b], ["fruit"])
    history.write(tags.bind_slot, 1, "fruit", ARTICLES)
    history.write(tags.bind_slot, 2, "fresh", ARTICLES)


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    """Five articles, E on top; A and B are tagged."""
    journey.fill(five)
    journey.start()
    assert journey.titles == list("EDCBA")
    assert journey.pane == "list"
    return journey


def current(journey: Journey) -> str:
    number = journey.window.list_pane.current_id()
    return journey.app.queries.article(number).title if number else ""


def test_each_filing_key_and_its_undo(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("e")
    assert shelf.toast == "1 article archived"
    assert shelf.titles == list("DCBA")
    assert current(shelf) == "D"  # the next one takes its place
    shelf.press("l")
    assert shelf.toast == "1 article moved to Later"
    shelf.press("s")
    assert shelf.toast == "Star added"
    shelf.press("m")
    assert shelf.toast == "Marked as read"
    shelf.press("m")
    assert shelf.toast == "Marked as unread"
    shelf.press("j #")
    assert shelf.toast == "1 article moved to the trash"
    assert shelf.titles == list("CA")
    found = shelf.app.queries.counts()
    assert (found.inbox, found.later, found.archive, found.starred, found.trash) == (2, 1, 1, 1, 1)

    shelf.press("g a")
    assert shelf.titles == ["E"]
    assert shelf.target == "article “A”"  # another view: the open article is meant
    shelf.press("j i")
    assert shelf.toast == "1 article moved to the inbox"
    shelf.press("g l")
    assert shelf.titles == ["D"]
    shelf.press("g s")
    assert shelf.titles == ["C"]
    shelf.press("j s")
    assert shelf.toast == "Star removed"
    shelf.press("g x")
    assert shelf.titles == ["B"]
    assert shelf.window.articles.view is View.TRASH
    shelf.press("j #")
    assert shelf.toast.startswith("Already in the trash")
    shelf.press("u")
    assert shelf.toast == "Restored from the trash"
    assert shelf.titles == []
    shelf.press("g i")
    assert shelf.titles == list("ECBA")

    for _step in range(9):
        shelf.press("Ctrl+Z")
    assert shelf.tables() == start
    assert shelf.titles == list("EDCBA")


def test_what_is_there_already_is_not_moved(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("i")
    assert shelf.toasts == ["Already in the inbox."]
    assert shelf.window.toasts.shown[-1].button.isHidden(), "there is nothing to undo"
    shelf.press("Ctrl+Z")
    assert shelf.toast == "Nothing to undo."
    assert shelf.tables() == start
    shelf.press("g e * a l")
    assert shelf.toast == "5 articles moved to Later"
    shelf.press("l")
    assert shelf.toast == "Already in Later."


def test_keys_act_on_the_open_article_where_none_is_current(shelf: Journey) -> None:
    shelf.press("g a")
    assert (shelf.titles, shelf.target) == ([], "article “E”")
    shelf.press("s")
    assert shelf.toast == "Star added"
    shelf.press("e")
    assert shelf.titles == ["E"]
    shelf.press("Delete")
    assert shelf.toast == "1 article moved to the trash"
    shelf.press("z")
    assert (shelf.titles, current(shelf)) == (["E"], "E")
    shelf.press("g l Enter")
    assert (shelf.titles, shelf.pane, shelf.passage) == ([], "reading", "Engines of the night.")


def test_undo_makes_what_came_back_current_where_none_is(shelf: Journey) -> None:
    shelf.press("* a e")
    assert (shelf.titles, shelf.target) == ([], "no article is selected")
    shelf.press("z")
    assert (shelf.titles, current(shelf)) == (list("EDCBA"), "E")
    assert shelf.target == "article “E”"


def test_undo_leaves_the_text_that_is_read_alone(shelf: Journey) -> None:
    shelf.press("s j g s Enter")
    assert (shelf.titles, shelf.passage) == (["E"], "Doors.")
    shelf.press("z Shift+Z")  # E goes from the view and comes back
    assert (shelf.titles, current(shelf), shelf.passage) == (["E"], "", "Doors.")


def test_the_status_bar_offers_to_restore_only_what_is_in_the_trash(shelf: Journey) -> None:
    shelf.press("Delete g x")
    labels = shelf.window.strip.key_labels
    assert shelf.target == "article “D”", "which is open"
    assert "restore" not in dict(labels).values()
    shelf.press("j")
    assert dict(shelf.window.strip.key_labels)["u"] == "restore"


def test_restore_by_i_from_the_trash(shelf: Journey) -> None:
    shelf.press("Delete g x j i")
    assert shelf.toast == "1 article moved to the inbox"
    assert shelf.titles == []
    shelf.press("g i")
    assert shelf.titles == list("EDCBA")


def long(history: History) -> None:
    numbers = keep(history, *(f"{n}|The tide at {n}." for n in range(60)))
    history.write(articles.set_state, numbers[:30], State.ARCHIVE)


def test_another_view_begins_at_its_top_without_the_search(journey: Journey) -> None:
    journey.fill(long)
    journey.start()
    rows = journey.window.list_pane.list
    journey.press("Shift+G g a")
    assert (len(journey.titles), rows.is_at_top()) == (30, True)
    rows.scrollToBottom()
    journey.press("g i")
    assert not rows.is_at_top(), "the open article is the last one"
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))
    journey.press("g a Shift+G g l g a")
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))
    journey.press("/")
    journey.type("tide")
    journey.wait(lambda: journey.window.articles.is_search)
    journey.press("Enter g i")
    assert journey.window.list_pane.query_text() == ""
    assert (current(journey), rows.is_at_top()) == ("", True)


def test_going_to_the_view_that_is_shown_ends_its_search(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("bees")
    shelf.wait(lambda: shelf.titles == list("CB"))
    shelf.press("Enter g i")
    assert (shelf.titles, current(shelf)) == (list("EDCBA"), "C")
    assert shelf.window.list_pane.query_text() == ""


def test_the_filter_narrows_by_words_and_tags(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("bees")
    shelf.wait(lambda: shelf.titles == list("CB"))
    shelf.type(" tag:fr")
    shelf.wait(lambda: shelf.titles == ["B"])
    shelf.press("Escape")
    shelf.wait(lambda: shelf.titles == list("EDCBA"))
    shelf.type("-tag:fruit")
    shelf.wait(lambda: shelf.titles == list("EDC"))
    shelf.press("Enter")
    assert shelf.pane == "list"
    shelf.press("j e")
    assert shelf.toast == "1 article archived"
    assert len(shelf.titles) == 2


def test_nothing_found_says_so(shelf: Journey) -> None:
    assert shelf.target == "article “E”"
    shelf.press("/")
    shelf.type("zeppelin")
    shelf.wait(lambda: shelf.titles == [])
    assert shelf.window.reading.article is not None  # what is read stays open
    shelf.press("Enter")
    assert (shelf.pane, shelf.target) == ("list", "article “E”")
    shelf.press("Escape Escape")
    shelf.wait(lambda: shelf.titles == list("EDCBA"))
    shelf.wait(lambda: shelf.target == "article “E”")


def test_x_picks_several_and_a_digit_adds_before_it_takes_off(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("j j x j x")  # C and B
    assert shelf.window.list_pane.footer.label.text().startswith("2 of")
    shelf.press("1")
    assert shelf.toast == "Tagged #fruit · 2 articles"
    assert shelf.tags("C") == shelf.tags("B") == shelf.tags("A") == ("fruit",)
    assert shelf.tags("D") == ()
    shelf.press("2")
    assert shelf.tags("C") == ("fresh", "fruit")
    shelf.press("1")
    assert shelf.toast == "Removed #fruit · 2 articles"
    assert shelf.tags("C") == shelf.tags("B") == ("fresh",)
    assert shelf.tags("A") == ("fruit",)
    shelf.press("0")
    assert shelf.toast == "Removed #fresh · 2 articles"
    for _step in range(4):
        shelf.press("z")
    assert shelf.tables() == start


def test_mixed_tags_are_added_first_never_lost(shelf: Journey) -> None:
    shelf.press("* a 1")
    assert shelf.toast == "Tagged #fruit · 5 articles"
    assert all(shelf.tags(title) == ("fruit",) for title in "ABCDE")
    shelf.press("z")
    assert [shelf.tags(title) for title in "ABC"] == [("fruit",), ("fruit",), ()]
    shelf.press("* n")
    assert current(shelf) == "E"


def test_a_digit_without_a_tag_tells_how_to_bind_one(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.window.keys.dispatcher._timer.setInterval(0)
    shelf.press("7")
    shelf.wait(lambda: shelf.window.keys.popup and shelf.window.keys.popup.isVisible())
    assert shelf.window.keys.popup is not None
    assert "Ctrl+7" in shelf.window.keys.popup.accessibleName()
    shelf.press("Escape")
    assert not shelf.window.keys.popup.isVisible()
    assert shelf.tables() == start


def test_several_are_filed_in_one_step(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("x j x j x e")
    assert shelf.toast == "3 articles archived"
    assert shelf.titles == list("BA")
    shelf.press("z")
    assert shelf.toast == "Undone: Move to the archive · in 3 articles"
    assert shelf.tables() == start


def test_shift_t_tags_the_article_from_anywhere(shelf: Journey) -> None:
    shelf.press("Enter")
    assert shelf.pane == "reading"
    shelf.press("Shift+T")
    shelf.type("night/train")
    shelf.press("Enter")
    assert shelf.tags("E") == ("night/train",)
    assert shelf.pane == "reading"
    shelf.press("Escape Escape t")
    shelf.type("fru")
    shelf.press("Enter")
    assert shelf.tags("E") == ("fruit", "night/train")
    shelf.press("t Backspace Escape")
    assert shelf.tags("E") == ("fruit",)


def test_tagging_several_shows_what_only_some_have(shelf: Journey) -> None:
    shelf.press("* a t")
    shelf.type("all")
    shelf.press("Enter")
    assert all("all" in shelf.tags(title) for title in "ABCDE")
    assert shelf.tags("A") == ("all", "fruit")
    assert shelf.tags("C") == ("all",)


def test_shift_n_notes_the_article(shelf: Journey) -> None:
    start = shelf.tables()
    shelf.press("Shift+N")
    shelf.type("Read on the train.")
    shelf.press("Ctrl+Enter")
    assert shelf.toast == "Note on the article saved"
    assert [card.note for card in shelf.cards] == ["Read on the train."]
    assert shelf.pane == "list"
    shelf.press("n")
    shelf.type(" Twice.")
    shelf.press("Ctrl+Enter")
    assert [card.note for card in shelf.cards] == ["Read on the train. Twice."]
    shelf.press("z z")
    assert shelf.tables() == start
    assert shelf.cards == []


def test_escape_lets_go_of_what_is_picked_then_clears_the_filter(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("bees")
    shelf.wait(lambda: shelf.titles == list("CB"))
    shelf.press("Enter")
    assert dict(shelf.window.strip.key_labels)["Esc"] == "clear the filter"
    shelf.press("x")
    assert shelf.window.list_pane.footer.label.text() == "1 of 2 selected"
    shelf.press("Escape")
    assert "selected" not in shelf.window.list_pane.footer.label.text()
    assert shelf.titles == list("CB")
    shelf.press("Escape")
    assert shelf.titles == list("EDCBA")
    assert shelf.window.list_pane.query_text() == ""
    assert "Esc" not in dict(shelf.window.strip.key_labels)


def test_escape_clears_the_filter_by_a_tag_of_the_page_of_tags(shelf: Journey) -> None:
    shelf.press("1 g t Enter")
    shelf.wait(lambda: shelf.window.list_pane.query_text() != "")
    shelf.press("Escape")
    assert shelf.window.list_pane.query_text() == ""
    assert len(shelf.titles) == 5


def test_g_g_and_shift_g_lead_to_the_ends_of_the_list(shelf: Journey) -> None:
    shelf.press("Shift+G")
    assert shelf.window.list_pane.current_id() == shelf.number("A")
    shelf.press("g g")
    assert shelf.window.list_pane.current_id() == shelf.number("E")


def test_the_articles_read_last_are_opened_again(shelf: Journey) -> None:
    shelf.press("g 1")
    assert shelf.toast == "No article was read that long ago."
    shelf.press("Enter j Escape j j")  # one is read, two are passed by
    shelf.press("Enter j Escape")
    reading = shelf.window.reading
    reading._progress.save()
    assert reading.article_id == shelf.number("C")
    shelf.press("g a g 1")
    assert (reading.article_id, shelf.pane) == (shelf.number("E"), "reading")
    shelf.press("j g 1")
    assert reading.article_id == shelf.number("C")
    shelf.restart()
    shelf.press("g 1")
    assert shelf.window.reading.article_id == shelf.number("E")
    shelf.press("g 1 Escape #")
    assert [one.title for one in shelf.window.frontend.menu_state().recent] == ["E"]
