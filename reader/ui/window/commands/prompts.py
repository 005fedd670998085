"""Shows the prompts of commands to the user, each kind in its own way."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.commands.prompt_types import (
    Answer,
    ChoicePrompt,
    DetailsPrompt,
    DocumentPrompt,
    FormPrompt,
    LeftOutPrompt,
    NotePrompt,
    OpenFilesPrompt,
    Prompt,
    SavePrompt,
    TagNamePrompt,
    TagPrompt,
    TextPrompt,
)
from reader.core.translation import _
from reader.ui.overlays.save_dialog import SaveDialogs
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.window.layout.panes import Panes

Card = TypeVar("Card", bound=QWidget)

OnAnswer = Callable[[Answer], None]


class Prompts:
    """Asks over a window. Overlays are made when first needed."""

    def __init__(self, window: QWidget, panes: Panes, reading: ReadingController) -> None:
        self._window, self._panes, self._reading = window, panes, reading
        self._overlays: dict[type[QWidget], QWidget] = {}
        self.save_dialogs = SaveDialogs()

    def ask(self, prompt: Prompt, on_answer: OnAnswer) -> None:
        """Shows a prompt; the answer comes later, None when the user turned away."""
        if isinstance(prompt, TagPrompt):
            self._ask_tags(prompt, on_answer)
        elif isinstance(prompt, TagNamePrompt):
            self._ask_tag_name(prompt, on_answer)
        elif isinstance(prompt, TextPrompt):
            self._ask_tag_name(
                TagNamePrompt(*prompt[:3], verb=prompt.verb, hint=prompt.hint), on_answer
            )
        elif isinstance(prompt, NotePrompt):
            self._ask_note(prompt, on_answer)
        elif isinstance(prompt, ChoicePrompt):
            self._ask_choice(prompt, on_answer)
        elif isinstance(prompt, FormPrompt):
            self._ask_form(prompt, on_answer)
        elif isinstance(prompt, DetailsPrompt | DocumentPrompt):
            self._show(prompt, on_answer)
        elif isinstance(prompt, LeftOutPrompt):
            from reader.ui.overlays.left_out_card import LeftOutCard  # start-up time

            self.overlay(LeftOutCard).ask(prompt, on_answer)
        elif isinstance(prompt, OpenFilesPrompt):
            self._ask_files(prompt, on_answer)
        else:
            self._ask_place(prompt, on_answer)

    def _show(self, prompt: DetailsPrompt | DocumentPrompt, on_answer: OnAnswer) -> None:
        # Start-up time.
        from reader.ui.overlays.details_card import DetailsCard
        from reader.ui.overlays.document_card import DocumentCard

        if isinstance(prompt, DetailsPrompt):
            self.overlay(DetailsCard).ask(prompt, on_answer)
        else:
            self.overlay(DocumentCard).show_document(prompt)

    def _ask_tags(self, prompt: TagPrompt, on_answer: OnAnswer) -> None:
        from reader.ui.tags.tag_picker import TagPicker  # start-up time

        self.overlay(TagPicker).ask(prompt, self._anchor(), on_answer)

    def _ask_tag_name(self, prompt: TagNamePrompt, on_answer: OnAnswer) -> None:
        from reader.ui.tags.tag_name_prompt import TagNameCard  # start-up time

        self.overlay(TagNameCard).ask(prompt, self._anchor(), on_answer)

    def overlay(self, kind: type[Card]) -> Card:
        """Returns the window's one overlay of a kind, made when first needed."""
        if kind not in self._overlays:
            self._overlays[kind] = kind(self._window)
        made = self._overlays[kind]
        assert isinstance(made, kind)
        return made

    def _anchor(self) -> QRect | None:
        """Returns where the passage is in the window, for what opens beside it."""
        page, panes = self._panes.pages.page, self._panes
        if page is not None:
            rect_in_page = page.anchor()
            if rect_in_page is None:
                return None
            return QRect(page.mapTo(self._window, rect_in_page.topLeft()), rect_in_page.size())
        if panes.present_pane() in (Pane.LIST, Pane.VIEWS, Pane.CONTENTS):
            return None
        rect, widget = panes.passage_rect()
        if rect.isEmpty():
            return None
        top_left = widget.mapTo(self._window, QPoint(0, rect.top()))
        return QRect(top_left, QSize(widget.width(), rect.height()))  # centred on the column

    def _ask_note(self, prompt: NotePrompt, on_answer: OnAnswer) -> None:
        page = self._panes.pages.page
        if page is not None and prompt.annotation_id is not None and page.takes_notes:
            page.edit_note(prompt, on_answer)
            return
        sidebar, pane = self._panes.sidebar, self._panes.reading_pane
        new, painted = prompt.new, ExitStack()
        if new is not None and new.start is not None and new.end is not None:
            if pane.passage is not None:
                pane.set_passage(pane.passage, is_jump=True)
            preview = self._reading.preview(new.article_id, new.start, new.end, new.color)
            painted.enter_context(preview)
        passage, height = pane.passage, pane.verticalScrollBar().value()
        self._panes.make_room_for(Pane.SIDEBAR)

        def answer(text: Answer) -> None:
            """Puts the reading cursor back, unless the note was left by going to the text.

            The sidebar gives the focus back itself.
            """
            painted.close()
            is_same = prompt.article_id == self._reading.article_id
            if is_same and not pane.hasFocus() and passage != pane.passage:
                pane.take_passage(passage)
                pane.verticalScrollBar().setValue(height)
            on_answer(text)

        sidebar.edit_note(prompt, answer)

    def _ask_choice(self, prompt: ChoicePrompt, on_answer: OnAnswer) -> None:
        from reader.ui.overlays.choice_list import ChoiceList  # start-up time

        anchor = self._panes.section_name_rect() if prompt.is_contents else None
        self.overlay(ChoiceList).ask_choice(prompt, on_answer, anchor)

    def _ask_form(self, prompt: FormPrompt, on_answer: OnAnswer) -> None:
        from reader.ui.overlays.form_card import FormCard  # start-up time

        self.overlay(FormCard).ask(prompt, on_answer)

    def _ask_files(self, prompt: OpenFilesPrompt, on_answer: OnAnswer) -> None:
        if prompt.suffix:
            kinds = _("{kind} ({patterns});;All files (*)").format(
                kind=prompt.kind or _("Shortcuts"),
                patterns=" ".join(f"*{suffix}" for suffix in prompt.suffix.split()),
            )
        else:
            kinds = _("Articles ({patterns});;All files (*)").format(patterns=_article_patterns())
        dialogs = self.save_dialogs
        on_answer(dialogs.ask_files(self._window, prompt.title, kinds, prompt.start))

    def _ask_place(self, prompt: SavePrompt, on_answer: OnAnswer) -> None:
        dialogs, title = self.save_dialogs, prompt.title
        if prompt.is_folder:
            on_answer(dialogs.ask_folder(self._window, title, prompt.start))
        else:
            on_answer(dialogs.ask_file(self._window, title, prompt.name))


def _article_patterns() -> str:
    """Returns the names of the files that can be added, as a file dialog takes them."""
    from reader.importers.registry import suffixes  # start-up time: not needed before a dialog

    return " ".join(f"*{suffix}" for suffix in suffixes())
