"""Commands on the texts of an article, and on highlights that need a look after it changed."""

from functools import partial

from reader.commands import revisions
from reader.commands.command import ANNOTATE, ARTICLE, GO, Command, Need, on
from reader.commands.context import PANES, REVIEW, REVISIONS
from reader.core.translation import N_

_MOVES = (  # of the cursor in the new text, while a place is chosen by hand
    ("next_sentence", ".", N_("Next sentence, choosing a place")),
    ("previous_sentence", ",", N_("Previous sentence, choosing a place")),
    ("next_word", "w", N_("Next word, choosing a place")),
    ("previous_word", "b", N_("Previous word, choosing a place")),
    ("extend_next_paragraph", "Shift+J", N_("Extend by a paragraph, choosing a place")),
    ("extend_previous_paragraph", "Shift+K", N_("Extend back by a paragraph, choosing a place")),
    ("extend_next_sentence", ">", N_("Extend by a sentence, choosing a place")),
    ("extend_previous_sentence", "<", N_("Extend back by a sentence, choosing a place")),
    ("extend_next_word", "Shift+W", N_("Extend by a word, choosing a place")),
    ("extend_previous_word", "Shift+B", N_("Extend back by a word, choosing a place")),
    ("grow", "Ctrl+Up", N_("Grow the passage, choosing a place")),
    ("shrink", "Ctrl+Down", N_("Shrink the passage, choosing a place")),
)

_ON_REVIEW = (
    ("next", ("j", "Down", "s", "Right"), N_("Next highlight to look at")),
    ("previous", ("k", "Up", "Left"), N_("Previous highlight to look at")),
    ("next_article", ("Alt+Down",), N_("Next article with something to look at")),
    ("previous_article", ("Alt+Up",), N_("Previous article with something to look at")),
    ("select", ("x",), N_("Select what needs a look, or not")),
    ("place", ("p",), N_("Choose its place by hand")),
)
_ON_REVISIONS = (
    ("next", ("j", "Down"), N_("Next text")),
    ("previous", ("k", "Up"), N_("Previous text")),
    ("next_change", ("n",), N_("Next change")),
    ("previous_change", ("Shift+N",), N_("Previous change")),
    ("mark", ("x",), N_("Compare with this text, or not")),
    ("toggle", ("Enter", "c"), N_("The text itself, or what changed")),
    ("page_down", ("Space", "PageDown"), N_("Scroll down, among the texts")),
    ("page_up", ("Shift+Space", "PageUp"), N_("Scroll up, among the texts")),
)

REVISING_COMMANDS = (
    Command(
        "article.read_again",
        N_("Read in again…"),
        revisions.read_again,
        on("Ctrl+R"),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "go.review",
        N_("Go to what needs a look"),
        partial(revisions.show, pane=REVIEW),
        on("g r"),
        GO,
        writes=False,
    ),
    Command(
        "go.revisions",
        N_("Go to the earlier texts"),
        partial(revisions.show, pane=REVISIONS),
        on("g v"),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "offer.accept",
        N_("Use the new text"),
        revisions.accept_offer,
        on("g u", panes=(*PANES, REVISIONS)),
        ARTICLE,
        Need.OPEN_ARTICLE,
    ),
    Command(
        "offer.decline",
        N_("Leave the new text"),
        revisions.decline_offer,
        on("g k", panes=(*PANES, REVISIONS)),
        ARTICLE,
        Need.OPEN_ARTICLE,
    ),
    Command(
        "revision.make_current",
        N_("Make the text the present one"),
        revisions.make_current,
        on("m", panes=(REVISIONS,)),
        ARTICLE,
        Need.OPEN_ARTICLE,
    ),
    *(
        Command(
            f"revision.{name}",
            title,
            partial(revisions.act, name=name),
            on(*keys, panes=(REVISIONS,)),
            "",
            writes=False,
        )
        for name, keys, title in _ON_REVISIONS
    ),
    Command(
        "review.accept",
        N_("Accept the place"),
        revisions.accept,
        on("a", panes=(REVIEW,)),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    Command(
        "review.orphan",
        N_("Keep it without a place"),
        revisions.keep_as_orphan,
        on("o", panes=(REVIEW,)),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    Command(
        "review.enter",
        N_("Put it there, or open the article"),
        revisions.place,
        on("Enter", panes=(REVIEW,)),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    *(
        Command(
            f"review.{name}",
            title,
            partial(revisions.act, name=name),
            on(*keys, panes=(REVIEW,)),
            "",
            writes=False,
        )
        for name, keys, title in _ON_REVIEW
    ),
    *(
        Command(
            f"review.{name}",
            title,
            partial(revisions.act, name=name),
            on(key, panes=(REVIEW,)),
            "",
            writes=False,
        )
        for name, key, title in _MOVES
    ),
)
