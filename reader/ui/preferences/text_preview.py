"""Shows the open article at its place, else a sample text, as the settings set it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from reader.core.models import Annotation
from reader.core.translation import _, counted_text
from reader.settings import Settings
from reader.ui.reading.highlighted_view import HighlightedView
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.style.reading_typography import Typography


class ShownText(NamedTuple):
    """What is open in the reading pane, and where it is read."""

    page: Page | None
    annotations: Sequence[Annotation]
    offset: int  # at the top of the pane


class _Text(HighlightedView):
    """Shows a text that takes no keyboard."""

    column_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_text(self, shown: ShownText) -> None:
        """Shows a text at its place, a long one once it is laid out to there."""
        self.show_with(None, shown.annotations)
        self._page = shown.page
        if self._is_long:
            self._layout.begin(shown.offset, 0.0, self._build_steps(), is_new=True)
        elif shown.page is not None:
            self.show_with(shown.page, shown.annotations)
            if shown.offset:
                self.put_at(shown.offset, 0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Emits ``column_changed``, since the lines have another width."""
        super().resizeEvent(event)
        self.column_changed.emit()

    def letters(self, typography: Typography) -> int:
        """Returns how many letters there are to a line, in the room there is."""
        letter = typography.column_width() / typography.measure
        return min(typography.measure, int(self._text_width() / letter))


class TextPreview(QFrame):
    """A card with the text, and below it what the settings come to."""

    def __init__(self, shown: Callable[[], ShownText], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pageCard")
        self._shown, self._settings = shown, settings
        self.text = _Text(self)
        self.text.column_changed.connect(self._count_letters)
        self.caption, self.measure = QLabel(self), QLabel(self)
        self.caption.setWordWrap(True)
        self.measure.setObjectName("emptyAdvice")  # muted
        foot = in_row((self.caption, 1), self.measure, margins=(24, 10, 24, 12), spacing=16)
        in_column((self.text, 1), foot, parent=self, margins=(1, 1, 1, 1), spacing=0)

    def read(self) -> None:
        """Shows what is open in the reading pane now; a sample text if nothing with a text is."""
        shown, name = self._shown(), _("The open article, as it will look")
        if shown.page is None or not shown.page.text.blocks:
            shown, name = ShownText(_sample(), (), 0), _("A sample text, as it will look")
        self.caption.setText(name)
        self.text.setAccessibleName(name)
        self.update_settings()
        self.text.show_text(shown)

    def update_settings(self) -> None:
        """Sets the text as the settings say."""
        self.text.set_typography(Typography.from_settings(self._settings))
        self._count_letters()

    def _count_letters(self) -> None:
        count = self.text.letters(Typography.from_settings(self._settings))
        words = counted_text("{n} character per line", "{n} characters per line", count)
        self.measure.setText(words)


def _sample() -> Page:
    from reader.core.text.canonical_text import read_html  # start-up time: lxml

    texts = (
        _("These are the letters, the lines and the margins in which articles will be shown."),
        _(
            "Where a line ends, the eye looks for the beginning of the next one. It finds that"
            " easily if the lines are not too long, and if there is some space between them. Which"
            " letters are comfortable depends on the screen, on the light and on the reader."
        ),
    )
    text = read_html("".join(f"<p>{one}</p>" for one in texts))
    return Page(0, Header("", _("A sample text"), ""), text, "", {}, lambda _src: QImage())
