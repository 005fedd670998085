"""Paints the rows of the sidebar's list: each a card with the gap below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.annotations.annotation_card import GAP, paint_annotation
from reader.ui.annotations.annotation_model import Index

if TYPE_CHECKING:
    from reader.ui.annotations.annotation_list import CardList


class CardDelegate(QStyledItemDelegate):
    """Asks the list for the layout of a card and paints it."""

    def __init__(self, cards: "CardList") -> None:
        super().__init__(cards)
        self._cards = cards

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The card with the gap below it."""
        return QSize(100, self._cards.height_of(index.row()) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        cards, row = self._cards, index.row()
        item, layout = cards.cards.items[row], cards.layout_of(row)
        if cards.is_out_of_place(row):
            cards.lay_out_soon()
        paint_annotation(
            painter,
            cards.card_rect(option.rect),
            item,
            layout,
            cards.faces,
            option.palette,
            is_current=row == cards.currentIndex().row(),
            has_focus=cards.hasFocus(),
            has_draft=item.id in cards.drafted,
        )
