"""Shows the panel of views; subscribes to feeds, arranges them, refreshes them and unsubscribes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.adding.adding_commands import copied_address
from reader.commands.command import ARTICLE, FILE, GO, VIEW, Call, Commands, Need
from reader.commands.context import PANES, VIEWS
from reader.commands.prompt_types import (
    Asking,
    Choice,
    ChoicePrompt,
    FormField,
    FormPrompt,
    OpenFilesPrompt,
    SavePrompt,
    TextPrompt,
)
from reader.commands.views import saved_searches
from reader.core.errors import InvalidInput
from reader.core.models import Group, View
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import FEED, And, Field, Or, Query
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.core.web_addresses import typed_address
from reader.operations import articles
from reader.settings import BY_KEY

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.operations.history import History

COMMANDS = Commands(menu=FILE, submenu=N_("Feeds"))
PANEL = Commands(menu=VIEW, writes=False)
ROWS = Commands(panes=(VIEWS,), needs=Need.ROW, writes=False)
FEEDS = Commands(panes=(VIEWS,), needs=Need.FEEDS)


@PANEL.add("view.views", N_("Show views, feeds and tags"), "Ctrl+F9", short=N_("hide the panel"))
def toggle(call: Call) -> None:
    """Shows or hides the panel of views."""
    call.frontend.feeds.toggle()


@PANEL.add("go.views", N_("Go to views, feeds and tags"), "g n", menu=GO)
def focus(call: Call) -> None:
    """Gives the panel of views the keyboard."""
    call.frontend.feeds.focus()


@PANEL.add("views.group", N_("Group articles by…"), "g d", menu=GO, submenu=N_("Views"))
def group(call: Call) -> Asking:
    """Chooses by what articles are grouped in the panel of views, and goes there."""
    titles = {Group.TAGS: _("Tag"), Group.SITES: _("Site"), Group.DAYS: _("Day added")}
    choices = [Choice(one.value, title) for one, title in titles.items()]
    answer = yield ChoicePrompt(_("Group articles by"), choices)
    if isinstance(answer, str):
        call.frontend.feeds.expand(Group(answer))


@ROWS.add("views.show", N_("Show what is in the row"), "Enter", short=N_("show"))
def choose(call: Call) -> None:
    """Lists the articles of the row."""
    call.frontend.feeds.choose()


@ROWS.add("views.fold", N_("Collapse the row"), "Left", is_open=False, short=N_("collapse"))
@ROWS.add("views.unfold", N_("Expand the row"), "Right", is_open=True, short=N_("open"))
def fold(call: Call, is_open: bool) -> None:
    """Folds or opens the row."""
    call.frontend.feeds.fold(is_open)


@COMMANDS.add(
    "feed.add",
    N_("Subscribe to a feed…"),
    "Ctrl+N",
    panes=(VIEWS, *PANES),
    short=N_("subscribe"),
)
def add(call: Call) -> Asking:
    """Asks for the address of a feed, or of a site that has one."""
    address = yield TextPrompt(
        _("Subscribe to a feed"), _checked_address, copied_address(call), _("subscribe"), _(_HINT)
    )
    if isinstance(address, str):
        call.frontend.feeds.subscribe(address)


_HINT = N_("the address of a feed, or of a site")


def _checked_address(text: str) -> str:
    if not typed_address(text):
        raise InvalidInput(_("This is not a web address; one begins with https://."))
    return _("Fetches {address}").format(address=typed_address(text))


@COMMANDS.add(
    "feed.add_site",
    N_("Subscribe to the site of the article"),
    menu=ARTICLE,
    needs=Need.OPEN_ARTICLE,
)
def add_site(call: Call) -> None:
    """Subscribes to the feed that the page of the open article names."""
    article = call.queries.article(call.context.article_id or 0)
    if not typed_address(article.url):
        raise InvalidInput(_("This article has no web address."))
    call.frontend.feeds.subscribe(article.url)


@COMMANDS.add("feed.refresh", N_("Refresh all feeds"), "Shift+F5", panes=(), writes=True)
def refresh(call: Call) -> None:
    """Reads all feeds, or stops reading them."""
    call.frontend.feeds.refresh()


@COMMANDS.add("feed.interval", N_("Refresh interval of feeds…"), writes=False)
def choose_interval(call: Call) -> Asking:
    """Asks after how many minutes feeds are refreshed."""
    choices = [Choice(str(minutes), _(text)) for minutes, text in BY_KEY["feed_minutes"].options]
    present = str(call.settings.number("feed_minutes"))
    answer = yield ChoicePrompt(_("Refresh feeds"), choices, present)
    if isinstance(answer, str):
        call.settings.set(feed_minutes=int(answer))


@FEEDS.add("feed.refresh_this", N_("Refresh the feed"), "Ctrl+F5", short=N_("refresh"))
def refresh_this(call: Call) -> None:
    """Reads the feed, or those in the folder."""
    call.frontend.feeds.refresh(call.context.feeds)


@COMMANDS.add("feed.import", N_("Import a list of feeds (OPML)…"))
def take_list(call: Call) -> Asking:
    """Asks for a list, and subscribes to the feeds it names."""
    title = _("Import a list of feeds")
    paths = yield OpenFilesPrompt(title, ".opml", kind=_("Lists of feeds"))
    if isinstance(paths, tuple):
        for path in paths:
            call.frontend.feeds.take_list(path)


@COMMANDS.add("feed.export", N_("Export the list of feeds (OPML)…"), writes=False)
def write_list(call: Call) -> Asking:
    """Asks where to write the list of feeds."""
    path = yield SavePrompt(_("Export the list of feeds"), "feeds.opml", is_folder=False)
    if isinstance(path, Path):
        call.frontend.feeds.write_list(path)


@FEEDS.add(
    "feed.rename",
    N_("Rename the feed, folder or saved search…"),
    "F2",
    needs=Need.NAMED_ROW,
    short=N_("rename"),
)
def rename(call: Call) -> Asking:
    """Asks for another name of the current row: a feed, a folder or a saved search."""
    from reader.operations.feeds import subscriptions  # start-up time

    if call.context.saved_search is not None:
        yield from saved_searches.rename(call)
        return
    folder, (feed, *_others) = call.context.folder, _feeds(call)
    present = folder[-1] if folder else feed.name
    name = yield TextPrompt(_("Rename “{name}”").format(name=present), str, present, _("rename"))
    if not isinstance(name, str) or name == present:
        return
    if folder:
        new = (*folder[:-1], name)
        call.history.do(_("Rename folder"), subscriptions.rename_folder, folder, new)
    else:
        call.history.do(_("Rename feed"), subscriptions.rename, feed.id, name)


@FEEDS.add("feed.move", N_("Move the feed to a folder…"), "Ctrl+M", short=N_("folder"))
def move(call: Call) -> Asking:
    """Asks for the folder of a feed, or of those in a folder; with slashes one is in another."""
    # Start-up time.
    from reader.core.feeds import FOLDER_SLASH, typed_folder
    from reader.operations.feeds import subscriptions

    feeds = _feeds(call)
    present = FOLDER_SLASH.join(feeds[0].folder)
    known = sorted(
        {
            FOLDER_SLASH.join(one.folder)
            for one in call.queries.feeds(is_counted=False)
            if one.folder
        }
    )
    hint = _("such as {names}").format(names=", ".join(known[:3])) if known else _("a name")

    def preview(text: str) -> str:
        names = typed_folder(text)
        return (
            _("moves to {folder}").format(folder=" › ".join(names))
            if names
            else _("without a folder")
        )

    folder = yield TextPrompt(_("Folder"), preview, present, _("move there"), hint)
    if isinstance(folder, str):
        ids = [one.id for one in feeds]
        call.history.do(_("Move feed"), subscriptions.move, ids, typed_folder(folder))


@FEEDS.add("feed.content", N_("Content of the feed's articles…"), "Ctrl+T", short=N_("content"))
def choose_content(call: Call) -> Asking:
    """Asks what of an entry becomes the article."""
    # Start-up time.
    from reader.core.feeds import FeedContent
    from reader.operations.feeds import subscriptions

    feeds = _feeds(call)
    choices = [
        Choice(FeedContent.FEED.value, _("the content of the feed")),
        Choice(FeedContent.PAGE.value, _("the full page of each entry")),
    ]
    answer = yield ChoicePrompt(_name_of(call, feeds), choices, feeds[0].options.content.value)
    if isinstance(answer, str):
        ids, content = [one.id for one in feeds], FeedContent(answer)
        call.history.do(_("Change feed"), subscriptions.set_content, ids, content)
        _tell_set(call, feeds)


@FEEDS.add("feed.options", N_("Keep articles…"), "Alt+Enter", short=N_("keep"))
def set_keep_rules(call: Call) -> Asking:
    """Asks how many articles of a feed are kept, and how long."""
    from reader.operations.feeds import subscriptions  # start-up time

    feeds = _feeds(call)
    options = feeds[0].options
    fields = [
        FormField("count", _("Newest articles kept"), str(options.keep_count or ""), _("all")),
        FormField("days", _("Days kept"), str(options.keep_days or ""), _("forever")),
    ]
    answer = yield FormPrompt(_name_of(call, feeds), fields, _checked_number, _("apply"))
    if isinstance(answer, dict):
        count, days = (int(_checked_number(one, answer[one]) or 0) for one in ("count", "days"))
        ids = [one.id for one in feeds]
        call.history.do(_("Change feed"), subscriptions.set_keep_rules, ids, count, days)
        _tell_set(call, feeds)


def _name_of(call: Call, feeds: "Sequence[Feed]") -> str:
    return feeds[0].name if len(feeds) == 1 else call.context.folder[-1]


def _tell_set(call: Call, feeds: "Sequence[Feed]") -> None:
    text = _("Applied to “{name}”").format(name=_name_of(call, feeds))
    call.frontend.notify(text, can_undo=True)


def _checked_number(_name: str, text: str) -> str:
    text = text.strip()
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InvalidInput(_("A number, or nothing to keep all."))
    return text


@FEEDS.add("feed.read", N_("Mark all in the feed as read"), "Ctrl+Shift+M")
def mark_read(call: Call) -> None:
    """Marks what is unread in the feeds as read, as one step."""
    unread = And((_articles_of(call.context.feeds), parse("is:unread")))
    ids = call.queries.article_ids(View.ALL, unread)
    label = _("Mark as read")

    def mark(history: "History") -> None:
        history.do(label, articles.set_read, ids, True)

    def tell(_none: None) -> None:
        text = counted_text("Marked {n} article as read", "Marked {n} articles as read", len(ids))
        call.frontend.notify(text, can_undo=bool(ids))

    call.frontend.queue.run_operation(label, mark, tell)


@FEEDS.add(
    "feed.leave",
    N_("Unsubscribe from the feed, delete the saved search"),
    "Delete",
    needs=Need.NAMED_ROW,
    short=N_("unsubscribe"),
)
def leave(call: Call) -> None:
    """Leaves the feed, or those in the folder; what the user kept stays. Or deletes a saved search."""
    from reader.operations.feeds import subscriptions  # start-up time

    if call.context.saved_search is not None:
        saved_searches.delete_current(call)
        return
    ids: Sequence[int] = call.context.feeds
    names = [one.name for one in _feeds(call)]
    touched = call.queries.touched_of_feeds(ids)
    before = call.queries.article_ids(View.ALL, _articles_of(ids))
    label = ngettext("Unsubscribe from feed", "Unsubscribe from feeds", len(ids))
    call.history.do(label, subscriptions.unsubscribe, ids, touched)
    text = ngettext("Unsubscribed from “{name}”", "Unsubscribed from {n} feeds", len(ids))
    text = text.format(
        name=shorten(names[0], 30), n=number_text(len(ids))
    )  # so that all is on screen
    if kept := _kept(call, before):
        text = f"{text} · {kept}"
    call.frontend.notify(text, can_undo=True)


def _kept(call: Call, ids: Sequence[int]) -> str:
    """Returns how many of some articles the user keeps, and in which views; empty if none."""
    titles = {View.INBOX: _("Inbox"), View.LATER: _("Later"), View.ARCHIVE: _("Archive")}
    counts = {view: len(call.queries.articles_in_view(view, ids)) for view in titles}
    places = ", ".join(f"{titles[view]} {count}" for view, count in counts.items() if count)
    total = sum(counts.values())
    text = ngettext(
        "{n} kept article stays ({places})",
        "{n} kept articles stay ({places})",
        total,
    )
    return text.format(n=number_text(total), places=places) if total else ""


def _articles_of(ids: Sequence[int]) -> Query:
    of_feeds = [Field(FEED, str(id_)) for id_ in ids]
    return Or(tuple(of_feeds)) if len(of_feeds) > 1 else of_feeds[0]


def _feeds(call: Call) -> "list[Feed]":
    return call.queries.feeds(call.context.feeds, is_counted=False)
