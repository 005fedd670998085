"""Reads an article's metadata from an HTML page, by layers, the more reliable ones first.

JSON-LD; Dublin Core, Open Graph, article: and twitter: properties; microdata, hAtom, bylines and
dates that the page shows; the date in the address; the host name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from reader.importers.article_metadata import Metadata, merged
from reader.importers.calendars.dates import iso_date, machine_date
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import one_line
from reader.importers.titles import is_alike
from reader.importers.web.lxml_helpers import text_of
from reader.importers.web.metadata.json_ld import LinkedData, linked_data
from reader.importers.web.metadata.meta_properties import MetaProperties
from reader.importers.web.metadata.page_author import page_byline
from reader.importers.web.metadata.page_title import TitleStatements, page_title
from reader.importers.web.metadata.visible_metadata import VisibleMetadata

_SAVED_FROM = re.compile(
    r"<(?:!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFileZ?\s+url:\s*|base href=[\"'])"
    r"|meta name=[\"']savepage-url[\"'] content=[\"'])([^\s\"']+)"
)
_RDFA_NAMES = ("headline", "author", "name", "datePublished", "dateModified", "articleBody")
_ADDRESS_DATE = re.compile(
    r"/(?:(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:/|$|-)|((?:19|20)\d\d)/?([01]\d)([0-3]\d)/)"
)
_MONTH_FIRST = re.compile(r"en[-_](?:us|ph)\b", re.IGNORECASE)
_DAY_FIRST_HOST = re.compile(r"\.(?:uk|au|nz|ie|in|za|eu)$")
_MONTH_FIRST_HOST = re.compile(r"\.(?:us|gov|edu|mil)$")
_MOST_DATES = 20
_SCRIPT_TAG = re.compile(r"<(/?)script\b", re.IGNORECASE)
_SCRIPT_DATE = re.compile(  # in the data that scripts build a page of
    r"""\\?"(?:date_?published|(?:first_?)?published_?(?:at|date|time|on)?|publish_?(?:date|time)|"""
    r"""pub_?date|publication_?date)\\?"\s*:\s*\\?"([^"\\]{8,40})\\?\"""",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:https?:)?//(?:www\.)?/?")
_LONGEST_HOME = 80  # characters of an address that is no more than a host
_ROOT = re.compile(r"https?://[^/?#]+/?")
_FEED = re.compile(
    r"\s*(?:[»|·–-]\s*)?\b(?:rss|atom|feed|kommentar-feed|comments?|kommentare?)\b.*$",
    re.IGNORECASE,
)


def page_metadata(page: Sequence[etree._Element], html: str, address: str = "") -> Metadata:
    """Returns all a page says about its article.

    page: its root and all that is in it. html: its source, for the address that browsers note in a
    comment when they save a page. address: where the page was, if it names no address itself.
    """
    root = page[0]
    _read_rdfa(page)
    linked = linked_data(root)
    properties = MetaProperties(root)
    stated = properties.metadata()
    article = _article(root, linked, stated)
    metadata = merged(article, stated)
    url = _address(root, html, metadata.url) or safe_address(address)
    host = _host(url)
    site = metadata.site or next(iter(linked.sites), "")
    named = (*_site_names(root, host), site or host, *linked.sites, *properties.site_names())
    sites = list(dict.fromkeys(named))
    title = page_title(
        root,
        TitleStatements(
            linked=[article.title, *_names_of(linked, article)],
            properties=list(properties.titles()),
            marked=list(_marked_titles(page)),
            sites=sites,
            author=metadata.byline,
        ),
    )
    language = _language(root) or metadata.language
    visible = VisibleMetadata(page, title, is_month_first=_is_month_first(language, host))
    byline = page_byline(root, [article.byline, stated.byline], visible, sites)

    def dates() -> Iterator[str]:
        yield article.published
        yield stated.published
        yield visible.dates.published
        yield _date_in_address(url)
        yield _date_in_scripts(html)
        yield visible.dates.elsewhere
        yield linked.later_date
        yield properties.later_date()
        yield visible.dates.changed

    return Metadata(
        title=title,
        byline=byline.names,
        site=site or byline.organization or host,
        url=url,
        published=next((day for date in dates() if (day := iso_date(date))), ""),
        language=language,
        excerpt=metadata.excerpt,
    )


def _read_rdfa(page: Sequence[etree._Element]) -> None:
    """Names what RDFa says of the article as microdata do."""
    for element in page:
        name = element.get("property")
        if name is None or (name := name.removeprefix("schema:")) not in _RDFA_NAMES:
            continue
        is_in_body = next(element.iterancestors("body"), None) is not None
        if is_in_body and element.get("itemprop") is None:
            element.set("itemprop", name)


def _article(root: etree._Element, linked: LinkedData, stated: Metadata) -> Metadata:
    """Returns the article of the JSON-LD that the page is about: of several, the one it names."""
    if len(linked.articles) < 2:
        return next(iter(linked.articles), Metadata())
    told = [stated.title, *(text_of(h1) for h1 in root.iter("h1"))]
    told += [one_line(title.text or "") for title in root.iter("title")][:1]
    for article in linked.articles:
        if any(is_alike(article.title, title) for title in told if article.title and title):
            return article
    return linked.articles[0]


def _names_of(linked: LinkedData, article: Metadata) -> Iterator[str]:
    for told, name in zip(linked.articles, linked.names, strict=True):
        if told is article and name:
            yield name


def _site_names(root: etree._Element, host: str) -> Iterator[str]:
    """Yields how the site is called: by its host, its feeds, and the link to its first page."""
    if host:
        labels = host.split(".")
        yield host
        yield from (label for label in labels[:-1] if len(label) > 2)
    for link in root.iter("link"):
        if "alternate" in (link.get("rel") or "").lower() and "xml" in (link.get("type") or ""):
            yield _FEED.sub("", one_line(link.get("title") or ""))
    for link in root.iter("a"):
        address = (link.get("href") or "").strip()
        is_home = address in ("/", "./", "index.html") or "home" in (link.get("rel") or "").split()
        if not is_home and len(address) > _LONGEST_HOME:
            continue
        is_home = is_home or (
            _ROOT.fullmatch(address) is not None
            and next(link.iterancestors("h1"), None) is not None
        )
        if is_home or (host and _HOME.fullmatch(address.lower().replace(host, "", 1))):
            image = link.find(".//img")
            said = (
                link.get("title"),
                text_of(link)[:80],
                "" if image is None else image.get("alt"),
            )
            yield from (one_line(text) for text in said if text)


def _marked_titles(page: Sequence[etree._Element]) -> Iterator[str]:
    for element in page:
        item, kinds = element.get("itemprop"), element.get("class")
        is_headline = item is not None and "headline" in item.lower().split()
        is_title = is_headline or (kinds is not None and "entry-title" in kinds.split())
        if is_title and (text := text_of(element) or one_line(element.get("content") or "")):
            yield text[:500]
            return


def _language(root: etree._Element) -> str:
    return root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _is_month_first(language: str, host: str) -> bool | None:
    """Returns how the page's readers read 3/4/2025; None when nothing tells."""
    if _MONTH_FIRST.match(language) or _MONTH_FIRST_HOST.search(host):
        return True
    is_plain_english = not language or language.lower() == "en"
    return None if is_plain_english and not _DAY_FIRST_HOST.search(host) else False


def _address(root: etree._Element, html: str, said: str) -> str:
    for link in root.iter("link"):
        is_canonical = "canonical" in (link.get("rel") or "").lower().split()
        if is_canonical and (address := safe_address(link.get("href"))):
            return address
    saved = _SAVED_FROM.search(html[:20_000])
    return safe_address(said) or safe_address(saved[1] if saved else "")


def _host(url: str) -> str:
    if not url.startswith("http"):
        return ""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _date_in_scripts(html: str) -> str:
    """Returns the day in the data of a page's scripts, if there is one only."""
    pieces = _SCRIPT_TAG.split(html)  # in turn a text, and the slash of the tag after it
    scripts = (text for slash, text in zip(pieces[1::2], pieces[2::2], strict=True) if not slash)
    found = (match[1] for script in scripts for match in _SCRIPT_DATE.finditer(script))
    days = {day[:10]: day for text in islice(found, _MOST_DATES) if (day := machine_date(text))}
    return next(iter(days.values())) if len(days) == 1 else ""


def _date_in_address(url: str) -> str:
    match = _ADDRESS_DATE.search(urlsplit(url).path.lower())
    if match is None:
        return ""
    year, month, day = filter(None, match.groups())
    return machine_date(f"{year}-{month:0>2}-{day:0>2}") or machine_date(f"{day} {month} {year}")
