"""An article with many highlights: one more costs the work of one, and all are shown in the end."""

from typing import Any

import pytest

from reader.core.models import Annotation, Color
from reader.core.tags.tag_names import TEXT
from reader.operations import annotations, tags
from reader.operations.history import History
from reader.ui.reading.reading_controller import MANY
from tests.journeys.conftest import Journey, keep

SENTENCES = [f"Sentence number {n} is here." for n in range(MANY + 40)]


def _mark(history: History) -> None:
    (number,) = keep(history, "Long|" + "\n".join(SENTENCES))

    def marks(unit: Any) -> None:
        for sentence in SENTENCES[: MANY + 5]:
            annotations.annotate_quote(unit, number, sentence)

    history.write(marks)


def _mark_beside(history: History) -> int:
    _mark(history)
    return keep(history, "Short|One here. Two there.")[0]


@pytest.fixture
def marked(journey: Journey) -> Journey:
    """More than MANY sentences are marked, the rest are not; the keyboard is in the text."""
    journey.fill(_mark)
    journey.start()
    journey.press("Enter")
    journey.wait(lambda: len(journey.cards) == MANY + 5)
    return journey


@pytest.fixture
def asked(marked: Journey, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions about annotations that are asked from now on, with how many came back."""
    queries, found = marked.app.queries, list[str]()
    ask = queries._annotations

    def counted(where: str, *values: int, **on: str) -> list[Annotation]:
        answer = ask(where, *values, **on)
        found.append(f"{len(answer)}")
        return answer

    monkeypatch.setattr(queries, "_annotations", counted)
    return found


def shown(journey: Journey) -> list[tuple[int, str]]:
    return [(one.id, one.exact) for one in journey.cards]


def test_a_highlight_is_read_alone_and_shown_among_the_others(
    marked: Journey, asked: list[str]
) -> None:
    pane, article = marked.window.reading_pane, marked.window.reading.article
    assert article is not None
    marked.find(SENTENCES[MANY + 20])
    asked.clear()
    marked.press("h")
    assert set(asked) == {"1"}  # whatever is asked is asked of that one
    assert len(pane._highlights) == MANY + 6
    one = marked.window.reading.highlight_at(pane.passage)  # type: ignore[arg-type]
    assert one is not None
    marked.wait(lambda: len(marked.cards) == MANY + 6)  # in the turn after the painting
    assert shown(marked)[-1] == (one.id, SENTENCES[MANY + 20])
    assert marked.window.sidebar.current_id() == one.id
    assert marked.toast.startswith("Highlighted")
    marked.press("Ctrl+z")
    assert pane._highlights.get(one.id) is None
    marked.wait(lambda: len(marked.cards) == MANY + 5)
    everything = marked.app.queries.annotations(article.id)
    assert marked.cards == everything == marked.window.reading.annotations


def test_many_changed_elsewhere_are_not_asked_for(journey: Journey) -> None:
    short = journey.fill(_mark_beside)
    journey.start()
    journey.window.reading.show_article(short)
    queries, history = journey.app.queries, journey.app.history
    history.do("Mark", annotations.highlight, short, 0, 3, Color.YELLOW, ())
    others = [one.id for one in queries.annotations(1)]
    (mine,) = journey.window.reading.annotations
    asked: list[str] = []
    queries._connection.set_trace_callback(asked.append)
    history.do("Color", annotations.set_color, [*others, mine.id], Color.GREEN)
    queries._connection.set_trace_callback(None)
    assert not any(f"{others[0]},{others[1]}" in sql for sql in asked)
    assert [one.color for one in journey.window.reading.annotations] == [Color.GREEN]
    painted = journey.window.reading_pane._highlights.get(mine.id)
    assert painted is not None
    assert painted.color is Color.GREEN


def test_tags_are_counted_by_a_worker_before_they_are_chosen(marked: Journey) -> None:
    queries, asked = marked.app.queries, list[str]()
    one, two, *_rest = marked.cards
    queries._connection.set_trace_callback(asked.append)
    marked.app.history.do("Tag", tags.tag_annotations, [one.id, two.id], ["both"])

    def is_counted() -> bool:
        of, _counted = queries._cache._kept.get("tags", (None, []))
        return of == (TEXT, queries.data_version())

    marked.wait(is_counted)
    assert [(tag.name, tag.count) for tag in queries.tags(TEXT)] == [("both", 2)]
    assert not any("WITH gone" in sql for sql in asked)
    queries._connection.set_trace_callback(None)
    marked.app.history.undo()
    assert [tag.count for tag in queries.tags(TEXT)] == []


def test_a_command_finds_the_cards_as_they_are(marked: Journey) -> None:
    marked.find(SENTENCES[MANY + 20])
    marked.press("h")
    before = len(marked.cards)
    marked.window.run("pane.next")
    assert (before, len(marked.cards)) == (MANY + 5, MANY + 6)
    assert "Sentence number 120" in marked.target


def test_going_to_the_next_highlight_reads_no_card(marked: Journey, asked: list[str]) -> None:
    marked.press("g g")
    asked.clear()
    marked.press("Alt+Down")
    assert asked == []
    assert marked.passage == SENTENCES[0] or marked.passage == SENTENCES[1]


def test_closing_with_something_left_to_follow(marked: Journey) -> None:
    marked.find(SENTENCES[MANY + 20])
    marked.press("h")
    assert len(marked.cards) == MANY + 5  # the new one's card is yet to come
    marked.stop()
