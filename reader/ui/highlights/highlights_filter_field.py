"""Filters the page of all highlights by a query."""

from PySide6.QtWidgets import QWidget

from reader.core.query.completion import FIRST_TERMS
from reader.core.translation import _
from reader.ui.lists.filter_field import FilterField


class HighlightsField(FilterField):
    """A filter field for highlights and notes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Search quotes and notes  ·  tag:  color:  has:note"))
        self.setAccessibleName(_("Search the highlights"))
        self.setAccessibleDescription(
            _("Words, “phrases”, and {terms}; Down goes to the list").format(
                terms=", ".join(FIRST_TERMS)
            )
        )
