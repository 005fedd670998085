"""Reads the ``<meta>`` elements of a page: Dublin Core, Open Graph, article:, citation_, twitter:."""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from lxml import etree

from reader.importers.article_metadata import Metadata
from reader.importers.calendars.dates import machine_date
from reader.importers.text_cleaning import one_line

_TITLES = ("dc.title", "dcterms.title", "og:title", "citation_title", "twitter:title")
_AUTHORS = (
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "og:article:author",
    "author",
    "parsely-author",
    "citation_author",
    "sailthru.author",
    "cxenseparse:author",
    "article.author",
    "article:author_name",
    "dc.contributor",
    "bt:author",
    "byl",
    "shareaholic:article_author_name",
    "twitter:data1",
)
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_OTHER_SITES = (
    "apple-mobile-web-app-title",
    "citation_journal_title",
    "copyright",
    "publisher",
    "twitter:site",
)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "article.published",
    "article:post_date",
    "article_date_original",
    "published-date",
    "published_date",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "publishdate",
    "date.issued",
    "date.created",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "cxenseparse:recs:publishtime",
    "datepublished",
    "date",
    "pubdate",
    "created",
    "originalpublicationdate",
)
_LATER_DATES = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
)
_LANGUAGES = ("dc.language", "og:locale", "content-language")
_EXCERPTS = (
    "og:description",
    "dc.description",
    "dcterms.abstract",
    "description",
    "twitter:description",
)
_NAME_LENGTH = 140


class MetaProperties:
    """What the ``<meta>`` elements of a page say, by name."""

    def __init__(self, root: etree._Element) -> None:
        self._said: dict[str, list[str]] = {}
        for element in root.iter("meta"):
            content = one_line(element.get("content") or "")
            if not content:
                continue
            for attribute in ("property", "name", "http-equiv"):
                for name in (element.get(attribute) or "").lower().split():
                    key = name.replace("dc:", "dc.").replace("dcterms:", "dcterms.")
                    self._said.setdefault(key, []).append(content)

    def metadata(self) -> Metadata:
        """Returns what they say of the article."""
        return Metadata(
            title=next(self.titles(), ""),
            byline=self._people(),
            site=next(self._values(_SITES), ""),
            url=next(self._values(("og:url",)), ""),
            published=self._date(_DATES),
            language=next(self._values(_LANGUAGES), ""),
            excerpt=next(self._values(_EXCERPTS), ""),
        )

    def titles(self) -> Iterator[str]:
        """Yields the titles given, the more reliable ones first."""
        return map(unescape, self._values(_TITLES))

    def site_names(self) -> Iterator[str]:
        """Yields all that may be the site's name; twitter's handle without its sign."""
        return (name.lstrip("@") for name in self._values((*_SITES, *_OTHER_SITES)))

    def later_date(self) -> str:
        """Returns when the article was last changed, or empty."""
        return self._date(_LATER_DATES)

    def _values(self, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            yield from self._said.get(name, ())

    def _date(self, names: Sequence[str]) -> str:
        return next((day for value in self._values(names) if (day := machine_date(value))), "")

    def _people(self) -> str:
        return next((p for name in _AUTHORS if (p := _names(self._said, name))), "")


def _names(said: Mapping[str, Sequence[str]], name: str) -> str:
    if name == "twitter:data1" and not any(
        label.lower().strip(": ") in ("written by", "by", "author", "verfasst von", "écrit par")
        for label in said.get("twitter:label1", ())
    ):
        return ""
    kept = [
        unescape(value)
        for value in said.get(name, ())
        if "://" not in value and len(value) < _NAME_LENGTH
    ]
    return ", ".join(dict.fromkeys(kept[:20]))
