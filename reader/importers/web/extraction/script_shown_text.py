"""Shows the text of a page that its scripts would show: from noscript, templates and JSON-LD."""

from html import escape
from itertools import islice

from lxml import etree

from reader.importers.web.extraction.measures import RUNNING, Measures
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import detach, has_more_text, text_of
from reader.importers.web.metadata.json_ld import article_text

_LEAST = 200  # characters
_MOST = 100  # paragraphs that a page may show of a text


def show_text(root: etree._Element, body: etree._Element) -> None:
    """Makes what scripts replace or insert part of the page, if little else has text."""
    sizes = {
        element: sum(len(text_of(child)) for child in element) + len((element.text or "").strip())
        for element in body.iter("noscript", "template")
        if "<" not in (element.text or "")  # markup that is not parsed, in XHTML
    }
    shown = sum(sizes.values())
    if shown > _LEAST and Measures(body).sums[RUNNING][0] * 2 < shown:
        for element in sizes:
            element.tag = "div"
    data = [text for one in root.iter("script") if '"articleBody"' in (text := one.text or "")]
    if data and not has_more_text(body, len(max(data, key=len))):
        _insert(body, article_text(data))


def _insert(body: etree._Element, text: str) -> None:
    """Inserts a text, plain or HTML, into a page that has less text; what it repeats goes."""
    if "</" not in text:
        text = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    article = parse(f"<article>{text}</article>").find(".//article")
    words = "" if article is None else text_of(article)
    if article is None or len(words) < _LEAST or has_more_text(body, len(words)):
        return
    for paragraph in list(islice(body.iter("p"), _MOST)):
        if (said := text_of(paragraph)) and said in words:
            detach(paragraph)
    body.append(article)
