"""Journeys of a library whose folder is moved away while a note is written."""

from pathlib import Path

from tests.journeys.conftest import Journey, keep


def test_the_file_that_has_the_note_is_named_and_the_highlight_has_one_card(
    journey: Journey,
) -> None:
    journey.fill(lambda history: keep(history, "One|First sentence. Second sentence."))
    journey.start()
    journey.press("Enter n")
    journey.type("precious")
    assert journey.window.drafts.flush()
    away = journey.directory.rename(journey.directory.with_name("away"))
    journey.type(" words")
    assert not journey.window.drafts.flush()
    assert not journey.window.close()
    (file,) = Path.home().glob("*.not-kept-1.json")
    assert "precious words" in file.read_text("ascii")
    assert any(str(file) in toast for toast in journey.toasts)
    assert [card.exact for card in journey.cards] == ["First sentence."]
    away.rename(journey.directory)
    assert journey.window.drafts.flush()
