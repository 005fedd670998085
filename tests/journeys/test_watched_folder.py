"""A folder is chosen in the window, and its new files are articles by themselves."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reader.operations import watched_folder
from reader.ui.receiving import folder_watch_controller
from tests.journeys.conftest import Journey


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file in it, which the dialog answers; files settle at once."""
    folder = tmp_path / "new articles"
    folder.mkdir()
    write(folder, "here already")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(watched_folder, "SETTLED", 0.01)
    for name, milliseconds in (("_SOON", 5), ("_AGAIN", 15), ("_EVERY", 100)):
        monkeypatch.setattr(folder_watch_controller, name, milliseconds)
    return folder


def write(folder: Path, title: str) -> None:
    text = f"<title>{title}</title><p>The text of {title}, with some words in it."
    (folder / f"{title}.html").write_text(text)


def test_new_files_of_a_folder_are_added_and_stay_where_they_are(
    journey: Journey, folder: Path
) -> None:
    journey.start()
    journey.window.run("folder.watch")
    journey.press("Enter")
    journey.wait(lambda: "are added from now on" in journey.toast)
    write(folder, "one")
    journey.wait(lambda: journey.titles == ["one"])
    journey.wait(lambda: "1 added from the watched folder" in journey.toast)
    (folder / "bad.html").write_bytes(bytes(range(256)) * 9)
    journey.wait(lambda: "“bad.html” is not a text file" in journey.toast)
    assert journey.toast.startswith("1 failed from the watched folder")
    journey.window.toasts.dismiss_all()
    (folder / "copy.html").write_bytes((folder / "one.html").read_bytes())
    write(folder, "two")
    journey.wait(lambda: journey.titles == ["two", "one"])
    journey.wait(lambda: journey.toast.startswith("1 added from the watched folder"))
    assert "bad" not in journey.toast
    journey.press("z")
    journey.wait(lambda: journey.titles == ["one"])
    journey.press("j Delete")
    journey.wait(lambda: journey.titles == [])

    journey.stop()
    write(folder, "three")
    before = list(folder.iterdir())
    journey.start()
    journey.wait(lambda: journey.titles == ["three"])  # what was undone or thrown away stays so
    folder.rename(folder.with_name("elsewhere"))
    journey.wait(lambda: "cannot be watched: No such file" in journey.toast)
    folder.with_name("elsewhere").rename(folder)
    write(folder, "four")
    journey.wait(lambda: journey.titles == ["four", "three"])
    assert set(folder.iterdir()) == {*before, folder / "four.html"}

    journey.window.run("folder.watch")
    journey.press("Up Enter")
    journey.wait(lambda: journey.toast == "The folder is no longer watched.")
    assert not folder_is_watched(journey)


def folder_is_watched(journey: Journey) -> bool:
    watching = journey.window.frontend.adding.watching
    return watching is not None and watching.timer.isActive()


def test_the_files_that_are_there_can_be_added_too(journey: Journey, folder: Path) -> None:
    journey.start()
    journey.window.run("folder.watch")
    journey.press("Down Enter")
    journey.wait(lambda: journey.titles == ["here already"])
