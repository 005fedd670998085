"""The bare window that Postil's is a ratio to: a list, a text and a list, with nothing behind them.

Run as a program, as Postil is: ``python -m benchmarks.bare_window``.
"""

import sys

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QSplitter, QTextBrowser

from benchmarks.prose import article_html, title

ROWS = 40
SIZE = (1380, 860)
WIDTHS = [345, 715, 320]


def main() -> int:
    """Show the window until it is closed. Down goes to the next article, as in Postil's list."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle("bare window")
    left, text, right = QListView(), QTextBrowser(), QListView()
    for view, name in ((left, "Article"), (right, "Note")):
        view.setModel(QStringListModel([f"{name} {title(row)}" for row in range(ROWS)]))
        view.setUniformItemSizes(True)

    def show(current: QModelIndex) -> None:
        number = current.row()
        text.setHtml(f"<h1>{title(number)}</h1>{article_html(number)}")

    left.selectionModel().currentChanged.connect(lambda current, _old: show(current))
    left.setCurrentIndex(left.model().index(0, 0))
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    splitter = QSplitter(Qt.Orientation.Horizontal)
    for pane in (left, text, right):
        splitter.addWidget(pane)
    splitter.setSizes(WIDTHS)
    window.setCentralWidget(splitter)
    window.resize(*SIZE)
    left.setFocus()
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
