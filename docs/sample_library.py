"""A library to take pictures of: the starter articles, and what a reader did with them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.feeds import Subscription
from reader.core.models import Color, State, View
from reader.core.tags.tag_names import ARTICLES
from reader.operations import adding, annotations, articles, revisions, starter_articles, tags
from reader.operations.draft_preparation import prepare
from reader.operations.feeds import entry_storing, subscriptions
from reader.services import Services

_MARKS: tuple[tuple[str, str, Color, tuple[str, ...], str], ...] = (
    # (what the title begins with, the words, colour, tags, note)
    (
        "Writing in",
        (
            "Somebody who writes in books is either a vandal or a good reader, and for about two"
            " thousand years it has been hard to tell which."
        ),
        Color.YELLOW,
        ("claim",),
        "The whole essay answers this sentence; see its last paragraph.",
    ),
    (
        "Writing in",
        "A wide margin was a fence around the words.",
        Color.GREEN,
        ("quote",),
        "",
    ),
    (
        "Writing in",
        "The old name for a comment of this kind was postilla.",
        Color.BLUE,
        ("names",),
        "So that is where the name comes from. Is “post illa verba” really certain?",
    ),
    (
        "Writing in",
        "Coleridge who gave English the word marginalia",
        Color.PINK,
        ("evidence", "names"),
        "",
    ),
    (
        "Writing in",
        (
            "The bee visits many flowers, and what she brings home is neither the flowers nor a heap"
            " of their juices, but honey."
        ),
        Color.YELLOW,
        ("quote", "thesis/chapter 2"),
        "Seneca, letter 84. Use it to open chapter 2.",
    ),
    (
        "Writing in",
        "The order of the notebook was simply the order of his life, and the grid found everything.",
        Color.GREEN,
        ("method",),
        "",
    ),
    ("A few good", "Name the use, not the subject.", Color.YELLOW, ("method",), ""),
    (
        "A few good",
        "But the interesting thing is almost never an article.",
        Color.BLUE,
        ("claim",),
        "True of my own notes too.",
    ),
    (
        "The art of",
        (
            "A colour, a person, a site, the fact that you wrote a note: these cut across the text,"
            " and so they multiply."
        ),
        Color.YELLOW,
        ("method", "evidence"),
        "",
    ),
    (
        "The Paper",
        (
            "They believed that peace among nations would come sooner if every nation could find out"
            " what the others knew."
        ),
        Color.PINK,
        ("claim", "thesis/chapter 2"),
        "",
    ),
    (
        "The Same",
        "I met instead a person who was walking along it some way behind me, in the wrong shoes.",
        Color.PURPLE,
        ("quote",),
        "",
    ),
)
_ARTICLE_NOTES = {"Writing in": "For the seminar on Thursday: bring the Bologna page."}
_ARTICLE_TAGS = {"Writing in": ("reading group",), "The Paper": ("reading group", "history")}
_SLOTS = ("method", "evidence", "quote", "claim")
# How far each was read; what is not named is unread.
_EDITS = (  # what a new text of "Writing in" says otherwise
    ("is either a vandal or a good reader", "is a vandal, a student or a good reader"),
    ("The old name for a comment of this kind was postilla.", ""),
    ("neither the flowers nor a heap of their juices, but honey", "honey, and no longer flowers"),
)
_PROGRESS = {"Welcome": 1.0, "A few good": 0.62, "Writing in": 0.35, "The Same": 0.12}
_STARRED = ("Writing in", "The Same")
_FEEDS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    # (the name, its folders, the title and the text of each entry, the oldest first)
    (
        "The Binder's Bench",
        ("Craft",),
        (
            ("Paste or glue?", "Paste lets you slide the leather for a minute longer."),
            ("Five ways to sew a book", "The oldest one needs no frame, only a patient hand."),
            (
                "Why old paper lasts",
                "Rags were boiled, beaten and sized with gelatine, and nothing sour was added.",
            ),
        ),
    ),
    ("Type and Page", ("Craft",), (("The width of a line", "Sixty-six letters are a habit."),)),
    (
        "Notes from an Archive",
        (),
        (
            ("A letter in the wrong box", "It had been filed by its colour."),
            ("The reader before me", "Somebody had pressed a fern at page ninety."),
        ),
    ),
)


def make_first_run(directory: Path) -> None:
    """A library as the first start leaves it."""
    app = Services.open(directory)
    try:
        _add(app, starter_articles.files())
        starter_articles.remember(app.history)
    finally:
        app.close()


def make_empty(directory: Path) -> None:
    """A library from which everything was removed."""
    app = Services.open(directory)
    try:
        starter_articles.remember(app.history)
    finally:
        app.close()


def make_in_use(directory: Path) -> None:
    """A library that somebody has been reading in for a while."""
    make_first_run(directory)
    app = Services.open(directory)
    try:
        _fill(app)
    finally:
        app.close()


def make_with_feeds(directory: Path) -> None:
    """The same, with feeds that were read."""
    make_in_use(directory)
    app = Services.open(directory)
    try:
        for name, folder, entries in _FEEDS:
            _subscribe(app, name, folder, entries)
    finally:
        app.close()


def _subscribe(
    app: Services, name: str, folder: tuple[str, ...], entries: Sequence[tuple[str, str]]
) -> None:
    host = name.replace(" ", "-").replace("'", "").lower()
    wanted = Subscription(f"https://{host}.example/feed", name, folder)
    (number,) = subscriptions.subscribe(app.history, [wanted], "Subscribe")
    read = []
    for title, text in entries:
        html = f"<p>{text}</p>"
        source = Source(html.encode(), "entry.html", "")
        draft = Draft(title, html, source, "sample/1", "text/html", site=name, excerpt=text)
        read.append(entry_storing.ReadEntry(title, "", prepare(draft)))
    app.history.write(entry_storing.keep_entries, number, read, False)
    app.history.write(entry_storing.succeed, number, entry_storing.FeedFacts(name))


def make_revised(directory: Path) -> None:
    """The same, after one of the articles got a new text."""
    make_in_use(directory)
    _revise(directory, "Writing in", _EDITS, is_sure=True)


def make_offered(directory: Path) -> None:
    """The same, after a new text was read in by which much would be lost."""
    make_in_use(directory)
    _revise(directory, "Writing in", None, is_sure=False)


def _revise(
    directory: Path, title: str, edits: Sequence[tuple[str, str]] | None, *, is_sure: bool
) -> None:
    """Give an article another text: with edits, or cut down to its first half."""
    app = Services.open(directory)
    try:
        article = app.queries.article(article_id(app, title))
        html = app.queries.revision(article.revision_id).html
        for old, new in edits or ():
            if old not in html:
                raise LookupError(old)
            html = html.replace(old, new)
        if edits is None:
            html = "".join(f"{part}</p>" for part in html.split("</p>")[:7])
        source = Source(html.encode(), "writing-in-the-white-space.html", "")
        draft = Draft(article.title, html, source, "sample/2", "text/html")
        reread = partial(revisions.reread, is_sure=is_sure)
        app.history.do("Import again", reread, article.id, draft)
    finally:
        app.close()


def article_id(app: Services, title: str) -> int:
    """The article whose title begins so; raises LookupError when there is none."""
    for article in app.queries.articles(app.queries.article_ids(View.ALL)):
        if article.title.startswith(title):
            return article.id
    raise LookupError(title)


def _add(app: Services, files: Sequence[Path]) -> None:
    reports = adding.keep(
        app.history, [adding.read(file) for file in files], (), "", is_recorded=False
    )
    failed = [report.error for report in reports if report.status == "failed"]
    if failed:
        raise ValueError("; ".join(failed))


def _fill(app: Services) -> None:
    do = app.history.do
    for title, quote, color, names, note in _MARKS:
        number = article_id(app, title)
        do("Highlight", annotations.annotate_quote, number, quote, "", "", color, names, note)
    for title, note in _ARTICLE_NOTES.items():
        do("Note", annotations.set_article_note, article_id(app, title), note)
    for title, names in _ARTICLE_TAGS.items():
        do("Tag", tags.tag_articles, [article_id(app, title)], names)
    for digit, name in enumerate(_SLOTS, 1):
        do("Slot", tags.bind_slot, digit, name)
        do("Slot", tags.bind_slot, digit, name, ARTICLES)
    for title, progress in _PROGRESS.items():
        number = article_id(app, title)
        app.history.write(articles.remember_position, number, 0, progress)
        app.history.write(articles.set_read, [number], True)
    do("Star", articles.set_starred, [article_id(app, title) for title in _STARRED], True)
    do("Later", articles.set_state, [article_id(app, "הדף")], State.LATER)
