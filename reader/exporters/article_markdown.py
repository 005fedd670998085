"""Writes an article with its annotations as one Markdown document."""

import json
import re
from collections.abc import Callable, Sequence

from reader.core.library_links import LibraryLink
from reader.core.models import Annotation, Article, Kind
from reader.core.translation import _
from reader.exporters.item import in_text_order
from reader.exporters.markdown_escaping import escape_line, escape_text, note_block, quote_block
from reader.exporters.timestamps import iso_time

# What JSON may hold as it is, but YAML 1.1 may not, or takes for a line break.
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def article_markdown(
    article: Article,
    annotations: Sequence[Annotation],
    html: str | None = None,
    picture: Callable[[str], str] = str,
    place_of: Callable[[Annotation], str] = lambda _one: "",
) -> str:
    """Returns the document: front matter, title, notes, quotes in the order of the text.

    html: the article's own text, set after the quotes when given. picture: what to write for the
    address of a picture (``asset:SHA256``), by default the address itself. place_of:
    the words for the page or chapter that a quote stands on.
    """
    ordered = in_text_order(tuple(annotations))
    notes = [a for a in ordered if a.kind is Kind.ARTICLE_NOTE]
    highlights = [a for a in ordered if a.kind is not Kind.ARTICLE_NOTE]
    blocks = [front_matter(article), f"# {escape_line(article.title)}"]
    for note in notes:
        blocks += _note_blocks(note)
    if highlights:
        blocks.append(f"## {escape_line(_('Highlights'))}")
    for highlight in highlights:
        blocks += [quote_block(highlight.exact), *_note_blocks(highlight, place_of(highlight))]
    if html is not None:
        blocks += [f"## {escape_line(_('Text'))}", html_to_markdown(html, picture)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def html_to_markdown(html: str, picture: Callable[[str], str] = str) -> str:
    """Converts sanitized HTML to Markdown, without a newline at the end."""
    # Start-up time: markdownify and its parser are needed for no other export.
    from reader.exporters.html_to_markdown import Converter

    return Converter(picture).convert(html).strip("\n")


def front_matter(article: Article) -> str:
    """Returns the YAML that opens the document; empty fields are left out."""
    fields: dict[str, str | list[str]] = {
        "title": article.title,
        "author": article.byline,
        "site": article.site,
        "url": article.url,
        "source": article.url,  # as other programs name the address, and below the date
        "published": article.published,
        "added": iso_time(article.added_at, "seconds"),
        "created": iso_time(article.added_at, "seconds"),
        "tags": list(article.tags),
        "language": article.language,
        "id": article.uid,
    }
    lines = [f"{k}: {_yaml(v)}" for k, v in fields.items() if v or k in ("title", "tags")]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: str | list[str]) -> str:
    """Writes a string or a list of strings as JSON, which is YAML once a few characters are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _YAML_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _note_blocks(annotation: Annotation, place: str = "") -> list[str]:
    """Returns the lines below a quote: colour, place, tags, state, link and id in one, then the note.

    The id names the line in programs that link to blocks.
    """
    is_highlight = annotation.kind is not Kind.ARTICLE_NOTE
    marks = [f"*{escape_text(_(annotation.color.value))}*"] if is_highlight else []
    if place:
        marks.append(escape_text(place))
    if annotation.tags:
        marks.append(" ".join(_hashtag(tag) for tag in annotation.tags))
    if annotation.needs_review:
        marks.append(f"**{escape_text(_('needs review'))}**")
    link = LibraryLink("annotation", annotation.uid)
    marks.append(f"[Postil]({link.address}) ^{annotation.uid}")
    return [" · ".join(marks), note_block(annotation.note)]


def _hashtag(name: str) -> str:
    """Returns a tag as ``#a/b-c``; white space would end it."""
    return "#" + escape_text("-".join(name.split()))
