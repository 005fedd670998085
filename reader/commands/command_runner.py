"""Runs a command: checks its requirements, passes its prompts on, and reports errors."""

from typing import TYPE_CHECKING

from reader.commands.command import Call, Command, Need
from reader.commands.context import Context, Pane
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.core.errors import PostilError
from reader.core.translation import N_, _

if TYPE_CHECKING:  # start-up time: nothing is asked before
    from reader.commands.prompt_types import Answer, Asking

_MISSING = {
    Need.ARTICLE: N_(
        "Select an article first: {article.next} and {article.previous} move in the list."
    ),
    Need.OPEN_ARTICLE: N_(
        "Open an article first: {article.open} opens the one selected in the list."
    ),
    Need.TARGET: N_(
        "Put the reading cursor on a passage first: {cursor.next_paragraph},"
        " {cursor.previous_paragraph}, {cursor.next_sentence} and {cursor.previous_sentence} move it."
    ),
    Need.HIGHLIGHT: N_(
        "There is no highlight here: {highlight} adds one, {highlight.next} goes to the next."
    ),
    Need.ANNOTATIONS: N_(
        "Select a highlight first: {list.next/highlights} and {list.previous/highlights} move."
    ),
    Need.FEEDS: N_(
        "Select a feed first: {go.views} goes to the feeds, {feed.add} subscribes to one."
    ),
    Need.NAMED_ROW: N_(
        "Select a feed first, or a saved search: {go.views} goes to them, {feed.add} subscribes to one."
    ),
    Need.ALL_HIGHLIGHTS: N_(
        "Select a highlight first, on the page of all highlights: {go.highlights} shows it."
    ),
    Need.REVIEWED: N_("This acts on a highlight that needs review: {go.review} shows them."),
    Need.REVISION: N_("Select a revision first: {go.revisions} shows those of the article."),
    Need.ADDRESS: N_("This article has no web address."),
    Need.PDF: N_("This article is not from a PDF file."),
    Need.TRASHED: N_("It is not in the trash."),
    Need.UNDOABLE: N_("Nothing to undo."),
    Need.REDOABLE: N_("Nothing to redo."),
    Need.MERGEABLE: N_("No other highlight overlaps or touches this one."),
    Need.DIVISIBLE: N_(
        "Nothing overlaps it; to split it, put the cursor on a part of it: "
        "{cursor.next_sentence} and {cursor.previous_sentence} move by sentence."
    ),
    Need.LINK: N_("There is no link in this note."),
    Need.TRASH: N_("The trash is empty."),
    Need.OFFER: N_("No new revision is offered here."),
    Need.SAVED_SEARCH: N_("There are no saved searches yet: {search.save} saves the search."),
    Need.TAGS: N_("Select a tag first: {list.next/tags} and {list.previous/tags} move."),
}

NO_TEXT = N_(
    "The article has no text yet: {article.read_again} imports it again from its address or a file."
)


def missing(command: Command, context: Context, keys: EffectiveKeys) -> str:
    """Returns why a command cannot run here, in one sentence; empty when it can."""
    target, needs = context.target, _needs(command, context.pane)
    is_in_list = context.pane is Pane.LIST  # there, what is open beside it is not what is meant
    has_article = bool(context.selected) or (context.article_id is not None and not is_in_list)
    if needs in (Need.ADDRESS, Need.PDF, Need.TRASHED) and not has_article:
        needs = Need.ARTICLE
    if needs in (Need.MERGEABLE, Need.DIVISIBLE) and target is None:
        needs = Need.TARGET
    if needs is Need.LINK and (target is None or target.annotation_id is None):
        needs = Need.HIGHLIGHT
    if needs is Need.OFFER and context.article_id is None:
        needs = Need.OPEN_ARTICLE
    is_met = {
        Need.NOTHING: True,
        Need.ARTICLE: has_article,
        Need.ADDRESS: context.has_address,
        Need.PDF: context.has_pdf,
        Need.TRASHED: context.is_trashed,
        Need.OPEN_ARTICLE: context.article_id is not None,
        Need.TARGET: target is not None,
        Need.HIGHLIGHT: target is not None and target.annotation_id is not None,
        Need.ANNOTATIONS: bool(context.annotations),
        Need.ALL_HIGHLIGHTS: bool(context.annotations) and context.pane is Pane.HIGHLIGHTS,
        Need.REVIEWED: bool(context.annotations) and context.pane is Pane.REVIEW,
        Need.REVISION: context.revision_id is not None,
        Need.UNDOABLE: context.can_undo,
        Need.REDOABLE: context.can_redo,
        Need.MERGEABLE: context.can_merge,
        Need.DIVISIBLE: context.can_split,
        Need.LINK: context.has_link,
        Need.TRASH: context.has_trash,
        Need.OFFER: context.is_offered,
        Need.SAVED_SEARCH: context.has_saved_search,
        Need.TAGS: bool(context.tags),
        Need.FEEDS: bool(context.feeds),
        Need.NAMED_ROW: bool(context.feeds) or context.saved_search is not None,
    }[needs]
    if is_met:
        return ""
    if needs is Need.REVIEWED and context.pane is Pane.REVIEW:
        return _("Nothing to review")
    return no_passage(context, keys) if needs is Need.TARGET else keys.with_keys(_(_MISSING[needs]))


def no_passage(context: Context, keys: EffectiveKeys) -> str:
    """Returns what is said where the reading cursor is on no passage."""
    return keys.with_keys(_(_MISSING[Need.TARGET] if context.has_text else NO_TEXT))


def run(command: Command, call: Call) -> None:
    """Runs a command to its end, or to its first prompt, whose answer resumes it.

    A PostilError is reported through the frontend; any other error is a bug and is raised.
    """
    reason = missing(command, call.context, call.keys)
    if reason and _needs(command, call.context.pane) is Need.TAGS and not call.queries.tags():
        reason = call.keys.with_keys(_("There are no tags yet: {tags.new} creates one."))
    if reason:
        call.frontend.notify(reason)
        if command.may_ask:
            call.frontend.drop_typing()
        return
    try:
        asking = command.run(call)
    except PostilError as error:
        call.frontend.fail(error)
        return
    if asking is not None and not _carry_on(asking, call, None):
        call.frontend.drop_typing()


def _needs(command: Command, pane: Pane) -> Need:
    """Returns what a command needs in a pane."""
    if command.needs in (Need.TARGET, Need.HIGHLIGHT) and pane is Pane.HIGHLIGHTS:
        is_of_page = any(pane in one.panes for one in command.keys)
        return Need.ANNOTATIONS if is_of_page else command.needs
    if command.needs is not Need.ROW:
        return command.needs
    return {Pane.TAGS: Need.TAGS, Pane.SIDEBAR: Need.OPEN_ARTICLE}.get(pane, Need.NOTHING)


def _carry_on(asking: "Asking", call: Call, answer: "Answer") -> bool:
    """Runs to the end or to the next prompt; returns False if that failed."""
    try:
        prompt = asking.send(answer)
    except StopIteration:
        return True
    except PostilError as error:
        call.frontend.fail(error)
        return False

    def go_on(reply: "Answer") -> None:
        _carry_on(asking, call, reply)

    call.frontend.ask(prompt, go_on)
    return True
