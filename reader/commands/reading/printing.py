"""Prints articles, and saves them as PDF."""

from reader.commands.articles import chosen_articles
from reader.commands.command import ARTICLE, FILE, TEXT_OF_ARTICLE, Call, Commands, Need
from reader.commands.prompt_types import Asking, SavePrompt
from reader.core.translation import N_, _

COMMANDS = Commands(menu=FILE, needs=Need.ARTICLE, writes=False)


@COMMANDS.add("article.print", N_("Print…"), "Ctrl+P")
def print_(call: Call) -> None:
    """Shows how the articles will be printed, with highlights and notes, and prints them."""
    call.frontend.printing.preview([article.id for article in chosen_articles(call)])


@COMMANDS.add("article.save_pdf", N_("Save as PDF…"), "Ctrl+Shift+P")
def save_pdf(call: Call) -> Asking:
    """Writes the articles as one PDF file, laid out by the settings."""
    from reader.exporters.files.file_names import safe_name  # start-up time: exporters

    chosen = chosen_articles(call)
    path = yield SavePrompt(
        _("Save as PDF"), safe_name(chosen[0].title, set(), ".pdf"), is_folder=False
    )
    if path:
        call.frontend.work.export([article.id for article in chosen], path, "pdf")


@COMMANDS.add(
    "article.save_marked_copy",
    N_("Save a copy of the PDF with highlights…"),
    menu=ARTICLE,
    submenu=TEXT_OF_ARTICLE,
    needs=Need.PDF,
)
def save_marked_copy(call: Call) -> Asking:
    """Writes the PDF file that an article was made of, with its highlights and notes in it."""
    from reader.exporters.exporter import MARKED_COPY  # start-up time: exporters
    from reader.exporters.files.file_names import safe_name  # likewise

    article = chosen_articles(call)[0]
    name = safe_name(article.title, set(), ".pdf")
    path = yield SavePrompt(_("Save a copy with highlights"), name, is_folder=False)
    if path:
        call.frontend.work.export([article.id], path, MARKED_COPY)
