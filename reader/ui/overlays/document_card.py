"""Shows a document that comes with Postil, such as the guide, in an overlay."""

import re

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.commands.prompt_types import DocumentPrompt
from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine, PickField, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.external_links import open_outside
from reader.ui.style.theme import current_theme

_START, _END = QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.End


def searches(event: QKeyEvent) -> bool:
    """Returns whether a key begins a search in the document, or continues one."""
    keys = QKeySequence.StandardKey
    return event.text() == "/" or any(
        event.matches(one) for one in (keys.Find, keys.FindNext, keys.FindPrevious)
    )


class _Text(QTextBrowser):
    """The text of the document; it loads nothing, and links lead out of it by the browser."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(lambda url: self.follow(url.toString()))

    def show_markdown(self, text: str) -> None:
        """Shows Markdown, with room between its blocks."""
        self.setMarkdown(text)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if block.textList() is None and cursor.currentTable() is None:
                form.setTopMargin(18 if form.headingLevel() else 4)
                form.setBottomMargin(6)
            form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()

    def follow(self, address: str) -> None:
        """Goes to a heading of the document, or leaves a link to the browser."""
        if not address.startswith("#"):
            open_outside(address)
            return
        block = self.document().begin()
        while block.isValid():
            words = "-".join(re.findall(r"\w+", block.text().lower()))
            if block.blockFormat().headingLevel() and words == address[1:]:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
            block = block.next()

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answers with an empty image."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def find_words(self, words: str, *, is_back: bool = False, is_here: bool = False) -> bool:
        """Selects the next or previous place of words, past the end too; False where there is none.

        is_here: also where the last one was.
        """
        cursor, flag = self.textCursor(), QTextDocument.FindFlag
        if is_here:
            cursor.setPosition(cursor.selectionStart())
        way = flag.FindBackward if is_back else flag(0)
        found = self.document().find(words, cursor, way)
        if found.isNull():
            cursor.movePosition(_END if is_back else _START)
            found = self.document().find(words, cursor, way)
        if found.isNull():
            cursor.clearSelection()
            self.setTextCursor(cursor)
            return False
        self.setTextCursor(found)
        self.ensureCursorVisible()
        return True

    def sizeHint(self) -> QSize:
        """Returns as much as the window has."""
        return QSize(640, 4_000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by the keys of Postil too; Escape is the card's."""
        bar = self.verticalScrollBar()
        ways = {"j": bar.singleStep(), "k": -bar.singleStep(), " ": bar.pageStep()}
        if event.text() in ways:
            bar.setValue(bar.value() + ways[event.text()])
        elif event.key() == Qt.Key.Key_Escape or searches(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class DocumentCard(PromptCard[str]):
    """Shows Markdown, to be scrolled by keys and wheel."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, 720, _("Document"))
        self._is_plain = False
        self.title = title_label(self.card)
        self.text = _Text(self.card)
        self.field = PickField(self.card, self.handle_key)
        self.field.textEdited.connect(lambda: self._find(is_here=True))
        self.foot = FootLine(self.card)
        for widget in (self.title, self.field, self.text, self.foot):
            self.body.addWidget(widget)

    def show_document(self, prompt: DocumentPrompt) -> None:
        """Opens at the beginning of a document."""
        self._begin(lambda _answer: None)
        self.title.setText(prompt.title)
        self.setAccessibleName(prompt.title)
        self.text.setAccessibleName(prompt.title)
        self.text.document().setDefaultStyleSheet(f"a {{ color: {current_theme().accent} }}")
        self.field.setAccessibleName(_("Search {name}").format(name=prompt.title))
        self.field.setPlaceholderText(self.field.accessibleName())
        self._is_plain = prompt.is_plain
        self._end_search()
        if prompt.is_plain:
            self.text.setPlainText(prompt.text)
        else:
            self.text.show_markdown(prompt.text)
        self.open_card(None, self.text)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Acts on the keys of the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find(is_back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self._end_search()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Searches the document."""
        if not searches(event):
            super().keyPressEvent(event)
        elif self.field.text() and not event.matches(QKeySequence.StandardKey.Find):
            self._find(is_back=event.matches(QKeySequence.StandardKey.FindPrevious))
        else:
            self.field.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
            self.foot.set_key_labels((("Enter", _("next hit")), ("Esc", _("back"))))

    def _find(self, *, is_back: bool = False, is_here: bool = False) -> None:
        words = self.field.text()
        if self.text.find_words(words, is_back=is_back, is_here=is_here) or not words:
            self.foot.show_keys()
        else:
            self.foot.set_message(_("not found"), is_error=True)

    def _end_search(self) -> None:
        self.field.hide()
        links = () if self._is_plain else (("Tab", _("next link")),)
        keys = (("j k", _("scroll")), ("Space", _("page")), *links, ("Ctrl+F", _("search")))
        self.foot.set_key_labels((*keys, ("Esc", _("close"))))
