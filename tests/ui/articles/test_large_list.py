"""A list of more articles than are read at once: it is scrolled, chosen from and changed as any other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader.core.errors import LibraryError
from reader.core.listed_ids import ListedIds
from reader.core.models import Sort, State, View
from reader.core.query.query_parser import parse
from reader.library.queries.queries import Queries
from reader.library.queries.searching import indexed_search
from reader.library.queries.view_pages import PAGE, FoundRows, ViewPages
from reader.library.unit_of_work import Unit
from reader.operations import articles, metadata_editing
from reader.paths import library_file
from reader.services import Services
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.articles.article_list_pane import ArticleListPane
from tests.library.queries.test_view_pages import put_many


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, put_library: Callable[[Path], None]
) -> Iterator[ArticleListController]:
    put_library(library_file(tmp_path))
    put_many(library_file(tmp_path))
    app = Services.open(tmp_path)
    pane = ArticleListPane(app.queries.articles)
    qtbot.addWidget(pane)
    desk = ArticleListController(app, pane, lambda ask, then, _fail: then(ask(app.queries)))
    app.history.subscribe(desk.refresh)
    desk.show_view(View.ALL)
    pane.resize(300, 600)
    pane.show()
    yield desk
    app.close()


def test_a_large_view_is_moved_through_sorted_and_changed(
    qtbot: QtBot, desk: ArticleListController
) -> None:
    pane, app = desk.pane, desk._app
    ids = app.queries.article_ids(View.ALL)
    assert isinstance(pane.model.ids, ViewPages)
    assert pane.model.rowCount() == len(ids) > 2_000
    pane.select_first()
    desk.step(1_200)
    assert pane.current_id() == ids[1_200]
    desk.step(10_000)
    assert pane.current_id() == ids[-1]
    pane.select(ids[700])
    assert (pane.current_id(), pane.selected_ids()) == (ids[700], [ids[700]])

    with qtbot.assertNotEmitted(pane.model.modelReset):  # as many, and the same in sight
        app.history.do("Star", articles.set_starred, [ids[700]], True)
    app.history.do("Trash", articles.trash, [ids[700]])
    assert pane.current_id() == ids[701]  # the next one left
    assert pane.model.rowCount() == len(ids) - 1
    app.history.undo()
    assert pane.current_id() == ids[701]

    desk.sort(Sort.TITLE, False)
    assert pane.current_id() == ids[701]  # wherever it stands now
    by_title = app.queries.article_ids(View.ALL, None, Sort.TITLE, descending=False)
    assert pane.list.currentIndex().row() == by_title.index(ids[701])
    assert list(pane.model.ids.all()) == by_title


@pytest.mark.parametrize(("text", "kind"), [("-nothing", ViewPages), ("e", FoundRows)])
def test_what_a_search_finds_is_read_while_it_is_looked_at(
    desk: ArticleListController, monkeypatch: pytest.MonkeyPatch, text: str, kind: type[ListedIds]
) -> None:
    """From where it was found, while the next search is asked elsewhere."""
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)  # so that fewer are many
    pane, app = desk.pane, desk._app
    pane.set_query(text)
    for _again in range(3):
        assert isinstance(pane.model.ids, kind)
        ids = app.queries.article_ids(View.ALL, parse(text), Sort.BEST)
        assert list(pane.model.ids.all()) == ids
        pane.select_first()
        desk.step(300)
        assert pane.current_id() == ids[300]
        app.history.do("Trash", articles.trash, [ids[300]])
        assert pane.current_id() == ids[301]
        assert pane.model.rowCount() == len(ids) - 1
    pane.set_query("")
    assert pane.current_id() == ids[301]
    assert list(pane.model.ids.all()) == app.queries.article_ids(View.ALL)
    desk.stop()


def test_the_list_is_read_while_another_search_is_asked(
    desk: ArticleListController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)
    pane, app = desk.pane, desk._app
    answers: list[Callable[[], None]] = []

    def ask(query: Callable[[Queries], Any], success: Callable[[Any], None], _fail: object) -> None:
        answer = query(app.queries)
        answers.append(lambda: success(answer))

    monkeypatch.setattr(desk, "_ask", ask)
    for text in ("e", "zo", "em"):
        pane.set_query(text)
        answers.pop()()
        ids = app.queries.article_ids(View.ALL, parse(text), Sort.BEST)
        pane.set_query("nothing")
        assert pane.model.id_at(300) == ids[300]
        answers.pop()()
        assert pane.model.rowCount() == 0
    desk.stop()


def test_what_changes_out_of_sight_is_among_what_is_chosen(desk: ArticleListController) -> None:
    pane, app = desk.pane, desk._app
    pane.select_first()
    desk.select("all")
    before = pane.selected_ids()
    desk.select("none")
    trashed = app.queries.article_ids(View.TRASH)[-1]

    def exchange(unit: Unit) -> None:
        articles.trash(unit, [before[1_500]])
        articles.restore(unit, [trashed])

    app.history.do("Exchange", exchange)
    desk.select("all")
    assert set(pane.selected_ids()) ^ set(before) == {before[1_500], trashed}


def test_what_is_chosen_out_of_sight_stays_chosen_while_others_move(
    desk: ArticleListController,
) -> None:
    """As many rows, the same in sight: but what is current and chosen stands elsewhere now."""
    pane, app = desk.pane, desk._app

    def look_elsewhere() -> None:
        pane.list.scrollToTop()
        for row in range(0, 20 * PAGE, PAGE):  # more pages than are kept
            assert pane.model.id_at(row)

    desk.sort(Sort.TITLE, False)
    ids = app.queries.article_ids(View.ALL, None, Sort.TITLE, descending=False)
    pane.select(ids[2_000])
    look_elsewhere()
    app.history.do("Edit title", metadata_editing.edit, ids[1_700], {"title": "zzz"})
    assert (pane.current_id(), pane.selected_ids()) == (ids[2_000], [ids[2_000]])

    desk.step(5, extend=True)
    chosen = pane.selected_ids()
    assert chosen == ids[2_000:2_006]
    look_elsewhere()
    app.history.undo()
    assert (pane.current_id(), pane.selected_ids()) == (ids[2_005], chosen)

    look_elsewhere()
    app.history.do("Trash", articles.trash, chosen)
    assert pane.current_id() == ids[2_006]  # the next one left


def test_all_of_a_large_view_is_chosen_and_filed(desk: ArticleListController) -> None:
    pane, app = desk.pane, desk._app
    ids = app.queries.article_ids(View.ALL)
    pane.select_first()
    desk.select("all")
    assert pane.selected_ids() == ids
    app.history.do("File", articles.set_state, pane.selected_ids(), State.LATER)
    assert app.queries.counts().later == len(ids)
    assert sorted(pane.selected_ids()) == sorted(ids)  # those of feeds are added now
    desk.select("none")
    assert len(pane.selected_ids()) == 1
    assert desk.show_next_unread()
    assert not app.queries.article(pane.current_id() or 0).is_read


def test_a_list_that_cannot_be_read_stays_as_it_was(desk: ArticleListController) -> None:
    """What is current and chosen is looked for in other ids before anything is changed."""

    def fail(*_arguments: object) -> Any:
        raise LibraryError("The disk failed.")

    pane, app = desk.pane, desk._app
    ids = app.queries.article_ids(View.ALL)
    pane.select(ids[1_500])
    listed = pane.model.ids
    assert isinstance(listed, ViewPages)
    failing = ViewPages(fail, listed._walk, listed._where, len(listed))
    same, other = failing, ViewPages(fail, listed._walk, listed._where, len(listed) - 1)
    for ids_of_now in (same, other):  # compared by what was read, and looked for what is current
        with pytest.raises(LibraryError):
            pane.set_ids(ids_of_now)
    assert pane.model.ids is listed
    current: list[int] = []
    pane.current_changed.connect(current.append)
    desk.step(1)
    assert current == [pane.current_id()] == [ids[1_501]]

    told: list[str] = []
    pane.model.failed.connect(told.append)
    pane.model.take_up(failing)
    assert pane.model.row_of(ids[0]) is None
    assert not pane.select(ids[0])
    assert told == ["The disk failed."] * 2
