"""Shows the note and tags of a highlight beside its words if the annotations pane is hidden."""

from collections.abc import Callable
from html import escape

from PySide6.QtWidgets import QWidget

from reader.commands.catalogue import BY_ID
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.color_names import color_name
from reader.core.models import Annotation
from reader.core.text.notes.note_markdown import note_html
from reader.core.translation import _
from reader.ui.overlays.passage_card import PassageCard, Place
from reader.ui.style.announcement import announce
from reader.ui.style.reading_typography import Typography, tag_text
from reader.ui.style.theme import current_theme

_COMMAND = "command:"
_OFFERED = ("highlight.note", "highlight.tag", "view.sidebar")


class HighlightCard(PassageCard):
    """The card of one highlight, with links that run commands on it."""

    def __init__(
        self, pane: QWidget, run: Callable[[str], None], follow: Callable[[str], None]
    ) -> None:
        """``follow`` is given the address of a link in the note."""
        super().__init__(pane, _("Highlight"))
        self._run, self._go_to = run, follow
        self.link_activated.connect(self._act)

    def show_highlight(self, one: Annotation, at: Place, typography: Typography) -> None:
        """Shows a highlight at its lines."""
        theme = current_theme()
        named = _("{color} highlight").format(color=color_name(one.color))
        tags = " ".join(escape(tag_text(tag)) for tag in one.tags)
        note = note_html(one.note) if one.note else None
        words = note or escape(one.note or _("No note yet.")).replace("\n", "<br>")
        if not one.note:
            words = f'<span style="color:{theme.muted}">{words}</span>'
        if tags:
            words += f'<p style="margin:6px 0 0 0;color:{theme.accent}">{tags}</p>'
        keys = present_keys().keys_for
        foot = " &nbsp; ".join(
            f'<a href="{_COMMAND}{name}" style="color:{theme.accent}">{escape(BY_ID[name].title)}'
            f"</a> {escape(keys(name, Pane.READING))}"
            for name in _OFFERED
        )
        self.show_words(words, foot, at, typography, theme.highlights[one.color])
        announce(self, " ".join((named, one.note, *one.tags)))

    def _act(self, address: str) -> None:
        if address.startswith(_COMMAND):
            self._run(address.removeprefix(_COMMAND))
        else:
            self._go_to(address)
