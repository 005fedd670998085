"""What tests of the article list share: articles without a library, and the pane, shown."""

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.articles.article_list_pane import ArticleListPane
from tests.ui.shelf import Shelf


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def pane(qtbot: QtBot, shelf: Shelf) -> ArticleListPane:
    pane = ArticleListPane(shelf.fetch)
    qtbot.addWidget(pane)
    pane.resize(346, 700)
    pane.show()
    pane.activateWindow()
    return pane
