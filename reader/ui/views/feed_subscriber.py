"""Subscribes to feeds at the user's request, and reads and writes lists of feeds."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import FetchFailed, PostilError
from reader.core.feeds import CUT_OFF, Subscription
from reader.core.translation import _, ngettext, number_text
from reader.core.web_addresses import typed_address
from reader.operations.feeds import subscriptions
from reader.operations.history import History
from reader.services import Services
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task_queue import TaskQueue
from reader.ui.views.feed_refresher import FeedRefresher

if TYPE_CHECKING:
    from reader.operations.feeds.feed_fetching import FoundFeed


class FeedSubscriber:
    """Finds feeds, subscribes to them and has them read."""

    def __init__(
        self,
        app: Services,
        reader: FeedRefresher,
        queue: TaskQueue,
        notices: Notices,
        on_new: Callable[[int], None],
    ) -> None:
        """``on_new`` is called with the first of the new feeds, before they are read."""
        self._app, self._reader, self._queue = app, reader, queue
        self._notices, self._on_new = notices, on_new

    def subscribe(self, address: str) -> None:
        """Looks what feed an address leads to, subscribes and reads it; reports the result."""
        whole = typed_address(address) or address

        def found(feed: "FoundFeed") -> None:
            wanted = Subscription(feed.address, site=feed.site, title=feed.title)
            self._subscribe([wanted], feed)

        def fail(error: PostilError) -> None:
            if task.is_cancelled:
                return

            def again() -> None:
                self._notices.withdraw(str(error))
                self.subscribe(address)

            def allow() -> None:
                self._app.settings.set(is_local_network_allowed=True)
                again()

            actions = [(_("Retry"), again)]
            if isinstance(error, FetchFailed) and error.is_own_host:
                actions.append((_("Allow and retry"), allow))
            self._notices.fail(error, actions=actions)

        task = self._reader.find(whole, found, fail)
        label = _("Looking for the feed of {address}").format(address=whole)
        show_task(self._notices, label, task, task.cancel)

    def take_list(self, path: Path) -> None:
        """Subscribes to the feeds of a list (OPML)."""
        # Start-up time: parsers.
        from reader.importers.feeds.opml import read_opml
        from reader.importers.file_reading import read_file

        self._subscribe(read_opml(read_file(path, "").data, path.name))

    def write_list(self, path: Path) -> None:
        """Writes the list of feeds (OPML)."""
        # Start-up time: exporters.
        from reader.exporters.atomic_writing import as_bytes, failure, replace
        from reader.exporters.opml import opml_of

        try:
            replace(path, [as_bytes(opml_of(self._app.queries.feeds(is_counted=False)))])
        except OSError as error:
            raise failure(path, error) from error
        self._notices.notify(_("The list of feeds was exported to {path}").format(path=path))

    def _subscribe(self, wanted: Sequence[Subscription], found: "FoundFeed | None" = None) -> None:
        label = ngettext("Subscribe to feed", "Subscribe to feeds", len(wanted))

        def subscribe(history: History) -> list[int]:
            return subscriptions.subscribe(history, wanted, label)

        self._queue.run_operation(label, subscribe, lambda new: self._subscribed(new, found))

    def _subscribed(self, new: Sequence[int], found: "FoundFeed | None") -> None:
        """Reports the result of subscribing, and reads the feeds that are new."""
        title = found.title or found.address if found else ""
        if not new:
            text = _("You are subscribed to “{name}” already.").format(name=title)
            self._notices.notify(text if title else _("You are subscribed to all of them already."))
            return
        text = ngettext("Subscribed to “{name}”", "Subscribed to {n} feeds", len(new))
        names = [one.name for one in self._app.queries.feeds(new, is_counted=False)]
        text = text.format(name=title or names[0], n=number_text(len(new)))
        if found is not None and found.named > 1:
            text += " · " + _("the first of {n} feeds of the page").format(
                n=number_text(found.named)
            )
        if found is not None and not found.is_whole:
            self._notices.fail(f"{text} · {_(CUT_OFF)}", can_undo=True)  # a notice has one line
        else:
            self._notices.notify(text, can_undo=True)
        self._on_new(new[0])
        self._reader.read(new, found)
        self._reader.begin()
