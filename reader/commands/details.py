"""Shows the details of an article and the parts that were left out of it, and restores parts."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.commands import articles
from reader.commands.command import ARTICLE, TEXT_OF_ARTICLE, Call, Commands, Need
from reader.commands.context import PANES, Pane
from reader.commands.prompt_types import (
    Answer,
    Asking,
    Choice,
    Detail,
    DetailsPrompt,
    LeftOutPrompt,
)
from reader.core.article_source import LeftOut, PartKey, part_keys
from reader.core.errors import NotFound
from reader.core.file_sizes import size_text
from reader.core.text.position_mapping import first_new_line
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.core.web_addresses import web_address
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.operations.article_details import ArticleFacts
    from reader.operations.draft_preparation import PreparedDraft

COMMANDS = Commands(panes=PANES, menu=ARTICLE, needs=Need.ARTICLE)


def _article_id(call: Call) -> int:
    """Returns the first article selected in the list, elsewhere the open one; raises NotFound."""
    context = call.context
    ids = context.selected if context.pane is Pane.LIST else ()
    for id_ in ids[:1] or (context.article_id,):
        if id_ is not None:
            return id_
    raise NotFound(_("That article is no longer in the library."))


@COMMANDS.add("article.details", N_("Details of the article…"), "Alt+Enter", writes=False)
def show_details(call: Call) -> Asking:
    """Shows the details of an article, and offers what can be done with that."""
    from reader.operations.article_details import facts_of  # start-up time

    facts = facts_of(call.queries, _article_id(call))
    choices = [Choice("edit", _("Edit…"))]
    if web_address(facts.article.url):
        choices.append(Choice("open", _("Open the original")))
        choices.append(Choice("copy", _("Copy the address")))
    if facts.left_out != ():
        choices.append(Choice("left out", _("What was left out…")))
    answer = yield DetailsPrompt(shorten(facts.article.title, 120), details_of(facts), choices)
    if answer == "edit":
        yield from articles.edit(call)
    elif answer == "open":
        articles.open_original(call)
    elif answer == "copy":
        articles.copy_address(call)
    elif answer == "left out":
        show_left_out(call)


def details_of(facts: "ArticleFacts") -> list[Detail]:
    """Returns the details of an article, line by line."""
    article, revision = facts.article, facts.revision
    words = counted_text("{n} word", "{n} words", article.word_count)
    minutes = ngettext("{n} minute", "{n} minutes", article.minutes)
    added = _moment(article.added_at)
    if facts.revisions > 1:
        text = _("{added}; current revision {n}, {day}")
        added = text.format(added=added, n=revision.seq, day=_moment(revision.created_at))
    source = revision.source
    if facts.feed is not None:
        source = _("the feed “{name}”, {address}").format(name=facts.feed[0], address=facts.feed[1])
    elif facts.fetched_from and facts.fetched_from != source:
        source = _("{address}, fetched from {final}").format(
            address=source, final=facts.fetched_from
        )
    lines = (
        (_("Author"), article.byline),
        (_("Site"), article.site),
        (_("Address"), article.url),
        (_("Date"), article.published[:16].replace("T", " ")),
        (_("Language"), article.language),
        (_("Length"), f"{words} · {minutes.format(n=article.minutes)}"),
        (_("Added"), added),
        (_("Source"), source),
        (_("Read with"), _("{importer}, version {n}").format(**_importer(revision.extractor))),
        (_("Size"), _size(facts)),
        (_("Left out"), _left_out(facts)),
    )
    return [Detail(label, text) for label, text in lines if text]


def _moment(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")


def _importer(extractor: str) -> dict[str, str]:
    """Returns the name of what read a text, and its version."""
    from reader.importers.registry import importers  # start-up time: only when it is looked at

    name, _slash, version = extractor.partition("/")
    title = next((_(one.title) for one in importers() if one.id == name), name)
    return {"importer": title, "n": version.partition(" ")[0] or "1"}


def _size(facts: "ArticleFacts") -> str:
    size = facts.size
    if not size.picture_count:
        return _bytes(size.total)
    text = ngettext(
        "{size}, including {pictures} in {n} image",
        "{size}, including {pictures} in {n} images",
        size.picture_count,
    )
    pictures = _bytes(size.pictures)
    return text.format(
        size=_bytes(size.total), pictures=pictures, n=number_text(size.picture_count)
    )


def _bytes(size: int) -> str:
    return size_text(size) if size >= 1_000_000 else _("{n} kB").format(n=max(1, size // 1000))


def _left_out(facts: "ArticleFacts") -> str:
    if facts.left_out is None:
        return _("unknown: it was added by an earlier version")
    if not facts.left_out:
        return _("nothing")
    return counted_text("{n} part", "{n} parts", len(facts.left_out))


@COMMANDS.add("article.left_out", N_("What was left out…"), submenu=TEXT_OF_ARTICLE)
def show_left_out(call: Call) -> None:
    """Shows the parts of its source that an article leaves out, and puts some of them back."""
    # Start-up time: finding words again.
    from reader.operations import left_out

    article_id = _article_id(call)

    def show(parts: tuple[LeftOut, ...]) -> None:
        shown = [
            (key, part)
            for key, part in zip(part_keys(parts), parts, strict=True)
            if not part.is_put_back
        ]
        title = shorten(call.queries.article(article_id).title, 80)
        if not shown:
            call.frontend.notify(_("Nothing was left out of “{title}”.").format(title=title))
            return

        def take(answer: Answer) -> None:
            if isinstance(answer, tuple):
                chosen = [key for n, (key, _part) in enumerate(shown) if n in answer]
                _put_back(call, article_id, chosen)

        text = _("Left out of “{title}”").format(title=title)
        call.frontend.ask(LeftOutPrompt(text, [part for _key, part in shown]), take)

    call.frontend.queue.run_query(
        _("Looking for what was left out"), lambda q: left_out.parts_of(q, article_id), show
    )


def _put_back(call: Call, article_id: int, chosen: list[PartKey]) -> None:
    """Makes the text with the parts in it in a worker, and then the current one."""
    from reader.operations import left_out, revisions  # start-up time: see above

    label = counted_text("Restore a part", "Restore {n} parts", len(chosen))
    told = counted_text("Restored to the text", "{n} parts restored to the text", len(chosen))

    def make(queries: Queries) -> "tuple[int, PreparedDraft, int]":
        revision_id, made = left_out.text_with(queries, article_id, chosen)
        return revision_id, made, first_new_line(queries.revision_text(revision_id), made.text)

    def keep(found: "tuple[int, PreparedDraft, int]") -> None:
        revision_id, made, place = found

        def tell(_placing: object) -> None:
            call.frontend.notify(told, can_undo=True)
            call.frontend.reading.go_to_place(article_id, place)

        call.frontend.queue.run_operation(
            _("Changing the text"),
            lambda history: history.do(label, revisions.put_back, article_id, revision_id, made),
            tell,
        )

    call.frontend.queue.run_query(_("Restoring it"), make, keep)
