"""Exports articles in the background or copies them to the clipboard, and reports the result."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.core.translation import _, counted_text
from reader.library.queries.queries import Queries
from reader.services import Services
from reader.ui.style.external_links import open_folder
from reader.ui.tasks.background_tasks import BackgroundTasks
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task import WorkerTask
from reader.ui.window.commands.clipboard_and_drops import put_on_clipboard

if TYPE_CHECKING:
    from reader.exporters.export_item import Written
    from reader.exporters.exporter import ExportFormat

_MOST_TOLD = 3  # texts that are damaged


class ExportController(BackgroundTasks):
    """Exports articles, or annotations, in tasks, and reports the result."""

    def __init__(self, parent: QWidget, app: Services, notices: Notices) -> None:
        super().__init__(parent, app.database, notices)
        self._app = app

    def export(
        self, ids: Sequence[int], path: Path, kind: str, *, is_of_annotations: bool = False
    ) -> None:
        from reader.ui.tasks.file_tasks import export_text, export_work  # start-up time

        def told(written: "Written") -> None:
            text = export_text(path, written, is_stopped=task.is_cancelled)
            if written.damaged:
                self._notices.fail("\n".join((text + ".", *written.damaged[:_MOST_TOLD])))
            else:
                self._notices.notify(text, actions=[(_("Show in folder"), show)])

        def show() -> None:
            if reason := open_folder(path if path.is_dir() else path.parent):
                self._notices.fail(reason)

        database = self._app.database
        chosen = self._format(kind)
        work = export_work(database, ids, path, chosen, is_of_annotations=is_of_annotations)
        task = WorkerTask(work, told, self._notices.fail)
        self._start_shown(_("Exporting"), task)

    def copy(self, ids: Sequence[int], kind: str, *, is_of_annotations: bool = False) -> None:
        chosen = self._format(kind)

        def read(queries: Queries) -> str:
            from reader.operations.exporting import article_export  # start-up time: exporters

            return article_export.text_of(queries, ids, chosen, is_of_annotations=is_of_annotations)

        def copied(text: str) -> None:
            put_on_clipboard(text)
            told = counted_text("{n} highlight copied", "{n} highlights copied", len(ids))
            self._notices.notify(told if is_of_annotations else _("Copied"))

        self.ask(read, copied, self._notices.fail)

    def _format(self, kind: str) -> "str | ExportFormat":
        """Returns the format with an id, as the settings have it."""
        if kind == "pdf":
            from reader.ui.printing.pdf_writing import pdf_format  # start-up time

            return pdf_format(self._app.settings)
        if kind == "markdown":
            from reader.exporters.markdown_folder_format import with_template  # likewise

            return with_template(self._app.settings.text("note_template"))
        return kind
