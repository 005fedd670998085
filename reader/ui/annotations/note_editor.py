"""Edits a note in a plain text field that grows with its text."""

import re

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from reader.core.translation import _
from reader.ui.keys.status_bar_texts import Typing
from reader.ui.overlays.list_parts import FootLine
from reader.ui.overlays.overlay import overlay_of
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.style.painting import sized

_LEAST_LINES, _MOST_LINES = 3, 14
_LINE_ENDS = re.compile("[\u2028\u2029]")  # as a document has them


class _Field(QPlainTextEdit):
    """Passes Ctrl+Enter and Esc to the editor, and emits a signal when the focus leaves."""

    typing = Typing.NOTE
    submitted = Signal()
    escaped = Signal()
    focus_lost = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._invite(is_wanted=True)

    def _invite(self, *, is_wanted: bool) -> None:
        self.setPlaceholderText(_("Say why, in a few words") if is_wanted else "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Takes the placeholder away while a character is composed, which Qt paints over it."""
        super().inputMethodEvent(event)
        self._invite(is_wanted=not event.preeditString())

    def event(self, event: QEvent) -> bool:
        """Claims the keys of the editor before any shortcut of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Saves, leaves, or edits."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emits that the focus has left, whatever the reason."""
        super().focusOutEvent(event)
        self.focus_lost.emit()


class NoteEditor(QWidget):
    """Edits one note in place, which its owner saves.

    left carries the text and whether the focus should go back to where it was (Esc) or has gone
    elsewhere already.
    """

    submitted = Signal(str)  # the owner closes the editor once the note is saved
    left = Signal(str, bool)
    typed = Signal(str)
    paused = Signal()  # something else has the keyboard for now: another window, a popup
    height_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""  # as the library has it
        self._put_in = ""  # set by the program, not typed
        self.field = _Field(self)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("Note"))
        self.field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notice = QLabel(_("Unsaved text was recovered."), self)
        self.notice.setFont(sized(self.font(), 0.86))
        self.discard = QToolButton(self)
        self.discard.setText(_("Discard"))
        self.discard.setFont(sized(self.font(), 0.86))
        self.discard.setAccessibleName(_("Discard the draft"))
        self.discard.clicked.connect(self._discard)
        self.foot = FootLine(self)
        self.foot.set_key_labels((("Ctrl+Enter", _("save")), ("Esc", _("save and go back"))))
        restored = in_row((self.notice, 1), self.discard)
        self._column = in_column(restored, self.field, self.foot, parent=self, spacing=4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        self.field.textChanged.connect(self._grow)
        self.field.textChanged.connect(lambda: self.typed.emit(self.text))
        self.field.submitted.connect(self._submit)
        self.field.escaped.connect(lambda: self.leave(returns_focus=True))
        self.field.focus_lost.connect(self._look_where_focus_went)

    @property
    def text(self) -> str:
        """The text of the field: unchanged until it is edited, then with its line breaks."""
        document = self.field.document()
        if not document.isModified():
            return self._put_in
        return _LINE_ENDS.sub("\n", document.toRawText())  # toPlainText loses no-break spaces

    def open_note(self, text: str, note: str, *, is_restored: bool) -> None:
        """Edits a text: the note, or what was not saved of it before, which is said then."""
        self._text = note
        self.notice.setVisible(is_restored)
        self.discard.setVisible(is_restored)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # before the text: this is told first
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Shows a text that nobody typed."""
        self._put_in = text
        self.field.blockSignals(True)
        self.field.setPlainText(text)
        self.field.blockSignals(False)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._grow()

    def leave(self, *, returns_focus: bool) -> None:
        """Closes; what was typed is handed over to be saved."""
        if self.isHidden():
            return
        text = self.text
        self.left.emit(
            text, returns_focus
        )  # before it goes: else Qt gives the focus to what is next
        self.hide()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Goes back by Tab as by Esc: what is typed next is not to get anywhere else."""
        if self.discard.isVisible():
            return super().focusNextPrevChild(is_next)
        self.leave(returns_focus=True)
        return True

    def height_for(self, width: int) -> int:
        """Returns the height the note needs at a width, in pixels."""
        self.resize(width, self.height())
        self._column.activate()
        self._fit()
        self.foot.fit(width)
        return self._column.totalSizeHint().height()

    def _fit(self) -> None:
        lines = round(self.field.document().size().height())
        shown = max(_LEAST_LINES, min(_MOST_LINES, lines))
        margins = self.field.contentsMargins()
        edge = margins.top() + margins.bottom() + 2 * round(self.field.document().documentMargin())
        height = shown * self.field.fontMetrics().lineSpacing() + edge + 14
        if height != self.field.height():
            self.field.setFixedHeight(height)
        policy = Qt.ScrollBarPolicy
        is_long = lines > _MOST_LINES
        self.field.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_long else policy.ScrollBarAlwaysOff
        )

    def _grow(self) -> None:
        before = self.field.height()
        self._fit()
        if self.field.height() != before:
            self.height_changed.emit()

    def _submit(self) -> None:
        if self.isVisible():
            self.submitted.emit(self.text)

    def _discard(self) -> None:
        self.notice.hide()
        self.discard.hide()
        cursor = QTextCursor(self.field.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._text)  # which Ctrl+Z in the field undoes
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.height_changed.emit()

    def _look_where_focus_went(self) -> None:
        """Leaves only when the user went elsewhere in the window, once it is known where."""
        QTimer.singleShot(0, self, self._leave_if_elsewhere)

    def _leave_if_elsewhere(self) -> None:
        now = QApplication.focusWidget()
        is_here = now is None or self.isAncestorOf(now) or overlay_of(now) is not None
        if not self.isVisible() or self.field.hasFocus():
            return
        if not is_here and now is not None and now.window() is self.window():
            self.leave(returns_focus=False)
        else:
            self.paused.emit()
