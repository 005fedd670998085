"""Makes ``library-N.sqlite``, a small library of the present schema, to be kept for ever.

Run once when a schema is released: ``python -m tests.library.freeze``. It is never made again.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reader.core.article_source import LeftOut
from reader.core.feeds import Subscription
from reader.core.models import Color
from reader.library.connection import SCHEMA, connect
from reader.library.database import Database
from reader.operations import annotations, articles, saved_searches, tags
from reader.operations.feeds import entry_storing, subscriptions
from reader.operations.feeds.entry_storing import FeedFacts, ReadEntry
from reader.operations.history import History
from tests.library.samples import LOREM, asset, draft


def freeze(path: Path) -> None:
    """Make a library with something in every table."""
    database = Database.open(path)
    history = History(database)
    picture = asset("fox")._replace(address="https://example.org/fox.png")
    fetched = draft("Foxes", url="https://example.org/?utm_source=x", assets=(picture,))
    left_out = (LeftOut("Foxes · Hounds", "navigation", 0), LeftOut("den.pdf", "attached"))
    fetched = replace(fetched, left_out=left_out)
    fetched = replace(
        fetched, source=replace(fetched.source, address="https://example.org/", etag='"1"')
    )
    first = history.do("Add", articles.add, fetched)
    marked = history.do(
        "Mark", annotations.highlight, first.article_id, 4, 19, Color.GREEN, ("animals/fox",), "why"
    )
    history.do("Note", annotations.set_article_note, first.article_id, "On the whole: 好")
    history.do("Slot", tags.bind_slot, 1, "animals/fox")
    history.do("Tag", tags.tag_articles, [first.article_id], ["pangram"])
    history.do("Edit", annotations.set_note, marked, "because")
    history.do(
        "Again",
        articles.add,
        draft("Foxes", f"Something new.\n{LOREM}", url="https://example.org/"),
    )
    second = history.do("Add", articles.add, draft("视图", "很多构造函数。"))
    history.do("Trash", articles.trash, [second.article_id])
    subscribed = Subscription("https://example.org/feed", "Foxes", ("Animals",))
    (feed,) = subscriptions.subscribe(history, [subscribed], "Subscribe")
    entry = ReadEntry("urn:1", "0", None)
    history.write(entry_storing.keep_entries, feed, [entry], True)
    history.write(entry_storing.succeed, feed, FeedFacts("The foxes", etag='"1"'))
    history.do("Save", saved_searches.save, "Unread foxes", "fox is:unread")
    history.do("Star", articles.set_starred, [first.article_id], True)
    history.undo()
    database.close()
    with closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    target = Path(__file__).parent / f"library-{SCHEMA}.sqlite"
    if target.exists():
        raise SystemExit(f"{target} is frozen")
    freeze(target)
    for beside in target.parent.glob(f"{target.stem}.sqlite?*"):
        beside.unlink()
    target.with_suffix(".lock").unlink()
