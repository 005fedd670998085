"""Escape: one step back, from the innermost thing that is open to the article list."""

from typing import TYPE_CHECKING

from reader.commands.command import Pane

if TYPE_CHECKING:
    from reader.ui.frontend import WindowFrontend
    from reader.ui.main_window import MainWindow


def go_back(window: "MainWindow", frontend: "WindowFrontend") -> bool:
    """Take one step back; False where there is none left.

    The order, the first that is there: an overlay, hints and an open note take the key themselves
    (the note keeps its draft); then a toast; a page over the window; in the text the caret's
    selection, the caret mode, a selection or extended passage; the focus mode; the sidebar or the
    text for the list; what is selected in the list.
    """
    if window.toasts.dismiss_all():
        return True
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
    elif len(window.list_pane.selected_ids()) > 1:
        window.list_pane.select_none()
    else:
        return False
    return True
