"""The toolbar of a selection names the keys that are in force."""

from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import effective_keys
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import use_keys
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.ui.selection.selection_toolbar import Marked, SelectionToolbar
from reader.ui.selection.toolbar_buttons import (
    SignButton,
    draw_copy,
    draw_delete,
    draw_note,
    draw_tag,
)
from tests.ui.pictures import colors_in


def test_a_tag_has_its_present_key_on_its_cap(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    toolbar = SelectionToolbar(pane)
    toolbar.offer(Marked(), {1: "method"}, Pane.READING)
    assert [button.keys for button in toolbar.tags] == ["1"]
    use_keys(effective_keys(KeyChoices(overrides=(Override("highlight.slot_1", (), ("F8",)),))))
    try:
        toolbar.offer(Marked(), {1: "method"}, Pane.READING)
    finally:
        use_keys(effective_keys(KeyChoices()))
    assert [button.keys for button in toolbar.tags] == ["F8"]


def test_each_sign_of_the_toolbar_is_drawn(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pictures = []
    for draw in (draw_note, draw_tag, draw_copy, draw_delete):
        sign = SignButton(pane, "highlight.note", draw)
        sign.resize(sign.sizeHint())
        pictures.append(sign.grab().toImage())
    assert all(one != other for one, other in combinations(pictures, 2))


def test_groups_of_buttons_are_parted_by_lines(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    toolbar = SelectionToolbar(pane)
    toolbar.offer(Marked(), {1: "method"}, Pane.READING)
    toolbar.resize(toolbar.sizeHint())
    picture = toolbar.grab().toImage()
    lines = toolbar.findChildren(QFrame)
    assert len(lines) == 3
    for line in lines:
        for up in (-9, 9):  # pixels
            across = QRect(0, 0, 7, 1)
            across.moveCenter(line.geometry().center() + QPoint(0, up))
            assert len(colors_in(picture, across)) > 1
