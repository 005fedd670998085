"""Parses the XML of feeds, even if it is not well-formed, without losing text.

What libxml2 would drop while it recovers is mended before: undefined entities, bare ampersands and
angles, line breaks and images as in HTML, control characters. There are no entities of the document's own, so none can grow.
"""

import re
from html import unescape
from html.entities import html5

from lxml import etree

from reader.importers.web.lxml_helpers import text_content

RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_DECLARATION = re.compile(r"<\?xml\b[^>]{0,500}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.DOTALL)
_SECTION = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)?")
_OF_XML = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
_HTML_VOID = re.compile(r"<(br|hr|img|wbr)\b([^<>]*?)/?>(?:\s*</\1\s*>)?", re.IGNORECASE)
_BARE_SIGN = re.compile(r"<(?![A-Za-z_/!?])")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_PREFIXES = {
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "purl.org/rss/1.0/modules/content": "content:",
    "www.w3.org/2005/atom": "atom:",
    "purl.org/atom/ns#": "atom:",
    "search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "podcastindex.org/namespace/1.0": "podcast:",
    "purl.org/atompub/tombstones/1.0": "at:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
# Those that elements of RSS and Atom are in themselves.
_OWN = ("purl.org/rss/1.0", "purl.org/net/rss1.1#", "my.netscape.com/rdf/simple/0.9", "")
_OF_RSS = ("backend.userland.com", "blogs.law.harvard.edu", "channel.netscape.com", "cyber.law.")


def parse(text: str, address: str) -> etree._Element | None:
    """Returns the root of a document; None when there is none."""
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    pieces = _SECTION.split(_FORBIDDEN.sub("", text))
    pieces[::2] = map(_mended, pieces[::2])
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        return etree.fromstring("".join(pieces).encode(), parser, base_url=address)
    except (etree.XMLSyntaxError, ValueError):
        return None


def is_whole(root: etree._Element, text: str) -> bool:
    """Returns whether a document has the end of its root, or was cut off before it."""
    end = rf"</(?:[\w.-]+:)?{re.escape(local_name(root))}\s*>"
    has_end = re.search(end, text, re.IGNORECASE) is not None
    return has_end or (len(root) == 0 and text.rstrip().endswith("/>"))


def _mended(markup: str) -> str:
    """Returns markup with what is typed as in HTML as it is in XML."""
    markup = _BARE_SIGN.sub("&lt;", _REFERENCE.sub(_reference, markup))
    return _HTML_VOID.sub(r"<\1\2/>", markup)


def _reference(match: re.Match[str]) -> str:
    """Returns what stands for a character in XML."""
    found = match[0]
    if found in _OF_XML:
        return found
    if found.startswith("&#"):
        number = int(found[3:-1], 16) if found[2] in "xX" else int(found[2:-1])
        if 0x80 <= number < 0xA0:
            return unescape(found)  # as in HTML: a character of cp1252
        is_possible = number < 0x110000 and not _FORBIDDEN.match(chr(number))
        return found if is_possible else ""
    signs = html5.get(found[1:])
    return (
        f"&amp;{found[1:]}" if signs is None else signs.replace("&", "&amp;").replace("<", "&lt;")
    )


def name_of(element: etree._Element) -> str:
    """Returns the name of an element with the usual prefix of its namespace, none for the feed's own.

    A prefix that stands for nothing in the document is part of its name. A namespace that is not
    known is the feed's own where its root is in it, too.
    """
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    space, _brace, local = tag[1:].partition("}")
    key = space.lower().partition("://")[2].rstrip("/")
    if key in _OWN or key.startswith(_OF_RSS):
        return local
    prefix = _PREFIXES.get(key)
    if prefix is None:
        root = str(element.getroottree().getroot().tag)
        prefix = "" if root.startswith(f"{{{space}}}") else "?:"
    return prefix + local


def local_name(element: etree._Element) -> str:
    """Returns the name of an element without its namespace, or a prefix that nothing declares."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _is_atom(element: etree._Element) -> bool:
    return name_of(element).startswith("atom:")


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Returns the children of a name, in order, in whichever case it is written.

    In Atom the names of Atom need no prefix.
    """
    name = name.lower()
    wanted = {name}
    if ":" not in name and _is_atom(element):
        wanted.add(f"atom:{name}")
    return [one for one in element if name_of(one).lower() in wanted]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Returns the first child of a name, or None."""
    return next(iter(children(element, name)), None)


def text_of(element: etree._Element, *names: str) -> str:
    """Returns the text of the first child of these names that has some."""
    for name in names:
        for one in children(element, name):
            if text := text_content(one).strip():
                return text
    return ""


def language_of(element: etree._Element) -> str:
    """Returns the language that is declared for an element, or around it."""
    for one in (element, *element.iterancestors()):
        if language := one.get(_XML_LANGUAGE):
            return language
    return ""


def attribute(element: etree._Element, name: str) -> str:
    """Returns an attribute, whichever case its name is written in."""
    exact = element.get(name)
    if exact is not None:
        return exact.strip()
    lower = name.lower()
    return next(
        (str(value).strip() for key, value in element.items() if str(key).lower() == lower), ""
    )
