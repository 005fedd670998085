"""Taking everything out again with Ctrl+E, in both formats."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from reader import paths
from reader.core.models import Color
from reader.operations import annotations
from reader.operations.history import History
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from tests.journeys.conftest import Journey, keep
from tests.library.damage import flipped


def two(history: History) -> None:
    text = "First words 𝒳 here. Second words. Third words."
    _two, one = keep(history, "Two|Nothing is marked here.", f"One|{text}")
    words, yellow = "Second words.", Color.YELLOW
    history.write(annotations.annotate_quote, one, words, "", "", yellow, ("method",), "Why not?")


@pytest.fixture
def marked(journey: Journey) -> Journey:
    """Two articles, the upper one shown with a tagged and noted highlight."""
    journey.fill(two)
    journey.start()
    return journey


def choose(journey: Journey, *titles: str) -> None:
    """Choose in each of the lists that open one after the other the row whose title begins so."""
    for words in titles:
        overlay = open_overlay(journey.window)
        assert isinstance(overlay, ChoiceList)
        shown = [one.row.title for one in overlay.model.rows]
        rows = [number for number, title in enumerate(shown, 1) if title.startswith(words)]
        assert len(rows) == 1, shown
        if overlay.field.isVisible():
            journey.type(words)
            journey.press("Enter")
        else:
            journey.press(str(rows[0]))


def test_all_as_markdown(marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "md"))
    marked.press("Ctrl+E")
    choose(marked, "All 2 articles", "Markdown", "Plain")
    marked.wait(lambda: marked.toast == f"Exported to {tmp_path / 'md'}")
    files = sorted((tmp_path / "md").iterdir())
    assert [file.name for file in files] == ["One.md", "Two.md"]
    text = files[0].read_text("utf-8")
    assert text.startswith("---\n")
    for words in ("Second words.", "Why not?", "method"):
        assert words in text
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    toast = marked.window.toasts.shown[-1]
    (show,) = toast.more
    assert show.text() == "Show in folder"
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "md")]


def test_a_format_can_be_copied(marked: Journey) -> None:
    clipboard = QApplication.clipboard()
    for kind, sign in (("Markdown", "Second words."), ("References (RIS)", "TI  - One")):
        clipboard.clear()
        marked.window.run("export.copy")
        choose(marked, "This article", kind, *(["Plain"] if kind == "Markdown" else []))
        marked.wait(lambda: clipboard.text() != "" and "Copied" in marked.toast)
        assert sign in clipboard.text()
        assert "Two" not in clipboard.text()


def test_a_text_that_is_damaged_is_told(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.fill(two)
    flipped(b"Nothing is marked here.", b"Nothing is parked here.")(
        paths.library_file(journey.directory)
    )
    journey.start()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "md"))
    journey.press("Ctrl+E")
    choose(journey, "All 2 articles", "Markdown", "Plain")
    journey.wait(lambda: "Exported to" in journey.toast)
    assert "What is shown of “Two” (revision 1) is not the text that was added" in journey.toast
    assert "One" not in journey.toast


def test_a_document_that_was_changed_since_is_told(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "md"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    marked.press("Ctrl+E")
    choose(marked, "All 2 articles", "Markdown", "Plain")
    marked.wait(lambda: marked.toast == f"Exported to {folder}")
    text = (folder / "One.md").read_text("utf-8")  # what is added at its end would be kept
    (folder / "One.md").write_text(text.replace("Why not?", "My own words."), "utf-8")
    marked.press("Ctrl+E")
    choose(marked, "All 2 articles", "Markdown", "Plain")
    text = f"Exported to {folder}; 1 file was changed since, and left as it is"
    marked.wait(lambda: marked.toast == text)


def test_a_name_without_suffix_gets_that_of_the_format(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was written without, and no program knew the file; one that is there is not replaced."""
    typed, full = tmp_path / "one", tmp_path / "one.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(typed), ""))
    for written in (full, typed):
        marked.press("Ctrl+E")
        choose(marked, "This article", "Web Annotations (JSON)")
        marked.wait(written.exists)
        marked.wait(lambda: marked.toast.startswith("Exported"))
        marked.window.toasts.dismiss_all()


def test_the_next_export_begins_in_the_folder_of_the_last(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    def answer(_window: object, _title: str, start: str) -> tuple[str, str]:
        begun.append(Path(start).parent)
        return str(tmp_path / f"{len(begun)}.json"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for number in (1, 2):
        marked.press("Ctrl+E")
        choose(marked, "This article", "Web Annotations (JSON)")
        marked.wait((tmp_path / f"{number}.json").exists)
        marked.wait(lambda: marked.toast.startswith("Exported"))
        marked.window.toasts.dismiss_all()
    assert begun == [Path.home(), tmp_path]


def test_this_one_as_web_annotations(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    marked.press("Ctrl+E")
    choose(marked, "This article", "Web Annotations (JSON)")
    marked.wait(lambda: marked.toast == f"Exported to {file}")
    found = json.loads(file.read_text("utf-8"))
    assert [article["title"] for article in found["articles"]] == ["One"]
    (item,) = found["first"]["items"]
    quote, position = item["target"]["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    text = found["articles"][0]["text"]
    assert quote["exact"] == text[position["start"] : position["end"]] == "Second words."


def test_turned_away_at_either_question(marked: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    marked.press("Escape Ctrl+E Escape")
    assert open_overlay(marked.window) is None
    marked.press("Ctrl+E")
    choose(marked, "All", "Web Annotations (JSON)")
    assert marked.toasts == []


def test_where_it_cannot_be_written(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "file")
    )
    marked.press("Ctrl+E")
    choose(marked, "All", "Markdown", "Plain")
    marked.wait(lambda: str(tmp_path / "file") in marked.toast)
    assert "\n" not in marked.toast
    assert (tmp_path / "file").read_bytes() == b""


def test_a_name_with_the_suffix_of_another_format(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.enw"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    marked.press("Ctrl+E")
    choose(marked, "All", "Web Annotations (JSON)")
    marked.wait(lambda: "json (.json)" in marked.toast)
    assert not file.exists()


def test_a_bug_while_exporting_ends_the_progress(
    marked: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.operations.exporting import article_export

    def write(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(article_export, "write", write)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path))
    with marked.qtbot.captureExceptions() as bugs:
        marked.press("Ctrl+E")
        choose(marked, "All", "Markdown", "Plain")
        marked.wait(lambda: "ZeroDivisionError" in marked.toast)
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]
    assert len(marked.window.toasts.shown) <= 2
    assert not any(toast.kind == "progress" for toast in marked.window.toasts.shown)
