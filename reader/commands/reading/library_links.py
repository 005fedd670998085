"""Copies links to articles and highlights, and opens such links."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.command import EDIT, Call, Commands, Need
from reader.commands.context import LIST, PANES, READING
from reader.core.article_source import WebAddress
from reader.core.errors import NotFound
from reader.core.library_links import LibraryLink, Named
from reader.core.translation import N_, _
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.commands.frontend import Frontend

COMMANDS = Commands(panes=PANES, menu=EDIT, needs=Need.ARTICLE, writes=False)


@COMMANDS.add("passage.copy_link", N_("Copy a link to the highlight or article"), "Ctrl+Shift+C")
def copy_link(call: Call) -> None:
    """Copies a link that opens Postil at the highlight, or at the article where none is."""
    context = call.context
    target = context.target if context.pane is READING else None
    number = target.annotation_id if target else context.annotation_id
    if number is not None and context.pane is not LIST:
        link = LibraryLink("annotation", call.queries.annotation(number).uid)
    elif (id_ := context.selected[0] if context.pane is LIST else context.article_id) is not None:
        link = LibraryLink("article", call.queries.article(id_).uid)
    else:
        return
    call.frontend.copy_text(link.address)
    is_highlight = link.kind == "annotation"
    text = _("Link to the highlight copied") if is_highlight else _("Link to the article copied")
    call.frontend.notify(text)


def open_links(
    queries: Queries, frontend: "Frontend", items: Sequence[Named]
) -> list[Path | WebAddress]:
    """Opens what the links among items lead to, or says that there is none; returns the others."""
    others: list[Path | WebAddress] = []
    for one in items:
        if not isinstance(one, LibraryLink):
            others.append(one)
            continue
        try:
            _open(queries, frontend, one)
        except NotFound as error:
            frontend.fail(error)
    return others


def _open(queries: Queries, frontend: "Frontend", link: LibraryLink) -> None:
    if link.kind == "article":
        frontend.show_article(queries.find_article(link.uid).id)
    else:
        frontend.open_annotation(queries.annotation_of_uid(link.uid).id)
