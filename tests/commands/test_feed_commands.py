"""Commands on feeds: what they ask, what they refuse, and what can be undone."""

import pytest

from reader.commands.context import Pane
from reader.commands.prompt_types import FormPrompt, TextPrompt
from reader.core.errors import InvalidInput
from reader.core.feeds import FeedContent, FeedOptions, Subscription
from reader.core.models import View
from reader.operations.draft_preparation import prepare
from reader.operations.feeds import entry_storing, subscriptions
from reader.operations.feeds.entry_storing import ReadEntry
from tests.commands.scripted import Desk
from tests.library.samples import draft


@pytest.fixture
def feeds(desk: Desk) -> list[int]:
    """Two feeds in a folder, each with an article; the folder is the panel's current row."""
    history = desk.app.history
    wanted = [Subscription(f"https://e.org/{n}", f"Feed {n}", ("Daily",)) for n in (1, 2)]
    ids = subscriptions.subscribe(history, wanted, "Subscribe")
    for id_ in ids:
        entry = ReadEntry("1", "", prepare(draft(f"Of {id_}", f"Words of {id_}")))
        history.write(entry_storing.keep_entries, id_, [entry], False)
    look(desk, *ids, folder=("Daily",))
    return ids


def look(desk: Desk, *ids: int, folder: tuple[str, ...] = ()) -> None:
    desk.look()
    desk.context = desk.context._replace(pane=Pane.VIEWS, feeds=ids, folder=folder)


def test_an_address_is_checked_while_it_is_typed(desk: Desk) -> None:
    done = desk.run("feed.add", "https://e.org/")
    assert done.done == [("feeds.subscribe", "https://e.org/")]
    (prompt,) = done.asked
    assert isinstance(prompt, TextPrompt)
    assert "https://e.org" in prompt.preview("e.org")
    with pytest.raises(InvalidInput):
        prompt.preview("no address")


def test_a_command_without_a_feed_says_how_to_get_one(desk: Desk) -> None:
    assert "Select a feed first" in desk.run("feed.rename").said[0]


def test_folders_and_feeds_are_renamed_moved_and_set(desk: Desk, feeds: list[int]) -> None:
    desk.run("feed.rename", "Weekly")
    assert {one.folder for one in desk.app.queries.feeds()} == {("Weekly",)}
    look(desk, feeds[0])
    desk.run("feed.rename", "")
    desk.run("feed.move", " A / B ")
    (one,) = desk.app.queries.feeds([feeds[0]])
    assert (one.name, one.folder) == ("e.org", ("A", "B"))
    desk.run("feed.content", "page")
    done = desk.run("feed.options", {"count": "", "days": "30"})
    assert desk.app.queries.feeds([feeds[0]])[0].options == FeedOptions(FeedContent.PAGE, 0, 30)
    (prompt,) = done.asked
    assert isinstance(prompt, FormPrompt)
    for name, text in (("count", "-1"), ("days", "x")):
        with pytest.raises(InvalidInput):
            prompt.check(name, text)
    for _step in range(5):
        desk.app.history.undo()
    assert {(one.name, one.folder) for one in desk.app.queries.feeds()} == {
        ("Feed 1", ("Daily",)),
        ("Feed 2", ("Daily",)),
    }


def test_what_is_set_for_a_folder_leaves_other_settings_of_its_feeds(
    desk: Desk, feeds: list[int]
) -> None:
    look(desk, feeds[1])
    desk.run("feed.content", "page")
    look(desk, *feeds, folder=("Daily",))
    desk.run("feed.options", {"count": "9", "days": ""})
    found = [feed.options for feed in desk.app.queries.feeds(feeds)]
    assert found == [FeedOptions(FeedContent.FEED, 9), FeedOptions(FeedContent.PAGE, 9)]


def test_all_of_a_folder_is_marked_as_read_and_left_in_one_step(
    desk: Desk, feeds: list[int]
) -> None:
    assert desk.run("feed.read").said == ["Marked 2 articles as read"]
    assert [one.unread for one in desk.app.queries.feeds()] == [0, 0]
    desk.app.history.undo()
    assert [one.unread for one in desk.app.queries.feeds()] == [1, 1]
    before = len(desk.app.queries.article_ids(View.ALL))
    done = desk.run("feed.leave")
    assert "2 feeds" in done.said[0]
    assert desk.app.queries.feeds() == []
    assert len(desk.app.queries.article_ids(View.ALL)) == before - 2
    desk.app.history.undo()
    assert len(desk.app.queries.feeds()) == 2


def test_how_often_feeds_are_read_is_a_choice(desk: Desk) -> None:
    desk.run("feed.interval", "0")
    assert desk.app.settings.number("feed_minutes") == 0
