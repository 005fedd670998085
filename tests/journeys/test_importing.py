"""Importing in the window: chosen, seen beforehand, stopped or done, and taken back by one key."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.core.models import Color, View
from reader.importers.programs import programs
from reader.operations.history import History
from reader.ui.annotations.annotation_texts import state_of
from reader.ui.importing.import_page import ImportPage
from reader.ui.importing.import_rows import Column
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey, keep
from tests.ui.pictures import colors_in

COLUMNS = ("Highlight", "Book Title", "Book Author", "Note", "Color", "Tags")


def fill(history: History) -> None:
    keep(history, "Moss|Moss has no roots. It drinks from the air.")


def write(file: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *rows])
    return file


def page_of(journey: Journey) -> ImportPage:
    page = journey.window.pages.page
    assert isinstance(page, ImportPage)
    return page


def fates(page: ImportPage) -> list[str]:
    model = page.preview.model
    return [model.index(row, Column.FATE).data() for row in range(model.rowCount())]


def test_an_import_is_seen_done_and_taken_back(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = write(
        tmp_path / "highlights.csv",
        [
            ("Moss has no roots.", "Moss", "", "a note", "magenta", "soil"),
            ("Ferns have fronds.", "Moss", "", "", "yellow", ""),
            ("Not wanted.", "Ferns", "Ann", "", "yellow", ""),
            ("Wanted.", "Ferns", "Ann", "", "yellow", ""),
        ],
    )
    asked: list[str] = []

    def choose(
        _parent: object, _title: str, _start: str, kinds: str, *, options: QFileDialog.Option
    ) -> tuple[list[str], str]:
        assert options is QFileDialog.Option.HideNameFilterDetails  # Qt's dialog cuts them off
        asked.append(kinds)
        return [str(table)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    journey.press("o")
    assert "*.csv" in asked[0]
    journey.wait(lambda: page.plan is not None and page.task is None)
    assert page.title.text() == "Import from Readwise"
    assert fates(page) == ["new", "no position", "new", "new"]
    assert [
        card.number.text() for card in (page.preview.cards.new, page.preview.cards.unplaced)
    ] == ["4", "1"]
    assert page.begin.text() == "Import 4 highlights"
    assert "4 highlights in 2 articles" in page.about.text()
    journey.press("j")
    journey.press("j")
    journey.press("x")
    assert page.begin.text() == "Import 3 highlights"
    assert fates(page)[2] == "left out"
    listed = page.preview.table

    def click(row: int, column: Column) -> None:
        spot = listed.visualRect(page.preview.model.index(row, column)).center()
        QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    click(0, Column.WORDS)
    assert fates(page)[0] == "new"
    click(0, Column.FATE)
    assert fates(page)[0] == "left out"
    click(0, Column.FATE)
    assert fates(page)[0] == "new"
    journey.press("Shift+F")
    journey.press("Shift+F")
    assert fates(page) == []
    QTest.mouseClick(page.preview.cards.unplaced, Qt.MouseButton.LeftButton)
    assert fates(page) == ["no position"]
    page.preview.options.tag.setFocus()
    journey.type("from/kindle")
    assert "Esc clear, or go back" in page.strip.accessibleName()
    journey.press("Escape")
    assert (page.preview.options.tag.text(), page.preview.options.options.tag) == ("", "")
    journey.press("Escape")
    assert page.preview.table.hasFocus()
    page.preview.options.tag.setFocus()
    journey.type("from/readwise")
    journey.press("Enter")
    assert page.preview.table.hasFocus()
    page.preview.options.buttons["yellow"].menu().actions()[3].trigger()
    assert journey.app.queries.article_ids(View.ALL, None) == [1]  # nothing is written yet
    journey.press("Ctrl+Enter")
    journey.wait(lambda: page.result is not None and page.task is None)
    assert "3 highlights added · 1 new article · 1 needs review" in page.about.text()
    queries = journey.app.queries
    found = {one.exact: one for article in (1, 2) for one in queries.annotations(article)}
    assert set(found) == {"Moss has no roots.", "Ferns have fronds.", "Wanted."}
    moss = found["Moss has no roots."]
    assert (moss.color, moss.note, moss.tags) == (Color.PURPLE, "a note", ("from/readwise", "soil"))
    assert found["Wanted."].color is Color.PINK
    assert page.review.isVisible()
    strip = page.strip.accessibleName()
    assert "rows" in strip
    assert "exclude the row" not in strip  # nor anything else that can no more be done
    page.undo.click()
    journey.wait(lambda: queries.article_ids(View.ALL) == [1])
    assert page.plan is None
    journey.press("Escape")
    assert journey.window.pages.page is None


def test_a_plan_that_is_made_leaves_the_keyboard_with_the_palette(
    journey: Journey, tmp_path: Path
) -> None:
    table = write(tmp_path / "highlights.csv", [("Moss has no roots.", "Moss", *[""] * 4)])
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.press("Ctrl+K")
    palette = journey.focus()
    journey.wait(lambda: page.plan is not None and page.task is None)
    assert journey.focus() is palette
    journey.press("Escape x")
    assert journey.focus() is page.preview.table
    assert fates(page) == ["left out"]


def test_a_double_click_on_a_program_asks_for_its_files(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(*given: str, **_options: object) -> tuple[list[str], str]:
        asked.append(given[3])
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    journey.start()
    journey.window.run("go.import")
    rows = page_of(journey).programs
    at = [program.title for program in programs()].index("Instapaper")
    spot = rows.visualRect(rows.model().index(at, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [kinds.partition(";")[0] for kinds in asked] == [
        "Exports of other programs (*.csv *.html)"
    ]


def test_enter_on_a_program_asks_for_its_files_or_folder(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a double click did so, and it asked for JSON files where a folder is to be chosen."""
    asked: list[str] = []

    def choose(*given: str, **_options: object) -> tuple[list[str], str]:
        asked.append(given[3])
        return [], ""

    def choose_folder(*_given: object, **_options: object) -> str:
        asked.append("folder")
        return ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    journey.start()
    journey.window.run("go.import")
    titles = [program.title for program in programs()]
    for title in ("Instapaper", "Obsidian and Logseq"):
        page_of(journey).programs.go_to_row(titles.index(title))
        journey.press("Enter")
    assert [kinds.partition(";")[0] for kinds in asked] == [
        "Exports of other programs (*.csv *.html)",
        "folder",
    ]


def test_an_export_that_is_added_as_an_article_is_imported_by_a_click(
    journey: Journey, tmp_path: Path
) -> None:
    journey.fill(fill)
    journey.start()
    table = write(tmp_path / "a.csv", [("Moss has no roots.", "Moss", "", "", "yellow", "")])
    journey.window.work.add([table])
    journey.wait(lambda: "“a.csv” is not an article: import it" in journey.toast)
    (told,) = journey.window.toasts.shown
    assert [button.text() for button in told.more] == ["Import"], "to try again is of no use"
    told.more[0].click()
    page = page_of(journey)
    journey.wait(lambda: page.plan is not None and page.task is None)
    assert fates(page) == ["new"]


def test_an_article_that_could_not_be_added_is_tried_again(
    journey: Journey, tmp_path: Path
) -> None:
    """Some programs export pages (.html): one that is broken was offered to be imported only."""
    file = tmp_path / "a.html"
    file.write_text("")
    journey.start()
    journey.window.work.add([file])
    journey.wait(lambda: journey.toast.startswith("1 failed"))
    (told,) = journey.window.toasts.shown
    assert [button.text() for button in told.more] == ["Retry"]
    file.write_text("<title>Whole</title><p>All of it is here by now, as one sees.</p>")
    told.more[0].click()
    journey.wait(lambda: journey.titles == ["Whole"])
    assert not any(one.text.startswith("1 failed") for one in journey.window.toasts.shown)


def test_an_export_that_can_be_read_as_an_article_is_offered_to_be_imported(
    journey: Journey, tmp_path: Path
) -> None:
    """It was added as an article, and no word said that its highlights could be imported."""
    entry = "Moss (Ann)\n- Your Highlight on page 2 | Location 3-4 | Added on Monday, June 1, 2026 1:00:00 AM"
    file = tmp_path / "My Clippings.txt"
    file.write_text(f"{entry}\n\nMoss has no roots.\n==========\n")
    journey.start()
    journey.window.work.add([file])
    journey.wait(lambda: "can also be imported" in journey.toast)
    (told,) = journey.window.toasts.shown
    assert [button.text() for button in told.more] == ["Import"]
    assert told.kind == "info", "nothing failed"
    told.more[0].click()
    page = page_of(journey)
    journey.wait(lambda: page.plan is not None and page.task is None)
    assert fates(page) == ["new"]
    assert not journey.window.toasts.shown, "it covered the page"


def plan_ferns_and_moss(journey: Journey, tmp_path: Path) -> ImportPage:
    rows = [(f"{one} grow.", one, "", "", "yellow", "") for one in ("Ferns", "Horsetails")]
    table = write(tmp_path / "two.csv", [*rows, ("Moss has no roots.", "Moss", "", "", "", "")])
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.wait(lambda: page.plan is not None and page.task is None)
    assert not page.show_new.isVisible()
    return page


def test_new_articles_of_an_import_are_shown_by_a_click(journey: Journey, tmp_path: Path) -> None:
    page = plan_ferns_and_moss(journey, tmp_path)
    journey.press("Ctrl+Enter")
    journey.wait(lambda: page.result is not None and page.task is None)
    QTest.mouseClick(page.show_new, Qt.MouseButton.LeftButton)
    pane = journey.window.list_pane
    assert journey.window.pages.page is None
    assert sorted(pane.selected_ids()) == [2, 3]  # not Moss, which was there
    assert pane.list.hasFocus()


def test_new_articles_of_an_import_that_was_left_are_shown_from_its_notification(
    journey: Journey, tmp_path: Path
) -> None:
    page = plan_ferns_and_moss(journey, tmp_path)
    journey.press("Ctrl+Enter")
    journey.press("g h")
    journey.wait(lambda: page.result is not None and page.task is None)
    journey.wait(lambda: "2 new articles" in journey.toast)
    (show,) = journey.window.toasts.shown[-1].more
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert journey.window.pages.page is None
    assert sorted(journey.window.list_pane.selected_ids()) == [2, 3]


def test_an_import_that_is_done_makes_room_for_the_next(journey: Journey, tmp_path: Path) -> None:
    table = write(tmp_path / "one.csv", [("Moss has no roots.", "Moss", "", "", "yellow", "")])
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.wait(lambda: page.plan is not None and page.task is None)
    journey.press("g h")
    journey.window.run("go.import")
    assert page.plan is not None, "it is still to be decided on"
    journey.press("Ctrl+Enter")
    journey.wait(lambda: page.result is not None and page.task is None)
    assert page.cancel.hasFocus()
    journey.window.run("go.import")
    assert page.programs.isVisible()
    assert page.programs.hasFocus()


def test_a_preview_that_is_left_keeps_none_of_its_rows(journey: Journey, tmp_path: Path) -> None:
    books = [(f"Sentence {n}.", f"Book {n}", "", "", "yellow", "") for n in range(100)]
    table = write(tmp_path / "many.csv", books)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.wait(lambda: page.plan is not None and page.task is None)
    plan = page.plan
    assert plan is not None
    assert len(plan.articles) == 100
    journey.press("Escape")
    assert page.plan is None
    journey.wait(lambda: not plan.articles)


def test_an_article_without_text_and_its_cards_say_so(journey: Journey, tmp_path: Path) -> None:
    table = write(tmp_path / "one.csv", [("Ferns have fronds.", "Ferns", "", "", "yellow", "")])
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.wait(lambda: page.plan is not None and page.task is None)
    journey.press("Ctrl+Enter")
    journey.wait(lambda: page.result is not None and page.task is None)
    journey.press("g i Home Enter")
    journey.wait(lambda: journey.window.reading_pane.page is not None)
    shown = journey.window.reading_pane.document().toPlainText()
    assert shown.endswith("no text")
    assert [state_of(card) for card in journey.cards] == ["article has no text yet"]
    for keys in ("h", "F6 Enter"):
        journey.window.toasts.dismiss_all()
        journey.press(keys)
        assert journey.toast.startswith("The article has no text yet: Ctrl+R imports it again"), (
            keys
        )


def test_a_second_import_of_the_same_offers_nothing(journey: Journey, tmp_path: Path) -> None:
    table = write(tmp_path / "one.csv", [("Moss has no roots.", "Moss", "", "", "yellow", "")])
    journey.fill(fill)
    journey.start()

    def preview() -> ImportPage:
        journey.window.run("go.import")
        page = page_of(journey)
        page.read(table)
        journey.wait(lambda: page.plan is not None and page.task is None)
        return page

    page = preview()
    assert "backup" in page.promise.text()
    journey.press("Ctrl+Enter")
    journey.wait(lambda: page.result is not None and page.task is None)
    journey.press("g h")
    assert preview() is page
    assert page.promise.text() == "There is nothing new to import."
    assert current_theme().accent not in colors_in(page.begin.grab().toImage()), "it can be pressed"


def test_a_file_of_no_known_program_is_told(journey: Journey, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(other)
    journey.wait(lambda: any("is not an export of a known" in told for told in journey.toasts))
    assert page.task is None
    assert page.plan is None


def test_an_import_that_is_stopped_before_it_began_writes_nothing(
    journey: Journey, tmp_path: Path
) -> None:
    table = write(
        tmp_path / "table.csv", [(f"Words {n}.", "Moss", "", "", "", "") for n in range(9)]
    )
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(table)
    journey.wait(lambda: page.plan is not None and page.task is None)
    page.begin.click()
    assert page.cancel.text() == "Stop"
    page.cancel.click()  # the worker waits for the main thread, or for the backup
    journey.wait(lambda: page.task is None)
    assert page.result is None or page.result.is_stopped or page.result.highlights == 9
    rows = len(journey.app.queries.annotations(1))
    assert rows == (0 if page.result is None else page.result.highlights)
    assert page.begin.isVisible() == (page.result is None)


def test_a_text_that_cannot_be_read_is_told_when_it_is_found(
    journey: Journey, tmp_path: Path
) -> None:
    export = tmp_path / "omnivore"
    (export / "content").mkdir(parents=True)
    (export / "content" / "moss.html").write_text("", "utf-8")
    known = {"slug": "moss", "title": "Of moss", "url": "https://example.org/m", "state": "Active"}
    (export / "metadata_0_to_20.json").write_text(json.dumps([known]), "utf-8")
    journey.fill(fill)
    journey.start()
    journey.window.run("go.import")
    page = page_of(journey)
    page.read(export)
    journey.wait(lambda: page.plan is not None and page.task is None)
    page.begin.click()
    journey.wait(lambda: page.result is not None and page.task is None)
    assert "moss.html" in page.preview.cards.unreadable.toolTip()
    assert page.fetch.text() == "Fetch 1 text"
