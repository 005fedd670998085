"""Reads RSS of all versions, RDF and Atom, even if they break the rules of XML."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape

from lxml import etree

from reader.core.feeds import FeedEntry, ParsedFeed
from reader.importers.feeds import lenient_xml
from reader.importers.feeds.atom_entries import current_entries
from reader.importers.feeds.attached_files import attached_files
from reader.importers.feeds.entry_content import (
    Content,
    atom_content,
    declared_base,
    plain_line,
    rss_content,
)
from reader.importers.feeds.entry_pictures import (
    Picture,
    is_picture,
    media_pictures,
    with_pictures,
)
from reader.importers.feeds.feed_dates import feed_date
from reader.importers.feeds.lenient_xml import attribute, child, children, language_of, text_of
from reader.importers.safe_addresses import resolve, safe_address
from reader.importers.text_cleaning import one_line, shorten
from reader.importers.web.lxml_helpers import text_content

_ROOTS = ("rss", "rdf", "feed", "channel")
_TITLE = 500
_REGISTERED = "http://www.iana.org/assignments/relation/"  # before the names of relations
_HTML_TYPES = ("", "text/html", "application/xhtml+xml")
_MOST = 5000  # entries that are read of a feed


def read_xml_feed(text: str, address: str) -> ParsedFeed | None:
    """Returns the feed in a text; None for anything else."""
    root = lenient_xml.parse(text, address)
    kind = "" if root is None else lenient_xml.local_name(root).lower()
    if root is None or kind not in _ROOTS:
        return None
    is_whole = lenient_xml.is_whole(root, text)
    if kind == "feed":
        return replace(_atom(root, address), is_whole=is_whole)
    channel = child(root, "channel")
    if channel is None:
        channel = root
    places = [channel, *children(channel, "items"), *([] if channel is root else [root])]
    items = [item for place in places for item in children(place, "item")]
    if kind == "rdf" and child(root, "channel") is None and not items:
        return None  # data of some other kind
    return replace(_rss(channel, items, address), is_whole=is_whole)


def _rss(channel: etree._Element, items: list[etree._Element], address: str) -> ParsedFeed:
    language = text_of(channel, "language", "dc:language") or language_of(channel)
    site = _rss_link(channel, address)
    authors = _joined((*_texts(channel, "dc:creator"), *_authors(channel, "atom:author")))
    authors = authors or _joined(_texts(channel, "itunes:author")) or _speakers(channel)
    read = (_rss_entry(item, site or address, language, authors) for item in items[:_MOST])
    return ParsedFeed(plain_line(text_of(channel, "title")), site, language, _each_once(read))


def _rss_entry(item: etree._Element, base: str, language: str, authors: str) -> FeedEntry:
    guid_element = child(item, "guid")
    guid = text_of(item, "guid") or item.get(lenient_xml.RDF_ABOUT, "").strip()
    link = resolve(text_of(item, "feedburner:origLink"), base) or _rss_link(item, base)
    is_link = guid_element is None or attribute(guid_element, "isPermaLink").lower() != "false"
    link = link or (safe_address(guid) if is_link else "")
    content = rss_content(item, link or base)
    titles = text_of(item, "title", "dc:title", "itunes:title", "media:title")
    title = shorten(plain_line(titles), _TITLE)
    names = (
        *_texts(item, "dc:creator"),
        *_authors(item, "atom:author"),
        *_authors(item, "author"),
    )
    enclosed = [
        (resolve(one.get("url"), base), one.get("type")) for one in children(item, "enclosure")
    ]
    html = with_pictures(content.html, _pictures(item, enclosed, base))
    return FeedEntry(
        id=guid or text_of(item, "link") or link or _made_up_id(title, content),
        title=title,
        link=link,
        byline=_joined(names)
        or _joined(_texts(item, "itunes:author"))
        or _speakers(item)
        or authors,
        published=feed_date(
            text_of(item, "pubDate", "dc:date", "dcterms:created", "atom:published", "atom:updated")
        ),
        language=text_of(item, "dc:language") or language_of(item) or language,
        html=html,
        base=content.base,
        enclosures=_not_shown(
            html, (*(one for one, _type in enclosed), *attached_files(item, base))
        ),
    )


def _atom(feed: etree._Element, address: str) -> ParsedFeed:
    language = language_of(feed)
    site = _alternate(feed, language) or resolve(text_of(feed, "link"), address)
    authors = _joined(_authors(feed, "author"))
    read = (
        _atom_entry(entry, address, language, authors) for entry in current_entries(feed)[:_MOST]
    )
    return ParsedFeed(_atom_title(feed), site, language, _each_once(read))


def _atom_entry(entry: etree._Element, address: str, language: str, authors: str) -> FeedEntry:
    language = language_of(entry) or language
    link = _alternate(entry, language)
    title = shorten(_atom_title(entry), _TITLE)
    content = atom_content(entry, link or address)
    source = child(entry, "source")
    of_source = [] if source is None else list(_authors(source, "author"))
    rels = [one for one in children(entry, "link") if one.get("rel") == "enclosure"]
    enclosed = [(resolve(one.get("href"), one.base or address), one.get("type")) for one in rels]
    html = with_pictures(content.html, _pictures(entry, enclosed, address))
    return FeedEntry(
        id=text_of(entry, "id") or link or _made_up_id(title, content),
        title=title,
        link=link or safe_address(content.link),
        byline=_joined((*_authors(entry, "author"), *_texts(entry, "dc:creator")))
        or _joined(of_source)
        or authors,
        published=feed_date(
            text_of(entry, "published", "issued", "created", "updated", "modified", "dc:date")
        ),
        language=language,
        html=html,
        base=content.base,
        enclosures=_not_shown(
            html,
            (*(one for one, _type in enclosed), content.link, *attached_files(entry, address)),
        ),
    )


def _atom_title(element: etree._Element) -> str:
    """Returns the title as one line; in Atom it may be plain, HTML or XHTML."""
    found = child(element, "title")
    if found is None:
        return ""
    is_html = found.get("type") in ("html", "text/html")
    return (
        plain_line(text_content(found), is_html=True) if is_html else one_line(text_content(found))
    )


def _alternate(element: etree._Element, language: str) -> str:
    """Returns the address of the page that an entry stands for: HTML, in the feed's language."""
    found: list[tuple[bool, bool, str]] = []
    for link in children(element, "link"):
        if link.get("rel", "").removeprefix(_REGISTERED) not in ("", "alternate"):
            continue
        address = resolve(link.get("href") or (link.text or ""), link.base or "")
        if address:
            of_link = link.get("hreflang", "")
            is_other = bool(of_link and language) and (
                of_link.split("-")[0].lower() != language.split("-")[0].lower()
            )
            found.append((is_other, link.get("type", "").lower() not in _HTML_TYPES, address))
    return min(found, key=lambda one: one[:2], default=(False, False, ""))[2]


def _rss_link(element: etree._Element, base: str) -> str:
    """Returns the address of a channel or an item: of `<link>`, or of Atom's in it."""
    base = declared_base(element) or base
    for one in children(element, "link"):
        if link := resolve(one.text or one.get("href"), base):
            return link
    for one in children(element, "atom:link"):
        if one.get("rel", "alternate") == "alternate" and (link := resolve(one.get("href"), base)):
            return link
    return ""


def _pictures(
    entry: etree._Element, enclosed: Iterable[tuple[str, str | None]], base: str
) -> list[Picture]:
    found = [Picture(one) for one, media_type in enclosed if one and is_picture(media_type)]
    return [*media_pictures(entry, base), *found]


def _not_shown(html: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """Returns the addresses of files, each once, without those of pictures in the HTML."""
    return tuple(dict.fromkeys(one for one in addresses if one and escape(one) not in html))


def _each_once(entries: Iterator[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Returns the entries, of those with the same id the first."""
    found: dict[str, FeedEntry] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return tuple(found.values())


def _made_up_id(title: str, content: Content) -> str:
    """Returns what an entry without id and link is known by."""
    return one_line(f"{title} {content.html[:200]}".strip()) or "–"


def _texts(element: etree._Element, name: str) -> list[str]:
    return [text_content(one) for one in children(element, name)]


def _authors(element: etree._Element, name: str) -> Iterator[str]:
    prefix = "atom:" if name.startswith("atom:") else ""
    for author in children(element, name):
        name = text_of(author, f"{prefix}name", "name")
        yield name or _name_of_mail("" if len(author) else author.text or "")


def _speakers(element: etree._Element) -> str:
    """Returns who is heard in a podcast."""
    persons = children(element, "podcast:person")
    return _joined(
        [text_content(one) for one in persons if one.get("group", "cast").lower() == "cast"]
    )


def _name_of_mail(text: str) -> str:
    """Returns the name of an author who is given as “mail@example.org (Name)”."""
    text = one_line(text)
    before, mark, after = text.partition("(")
    if "@" in before and mark:
        return after.rstrip().removesuffix(")")
    if "<" in text and "@" in text:
        return text.partition("<")[0].strip(' "')
    return "" if "@" in text and " " not in text else text


def _joined(names: "Iterator[str] | tuple[str, ...] | list[str]") -> str:
    lines = (one_line(unescape(name)) for name in names)
    return ", ".join(dict.fromkeys(line for line in lines if line))
