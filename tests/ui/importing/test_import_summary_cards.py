"""The cards above what an import would do: numbers, and the words for them."""

from pytestqt.qtbot import QtBot

from reader.operations.importing.plan import ImportCounts
from reader.ui.importing.import_summary_cards import ImportCards


def counts(**known: int) -> ImportCounts:
    names = ("new", "here", "unplaced", "unreadable", "new_articles", "known_articles")
    return ImportCounts(**(dict.fromkeys((*names, "without_text", "waiting"), 0) | known))


def test_of_articles_alone_it_says_how_many_lack_their_text(qtbot: QtBot) -> None:
    cards = ImportCards(None)  # type: ignore[arg-type]  # it is its own window here
    qtbot.addWidget(cards)
    cards.show_counts(counts(new_articles=1200, without_text=2), "")
    assert (cards.new.number.text(), cards.new.text.text()) == ("1,200", "2 without their texts")
    cards.show_counts(counts(new_articles=1200), "")
    assert cards.new.text.text() == ""
    cards.show_counts(counts(new=3, new_articles=2, known_articles=1), "")
    assert cards.new.text.text() == "in 2 new and 1 known articles"
