"""Shows the bookmarklet as a link to drag into a browser, and explains its use."""

from html import escape

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.core.translation import _
from reader.ui.style.box_layouts import in_column

_WIDTH = 420  # pixels of text


class BookmarkletDialog(QDialog):
    """Offers the bookmarklet to be dragged or copied; closed, it waits to be shown again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bookmarklet")
        self.setWindowTitle(_("Save pages from the browser"))
        self.link = LinkButton(_("Save in Postil"), self)
        self.link.clicked.connect(self._copy)
        buttons = QDialogButtonBox(self)
        # A button that the box makes is not safe to keep: its Python object may outlive the C++ one.
        self.copy = QPushButton(_("Copy"), self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setDefault(True)
        self.copy.clicked.connect(self._copy)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.close)
        layout = in_column(parent=self, margins=(20, 18, 20, 16), spacing=12)
        layout.addWidget(self._label(_("Drag this button to the bookmarks bar of your browser:")))
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (
            _(
                "Or copy it, create a bookmark yourself, and paste it as the bookmark's address. Your browser"
                " may ask for a name, or leave it without one: call it “Save in Postil”."
            ),
            _(
                "Then, on any page, also behind a login, click the bookmark: the page is saved "
                "as the browser shows it, without what you typed into fields. A small window "
                "shows the result, and closes."
            ),
            _(
                "This works while Postil's window is open. The bookmark contains a secret that "
                "Postil recognizes: if someone else gets it, create a new one in File › Web "
                "pages."
            ),
        ):
            layout.addWidget(self._label(text))
        layout.addWidget(buttons)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def show_address(self, address: str) -> None:
        """Shows the bookmarklet in front of the other windows, however often it is asked for."""
        self.link.address = address
        self.copy.setText(_("Copy"))
        self.show()
        self.raise_()
        self.activateWindow()

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setFixedWidth(_WIDTH)
        return label

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.address)
        self.copy.setText(_("Copied"))


class LinkButton(QPushButton):
    """A button that can be dragged to another program, as a link can."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.address = ""
        self._pressed_at = QPoint()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def link(self) -> QMimeData:
        """Returns the link in the forms that browsers take."""
        title = self.text()
        data = QMimeData()
        data.setText(self.address)
        data.setHtml(f'<a href="{escape(self.address)}">{escape(title)}</a>')
        data.setData("text/uri-list", QByteArray(f"{self.address}\r\n".encode()))
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        way = event.position().toPoint() - self._pressed_at
        if not event.buttons() or way.manhattanLength() < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.link())
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.LinkAction, Qt.DropAction.CopyAction)
