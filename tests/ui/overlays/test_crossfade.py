"""A card comes over a picture of what lies beneath, which is not painted for it, and is no other."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.overlays import crossfade
from reader.ui.overlays.crossfade import picture_beneath
from reader.ui.overlays.overlay import Overlay
from tests.ui.overlay_host import make_host

WORDS = "Words lie beneath the card, from one edge of the window to the other. " * 90


class Watch(QObject):
    """What is painted of a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.painted = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted |= event.region()
        return False


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window in which no text cursor blinks: each would be a difference."""
    flash = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield make_host(qtbot)
    QApplication.setCursorFlashTime(flash)


@pytest.fixture
def below(qtbot: QtBot, host: QMainWindow) -> Watch:
    """Fills the window; the focus is in a field in a corner, which is painted when it loses it."""
    page = QLabel(WORDS, host)
    page.setWordWrap(True)
    page.setGeometry(host.rect())
    page.show()
    corner = QLineEdit(host)
    corner.setGeometry(0, 0, 50, 20)
    corner.show()
    corner.setFocus()
    qtbot.wait(20)
    return Watch(page)


@pytest.fixture
def card(host: QMainWindow, below: Watch) -> Overlay:
    made = Overlay(host, 460, "A card")
    made.body.addWidget(QLineEdit(made.card))
    return made


def opened(card: Overlay) -> None:
    card.open_card(None, card.card.findChildren(QLineEdit)[0])


def screen(host: QMainWindow) -> QImage:
    """What the window shows, all of it."""
    picture = picture_beneath(host, host.rect())
    assert picture is not None
    return picture


def test_what_lies_beneath_is_painted_only_when_the_card_has_come(
    qtbot: QtBot, card: Overlay, below: Watch
) -> None:
    shown = Watch(card)
    opened(card)
    qtbot.waitUntil(lambda: not shown.painted.isEmpty())
    assert not below.painted.intersects(card.geometry())
    qtbot.waitUntil(lambda: below.painted.intersects(card.geometry()))
    assert (below.painted - card.geometry() - QRect(0, 0, 50, 20)).isEmpty()


def test_the_picture_is_what_is_seen_through_the_shadow(
    qtbot: QtBot, host: QMainWindow, card: Overlay, below: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossfade, "fade_duration", lambda _widget: 0)
    empty = screen(host)
    opened(card)
    field = card.card.findChildren(QLineEdit)[0]
    field.setReadOnly(True)  # a cursor that blinks is no difference
    on_picture = screen(host)
    assert on_picture != empty
    qtbot.waitUntil(lambda: below.painted.intersects(card.geometry()))
    assert screen(host) == on_picture


def test_it_fades_in(qtbot: QtBot, host: QMainWindow, card: Overlay, below: Watch) -> None:
    empty = screen(host)
    middle = card._host.rect().center().x(), card._host.rect().height() // 7 + 6
    opened(card)
    first = screen(host)
    qtbot.waitUntil(lambda: below.painted.intersects(card.geometry()))
    last = screen(host)
    assert empty != first != last
    values = [image.pixelColor(*middle).lightness() for image in (empty, first, last)]
    assert min(values[0], values[2]) <= values[1] <= max(values[0], values[2])


def test_what_waits_to_be_painted_is_in_the_picture(host: QMainWindow, below: Watch) -> None:
    before = screen(host)
    page = below.parent()
    assert isinstance(page, QLabel)
    page.setText(WORDS.upper())
    assert screen(host) != before


@pytest.mark.parametrize("change", [lambda card: card.move(3, 3), lambda card: card.resize(90, 90)])
def test_a_card_that_is_moved_shows_what_is_beneath_it_now(
    qtbot: QtBot, card: Overlay, below: Watch, change: object
) -> None:
    opened(card)
    assert card.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    change(card)  # type: ignore[operator]
    assert not card.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    qtbot.waitUntil(lambda: below.painted.intersects(card.geometry()))


def test_a_card_that_was_closed_meanwhile_leaves_nothing(
    qtbot: QtBot, host: QMainWindow, card: Overlay, below: Watch
) -> None:
    before = screen(host)
    opened(card)
    screen(host)
    card.close_card()
    assert screen(host) == before
    qtbot.wait(150)
    assert screen(host) == before
    opened(card)
    assert card.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def test_where_a_pixel_is_no_whole_number_of_dots_there_is_no_picture(
    qtbot: QtBot, host: QMainWindow, card: Overlay, below: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "devicePixelRatioF", lambda: 1.25)
    assert picture_beneath(host, host.rect()) is None
    opened(card)
    qtbot.waitUntil(lambda: below.painted.intersects(card.geometry()))


def test_where_the_memory_may_be_gone_there_is_no_picture(
    host: QMainWindow, below: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "cocoa")
    assert picture_beneath(host, host.rect()) is None


def test_of_a_window_that_is_not_shown_there_is_no_picture(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    assert picture_beneath(window, window.rect()) is None
