"""The two texts of the review page."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.core.text.canonical_text import read_html
from reader.ui.revisions.review_text_panes import ReviewTexts
from tests.ui.overlay_host import make_annotation
from tests.ui.shelf import make_article


def test_words_imported_before_the_text_are_shown_and_compared(qtbot: QtBot) -> None:
    """An empty pane was beside the proposed position, which was said to be rewritten."""
    parent = QWidget()
    qtbot.addWidget(parent)
    texts = ReviewTexts(parent)
    new = read_html("<p>A fox &lt; two.</p><p>A fox &lt; two.</p>")
    one = replace(
        make_annotation(1, "fox < two"), made_start=0, made_end=0, start=2, end=11, score=0.6
    )
    texts.compare(one, make_article(1), read_html(""), new)
    assert texts.old.text.toPlainText().strip() == "fox < two"
    assert texts.old.caption.text() == "The words as imported, before the article had a text"
    assert "60% sure: several passages are similar" in texts.new.caption.text()


def test_words_imported_that_the_text_has_in_another_form_are_shown_as_they_came(
    qtbot: QtBot,
) -> None:
    """What is proposed was shown on both sides, and called the same words."""
    parent = QWidget()
    qtbot.addWidget(parent)
    texts = ReviewTexts(parent)
    text = read_html("<p>It is true that moss has no root.</p>")
    one = replace(
        make_annotation(1, "Moss has no roots"), made_start=16, made_end=32, start=16, end=32
    )
    texts.compare(one, make_article(1), text, text)
    assert texts.old.text.toPlainText().strip() == "Moss has no roots"
    assert texts.old.caption.text() == "The words as imported"
    assert texts.new.caption.text().endswith("part of it was rewritten")
