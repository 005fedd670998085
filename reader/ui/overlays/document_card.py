"""Shows a document that comes with Postil, such as the guide, in an overlay."""

import re

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.commands.prompt_types import DocumentPrompt
from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.external_links import open_outside
from reader.ui.style.theme import current_theme


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

    def sizeHint(self) -> QSize:
        """Returns as much as the window has."""
        return QSize(640, 4_000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by the keys of Postil too; Escape is the card's."""
        bar = self.verticalScrollBar()
        ways = {"j": bar.singleStep(), "k": -bar.singleStep(), " ": bar.pageStep()}
        if event.text() in ways:
            bar.setValue(bar.value() + ways[event.text()])
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DocumentCard(PromptCard[str]):
    """Shows Markdown, to be scrolled by keys and wheel."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, 720, _("Document"))
        self.title = title_label(self.card)
        self.text = _Text(self.card)
        self.foot = FootLine(self.card)
        for widget in (self.title, self.text, self.foot):
            self.body.addWidget(widget)

    def show_document(self, prompt: DocumentPrompt) -> None:
        """Opens at the beginning of a document."""
        self._begin(lambda _answer: None)
        self.title.setText(prompt.title)
        self.setAccessibleName(prompt.title)
        self.text.setAccessibleName(prompt.title)
        self.text.document().setDefaultStyleSheet(f"a {{ color: {current_theme().accent} }}")
        links = () if prompt.is_plain else (("Tab", _("next link")),)
        self.foot.set_key_labels(
            (("j k", _("scroll")), ("Space", _("page")), *links, ("Esc", _("close")))
        )
        if prompt.is_plain:
            self.text.setPlainText(prompt.text)
        else:
            self.text.show_markdown(prompt.text)
        self.open_card(None, self.text)
