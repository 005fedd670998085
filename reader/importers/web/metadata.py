"""Reads an article's metadata from an HTML page, by layers, the more reliable ones first.

JSON-LD; Dublin Core, Open Graph, article: and twitter: properties; microdata, hAtom and bylines;
``<time>``; the date in the address; the host name.
"""

import re
from urllib.parse import urlsplit

from lxml import etree

from reader.importers.article_metadata import Metadata, merged
from reader.importers.dates import iso_date
from reader.importers.safe_links import safe_address
from reader.importers.text_cleaning import one_line
from reader.importers.titles import is_same, without_site
from reader.importers.web.html_tree import text_of
from reader.importers.web.json_ld import json_ld_metadata

_PROPERTIES: dict[str, tuple[str, ...]] = {
    "title": ("dc.title", "dcterms.title", "og:title", "citation_title", "twitter:title"),
    "byline": (
        "dc.creator",
        "dcterms.creator",
        "article:author",
        "author",
        "parsely-author",
        "citation_author",
    ),
    "site": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"),
    "url": ("og:url",),
    "published": (
        "article:published_time",
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "citation_publication_date",
        "parsely-pub-date",
        "date",
        "pubdate",
    ),
    "language": ("dc.language", "og:locale", "content-language"),
    "excerpt": (
        "og:description",
        "dc.description",
        "dcterms.abstract",
        "description",
        "twitter:description",
    ),
}
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|p-author|writtenby)(?:$|[\s_-])", re.IGNORECASE
)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)"
)
_ADDRESS_DATE = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/|$|-)")
_NAME_LENGTH = 140


def page_metadata(root: etree._Element, html: str, address: str = "") -> Metadata:
    """Returns all a page says about its article.

    html: the page's source, for the address that browsers note in a comment when they save a page.
    address: where the page was, if it names no address itself.
    """
    layers = [json_ld_metadata(root), _property_metadata(root), _microdata_metadata(root)]
    metadata = merged(*layers)
    url = _address(root, html, metadata.url) or safe_address(address)
    site = metadata.site or _host(url)
    title = _title(root, metadata.title, site)
    published = next((d for layer in layers if (d := iso_date(layer.published))), "")
    return merged(
        Metadata(title=title, url=url, site=site, published=published or _date(root, url)),
        Metadata(byline=metadata.byline, excerpt=metadata.excerpt),
        Metadata(
            language=root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or metadata.language
        ),
    )


def _property_metadata(root: etree._Element) -> Metadata:
    said: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = one_line(element.get("content") or "")
        names = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('http-equiv') or ''}"
        for name in names.lower().split():
            if content:
                said.setdefault(
                    name.replace("dc:", "dc.").replace("dcterms:", "dcterms."), []
                ).append(content)

    def first(field: str) -> str:
        return next((said[name][0] for name in _PROPERTIES[field] if name in said), "")

    people = next(
        (names for key in _PROPERTIES["byline"] if (names := _names(said.get(key, ())))), ""
    )
    return Metadata(
        title=first("title"),
        byline=people,
        site=first("site"),
        url=first("url"),
        published=next(
            (
                d
                for key in _PROPERTIES["published"]
                for v in said.get(key, ())
                if (d := iso_date(v))
            ),
            "",
        ),
        language=first("language"),
        excerpt=first("excerpt"),
    )


def _names(values: list[str] | tuple[str, ...]) -> str:
    kept = [v for v in values if "://" not in v and len(v) < _NAME_LENGTH]
    return ", ".join(dict.fromkeys(kept[:20]))


def _microdata_metadata(root: etree._Element) -> Metadata:
    title = byline = published = ""
    for element in root.iter():
        item = (element.get("itemprop") or "").lower().split()
        kinds = element.get("class") or ""
        if not title and ("headline" in item or "entry-title" in kinds.split()):
            title = text_of(element)
        if not published and ("datepublished" in item or "published" in kinds.split()):
            given = element.get("datetime") or element.get("content") or text_of(element)[:100]
            published = iso_date(given)
        if not byline and _is_byline(element, item, kinds):
            name = next((text_of(e) for e in element.iter() if e.get("itemprop") == "name"), "")
            name = name or text_of(element) or element.get("content") or ""
            byline = name if len(name) < _NAME_LENGTH and "://" not in name else ""
    return Metadata(title=title, byline=byline, published=published)


def _is_byline(element: etree._Element, item: list[str], kinds: str) -> bool:
    is_named = "author" in item or "author" in (element.get("rel") or "").lower().split()
    return is_named or bool(kinds and element.tag != "body" and _BYLINE_CLASS.search(kinds))


def _address(root: etree._Element, html: str, said: str) -> str:
    for link in root.iter("link"):
        is_canonical = "canonical" in (link.get("rel") or "").lower().split()
        if is_canonical and (address := safe_address(link.get("href"))):
            return address
    saved = _SAVED_FROM.search(html[:4000])
    return safe_address(said) or safe_address(saved[1] if saved else "")


def _host(url: str) -> str:
    if not url.startswith("http"):
        return ""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _title(root: etree._Element, said: str, site: str) -> str:
    headings = [text for h1 in root.iter("h1") if (text := text_of(h1))]
    element = next((e for e in root.iter("title") if _is_of_page(e)), None)
    given = said or ("" if element is None else one_line("".join(map(str, element.itertext()))))
    for heading in headings:
        # The heading is the title without what the page adds to it for the browser's tab.
        if is_same(heading, given) or (len(heading) > 8 and one_line(given).startswith(heading)):
            return heading
    return without_site(given, site) or (headings[0] if headings else "")


def _is_of_page(element: etree._Element) -> bool:
    return next(element.iterancestors("svg"), None) is None


def _date(root: etree._Element, url: str) -> str:
    for element in root.iter("time"):
        if date := iso_date(element.get("datetime") or text_of(element)[:100]):
            return date
    match = _ADDRESS_DATE.search(urlsplit(url).path)
    return iso_date(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}") if match else ""
