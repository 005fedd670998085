"""Editing what is said about an article, by keys in the window."""

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.operations import articles
from reader.operations.history import History
from reader.ui.overlays.form_card import FormCard
from tests.journeys.conftest import Journey, keep


def two(history: History) -> None:
    keep(history, "A|Apples and pears.", "B|Bees in the garden.")


def is_open(form: FormCard) -> bool:
    return form.is_open


def test_details_are_edited_in_a_form_and_the_change_is_undone(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    assert journey.titles == ["B", "A"]
    journey.press("F2")
    form = journey.window.frontend.prompts.overlay(FormCard)
    assert is_open(form)
    assert journey.focus() is form.fields["title"]
    assert form.fields["title"].selectedText() == "B"
    journey.type("Bumblebees")
    journey.press("Tab")
    assert journey.focus() is form.fields["byline"]
    journey.type("Ada Fenn")
    journey.press("Down")
    journey.press("Down")
    assert journey.focus() is form.fields["published"]
    journey.type("some day")
    journey.press("Enter")
    assert is_open(form)
    assert "“some day” is not a date" in form.foot.text
    form.fields["published"].selectAll()
    journey.type("20 May 2024")
    assert "no date" not in form.foot.text
    journey.press("Enter")
    assert not is_open(form)
    assert journey.toast.startswith("Details of the article changed")
    assert journey.titles == ["Bumblebees", "A"]
    article = journey.app.queries.articles([journey.number("Bumblebees")])[0]
    assert (article.byline, article.published) == ("Ada Fenn", "2024-05-20")
    journey.press("Ctrl+Z")
    assert journey.titles == ["B", "A"]

    journey.press("F2")
    journey.type("Not kept")
    journey.press("Escape")
    assert not is_open(form)
    assert journey.titles == ["B", "A"]
    assert journey.pane == "list"

    journey.press("Enter")
    assert journey.pane == "reading"
    journey.press("F2")
    journey.type("Bees at night")
    journey.press("Enter")
    journey.wait(lambda: journey.titles == ["Bees at night", "A"])
    page = journey.window.reading_pane.page
    assert page is not None
    assert page.header.title == "Bees at night"
    assert journey.pane == "reading"


def test_the_open_article_shows_an_author_that_is_edited(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter F2 Tab")
    journey.type("Ada Fenn")
    journey.press("Enter")
    page = journey.window.reading_pane.page
    assert page is not None
    assert "Ada Fenn" in page.header.byline
    journey.press("Ctrl+Z")
    page = journey.window.reading_pane.page
    assert page is not None
    assert "Ada Fenn" not in page.header.byline


def test_the_text_stays_where_it_is_while_details_are_edited(journey: Journey) -> None:
    long = " ".join(
        f"This is sentence {n} of a paragraph longer than a screen." for n in range(300)
    )
    journey.fill(lambda history: keep(history, f"A|First.\n\n{long}"))
    journey.start()
    journey.press("Enter j")
    pane, bar = journey.window.reading_pane, journey.window.reading_pane.verticalScrollBar()
    assert journey.passage == long
    for middle in (bar.maximum() // 2, 0):
        bar.setValue(middle)
        before = pane.first_offset_on_screen()
        journey.press("F2")
        journey.type(f"Another {middle}")
        journey.press("Enter")
        assert journey.toast.startswith("Details of the article changed")
        assert journey.titles == [f"Another {middle}"]
        assert pane.first_offset_on_screen() == before
        assert journey.passage == long


def test_the_date_is_edited_without_its_time(journey: Journey) -> None:
    moment = "2026-03-02T10:00:00+00:00"
    source = Source(b"1", "1.html", "/1")
    draft = Draft("One", "<p>One.</p>", source, "test/1", "text/html", published=moment)
    journey.fill(lambda history: history.write(articles.add_many, [draft]) and None)
    journey.start()
    for typed, published in (("Two", moment), ("3 March 2026", "2026-03-03")):
        journey.press("F2")
        form = journey.window.frontend.prompts.overlay(FormCard)
        assert form.fields["published"].text() == "2026-03-02"
        if typed != "Two":
            form.fields["published"].setFocus()
            form.fields["published"].selectAll()
        journey.type(typed)
        journey.press("Enter")
        assert journey.app.queries.article(journey.number("Two")).published == published
