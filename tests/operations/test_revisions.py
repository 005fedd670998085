"""Another text of an article: taken, offered, left, brought back; the highlights go along."""

from collections.abc import Callable
from functools import partial

import pytest

from reader.core.anchoring.reanchoring_base import AnchorCounts
from reader.core.errors import InvalidInput, NotFound
from reader.core.models import Status
from reader.library import write_connection
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import (
    adding,
    annotations,
    articles,
    draft_preparation,
    reanchoring,
    reviewing,
    revisions,
)
from reader.operations.draft_preparation import AddResult
from reader.operations.history import History
from tests.library.samples import assert_sound, draft, tables
from tests.operations.offers_and_trash import restore_annotations, use_offer
from tests.undo_steps import next_undo

URL = "https://example.org/"
LINES = [
    "The harbour was quiet when the pilot came aboard before dawn.",
    "Nobody had seen the lighthouse lit since the winter of the great storm.",
    "She wrote the depth of the channel into a small green notebook.",
    "The tide would turn at seven, and the ship could not wait for it.",
    "Gulls followed the ferry as far as the outer buoy and turned back.",
    "In the evening the whole town stood on the pier without a word.",
]
OLD = "\n".join(LINES)
SHORT = "The page has moved, please look for it elsewhere or write to the editor."


def _fill(history: History) -> list[int]:
    """A highlight on the first half of every line."""
    history.do("Add", articles.add, draft("Harbour", OLD, url=URL))
    text = OLD.replace("\n", "\n\n")
    return [
        history.do("Mark", annotations.highlight, 1, text.index(line), text.index(line) + 30)
        for line in LINES
    ]


EMPTY = pytest.mark.parametrize("contents", [None], ids=[""])


@pytest.fixture
def contents() -> Callable[[History], list[int]]:
    return _fill


@pytest.fixture
def marks(filled: list[int]) -> list[int]:
    return filled


def _add(history: History, text: str) -> AddResult:
    return history.do("Again", articles.add, draft("Harbour", text, url=URL))


def _sure(history: History, text: str) -> AddResult:
    add = partial(articles.add, is_sure=True)
    return history.do("Again", add, draft("Harbour", text, url=URL))


def _places(queries: Queries) -> dict[int, tuple[int | None, int | None, Status]]:
    return {one.id: (one.start, one.end, one.status) for one in queries.annotations(1)}


def test_what_became_of_each_is_told(history: History, queries: Queries, marks: list[int]) -> None:
    text = OLD.replace("harbour was quiet", "harbor was quiet")
    added = _add(history, text.replace(f"{LINES[4]}\n", ""))
    assert added.status == "updated"
    assert added.placing is not None
    assert added.placing.total == len(marks)
    assert added.placing.as_dict() == {
        status.value: sum(one.status is status for one in queries.annotations(1))
        for status in (Status.EXACT, Status.FUZZY, Status.REVIEW, Status.ORPHAN)
    }
    assert _places(queries)[marks[1]][2] is Status.EXACT


def test_a_text_by_which_much_is_lost_is_only_offered(
    history: History, queries: Queries, marks: list[int], database: Database
) -> None:
    before = queries.article(1), _places(queries), tables(database.path)
    added = _add(history, SHORT)
    assert added.status == "offered"
    assert (queries.article(1), _places(queries)) == before[:2]
    offer = queries.offer(1)
    assert offer is not None
    assert added.placing == AnchorCounts(offer.exact, offer.fuzzy, offer.review, offer.orphan)
    assert (offer.seq, offer.highlights) == (2, 6)
    assert offer.lost == offer.orphan >= 5
    assert len(queries.annotations(1, offer.id)) == 6
    assert_sound(database.path)
    history.undo()
    assert tables(database.path) == before[2]
    assert queries.offer(1) is None


@EMPTY
def test_half_of_a_text_that_nothing_was_marked_in_is_offered_too(
    history: History, queries: Queries
) -> None:
    history.do("Add", articles.add, draft("Harbour", OLD, url=URL))
    assert _add(history, LINES[0]).status == "offered"
    assert _add(history, "\n".join(LINES[:4])).status == "updated"
    assert queries.offer(1) is None


def test_the_same_offer_again_is_no_second_revision(
    history: History, queries: Queries, marks: list[int]
) -> None:
    for _ in range(3):
        assert _add(history, SHORT).status == "offered"
    history.do("Leave", revisions.decline_offer, 1)
    assert queries.offer(1) is None
    assert _add(history, SHORT).status == "offered"
    assert [one.seq for one in queries.revisions(1)] == [1, 2]
    assert _add(history, f"{SHORT} Or not.").status == "offered"
    offer = queries.offer(1)
    assert offer is not None
    assert offer.seq == 3


def test_an_offer_is_taken_with_what_was_marked_meanwhile(
    history: History, queries: Queries, marks: list[int], database: Database
) -> None:
    _add(history, "\n".join(LINES[:2]))
    late = history.do("Mark", annotations.highlight, 1, 40, 60)
    before = tables(database.path)
    placing = history.do("Use", use_offer, 1)
    assert placing.total == len(marks) + 1
    assert queries.revision(queries.article(1).revision_id).seq == 2
    assert queries.annotation(late).start is not None
    assert queries.offer(1) is None
    history.undo()
    assert tables(database.path) == before
    history.do("Leave", revisions.decline_offer, 1)
    history.undo()
    assert tables(database.path) == before


def test_an_offer_that_is_taken_brings_what_it_says_of_itself(
    history: History, queries: Queries, marks: list[int], database: Database
) -> None:
    _add(history, "\n".join(LINES[:2]))
    before = queries.article(1), tables(database.path)
    says = {"byline": "Ada", "site": "The Port", "published": "2026-11-25", "excerpt": "It moved."}
    new = draft("Port", LINES[0], url="https://example.org/elsewhere", language="en", **says)
    history.do("Use", use_offer, 1, None, new)
    article = queries.article(1)
    assert {name: getattr(article, name) for name in says} == says
    assert (article.title, article.language, article.word_count) == ("Port", "en", 24)
    assert article.url == URL  # an address stays what it was
    history.undo()
    assert (queries.article(1), tables(database.path)) == before
    history.redo()
    assert queries.article(1) == article


def test_there_must_be_an_offer_to_leave(history: History, marks: list[int]) -> None:
    with pytest.raises(NotFound, match="Harbour"):
        history.do("x", revisions.decline_offer, 1)


def test_who_is_sure_has_the_text_at_once(
    history: History, queries: Queries, marks: list[int]
) -> None:
    _add(history, SHORT)
    assert _sure(history, SHORT).status == "updated"
    assert [one.seq for one in queries.revisions(1)] == [1, 2]
    assert queries.offer(1) is None
    assert len(queries.annotations(1)) == len(marks)


def test_there_and_back_again(history: History, queries: Queries, marks: list[int]) -> None:
    before = _places(queries)
    _sure(history, OLD.replace("the", "that").replace("pier", "jetty"))
    assert _places(queries) != before
    _sure(history, OLD)
    assert _places(queries) == before


def test_a_confirmed_place_is_where_it_is_sought_from_then_on(
    history: History, queries: Queries, marks: list[int]
) -> None:
    new = OLD.replace(LINES[0], "Long ago a stranger climbed on deck while everybody slept below.")
    _sure(history, new)
    text = queries.revision(queries.article(1).revision_id).text
    start = text.index("a stranger climbed on deck")
    history.do("Place", reviewing.place, marks[0], start, start + 26)
    assert queries.annotation(marks[0]).status is Status.CONFIRMED
    _sure(history, f"A first line that was not there.\n{new}")
    one = queries.annotation(marks[0])
    text = queries.revision(queries.article(1).revision_id).text
    assert (one.status, one.start) == (Status.EXACT, text.index("a stranger climbed"))
    _sure(history, new)  # a text on which a person has confirmed a place
    assert queries.annotation(marks[0]).status is Status.CONFIRMED
    assert queries.annotation(marks[0]).start == start
    _sure(history, OLD)  # the text it was made on: the offsets it was made at
    assert queries.annotation(marks[0]).start == queries.annotation(marks[0]).made_start


def test_what_is_in_the_trash_goes_along(
    history: History, queries: Queries, marks: list[int]
) -> None:
    history.do("Delete", annotations.delete, [marks[3]])
    added = _add(history, f"A new first line.\n{OLD}")
    assert added.placing is not None
    assert added.placing.total == len(marks) - 1
    history.do("Restore", restore_annotations, [marks[3]])
    one = queries.annotation(marks[3])
    text = queries.revision(queries.article(1).revision_id).text
    assert (one.status, text[one.start : one.end]) == (Status.EXACT, one.exact)


def test_an_earlier_text_is_made_the_present_one(
    history: History, queries: Queries, marks: list[int], database: Database
) -> None:
    first = queries.article(1).revision_id
    places = _places(queries)
    _add(history, f"A new first line.\n{OLD}")
    late = history.do("Mark", annotations.highlight, 1, 2, 10)
    before = tables(database.path)
    history.do("Back", revisions.make_current, 1, first)
    now = _places(queries)
    assert now.pop(late)[2] is Status.ORPHAN
    assert now == places
    assert_sound(database.path)
    history.undo()
    assert tables(database.path) == before
    history.do("Add", articles.add, draft("Other", "Another article."))
    with pytest.raises(NotFound, match="does not belong"):
        history.do("Back", revisions.make_current, 2, first)


def test_places_found_beforehand_are_taken_while_they_are_right(
    history: History, queries: Queries, marks: list[int]
) -> None:
    new = draft_preparation.prepare(draft("Harbour", f"A new first line.\n{OLD}", url=URL))
    planned = revisions.planned(queries, new, 1)
    assert sorted(planned.places) == marks
    late = history.do("Mark", annotations.highlight, 1, 2, 30)
    history.do("Again", articles.add, planned)
    assert queries.annotation(late).status is Status.EXACT
    assert all(one.status is Status.EXACT for one in queries.annotations(1))


def test_places_found_from_a_place_that_was_moved_since_are_not_taken(
    history: History, queries: Queries, marks: list[int]
) -> None:
    new = draft_preparation.prepare(draft("Harbour", f"A new first line.\n{OLD}", url=URL))
    planned = revisions.planned(queries, new, 1)
    text = queries.revision(queries.article(1).revision_id).text
    start = text.index("outer buoy")
    history.do("Place", reviewing.place, marks[0], start, start + 10)
    history.do("Again", articles.add, planned)
    text = queries.revision(queries.article(1).revision_id).text
    assert queries.annotation(marks[0]).start == text.index("outer buoy")


def test_read_in_again(history: History, queries: Queries, marks: list[int]) -> None:
    there = queries.article(1)
    same = draft("Harbour", OLD, url=URL)
    assert history.do("Again", revisions.reread, 1, same).status == "duplicate"
    nothing = draft("Harbour", html="<p></p>", url=URL, data=b"")
    with pytest.raises(InvalidInput, match="contains no text"):
        history.do("Again", revisions.reread, 1, nothing)
    elsewhere = draft("Harbour", f"A new first line.\n{OLD}", url="https://example.com/copy")
    assert history.do("Again", revisions.reread, 1, elsewhere).status == "updated"
    assert queries.article(1).url == there.url
    marked_up = draft("Harbour", html=f"<p><b>A new</b> first line.</p>{_html(OLD)}", data=b"2")
    assert history.do("Again", revisions.reread, 1, marked_up).status == "updated"
    assert [one.seq for one in queries.revisions(1)] == [1, 2, 3]
    assert {one.status for one in queries.annotations(1)} == {Status.EXACT}


def _html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines())


# -- a look at them --------------------------------------------------------------------------------


@pytest.fixture
def unsure(history: History, queries: Queries, marks: list[int]) -> list[int]:
    """Highlights that need a look, some with a place proposed."""
    new = OLD.replace("harbour was quiet when the pilot", "port was silent as a pilot")
    _sure(history, new.replace(LINES[4], "A market is held there.").replace(LINES[5], ""))
    found = [one for one in queries.annotations(1) if one.needs_review]
    assert {one.status for one in found} == {Status.REVIEW, Status.ORPHAN}
    return [one.id for one in sorted(found, key=lambda one: one.status.value, reverse=True)]


def test_a_place_is_accepted(
    history: History, queries: Queries, unsure: list[int], database: Database
) -> None:
    before, guess = tables(database.path), queries.annotation(unsure[0])
    waiting = queries.waiting()
    assert waiting == [(1, "Harbour", len(unsure))]
    assert history.do("Accept", reviewing.accept, unsure) == 1
    one = queries.annotation(unsure[0])
    assert (one.status, one.start, one.end) == (Status.CONFIRMED, guess.start, guess.end)
    assert queries.waiting() == [(1, "Harbour", len(unsure) - 1)]
    history.undo()
    assert tables(database.path) == before


def test_what_has_no_place_cannot_be_accepted(
    history: History, unsure: list[int], database: Database
) -> None:
    before = tables(database.path)
    with pytest.raises(InvalidInput, match="No position was found"):
        history.do("Accept", reviewing.accept, unsure[-1:])
    for start, end in ((5, 5), (-1, 4), (0, 10_000), (9, 3)):
        with pytest.raises(InvalidInput, match="no words"):
            history.do("Place", reviewing.place, unsure[-1], start, end)
    note = history.do("Note", annotations.set_article_note, 1, "note")
    with pytest.raises(InvalidInput, match="note on the article"):
        history.do("Accept", reviewing.accept, [note])
    history.undo()
    assert tables(database.path) == before


def test_what_is_left_without_a_place_is_not_asked_about_again(
    history: History, queries: Queries, unsure: list[int], database: Database
) -> None:
    before = tables(database.path)
    history.do("Leave", reviewing.keep_as_orphan, unsure)
    assert queries.waiting() == []
    assert {queries.annotation(id_).status for id_ in unsure} == {Status.ORPHAN}
    assert len(queries.annotations(1)) == len(LINES)
    history.undo()
    assert tables(database.path) == before


def test_undo_brings_back_how_far_the_earlier_text_was_read(
    history: History, queries: Queries, marks: list[int]
) -> None:
    _add(history, "\n".join(LINES[:2]))
    history.write(articles.remember_position, 1, 30, 0.4)
    history.do("Use", use_offer, 1)
    history.write(articles.remember_position, 1, 5, 1.0)  # a text so short is soon read
    history.undo()
    article = queries.article(1)
    assert (article.position, article.progress) == (30, 0.4)


def test_what_is_found_beforehand_is_all_that_is_sought(
    history: History, queries: Queries, marks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = OLD.replace("was quiet when the pilot", "lay silent as a pilot")
    _sure(history, changed)
    (one,) = [one.id for one in queries.annotations(1) if one.status is not Status.EXACT]
    shorter = changed.replace("silent", "quite silent").split("\n")[:2]
    assert _add(history, "\n".join(shorter)).status == "offered"
    offer = queries.offer(1)
    assert offer is not None
    later = write_connection.now() + 5
    monkeypatch.setattr(write_connection, "now", lambda: later)
    place = queries.annotation(one)
    history.do("Place", reviewing.place, one, place.start or 0, (place.end or 1) + 2)
    found = reanchoring.missing_places(queries, 1, offer.id)
    assert set(found) == {one}  # the guess on the offer is older than the place confirmed

    def search(*_args: object, **_more: object) -> None:
        pytest.fail("texts are compared on the main thread")

    monkeypatch.setattr("reader.core.anchoring.reanchoring.reanchor", search)
    history.do("Use", revisions.make_current, 1, offer.id, found)
    assert queries.article(1).revision_id == offer.id


def test_a_text_that_is_undone_while_highlights_are_sought_is_not_missed(
    history: History, queries: Queries, marks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _sure(history, OLD.replace("pilot", "captain"))
    confirmed = queries.annotations(1)[0]
    assert confirmed.start is not None
    history.do("Place", reviewing.place, confirmed.id, confirmed.start, confirmed.start + 20)
    marked = queries.marked

    def undone(article_id: int) -> object:
        found = marked(article_id)
        monkeypatch.setattr(queries, "marked", marked)
        for _ in range(2):
            history.undo()
        return found

    monkeypatch.setattr(queries, "marked", undone)
    prepared = draft_preparation.prepare(draft("Harbour", OLD.replace("quiet", "silent"), url=URL))
    places = revisions.planned(queries, prepared, 1).places
    assert places is not None
    assert set(places) == set(marks)


@EMPTY
@pytest.mark.parametrize("changed", [OLD.replace("pilot", "captain"), SHORT])
def test_an_article_read_in_again_is_undone_by_that_name(
    history: History, queries: Queries, changed: str
) -> None:
    for text, label in ((OLD, "Add “Harbour”"), (changed, "Import again")):
        prepared = draft_preparation.prepare(draft("Harbour", text, url=URL))
        adding.keep(history, [prepared], (), f"add {label}")
        step = next_undo(queries)
        assert step is not None
        assert step.label == label


def test_what_was_left_without_a_place_stays_so_on_the_next_text(
    history: History, queries: Queries, marks: list[int]
) -> None:
    _sure(history, "\n".join(LINES[2:]))
    lost = [one.id for one in queries.annotations(1) if one.status is Status.ORPHAN]
    assert len(lost) == 2
    history.do("Leave", reviewing.keep_as_orphan, lost[:1])
    _sure(history, "\n".join([*LINES[2:], "One more line that nothing is marked in."]))
    assert [one.id for one in queries.annotations(1) if one.needs_review] == lost[1:]
    _sure(history, OLD)  # where it was made it has its place again
    assert not any(one.needs_review for one in queries.annotations(1))
    _sure(history, "\n".join(LINES[2:5]))
    waiting = {one.id for one in queries.annotations(1) if one.needs_review}
    assert waiting == {*lost, marks[5]}  # it had a place since: that is news


def test_what_was_left_while_a_text_was_offered_is_not_asked_about_on_it(
    history: History, queries: Queries, marks: list[int]
) -> None:
    _sure(history, "\n".join(LINES[1:]))
    (lost,) = [one.id for one in queries.annotations(1) if one.status is Status.ORPHAN]
    assert _add(history, SHORT).status == "offered"
    history.do("Leave", reviewing.keep_as_orphan, [lost])
    history.do("Use", use_offer, 1)
    found = {one.id: one for one in queries.annotations(1)}
    assert found[lost].is_settled
    assert not found[lost].needs_review
    assert any(one.needs_review for one in found.values())
