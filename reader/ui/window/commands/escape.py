"""Goes back one step at Escape, from the innermost open element to the article list."""

from collections.abc import Callable

from reader.commands.context import Pane
from reader.ui.reading.reading_view import ReadingView
from reader.ui.window.layout.panes import Panes
from reader.ui.window.toasts import Toasts


def go_back(
    panes: Panes,
    toasts: Toasts,
    refresh_strip: Callable[[], None],
    end_finding: Callable[[], bool],
) -> bool:
    """Takes one step back; False where there is none left.

    The order, the first that is there: an overlay, hints and an open note take the key themselves
    (the note is saved); then an error, lines to be read at leisure, or a notice that has the
    keyboard; a page over the window; in the text a footnote that is shown in place, a search in it,
    the caret's selection, the caret mode, a selection or extended passage, a printed page; the
    focus mode; the sidebar or the contents for the text; the text or the panel of views for the
    list; what is picked in the list; the list's filter. Notices that were said in passing go along
    with any of these; where nothing else is left, Escape is for them alone.
    """
    if toasts.holds_keyboard() and toasts.dismiss_all():
        return True
    had_notices = toasts.dismiss_all()
    return _step(panes, refresh_strip, end_finding) or had_notices


def _step(panes: Panes, refresh_strip: Callable[[], None], end_finding: Callable[[], bool]) -> bool:
    page, text = panes.pages.page, panes.reading_pane
    if page is not None:
        if page.release():
            page.update_strip()  # the next key acts on something else now
        else:
            panes.pages.leave_page()
            refresh_strip()
        return True
    pane = panes.present_pane()
    if pane is Pane.READING and (
        text.close_note() or end_finding() or _release_in(text) or text.show_text()
    ):
        refresh_strip()
    elif panes.is_focus_mode:
        panes.leave_focus_mode()
    elif panes.present_place() in (Pane.SIDEBAR, Pane.CONTENTS):
        panes.focus_pane(Pane.READING)
    elif pane in (Pane.READING, Pane.VIEWS):
        panes.focus_pane(Pane.LIST)
    elif panes.list_pane.picking.has_picked:
        panes.list_pane.picking.select_none()
    elif panes.list_pane.query_text():
        panes.list_pane.set_query("")
        refresh_strip()
    else:
        return False
    return True


def _release_in(text: ReadingView) -> bool:
    if text.is_caret_mode:
        text.caret.release()
        return True
    return text.release_selection()
