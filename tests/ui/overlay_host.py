"""A window to lay overlays over, and annotations to fill a sidebar with, for the tests of both."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.prompt_types import NotePrompt
from reader.core.models import Annotation, Color, Kind, Status
from reader.operations.note_writing import NoteWriting
from reader.services import Services


def make_host(qtbot: QtBot, width: int = 1000, height: int = 700) -> QMainWindow:
    """A shown, active window whose central field has the focus."""
    host = QMainWindow()
    field = QPlainTextEdit(host)
    host.setCentralWidget(field)
    host.resize(width, height)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    field.setFocus()
    QApplication.processEvents()  # which does it, as a rule; to wait takes 10 ms at least
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    return host


def focused() -> QWidget:
    """The widget that has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    """Type a text wherever the focus is."""
    QTest.keyClicks(focused(), text)


def make_prompt(app: Services, annotation_id: int | None, note: str = "") -> NotePrompt:
    """Ask for a note of article 1 that goes into no library."""

    def put(_unit: object, id_: int, text: str, *_known: object) -> tuple[int, str]:
        return id_, text

    writing = NoteWriting(app.history, put, note, annotation_id or 0)
    return NotePrompt("", writing, annotation_id, 1)


def make_annotation(
    number: int,
    exact: str = "a passage",
    *,
    note: str = "",
    tags: tuple[str, ...] = (),
    color: Color = Color.YELLOW,
    kind: Kind = Kind.HIGHLIGHT,
    status: Status = Status.EXACT,
) -> Annotation:
    """An annotation of article 1."""
    return Annotation(
        id=number,
        uid=f"uid-{number}",
        article_id=1,
        kind=kind,
        color=color,
        note=note,
        exact=exact,
        prefix="",
        suffix="",
        made_on_revision_id=1,
        made_start=number * 10,
        made_end=number * 10 + 9,
        start=number * 10,
        end=number * 10 + 9,
        status=status,
        score=1.0,
        tags=tags,
        created_at=0,
        updated_at=0,
    )
