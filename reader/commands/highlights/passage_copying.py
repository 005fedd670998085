"""Copies a passage, alone or with its source, as plain text and as HTML."""

from reader.commands.command import EDIT, Call, Commands, Need
from reader.commands.context import TEXT
from reader.core.models import Article
from reader.core.translation import N_, _
from reader.core.web_addresses import is_urn

_OPENING, _CLOSING = '“„«»”"「『', '”“»«"」』'

COMMANDS = Commands(panes=TEXT, menu=EDIT, needs=Need.TARGET, writes=False)


@COMMANDS.add("passage.copy", N_("Copy the passage"), "Ctrl+C")
def copy(call: Call) -> None:
    """Copies the passage."""
    call.frontend.copy_text(call.frontend.reading.passage_text())
    call.frontend.notify(_("Copied"))


@COMMANDS.add("passage.cite", N_("Copy the passage with its source"), "y")
def copy_with_citation(call: Call) -> None:
    """Copies the passage in quotation marks with its source, as text and as HTML."""
    number = call.context.article_id
    if number is None:
        return
    article, place = call.queries.article(number), call.frontend.reading.passage_place()
    text, html = citation(article, call.frontend.reading.passage_text(), place)
    call.frontend.copy_text(text, html)
    call.frontend.notify(_("Copied with its source"))


def citation(article: Article, passage: str, place: str = "") -> tuple[str, str]:
    """Returns ``“Passage” — Author, “Title”, Site, date, page or chapter, address``, plain and as HTML.

    What is not known is left out. In HTML the title links to the address and the site is in
    italics. A passage that is already in quotation marks gets no second pair.
    """
    from html import escape  # start-up time: its table of entities

    words = " ".join(passage.split())
    quoted = words if _is_quoted(words) else f"“{words}”"
    date, url = article.published[:10], _told_address(article.url)
    plain = [article.byline, f"“{article.title}”", article.site, date, place, url]
    title = escape(article.title)
    is_web = url.lower().startswith(("http://", "https://"))
    linked = f'<a href="{escape(url)}">{title}</a>' if is_web else title
    address = f'<a href="{escape(url)}">{escape(url)}</a>' if is_web else escape(url)
    site = f"<i>{escape(article.site)}</i>" if article.site else ""
    rich = [escape(article.byline), f"“{linked}”", site, escape(date), escape(place), address]
    text = f"{quoted} — {', '.join(part for part in plain if part)}"
    return text, f"<p>{escape(quoted, quote=False)} — {', '.join(p for p in rich if p)}</p>"


def _told_address(url: str) -> str:
    """Returns the address to cite: of a book its ISBN, if it has one."""
    if url.startswith("urn:isbn:"):
        return f"ISBN {url.removeprefix('urn:isbn:')}"
    return "" if is_urn(url) else url


def _is_quoted(words: str) -> bool:
    """Returns whether one pair of quotation marks is around all the words."""
    return (
        len(words) > 2
        and words[0] in _OPENING
        and words[-1] == _CLOSING[_OPENING.index(words[0])]
        and words[-1] not in words[1:-1]
    )
