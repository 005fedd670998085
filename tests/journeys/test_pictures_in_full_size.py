"""Pictures of the text in full size, by key and by click: zoomed, scrolled, and the way back."""

from hashlib import sha256

from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from reader.core.article_draft import Draft
from reader.core.article_source import Asset, Source
from reader.operations import articles
from reader.operations.history import History
from reader.ui.overlays.overlay import open_overlay
from reader.ui.overlays.picture_viewer import PictureViewer
from tests.journeys.conftest import Journey
from tests.journeys.test_reading_by_wheel import pinch

_WIDE = 3000  # pixels: more than a picture is decoded at for the text


def _picture(width: int, height: int) -> Asset:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "png")  # type: ignore[call-overload]
    data = bytes(buffer.data().data())
    return Asset(sha256(data).hexdigest(), "image/png", data)


def _fill(history: History, first_alt: str = "A map") -> None:
    pictures = (_picture(_WIDE, 1000), _picture(80, 40))
    first, second = (f'<img src="asset:{one.sha256}" alt="' for one in pictures)
    html = (
        f'<p>Before.</p><figure>{first}{first_alt}"><figcaption>The map.</figcaption></figure>'
        f'<p>Between.</p><p>{second}A field"></p><p>After.</p>'
    )
    source = Source(html.encode(), "p.html", "/tmp/p.html")
    draft = Draft("Pictures", html, source, "test/1", "text/html", assets=pictures)
    history.write(articles.add_many, [draft])


def _fill_described(history: History) -> None:
    _fill(history, "A map of all the fields. " * 20)


def _viewer(journey: Journey) -> PictureViewer:
    viewer = open_overlay(journey.window)
    assert isinstance(viewer, PictureViewer)
    return viewer


def _decoded(viewer: PictureViewer) -> int:
    """How many pixels wide the picture is that is shown."""
    (item,) = viewer.view.items()
    return round(item.boundingRect().width())


def test_a_picture_is_seen_in_full_size_and_left_by_escape(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter o")
    viewer = _viewer(journey)
    height = journey.window.reading_pane.verticalScrollBar().value()
    journey.wait(lambda: _decoded(viewer) == _WIDE)
    assert 0 < viewer.scale < 0.5  # all of it
    assert viewer.caption.text() == "A map"
    assert viewer.card_rect.top() >= journey.window.menuBar().geometry().bottom()
    across = viewer.view.horizontalScrollBar()
    assert across.maximum() == 0
    fitting = viewer.scale
    pinch(viewer.view.viewport(), 0.1)
    pinched = viewer.scale
    assert pinched > fitting
    journey.press("+")
    assert viewer.scale > pinched
    journey.press("1")
    assert (viewer.scale, across.maximum() > 0) == (1.0, True)
    before = across.value()
    journey.press("Left")
    assert across.value() < before
    journey.press("0")
    assert viewer.scale == fitting
    journey.press("n")
    assert viewer.caption.text() == "A field"
    assert viewer.scale == 1.0  # no larger than it is
    journey.press("n")
    assert viewer.caption.text() == "A map"
    journey.press("Escape")
    assert open_overlay(journey.window) is None
    assert (journey.pane, journey.window.reading_pane.verticalScrollBar().value()) == (
        "reading",
        height,
    )


def test_all_of_a_long_caption_is_seen_below_its_image(journey: Journey) -> None:
    journey.fill(_fill_described)
    journey.start()
    journey.press("Enter o")
    viewer = _viewer(journey)
    caption = viewer.caption
    line, words = caption.fontMetrics().height(), caption.fontMetrics().horizontalAdvance
    lines = caption.height() // line
    assert lines * caption.width() >= words(caption.text())
    assert viewer.view.geometry().bottom() < caption.geometry().top()
    assert caption.geometry().bottom() < viewer.foot.geometry().top()
    journey.press("n")
    assert caption.height() < 2 * line  # another, of a word or two


def test_a_click_opens_a_picture_and_one_beside_it_closes(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    pane = journey.window.reading_pane
    heights = range(0, pane.viewport().height(), 8)
    spot = next(at for y in heights if pane.image_at(at := QPoint(pane.viewport().width() // 2, y)))
    passage = pane.passage
    QTest.mouseMove(pane.viewport(), spot)
    journey.wait(lambda: pane.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    viewer = _viewer(journey)
    assert pane.passage == passage
    port = viewer.view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=port.rect().center())
    assert viewer.scale == 1.0
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=port.rect().center())
    assert viewer.scale < 1.0
    journey.wait(lambda: _decoded(viewer) == _WIDE)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(port.width() // 2, 3))
    assert open_overlay(journey.window) is None
