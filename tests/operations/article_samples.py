"""Two articles with all that can belong to one, for the files of articles and what is made of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reader.core.article_source import LeftOut
from reader.core.feeds import Subscription
from reader.core.models import Color, State
from reader.operations import annotations, articles, color_tags, saved_searches, tags
from reader.operations.draft_preparation import prepare
from reader.operations.feeds import entry_storing, subscriptions
from reader.operations.feeds.entry_storing import ReadEntry
from reader.operations.history import History
from tests.library.samples import LOREM, asset, draft, tables

ADDRESS = "https://example.org/foxes"


def fill(history: History) -> tuple[int, int]:
    """Two articles, which share a source, and one that was deleted for good."""
    picture = asset("picture")
    one = history.do(
        "Add",
        articles.add,
        draft(
            html=f'<p>{LOREM}</p><p><img src="asset:{picture.sha256}" alt=""></p>',
            assets=(picture,),
            url=ADDRESS,
            left_out=(LeftOut("Home · Foxes", "navigation", 0, is_put_back=True),),
        ),
        ("Ünd/x", "t"),
    ).article_id
    other = draft("Two", "Other words\nof 𝒳 two.", data=b"second")
    two = history.do("Add", articles.add, other).article_id
    marked = history.do(
        "Mark", annotations.highlight, one, 4, 9, Color.GREEN, ("t", "own"), "a note"
    )
    history.do("Note", annotations.set_note, marked, "another note")
    history.do("Mark", annotations.highlight, one, 10, 15)
    history.do("Delete", annotations.delete, [history.do("Mark", annotations.highlight, one, 0, 3)])
    history.do("Mark", annotations.highlight, one, 16, 19, Color.YELLOW, (), "undone")
    history.undo()  # of which only the history is left
    history.do("Note", annotations.set_article_note, two, "about it")
    history.do("Tag", tags.bind_slot, 3, "t")
    history.do("Color", color_tags.set_color_of_tag, "own", "red")
    history.do("File", articles.set_state, [two], State.LATER)
    history.do(
        "New text", articles.add, draft(text=f"{LOREM} And more.", data=b"second", url=ADDRESS)
    )
    history.write(articles.remember_position, one, 7, 0.5)
    subscribed = Subscription("https://example.org/feed", "Foxes", ("Animals", "All"))
    (feed,) = subscriptions.subscribe(history, [subscribed], "Subscribe")
    brought = ReadEntry("urn:1", "0", prepare(draft(url=ADDRESS)))  # which is there already
    history.write(entry_storing.keep_entries, feed, [brought], False)
    history.do("Save", saved_searches.save, "Unread foxes", "fox is:unread")
    gone = history.do("Add", articles.add, draft("Gone", "Gone words.")).article_id
    history.do("Trash", articles.trash, [gone])
    history.write(articles.purge, [gone])
    return one, two


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that the second form keeps: all but the undo steps."""
    found = tables(path)
    with closing(sqlite3.connect(path)) as connection:
        for table in ("annotation_history", "sqlite_sequence"):
            found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    found["sqlite_sequence"] = [row for row in found["sqlite_sequence"] if row[0] != "step"]
    return found
