"""A passage with where it is from, in one line: as plain text and as HTML."""

from html import escape

from reader.core.models import Article

_OPENING, _CLOSING = '“„«»”"「『', '”“»«"」』'


def citation(article: Article, passage: str) -> tuple[str, str]:
    """``“Passage” — Author, “Title”, Site, date, address``, plain and as HTML.

    What is not known is left out. In HTML the title links to the address and the site is in
    italics. A passage that is a quotation from its first to its last character gets no second pair
    of marks.
    """
    words = " ".join(passage.split())
    quoted = words if _is_quoted(words) else f"“{words}”"
    date, url = article.published[:10], article.url
    plain = [article.byline, f"“{article.title}”", article.site, date, url]
    title = escape(article.title)
    is_web = url.lower().startswith(("http://", "https://"))
    linked = f'<a href="{escape(url)}">{title}</a>' if is_web else title
    address = f'<a href="{escape(url)}">{escape(url)}</a>' if is_web else escape(url)
    site = f"<i>{escape(article.site)}</i>" if article.site else ""
    rich = [escape(article.byline), f"“{linked}”", site, escape(date), address]
    text = f"{quoted} — {', '.join(part for part in plain if part)}"
    return text, f"<p>{escape(quoted, quote=False)} — {', '.join(p for p in rich if p)}</p>"


def _is_quoted(words: str) -> bool:
    """Whether one pair of quotation marks stands around all the words."""
    return (
        len(words) > 2
        and words[0] in _OPENING
        and words[-1] == _CLOSING[_OPENING.index(words[0])]
        and words[-1] not in words[1:-1]
    )
