"""Toasts: what they say, how long, how many, and that nobody has to hurry."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.commands.prompt_types import FormField, FormPrompt
from reader.ui.overlays.form_card import FormCard
from reader.ui.overlays.toast import Toast, time_in_sight
from reader.ui.style.theme import apply_theme, load_theme
from reader.ui.window.toasts import Toasts
from tests.hearing import listening
from tests.ui.overlay_host import make_host


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


@pytest.fixture
def toasts(host: QMainWindow) -> Toasts:
    return Toasts(host, lambda _kind, work: work(), lambda: None)


def test_a_toast_says_its_line_and_leaves_the_focus(host: QMainWindow, toasts: Toasts) -> None:
    before = QApplication.focusWidget()
    toast = toasts.show("Tagged #method · Ctrl+Z undoes")
    assert toast.isVisible()
    assert toast.accessibleName() == "Tagged #method · Ctrl+Z undoes"
    assert host.rect().contains(toast.geometry())
    assert QApplication.focusWidget() is before
    toast.grab()


def test_its_action_is_called_once_and_it_goes(toasts: Toasts) -> None:
    calls: list[str] = []
    toast = toasts.show("Deleted", ("Undo", lambda: calls.append("undo")))
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert calls == ["undo"]
    assert toasts.shown == ()


def test_it_hides_by_itself(qtbot: QtBot, toasts: Toasts) -> None:
    toast = toasts.show("Done")
    toast.wait(10)
    qtbot.waitUntil(lambda: toasts.shown == ())


def test_long_lines_stay_longer_and_errors_longest() -> None:
    assert time_in_sight("x", "info") < time_in_sight("x" * 80, "info") <= 8000
    assert time_in_sight("x" * 9999, "info") == 8000
    assert time_in_sight("x", "error") == 12_000
    assert time_in_sight("x", "progress") == time_in_sight("x", "page") == 0


def remaining_time(toast: Toast) -> int:
    """Returns the milliseconds until it hides, -1 when it does not."""
    timer = toast.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(timer, QTimer)
    return timer.remainingTime()


def test_what_has_a_button_stays_long_enough_for_the_mouse_to_get_there(toasts: Toasts) -> None:
    toasts.notify("Deleted", can_undo=True)
    (toast,) = toasts.shown
    assert remaining_time(toast) > 7000
    point = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(point, point, point))
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert remaining_time(toast) > 7000


def test_its_cross_leaves_an_open_form_alone(host: QMainWindow, toasts: Toasts) -> None:
    toast = toasts.show("“/a/file” could not be read: no permission.", None, "error")
    form = FormCard(host)
    answers: list[dict[str, str] | None] = []
    field = FormField("title", "Title", "")
    form.ask(FormPrompt("Edit", (field,), lambda _name, _text: None), answers.append)
    at = toast.cross.mapTo(host, toast.cross.rect().center())
    window = host.windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=at)
    assert toasts.shown == ()
    assert form.is_open
    assert answers == []
    form.dismiss()


def test_the_mouse_holds_it(toasts: Toasts) -> None:
    toast = toasts.show("Read me")
    point = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(point, point, point))
    assert remaining_time(toast) == -1
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert remaining_time(toast) > 0


def test_one_that_the_mouse_is_on_stays_where_it_is(toasts: Toasts) -> None:
    lower = toasts.show("12 added")
    progress = toasts.show_progress("Tagging", lambda: None).toast
    assert progress is not None
    before = progress.geometry()
    QApplication.sendEvent(progress, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    toasts.show("“Move to the archive” runs when “Tagging” is done.")
    assert progress.geometry() == before
    toasts.show("12 added")  # again
    lower.dismiss()
    assert progress.geometry() == before
    QApplication.sendEvent(progress, QEvent(QEvent.Type.Leave))
    assert progress.geometry().bottom() == lower.geometry().bottom()


def test_a_focused_button_holds_it(toasts: Toasts) -> None:
    toast = toasts.show("Deleted", ("Undo", lambda: None))
    toast.button.setFocus()
    toast._expire()
    assert toasts.shown == (toast,)


def test_an_error_waits_to_be_dismissed(toasts: Toasts) -> None:
    toast = toasts.show("“/a/file” could not be read: no permission.", None, "error")
    assert remaining_time(toast) > 11_000
    one_line = toasts.show("Done")
    assert toast.label.y() > one_line.label.y(), "lines have more air above them than one has"
    one_line.dismiss()
    QTest.mouseClick(toast.cross, Qt.MouseButton.LeftButton)
    assert toasts.shown == ()


def test_a_page_shows_all_its_lines_until_it_is_dismissed(toasts: Toasts) -> None:
    lines = ["Postil 1.2.3", "Library: /home/a person/" + "long/" * 14 + "library.sqlite", "Qt"]
    page = toasts.show("\n".join(lines), None, "page")
    assert remaining_time(page) == -1
    metrics = page.label.fontMetrics()
    assert page.label.height() >= 3 * metrics.height()
    assert page.label.width() >= metrics.horizontalAdvance(lines[1])
    QApplication.sendEvent(page, QEvent(QEvent.Type.Leave))
    assert remaining_time(page) == -1
    page.grab()
    QTest.mouseClick(page.cross, Qt.MouseButton.LeftButton)
    assert toasts.shown == ()
    toasts.show("\n".join(lines), None, "page")
    assert toasts.dismiss_all()  # as Esc does
    assert toasts.shown == ()


def test_buttons_stand_beside_a_short_text_and_below_a_long_one(toasts: Toasts) -> None:
    more = (("Show", lambda: None),)
    for text, is_beside in (("7 added", True), ("7 added · " * 20, False)):
        toast = toasts.replace(text, ("Undo", lambda: None), more)
        tops = {one.geometry().center().y() for one in (toast.button, *toast.more)}
        assert len(tops) == 1
        assert (abs(tops.pop() - toast.label.geometry().center().y()) < 4) is is_beside
        assert toast.more[0].geometry().right() < toast.button.geometry().left()
        if is_beside:
            assert toast.label.width() >= toast.label.fontMetrics().horizontalAdvance(text)


def test_a_text_too_long_for_a_line_is_told_to_its_end(toasts: Toasts) -> None:
    line = toasts.show("Done")
    text = "No font here shows Chinese: install fonts-noto-cjk and start Postil again. " * 3
    toast = toasts.replace(text)
    assert toast.label.height() >= 2 * line.label.fontMetrics().height()
    assert toast.label.height() >= toast.label.heightForWidth(toast.label.width())
    assert not toast.cross.isVisible()


def test_at_most_three_and_the_quiet_ones_go_first(toasts: Toasts) -> None:
    progress = toasts.show_progress("Adding articles")
    toasts.show("Failed", None, "error")
    for number in range(5):
        toasts.show(f"Line {number}")
    said = [toast.text for toast in toasts.shown]
    assert said == ["Adding articles", "Failed", "Line 4"]
    areas = [toast.geometry().adjusted(0, 12, 0, -12) for toast in toasts.shown]
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
    progress.close()


def test_the_same_line_again_is_not_doubled(toasts: Toasts) -> None:
    first = toasts.show("Nothing to undo")
    toasts.show("Other")
    assert toasts.show("Nothing to undo") is first
    assert [toast.text for toast in toasts.shown] == ["Nothing to undo", "Other"]  # in their places


def test_progress_counts_is_cancelled_once_and_closes(toasts: Toasts) -> None:
    calls: list[str] = []
    progress = toasts.show_progress("Adding articles", lambda: calls.append("cancel"))
    progress.update(3, 40)
    toast = toasts.shown[0]
    assert "3 of 40" in toast.text
    assert toast.bar.value() == 3
    assert remaining_time(toast) == -1
    for _click in range(2):
        QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert calls == ["cancel"]
    assert toasts.dismiss_all() is False
    progress.close()
    assert toasts.shown == ()
    progress.update(4, 40)
    progress.close()


def test_they_are_taken_away_together(toasts: Toasts) -> None:
    toasts.show("One")
    toasts.show("Two", None, "error")
    assert toasts.dismiss_all() is True
    assert toasts.shown == ()


@pytest.mark.parametrize("kind", ["info", "error"])
def test_a_long_line_stays_inside_a_small_window(qtbot: QtBot, kind: str) -> None:
    host = make_host(qtbot, 640, 480)
    toasts = Toasts(host, lambda _kind, work: work(), lambda: None)
    text = "“/home/someone/" + "a very long folder/" * 12 + "file.md” could not be read."
    toast = toasts.show(text, ("Show", lambda: None), "error" if kind == "error" else "info")
    assert host.rect().contains(toast.geometry())
    toast.grab()
    host.resize(700, 600)
    assert host.rect().contains(toast.geometry())
    if kind == "error":
        assert toast.label.height() >= toast.label.heightForWidth(toast.label.width())


def test_it_is_announced(toasts: Toasts) -> None:
    said: list[str] = []
    with listening(lambda text, _urgent: said.append(text)):
        toasts.show("Tagged #method")
    assert "Tagged #method" in said


def test_markup_is_said_not_rendered(toasts: Toasts) -> None:
    toast: Toast = toasts.show("<img src=x> & <b>bold</b>", None, "error")
    assert toast.label.textFormat() is Qt.TextFormat.PlainText


def test_a_toast_follows_the_theme(qapp: QApplication, toasts: Toasts) -> None:
    apply_theme(qapp, load_theme("light"))
    toast = toasts.show("Highlighted", ("Ctrl+Z undoes", lambda: None))
    apply_theme(qapp, load_theme("dark"))
    color = toast.button.palette().color(toast.button.foregroundRole())
    assert color.name() == load_theme("dark").accent
