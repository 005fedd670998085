"""Chooses the title of an article from the several titles that its page gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lxml import etree

from reader.importers.text_cleaning import CJK, cased, letters_and_digits, names, one_line
from reader.importers.titles import is_alike, is_same, without_site, without_tail
from reader.importers.web.lxml_helpers import text_content, text_of

_LONGEST_HEADING = 300
_LONGEST_TITLE = 200  # of a title that is a paragraph
_LONGEST_STATEMENT = 5000  # characters of what is searched for the parts of a title
_LEADING_TEXT = 140  # characters before a heading that make it one of a section
_PERMALINKS = " ¶#§🔗"
_TITLE_CLASSES = names("title msotitle doctitle doc-title document-title")
_BAR = re.compile(r"\s*[|»·]\s*|\s[–—-]\s")
_SIGNS = re.compile(r"\s?[|·•»—–_~-]\s?")  # that may part a title
_TOPIC = re.compile(  # forums say what follows between their name and that of a topic
    r"^.+ [•·-] (?:view topic|thema anzeigen|voir le sujet|ver tema|leggi argomento|bekijk onderwerp|"
    r"zobacz temat|просмотр темы) - (?=\S)",
    re.IGNORECASE,
)
_SECTION = re.compile(  # that a title begins with
    r"^(?:opinion|analysis|editorial|commentary|perspective|review|exclusive|explainer|meinung|kommentar|analyse|tribune|"
    r"opinión|análisis|opinião|opinione|opinie|мнение)\s*[|｜]\s*(?=\S)",
    re.IGNORECASE,
)
_SPACED_SIGN = re.compile(r"\s+[|·•»:–—-]\s+")
_AFTER_TITLE = (*":?!–—",)  # before a subtitle
_COUNT = re.compile(r"\(\d{1,3}\+?\)\s+(?=\S)")  # of messages, before the title of a tab
_WORDS_OF_NAME = 3
_SHORT, _IDEOGRAPH = 8, 4  # letters; and what an ideograph says more than one
_NO_TITLES = names("untitled untitleddocument newpage document home index page x")


@dataclass(frozen=True, slots=True)
class TitleStatements:
    """What a page says its article is called, besides the headings in its text."""

    linked: Sequence[str] = ()  # JSON-LD: headlines and names
    properties: Sequence[str] = ()  # Dublin Core, Open Graph and the like
    marked: Sequence[str] = ()  # microdata and hAtom
    sites: Sequence[str] = ()  # names of the site and of its host
    author: str = ""


def page_title(root: etree._Element, said: TitleStatements) -> str:
    """Returns the title of a page's article; empty when nothing on the page is one.

    The heading is taken when another statement agrees with it. Of the others the first is taken
    that is not alone against several that agree with one another: a "headline" in JSON-LD is at
    times the description.
    """
    texts = [text_of(h1).rstrip(_PERMALINKS) for h1 in root.iter("h1")]
    headings = [text for text in texts if 0 < len(text) < _LONGEST_HEADING]
    tab = _cut(title_element(root), said)
    properties = [title for title in (_cut(one_line(t), said) for t in said.properties) if title]
    linked = [title for title in (_cut(one_line(t), said) for t in said.linked) if title]
    groups = [group for group in (linked, properties, list(said.marked), [tab]) if any(group)]
    statements = [statement for group in groups for statement in group]
    headings = [one for one in headings if not any(is_same(one, site) for site in said.sites)]
    if shown := _stated_heading(root, texts, headings, statements):
        return cased(shown, statements)
    for group in groups:
        if _is_agreed(group[0], group, groups):
            return _settled(root, group[0], statements, said.sites)
    if shared := _shared_part(statements):
        return shared
    if len(groups) == 1 and tab and _is_over_text(root, headings, tab):
        return headings[0]
    for group in groups:
        if not _is_outvoted(group[0], group, groups, headings):
            return _settled(root, group[0], statements, said.sites)
    if statements:
        return _settled(root, statements[-1], statements, said.sites)
    # Nothing but the site's name: it is the title of a site of one page.
    every = (*said.linked, *said.properties, title_element(root))
    named = (title for title in every if title and letters_and_digits(title) not in _NO_TITLES)
    return _only_visible(root, headings) or one_line(next(named, ""))


def _stated_heading(
    root: etree._Element, texts: Sequence[str], headings: Sequence[str], statements: Sequence[str]
) -> str:
    """Returns the heading that a statement agrees with, or the part of one; empty if there is none."""
    if agreed := [one for one in headings if any(_is_part(one, said) for said in statements)]:
        whole = (one for one in agreed if any(is_same(one, said) for said in statements))
        return next(whole, max(agreed, key=len))
    if len(headings) == 1 and any(
        _is_begun_by(headings[0], without_tail(said)) for said in statements
    ):
        return headings[0]
    if len(texts) == 1 and any(_is_before_site(root, texts[0], said) for said in statements):
        return texts[0]
    parts = _parts_of_headings(root)
    return next((one for one in parts if any(_is_part(one, said) for said in statements)), "")


def _cut(title: str, said: TitleStatements) -> str:
    """Returns a statement without the site's name; empty if it is that alone, or says nothing."""
    title = without_site(
        _TOPIC.sub("", title.lstrip("»| ")[:_LONGEST_STATEMENT]), said.sites, said.author
    )
    is_site = any(is_same(title, site) for site in said.sites)
    return "" if is_site or letters_and_digits(title) in _NO_TITLES else title


def _is_part(heading: str, statement: str) -> bool:
    """Returns whether a heading is the statement, or that without what was added around it."""
    if is_same(heading, statement):
        return True
    if _is_short(heading):
        return False
    if is_same(heading, without_tail(statement)):
        return True
    statement = one_line(statement)
    count = _COUNT.match(statement)
    is_begun = any(
        statement.startswith(heading, start) and not statement[start + len(heading) :][:1].isalnum()
        for start in (0, count.end() if count else 0)
    )
    return is_begun or statement.endswith(f": {heading}") or heading in _BAR.split(statement)


def _is_begun_by(heading: str, statement: str) -> bool:
    """Returns whether a heading is the statement, and behind a sign at most as much again."""
    rest = heading.removeprefix(statement)
    return (
        not _is_short(statement)
        and 0 < len(rest) <= len(statement)
        and rest.lstrip()[:1] in _AFTER_TITLE
    )


def _parts_of_headings(root: etree._Element) -> Iterator[str]:
    """Yields what is much of a heading without what is set off in it, such as a label over it."""
    for heading in root.iter("h1"):
        inner = heading
        while len(inner) == 1 and not f"{inner.text or ''}{inner[0].tail or ''}".strip():
            inner = inner[0]
        texts = [inner.text, *(text for one in inner for text in (text_of(one), one.tail))]
        length = len(text_of(heading))
        if len(inner) and length < _LONGEST_HEADING:
            yield from (
                line for text in texts if len(line := one_line(text or "")) * 5 > length * 2
            )


def _is_short(heading: str) -> bool:
    """Returns whether a heading says too little to be known in a longer title."""
    return len(heading) + _IDEOGRAPH * len(CJK.findall(heading)) <= _SHORT


def _is_agreed(statement: str, group: Sequence[str], groups: Iterable[Sequence[str]]) -> bool:
    return any(
        is_same(statement, other) for others in groups if others is not group for other in others
    )


def _shared_part(statements: Sequence[str]) -> str:
    """Returns the one part that two statements share, if both have others: "r/boats - Nets", "Nets : boats"."""
    parted = [set(_SPACED_SIGN.split(one)) for one in dict.fromkeys(statements)]
    for parts, others in combinations(parted, 2):
        shared = parts & others
        if len(shared) == 1 and shared < parts and shared < others:
            title = next(iter(shared))
            return title if len(title.split()) >= _WORDS_OF_NAME else ""
    return ""


def _is_outvoted(
    statement: str, group: Sequence[str], groups: Iterable[Sequence[str]], headings: Sequence[str]
) -> bool:
    others = [other[0] for other in groups if other is not group and other]
    if headings:
        others.append(headings[0])
    if any(is_alike(statement, other) for other in others):
        return False
    return any(is_alike(one, other) for at, one in enumerate(others) for other in others[at + 1 :])


def _is_before_site(root: etree._Element, heading: str, statement: str) -> bool:
    """Returns whether a statement is a short heading and, behind a bar, a name: "Oldmere – Wiki"."""
    bar = _BAR.search(statement)
    if bar is None or not heading or statement[: bar.start()] != heading:
        return False
    name = statement[bar.end() :]
    others = (text_of(other) for other in root.iter("h1", "h2", "h3"))
    return len(name.split()) <= _WORDS_OF_NAME and not any(is_same(name, one) for one in others)


def _is_over_text(root: etree._Element, headings: Sequence[str], tab: str) -> bool:
    """Returns whether the only heading of a page is over its text, and unlike what the tab says."""
    if (
        len(headings) != 1
        or len(headings[0].split()) < _WORDS_OF_NAME
        or is_alike(headings[0], tab)
    ):
        return False
    element = next(h1 for h1 in root.iter("h1") if text_of(h1))
    is_told = any(is_same(tab, text_of(other)) for other in root.iter("h2", "h3"))
    if is_told or element.find(".//a") is not None:
        return False
    after = (one for one in element.itersiblings() if len(text_of(one)) > _LEADING_TEXT)
    return next(after, None) is not None


def _settled(
    root: etree._Element, title: str, statements: Sequence[str], sites: Sequence[str]
) -> str:
    """Returns a title without what another statement, or a heading of the text, shows to be added.

    Without both, what is behind its last bar goes.
    """
    title = _SECTION.sub("", title)
    main = [*map(text_of, root.iter("h1", "h2"))]
    longest = max(map(len, _SIGNS.split(title)))  # shorter ones may be the name of the site
    minor = (*map(text_of, root.iter("h3")), *_title_boxes(root))
    headings = [*main, *(text for text in minor if len(text) >= longest)]
    for text in (*headings, *statements):
        if not _is_short(text) and len(text) < len(title) and title.startswith(text):
            rest = title[len(text) :].lstrip()
            signs = "|·•»—–-_~:" if text in main else "|·•»—–-_~"  # or it has a subtitle
            if rest.startswith(tuple(signs)) or any(is_same(rest, site) for site in sites):
                return text
    parts = _BAR.split(title)
    if len(parts) > 1 and (part := max(parts, key=len)) in headings:
        return part  # between a section and the site
    cut = without_tail(title)
    if cut != title and any(is_alike(title[len(cut) :], text_of(h1)) for h1 in root.iter("h1")):
        return title  # a heading of the text has the words behind the bar, too
    return cut


def _title_boxes(root: etree._Element) -> Iterator[str]:
    """Yields the texts of the elements that are named for a title and are no headings."""
    for element in root.iter("div", "p", "span", "td"):
        kinds = element.get("class")
        if kinds is not None and not _TITLE_CLASSES.isdisjoint(kinds.lower().split()):
            text = text_of(element)
            if len(text) <= _LONGEST_TITLE:
                yield text


def title_element(root: etree._Element) -> str:
    """Returns the text of a page's ``<title>``, or empty."""
    for element in root.iter("title"):
        if next(element.iterancestors("svg"), None) is None:
            return one_line(text_content(element)[:_LONGEST_STATEMENT])
    return ""


def _only_visible(root: etree._Element, headings: Sequence[str]) -> str:
    """Returns the title of a page that names none: its title paragraph, or the heading it begins with."""
    body = root.find("body")
    length = 0
    for element in (root if body is None else body).iter():
        kinds = (element.get("class") or "").lower().split()
        if not _TITLE_CLASSES.isdisjoint(kinds):
            text = text_of(element)
            if 0 < len(text) <= _LONGEST_TITLE:
                return text
        if element.tag == "h1" and (text := text_of(element).rstrip(_PERMALINKS)) in headings:
            return text
        own = len((element.text or "").strip()) + len((element.tail or "").strip())
        if element.tag not in ("script", "style", "noscript", "template", "title"):
            length += own
        if length > _LEADING_TEXT:
            return ""
    return ""
