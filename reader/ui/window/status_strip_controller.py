"""What the strip of a window says now: what the next key acts on, and what the keys do."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from reader.commands.context import Pane
from reader.commands.tag_prompts import place_of
from reader.core.models import Color
from reader.ui.keys import status_hints
from reader.ui.keys.key_dispatcher import is_text_field
from reader.ui.overlays.overlay import overlay_of

if TYPE_CHECKING:
    from reader.ui.window.main_window import MainWindow


def teach(window: "MainWindow") -> None:
    """Fill the strip of the window, or of the page over it."""
    session, queries = window.session, window.app.queries
    sticky = session.sticky if session.is_sticky else ()
    window.strip.set_sticky(queries.tag_names(sticky) if sticky else ())
    focus, page = window.focusWidget(), window.pages.page
    strip = page.strip if page else window.strip
    if focus is not None and overlay_of(focus) is not None:
        strip.set_hints(())  # its own foot names its keys
    elif is_text_field(focus):
        strip.set_target("")
        strip.set_hints(status_hints.typing_hints(is_note=isinstance(focus, QPlainTextEdit)))
    elif page is not None:
        page.update_hints()
    elif window.reading_pane.hints is not None:
        strip.set_target(window.reading_pane.hints.accessibleName())
        strip.set_hints(status_hints.label_hints())
    else:
        _teach_panes(window)


def _teach_panes(window: "MainWindow") -> None:
    context, reading, strip = window.frontend.context(), window.reading, window.strip
    title = reading.article.title if reading.article else ""
    told = status_hints.target_text(context, title, reading.target_words(context.target))
    if context.pane is Pane.READING and window.reading_pane.is_caret_mode:
        from reader.ui.keys.caret_keys import caret_hints  # start-up time

        strip.set_target(status_hints.in_caret_mode(told))
        strip.set_hints(caret_hints())
        return
    strip.set_target(told)
    queries = window.app.queries
    slots = queries.slots(place_of(context.pane is Pane.LIST))
    color = Color(window.app.settings.text("color"))
    here = status_hints.Here(
        color,
        reading.annotation_under(context.target),
        is_filtered=bool(window.list_pane.query_text()),
        color_tag=queries.colors().get(color, ""),
    )
    strip.set_hints(status_hints.hints(context, window.articles.view, slots, here))
