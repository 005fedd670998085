"""Escape: one step back, from the innermost thing that is open to the article list."""

from typing import TYPE_CHECKING

from reader.commands.context import Pane

if TYPE_CHECKING:
    from reader.ui.window.frontend import WindowFrontend
    from reader.ui.window.main_window import MainWindow


def go_back(window: "MainWindow", frontend: "WindowFrontend") -> bool:
    """Take one step back; False where there is none left.

    The order, the first that is there: an overlay, hints and an open note take the key themselves
    (the note keeps its draft); then lines to be read at leisure, or a notice that has the keyboard;
    a page over the window; in the text the caret's selection, the caret mode, a selection or
    extended passage; the focus mode; the sidebar or the text for the list; what is picked in the
    list; the list's filter. Notices that were said in passing go along with any of these; where
    nothing else is left, Escape is for them alone.
    """
    if window.toasts.holds_keyboard() and window.toasts.dismiss_all():
        return True
    had_notices = window.toasts.dismiss_all()
    return _step(window, frontend) or had_notices


def _step(window: "MainWindow", frontend: "WindowFrontend") -> bool:
    page, text = window.pages.page, window.reading_pane
    if page is not None:
        if page.release():
            page.teach()  # the next key acts on something else now
        else:
            frontend.close_page()
        return True
    pane = window.present_pane()
    if pane is Pane.READING and text.is_caret_mode:
        text.caret.release()
    elif pane is Pane.READING and text.release_selection():
        pass
    elif frontend.is_focus_mode:
        frontend.toggle_focus_mode()
    elif pane is Pane.SIDEBAR:
        window.focus_pane(Pane.READING)
    elif pane is Pane.READING:
        window.focus_pane(Pane.LIST)
    elif window.list_pane.has_picked:
        window.list_pane.select_none()
    elif window.list_pane.query_text():
        window.list_pane.set_query("")
        window.teach()
    else:
        return False
    return True
