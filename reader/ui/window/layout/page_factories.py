"""Creates the pages that fill the window on first use."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reader import paths
from reader.commands.command import (
    COLOR_OF_HIGHLIGHT,
    QUICK_FOR_ARTICLES,
    QUICK_IN_TEXT,
    TAGS_OF_HIGHLIGHT,
)
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.article_source import WebAddress
from reader.core.translation import _
from reader.ui.pages.window_page import PageServices, WindowPage
from reader.ui.tasks.latest_query import Ask
from reader.ui.window.commands.frontend import WindowFrontend
from reader.ui.window.menus.command_menus import context_menu

_HIGHLIGHTS_MENU = (
    *("annotations.open", "highlight.note", TAGS_OF_HIGHLIGHT, COLOR_OF_HIGHLIGHT, ""),
    *("annotations.copy", "export", "", "highlight.delete"),
)
_TAGS_MENU = (
    *("tags.show", "", "tags.rename", "tags.merge", "tags.nest", "tags.recolor", ""),
    *(QUICK_IN_TEXT, QUICK_FOR_ARTICLES, "", "tags.delete", "tags.new"),
)


def page_makers(
    frontend: WindowFrontend, ask: Ask
) -> Mapping[Pane, Callable[[QWidget], WindowPage]]:
    """Returns the functions that create a window's pages; each imports its page when called."""
    app = frontend.app
    services = PageServices(
        app.queries,
        app.settings,
        ask,
        lambda: frontend.reading.article,
    )

    def connect(page: WindowPage) -> WindowPage:
        page.noticed.connect(lambda text: frontend.notify(text))
        page.failed.connect(lambda text: frontend.fail(text))
        return page

    def show_menu(rows: Sequence[str], spot: QPoint) -> None:
        context_menu(frontend.window, rows, frontend.menu_state, frontend.run).popup(spot)

    def open_highlight(article_id: int, annotation_id: int) -> None:
        frontend.show_article(article_id)
        frontend.panes.focus_pane(Pane.READING)
        frontend.reading.go_to(annotation_id)

    def make_review_page(parent: QWidget) -> WindowPage:
        from reader.ui.revisions.review_page import ReviewPage  # start-up time

        page = ReviewPage(services, parent)
        page.opened.connect(open_highlight)
        return connect(page)

    def make_revisions_page(parent: QWidget) -> WindowPage:
        from reader.ui.revisions.revisions_page import RevisionsPage  # start-up time

        return connect(RevisionsPage(services, parent))

    def make_tags_page(parent: QWidget) -> WindowPage:
        from reader.ui.tags.tags_page import TagsPage  # start-up time

        page = TagsPage(app.queries, app.settings, parent)
        page.sort_requested.connect(lambda: frontend.run("tags.sort"))
        page.opened.connect(lambda: frontend.run("tags.show"))
        page.menu_requested.connect(lambda spot: show_menu(_TAGS_MENU, spot))
        return connect(page)

    def make_highlights_page(parent: QWidget) -> WindowPage:
        from reader.ui.highlights.highlights_page import HighlightsPage  # start-up time

        page = HighlightsPage(services, frontend.notes, parent)
        page.opened.connect(lambda annotation_id: frontend.open_annotation(annotation_id))
        page.menu_requested.connect(lambda spot: show_menu(_HIGHLIGHTS_MENU, spot))
        return connect(page)

    def make_backups_page(parent: QWidget) -> WindowPage:
        # Start-up time.
        from reader.ui.backups.backup_actions import BackupServices
        from reader.ui.backups.backups_page import BackupsPage

        backups = frontend.backups
        page = BackupsPage(
            BackupServices(
                paths.library_file(app.directory),
                app.settings,
                backups.begin,
                frontend.ask,
                frontend.toasts,
                frontend.run,
                lambda: app.database.is_read_only,
                lambda: backups.failure,
            ),
            parent,
        )
        backups.ended.connect(page.read)
        page.acts.restore_confirmed.connect(backups.chosen)
        return connect(page)

    frontend.work.export_found.connect(partial(_import_export, frontend))
    return {
        Pane.IMPORT: lambda parent: connect(_make_import_page(frontend, parent)),
        Pane.TAGS: make_tags_page,
        Pane.HIGHLIGHTS: make_highlights_page,
        Pane.REVIEW: make_review_page,
        Pane.REVISIONS: make_revisions_page,
        Pane.BACKUPS: make_backups_page,
        Pane.PREFERENCES: lambda parent: connect(_make_preferences_page(frontend, parent)),
    }


def _make_import_page(frontend: WindowFrontend, parent: QWidget) -> WindowPage:
    from reader.ui.importing.import_page import ImportPage, ImportServices  # start-up time

    def show(article_ids: Sequence[int]) -> None:
        frontend.close_page()
        frontend.articles.reveal_all(article_ids)
        frontend.panes.focus_pane(Pane.LIST)

    services = ImportServices(
        frontend.app.database,
        frontend.backups.begin,
        frontend.ask,
        frontend.backups.make_beside,
        frontend.app.history.tell,
        frontend.run,
        lambda addresses: frontend.work.add([WebAddress(one) for one in addresses]),
        show,
        lambda text, answer: frontend.notify(text, answer=answer),
    )
    return ImportPage(services, parent)


def _import_export(frontend: WindowFrontend, path: Path) -> None:
    """Opens the preview of an import from another program."""
    from reader.ui.importing.import_page import ImportPage  # start-up time

    frontend.show_page(Pane.IMPORT)
    frontend.panes.pages.made(Pane.IMPORT, ImportPage).read(path)


def _make_preferences_page(frontend: WindowFrontend, parent: QWidget) -> WindowPage:
    # Start-up time.
    from reader.ui.preferences.preferences_page import PreferencesPage, PreferencesServices
    from reader.ui.preferences.text_preview import ShownText

    def shown_text() -> ShownText:
        pane = frontend.panes.reading_pane
        return ShownText(pane.page, frontend.reading.annotations, pane.first_offset_on_screen())

    settings = frontend.app.settings
    services = PreferencesServices(
        settings, frontend.apply_settings, frontend.run, frontend.faces, shown_text
    )
    page = PreferencesPage(services, parent)

    def offer_undo(text: str) -> None:
        keys = present_keys().key_of("undo", Pane.PREFERENCES)
        undo = _("Undo ({keys})").format(keys=keys), partial(page.act, "undo")
        frontend.notify(text, answer=undo)

    page.was_reset.connect(offer_undo)
    page.settled.connect(frontend.toasts.withdraw)
    return page
