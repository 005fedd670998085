"""Writes an article with its annotations as one Markdown document."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.core.builtin_note_templates import USUAL_TEMPLATE
from reader.core.models import Annotation, Article
from reader.exporters.templates.note_values import note_values

if TYPE_CHECKING:
    from reader.exporters.templates.note_template import NoteTemplate


def article_markdown(
    article: Article,
    annotations: Sequence[Annotation],
    html: str | None = None,
    picture: Callable[[str], str] = str,
    place_of: Callable[[Annotation], str] = lambda _one: "",
    template: "NoteTemplate | None" = None,
    canonical: str = "",
) -> str:
    """Returns the document, by default front matter, title, notes, quotes in the order of the text.

    html: the article's own text, set after the quotes when given. picture: what to write for the
    address of an image (``asset:SHA256``), by default the address itself. place_of:
    the words for the page or chapter that a quote is on. canonical: the text that the highlights
    have their places in, which their links then name. Raises ExportFailed where the template does
    not suit the article.
    """
    from reader.exporters.templates.note_template import preset  # start-up time: Jinja

    used = template or preset(USUAL_TEMPLATE)
    text = None
    if html is not None:
        text = html_to_markdown(html, picture, article.title) if "text" in used.names else ""
    return used.fill(note_values(article, annotations, text, place_of, used.names, canonical))


def html_to_markdown(html: str, picture: Callable[[str], str] = str, title: str = "") -> str:
    """Converts sanitized HTML to Markdown, without a newline at the end.

    title: of the document, to which links to the beginning of the text then lead.
    """
    # Start-up time: lxml.
    from reader.exporters.markdown.html_to_markdown import Converter

    return Converter(picture, title).convert(html)
