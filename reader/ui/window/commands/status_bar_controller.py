"""Updates the status bar: what the next key acts on, and what the keys do."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from reader.commands.context import Pane
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.models import Color
from reader.core.tags.tag_names import place_of
from reader.core.text.reading.page_and_chapter_labels import chapter_progress
from reader.core.translation import _
from reader.ui.keys import status_bar_texts
from reader.ui.keys.caret_mode_keys import caret_labels
from reader.ui.keys.key_dispatcher import is_text_field
from reader.ui.keys.status_bar import StatusBar
from reader.ui.overlays.overlay import overlay_of
from reader.ui.window.commands.frontend import WindowFrontend

_LEAST_CHAPTERS = 2  # of a book that is worth saying which


class StatusBarController(QObject):
    """Fills the strip of a window, or of the page over it."""

    def __init__(self, strip: StatusBar, frontend: WindowFrontend, session: RememberedTags) -> None:
        super().__init__(frontend.window)
        self._strip, self._frontend, self._session = strip, frontend, session
        strip.keys_clicked.connect(self.click)
        qt = QApplication.instance()
        if isinstance(qt, QApplication):
            qt.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self._frontend.window:
            self.update()

    def click(self, keys: str) -> None:
        """Runs the command of the keys that were clicked on."""
        from reader.ui.keys.status_bar_clicks import act_on_click  # start-up time

        focus, panes = self._frontend.window.focusWidget(), self._frontend.panes
        pane = panes.pane_of(focus) if focus is not None else panes.present_pane()
        is_mode = panes.reading_pane.hints is not None
        act_on_click(keys, None if is_mode else pane, focus, self._frontend.run)

    def update(self) -> None:
        """Shows what applies now."""
        session, frontend = self._session, self._frontend
        focus, page = frontend.window.focusWidget(), frontend.panes.pages.page
        strip = page.strip if page else self._strip
        if frontend.app.database.is_read_only:
            strip.set_chip(_("read-only"))
        else:
            sticky = session.sticky if session.is_sticky else ()
            self._strip.set_sticky(frontend.app.queries.tag_names(sticky) if sticky else ())
        label_hints = frontend.panes.reading_pane.hints
        if focus is not None and overlay_of(focus) is not None:
            strip.set_key_labels(())  # its own foot names its keys
        elif is_text_field(focus):
            strip.set_target("")
            typing = getattr(focus, "typing", status_bar_texts.Typing.FILTER)
            strip.set_key_labels(status_bar_texts.typing_labels(typing))
        elif isinstance(focus, QAbstractButton) and (page is None or not page.isAncestorOf(focus)):
            strip.set_target(focus.accessibleName() or focus.text())
            strip.set_key_labels(status_bar_texts.button_labels())
        elif page is not None:
            page.update_strip()
        elif label_hints is not None:
            strip.set_target(label_hints.accessibleName())
            strip.set_key_labels(status_bar_texts.letter_labels())
        else:
            self._update_for_panes()

    def _update_for_panes(self) -> None:
        strip, frontend, reading = self._strip, self._frontend, self._frontend.reading
        context, panes = frontend.context(), frontend.panes
        title = reading.article.title if reading.article else ""
        if context.pane is Pane.LIST and context.selected != (reading.article_id,):
            chosen = frontend.app.queries.articles(context.selected[:1])
            title = chosen[0].title if chosen else ""
        told = status_bar_texts.target_text(context, title, reading.target_words(context.target))
        if context.pane is Pane.READING and (here := self._chapter()):
            told = f"{here} · {told}" if told else here  # the end gives way first
        if context.pane is Pane.READING and panes.reading_pane.is_caret_mode:
            strip.set_target(status_bar_texts.in_caret_mode(told))
            strip.set_key_labels(caret_labels())
            return
        speech = frontend.speech_state
        strip.set_target(status_bar_texts.while_speaking(speech, told) if speech else told)
        queries, session = frontend.app.queries, self._session
        slots = queries.slots(place_of(context.pane is Pane.LIST))
        color = Color(frontend.app.settings.text("color"))
        below = status_bar_texts.TargetState(
            color,
            reading.annotation_under(context.target),
            is_filtered=bool(panes.list_pane.query_text()),
            is_searched=bool(frontend.articles.sought),
            color_tag=queries.colors().get(color, ""),
            can_repeat=bool(session.last_tags),
        )
        labels = status_bar_texts.key_labels(context, frontend.articles.view, slots, below)
        if context.pane is Pane.READING and panes.reading_pane.pages_in_place is not None:
            labels = [*status_bar_texts.printed_page_labels(), *labels]
        elif context.pane is Pane.READING and panes.reading_pane.shows_note:
            labels = status_bar_texts.footnote_labels()
        elif context.pane is Pane.READING and panes.reading_pane.has_footnote:
            labels = [*status_bar_texts.call_labels(), *labels]
        elif context.pane is Pane.READING and panes.reading_pane.has_link:
            labels = [*status_bar_texts.link_labels(), *labels]
        if context.pane is Pane.READING and panes.present_place() is Pane.SIDEBAR:
            labels = [status_bar_texts.back_label(), *labels]
        if speech:
            labels = [*status_bar_texts.speech_labels(context.pane, speech), *labels]
        strip.set_key_labels(labels)

    def _chapter(self) -> str:
        """Returns how far one is in a chapter of a book and in the book; empty for another text."""
        pane = self._frontend.panes.reading_pane
        if (
            pane.page is None
            or pane.passage is None
            or len(pane.page.text.chapters) < _LEAST_CHAPTERS
        ):
            return ""
        progress = chapter_progress(pane.page.text, pane.passage.start)
        return status_bar_texts.chapter_text(progress) if progress else ""
