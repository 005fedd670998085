"""Imports articles again, switches between their revisions, and reviews highlights."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.command import ANNOTATE, ARTICLE, GO, TEXT_OF_ARTICLE, Call, Commands, Need
from reader.commands.context import PANES, REVIEW, REVISIONS, Pane
from reader.commands.prompt_types import Answer, Asking, Choice, ChoicePrompt, OpenFilesPrompt
from reader.core.article_draft import Draft
from reader.core.article_source import RECORD
from reader.core.errors import InvalidInput
from reader.core.models import Article, RevisionFacts
from reader.core.translation import N_, _, counted_text
from reader.core.web_addresses import web_address

if TYPE_CHECKING:
    from reader.core.anchoring.reanchoring_base import AnchorCounts, PlannedAnchor
    from reader.library.queries.queries import Queries
GOING = Commands(menu=GO, needs=Need.OPEN_ARTICLE, writes=False)
REVIEWING = Commands(panes=(REVIEW,), menu=ANNOTATE, submenu=N_("Review"), needs=Need.REVIEWED)
ACTS = Commands(writes=False)

COMMANDS = Commands(
    panes=(*PANES, REVISIONS), menu=ARTICLE, submenu=TEXT_OF_ARTICLE, needs=Need.OPEN_ARTICLE
)


@COMMANDS.add("article.read_again", N_("Import again…"), "Ctrl+R", panes=(), needs=Need.ARTICLE)
def read_again(call: Call) -> Asking:
    """Imports articles again: from what was kept of them, or one of them from a file."""
    chosen = _chosen(call)
    if not chosen:
        return
    if len(chosen) > 1:
        call.frontend.work.read_again([(one.id, one.title) for one in chosen], None)
        return
    (article,) = chosen
    choices, there = _ways(call, article)
    title = _("Import “{title}” again").format(title=article.title)
    answer: Answer = choices[0].value
    if len(choices) > 1:
        answer = yield ChoicePrompt(title, choices, choices[0].value)
    if answer == "web":
        call.frontend.work.read_again([(article.id, article.title)], None, is_fetched=True)
    elif answer == "there":
        call.frontend.work.read_again([(article.id, article.title)], there)
    elif answer == "kept":
        call.frontend.work.read_again([(article.id, article.title)], None)
    elif answer == "file":
        title = _("The new revision of “{title}”").format(title=article.title)
        start = str(there) if there else call.settings.text("folder")
        paths = yield OpenFilesPrompt(title, start=start)
        if paths:
            call.frontend.work.read_again([(article.id, article.title)], paths[0])


def _ways(call: Call, article: Article) -> tuple[list[Choice], Path | None]:
    """Returns where the text of an article can come from, and its file if that is still there.

    What another program said of an article is no text, nor is the file in which it said it.
    """
    source, address = call.queries.source(article.revision_id), web_address(article.url)
    choices = [Choice("file", _("From a file…"), _("a newer copy of the page"))]
    there: Path | None = None
    if source.media_type != RECORD:
        title = _("From the copy kept in the library ({name})").format(name=source.name)
        choices.append(Choice("kept", title, _("read again by this version of Postil")))
        folder = call.settings.text("folder")
        path = Path(folder, source.name)
        if folder and source.name and path.is_file():
            there, title = path, _("From {name}").format(name=source.name)
            choices.insert(0, Choice("there", title, folder))
    if address:
        # First, if the text came from there, or there is none yet.
        is_first = bool(source.address) or source.media_type == RECORD
        choices.insert(0 if is_first else 9, Choice("web", _("From the web"), address))
    return choices, there


@COMMANDS.add("article.reload", N_("Fetch the page"), "F5", panes=(), needs=Need.ADDRESS)
def reload(call: Call) -> None:
    """Fetches articles again from their addresses; what has changed is a new text of each."""
    if chosen := _chosen(call):
        call.frontend.work.read_again(
            [(one.id, one.title) for one in chosen], None, is_fetched=True
        )


def _chosen(call: Call) -> list[Article]:
    """Returns the articles that are selected in the list, elsewhere the open one."""
    context = call.context
    ids: Sequence[int] = context.selected if context.pane is Pane.LIST else ()
    if not ids and context.article_id is not None:
        ids = (context.article_id,)
    return call.queries.articles(ids)


# -- a text that is offered ------------------------------------------------------------------------


@GOING.add("go.review", N_("Go to the review"), "g r", needs=Need.NOTHING, pane=Pane.REVIEW)
@GOING.add("go.revisions", N_("Go to the revisions"), "g v", pane=Pane.REVISIONS)
def show(call: Call, pane: Pane) -> None:
    """Shows the page of what needs review, or of an article's texts; a card's highlight first."""
    target = call.context.target
    if pane is Pane.REVIEW and call.context.pane is Pane.SIDEBAR and target is not None:
        number = target.annotation_id
        if number is not None and call.queries.annotation(number).is_unsure:
            call.frontend.review_annotation(number)  # also one that was left as it is
            return
    call.frontend.show_page(pane)


@COMMANDS.add(
    "offer.accept",
    N_("Accept the new revision"),
    "g u",
    needs=Need.OFFER,
    short=N_("accept"),
)
def accept_offer(call: Call) -> None:
    """Makes the text that is offered the current one."""
    _article_id, offer = _offer(call)
    if offer is None:
        return
    text = _("The new revision is now the current one")
    _switch(call, _("Accept the new revision"), offer, lambda _placing: text)


@COMMANDS.add(
    "offer.decline",
    N_("Decline the new revision"),
    "g k",
    needs=Need.OFFER,
    short=N_("decline"),
)
def decline_offer(call: Call) -> None:
    """Leaves the text that is offered among the earlier ones."""
    article_id, offer = _offer(call)
    if offer is None:
        return
    from reader.operations import revisions  # start-up time: finding words again

    call.history.do(_("Decline the new revision"), revisions.decline_offer, article_id)
    text = _("Declined; the new text is kept as revision {n}")
    call.frontend.notify(text.format(n=offer.seq), can_undo=True)


def _offer(call: Call) -> tuple[int, RevisionFacts | None]:
    article_id = call.context.article_id
    if article_id is None:
        raise InvalidInput(
            call.keys.with_keys(
                _("Open an article first: {article.open} opens the one selected in the list.")
            )
        )
    offer = call.queries.offer(article_id)
    if offer is None:
        call.frontend.notify(_("No new revision is offered here."))
    return article_id, offer


@COMMANDS.add(
    "revision.make_current",
    N_("Restore this revision"),
    "m",
    panes=(REVISIONS,),
    needs=Need.REVISION,
    short=N_("restore"),
)
def make_current(call: Call) -> None:
    """Makes the text chosen on the page of an article's texts the current one."""
    article_id, chosen = call.context.article_id, call.context.revision_id
    if article_id is None or chosen is None:
        return
    facts = {one.id: one for one in call.queries.revision_facts(article_id)}
    one = facts.get(chosen)
    if one is None:
        return
    if one.is_current:
        call.frontend.notify(_("This is the current revision already."))
        return

    def told(_placing: "AnchorCounts") -> str:
        text = _("Revision {n} restored").format(n=one.seq)
        count = next((n for id_, _title, n in call.queries.waiting() if id_ == article_id), 0)
        if not count:
            return text
        more = counted_text("{n} highlight needs review", "{n} highlights need review", count)
        return f"{text} · {more}"

    _switch(call, _("Restore revision"), one, told)


def _switch(
    call: Call, label: str, revision: RevisionFacts, told: "Callable[[AnchorCounts], str]"
) -> None:
    """Finds the highlights on a text, then makes it the current one; both off the main thread."""
    from reader.operations import reanchoring, reimporting, revisions  # start-up time: see above

    article_id, id_ = revision.article_id, revision.id

    def find(queries: "Queries") -> "tuple[Mapping[int, PlannedAnchor], Draft | None]":
        draft = reimporting.draft_of(queries, id_) if revision.is_offered else None
        return reanchoring.missing_places(queries, article_id, id_), draft

    def use(found: "tuple[Mapping[int, PlannedAnchor], Draft | None]") -> None:
        call.frontend.queue.run_operation(
            _("Changing the text"),
            lambda history: history.do(label, revisions.make_current, article_id, id_, *found),
            lambda placing: call.frontend.notify(told(placing), can_undo=True),
        )

    call.frontend.queue.run_query(_("Finding the highlights"), find, use)


# -- highlights that need a look -------------------------------------------------------------------


@REVIEWING.add("review.accept", N_("Accept the position"), "a", short=N_("accept"))
def accept(call: Call) -> None:
    """Confirms the places proposed for the highlights chosen."""
    from reader.operations import reviewing  # start-up time: for changed texts only

    ids = call.context.annotations
    try:
        count = call.history.do(_("Accept the position"), reviewing.accept, ids)
    except InvalidInput as error:  # passing: the next key may put it right
        call.frontend.notify(str(error))
        return
    text = counted_text("Position accepted", "{n} positions accepted", count)
    left = len(ids) - count
    if left:
        more = counted_text("{n} has no position yet", "{n} have no position yet", left)
        text = f"{text} · {more}"
    _tell(call, text)


@REVIEWING.add("review.orphan", N_("Keep as orphaned"), "o", short=N_("keep as orphaned"))
def keep_as_orphan(call: Call) -> None:
    """Leaves the highlights chosen without a place."""
    from reader.operations import reviewing  # start-up time: see accept

    ids = call.context.annotations
    call.history.do(_("Keep as orphaned"), reviewing.keep_as_orphan, ids)
    text = counted_text("Kept as orphaned", "{n} kept as orphaned", len(ids))
    _tell(call, text)


@REVIEWING.add(
    "review.enter", N_("Set the position, or open the article"), "Enter", short=N_("open")
)
def place(call: Call) -> None:
    """Sets the position of the reviewed highlight to the chosen passage."""
    from reader.operations import reviewing  # start-up time: see accept

    target = call.context.target
    if target is None or target.annotation_id is None:
        call.frontend.act_on_page("open")
        return
    step: Callable[..., None] = reviewing.place
    label = _("Set position")
    call.history.do(label, step, target.annotation_id, target.start, target.end)
    _tell(call, _("Set position"))


def _tell(call: Call, text: str) -> None:
    """Shows what was done; after the last one, goes back."""
    waiting = call.queries.waiting()
    if not waiting:
        call.frontend.close_page()
        text += " · " + _("Nothing is left to review")
    call.frontend.notify(text, can_undo=True)


def act(call: Call, name: str) -> None:
    """Asks the page that is shown to do something with what it shows."""
    call.frontend.act_on_page(name)


for _pane, _name, _keys, _title, _short in (
    (REVISIONS, "next_change", ("n",), N_("Next change"), N_("next change")),
    (REVISIONS, "previous_change", ("Shift+N",), N_("Previous change"), ""),
    (REVISIONS, "mark", ("x",), N_("Toggle comparison with this revision"), N_("compare")),
    (REVISIONS, "toggle", ("Enter", "c"), N_("Toggle text and changes"), ""),
    (REVIEW, "next_article", ("Alt+Down",), N_("Next article to review"), ""),
    (REVIEW, "previous_article", ("Alt+Up",), N_("Previous article to review"), ""),
    (REVIEW, "place", ("p",), N_("Set the position manually"), N_("set manually")),
):
    _id = f"{'review' if _pane is REVIEW else 'revision'}.{_name}"
    ACTS.add(_id, _title, *_keys, panes=(_pane,), short=_short, name=_name)(act)
