"""Finds who wrote an article and when in what its page shows: microdata, hAtom, bylines, dates.

What stands near the article's heading is believed before what stands elsewhere; nothing is taken
from readers' comments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree

from reader.importers.bylines import byline_in, is_label, is_organization
from reader.importers.dates import find_date, machine_date
from reader.importers.text_cleaning import names, one_line
from reader.importers.titles import is_alike
from reader.importers.web.html_tree import BLOCKS

_SILENT = names("script style noscript template select textarea math svg iframe object nav")
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|commentary|comment-?list|respond|replies|disqus\w*|"
    r"kommentare?|commentaires?|comentarios?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|widget|recent|popular|trending|teasers?|recommended|"
    r"more-?stories|read-?more|cards?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:bylines?|authors?|p-author|[wW]ritten[bB]y|post-?author|entry-?author|"
    r"author-?name|authorname|posted-?by|postedby|autor|autoren|auteur|autore|contributors?|"
    r"writer|vcard|signature|redaktor|kirjoittaja)(?:$|[\s_-])|Byline|Author(?:Name)?\b",
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datetime|time|timestamp|published|publish|pubdate|posted|dateline|"
    r"postdate|post-?date|posted-?on|entry-?date|meta|postmeta|entry-?meta|post-?info|info|byline|"
    r"datum|fecha|data|created|submitted|clock|day|author)(?:$|[\s_-])|Date\b|Timestamp",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"updat|modif|edited|aktualisiert|geändert|bearbeitet|mis à jour|actualizad|aggiornat|"
    r"atualizad|bijgewerkt|revis|обновл|zaktualiz|更新|修正",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:publish|posted|released|written|veröffentlicht|erstellt|geschrieben|publi[ée]|publicad|"
    r"pubblicat|geplaatst|gepubliceerd|publicerad|опубликован|opublikowan|dodan|发布|發布|公開|投稿|掲載|작성|입력|등록)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:^|[\s_-])(?:fn|author-?name|name|p-name)(?:$|[\s_-])", re.IGNORECASE)
_DATE_ATTRIBUTES = (  # in which scripts keep the date that they write as "3 days ago"
    "data-datetime",
    "data-date",
    "data-timestamp",
    "data-time",
    "data-published",
)
_COMMENTS_NAMED, _ASIDE_NAMED, _BYLINE_NAMED, _DATE_NAMED = 1, 2, 4, 8
_NEAR = 60  # elements behind the heading, or before it, that belong to it
_RUNNING = 140  # characters of an element that is text to read
_SHORT_LINE = 40  # characters of a line that may be a date alone
_LINE = 200  # characters of a line that may hold a byline or a date
_MOST_BLOCK = 400  # characters of a box that may be a byline
_MOST_ELEMENTS = 40  # in a box that may be a byline
_LAST = 10_000_000


@dataclass(frozen=True, slots=True)
class VisibleMetadata:
    """What a page shows; every field may be empty."""

    bylines: tuple[str, ...] = ()  # the likeliest first
    near: tuple[str, ...] = ()  # those of them close to the heading
    published: str = ""
    elsewhere: str = ""  # a date far from the heading
    changed: str = ""


def visible_metadata(
    root: etree._Element, title: str, *, is_month_first: bool | None
) -> VisibleMetadata:
    """Returns what the page shows of its article.

    title: by it the article's heading is found.
    is_month_first: how 3/4/2025 is read on this page, None when nothing is known.
    """
    shown = list(_shown(root))
    heading = _heading(shown, title)
    bylines = sorted(_bylines(shown, heading))
    dates = sorted(_dates(shown, heading, is_month_first))
    fitting = [date for date in dates if not date[2]]
    return VisibleMetadata(
        bylines=tuple(names for _rank, _place, names in bylines),
        near=tuple(names for rank, place, names in bylines if rank < 3 and place <= _NEAR),
        published=next((day for rank, _at, _is, day in fitting if rank < 4), ""),
        elsewhere=next((day for rank, _at, _is, day in fitting if rank >= 4), ""),
        changed=next((day for _rank, _at, is_change, day in dates if is_change), ""),
    )


def text_lines(element: etree._Element, limit: int = _MOST_BLOCK) -> str:
    """Returns the text of an element with a line feed where a block parts it.

    Empty when it is longer than limit characters, or of many elements.
    """
    parts: list[str] = []
    length = count = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in _SILENT:
                walk.skip_subtree()
                continue
            count += 1
            if count > _MOST_ELEMENTS:
                return ""
            text = node.text
            if node.tag in BLOCKS and node is not element:
                parts.append("\n")
        else:
            if node.tag in BLOCKS and node is not element:
                parts.append("\n")
            text = node.tail if node is not element else None
        if text:
            parts.append(re.sub(r"\s+", " ", text))
            length += len(text.strip())
            if length > limit:
                return ""
    lines = (one_line(line) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


@lru_cache(maxsize=4096)
def _named(names: str) -> int:
    """Returns what an element may be by its class and id; pages repeat the same few."""
    patterns = (_COMMENTS, _ASIDE, _BYLINE, _DATE)
    return sum(1 << at for at, pattern in enumerate(patterns) if pattern.search(names))


def _names(element: etree._Element) -> str:
    kinds, name = element.get("class"), element.get("id")
    return f"{kinds or ''} {name or ''}" if kinds or name else ""


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    """Yields the elements that may tell of the article, in order."""
    holders: set[etree._Element] = set()
    for heading in root.iter("h1", "article", "main"):
        holders.update(heading.iterancestors())
        holders.add(heading)
    walk = etree.iterwalk(root, events=("start",))
    for _event, element in walk:
        if not isinstance(element.tag, str):
            continue
        name = _names(element)
        is_comments = bool(name and _named(name) & _COMMENTS_NAMED) and element not in holders
        if is_comments or element.tag in _SILENT or element.get("role") == "navigation":
            walk.skip_subtree()
        else:
            yield element


def _heading(shown: list[etree._Element], title: str) -> int:
    """Returns where the article's heading is: the one that says the title, else the first."""
    first = -1
    for at, element in enumerate(shown):
        if element.tag in ("h1", "h2", "h3"):
            text = text_lines(element).replace("\n", " ")
            if text and title and is_alike(text, title):
                return at
            if first < 0 and element.tag == "h1" and text:
                first = at
    return max(first, 0)


def _bylines(shown: list[etree._Element], heading: int) -> Iterator[tuple[int, int, str]]:
    """Yields rank, place and names of all that may be the byline."""
    taken: set[etree._Element] = set()
    for at, element in enumerate(shown):
        marks = _byline_marks(element)
        rank = 0 if marks == "said" else 1
        if not marks:
            # A line such as "By Ada Fenn", close to the heading.
            text = (element.text or "").strip()
            if not -10 <= at - heading <= _NEAR or not text:
                continue
            around = element.getparent() if is_label(text) and not len(element) else None
            line = text_lines(element if around is None else around, _LINE)
            if line and (said := byline_in(line, is_marked=False)):
                yield 2, _distance(at, heading), said
            continue
        if any(parent in taken for parent in (element.getparent(), *element.iterancestors())):
            continue
        found = _people(element)
        if found:
            taken.add(element)
            place = _distance(at, heading)
            if place >= _LAST or _is_aside(element):
                rank += 4
            elif place > _NEAR:
                rank += 2
            yield rank, place, found


def _byline_marks(element: etree._Element) -> str:
    if "author" in (element.get("itemprop") or "").lower().split():
        return "said"
    if "author" in (element.get("rel") or "").lower().split():
        return "said" if element.tag != "link" else ""
    kinds = element.get("class") or ""
    if element.tag in ("body", "html", "img", "link", "meta") or not kinds:
        return ""
    if "p-author" in kinds.split() or {"author", "vcard"} <= set(kinds.split()):
        return "said"
    return "named" if _named(kinds) & _BYLINE_NAMED else ""


def _people(element: etree._Element) -> str:
    """Returns the names in an element that the page marks as a byline."""
    if element.tag == "meta":
        return byline_in(element.get("content") or "", is_marked=True)
    is_link = "author" in (element.get("rel") or "").lower().split()
    if is_link and (around := element.getparent()) is not None:
        linked = [e for e in around if "author" in (e.get("rel") or "").lower().split()]
        people = [byline_in(text_lines(link), is_marked=True) for link in linked]
        return ", ".join(dict.fromkeys(filter(None, people)))
    if element.tag not in BLOCKS and len(people := _people_beside(element)) > 1:
        return ", ".join(people)
    for inner in element.iter():
        is_name = "name" in (inner.get("itemprop") or "").lower().split() or (
            inner is not element and _NAME.search(inner.get("class") or "")
        )
        is_link = inner is not element and "author" in (inner.get("rel") or "").split()
        if (is_name or is_link) and (
            said := byline_in(text_lines(inner) or inner.get("content") or "", is_marked=True)
        ):
            within = element.iter(inner.tag) if text_lines(element) else ()
            return ", ".join(_alike_people(said, inner, within))
    if element.tag in ("ul", "ol"):
        people = [byline_in(text_lines(item), is_marked=True) for item in element.iter("li")]
        return ", ".join(dict.fromkeys(filter(None, people)))
    return byline_in(text_lines(element) or one_line(element.get("content") or ""), is_marked=True)


def _people_beside(element: etree._Element) -> list[str]:
    """Returns the name in an element, and those in the elements behind it that are marked alike."""
    said = byline_in(text_lines(element), is_marked=True)
    beside = islice(element.itersiblings(), _MOST_ELEMENTS)
    return _alike_people(said, element, beside) if said else []


def _alike_people(
    said: str, first: etree._Element, elements: Iterable[etree._Element]
) -> list[str]:
    """Returns the name that an element says, and those of the others that are marked just as it is."""
    marks = _marks(first)
    alike = [one for one in elements if one is not first and _marks(one) == marks]
    names = [byline_in(text_lines(one), is_marked=True) for one in alike]
    return list(dict.fromkeys([said, *(n for n in names if n and not is_organization(n))]))


def _marks(element: etree._Element) -> list[object]:
    """Returns what says of an element, and of the one around it, what is in it."""
    around = element.getparent()
    both = (element,) if around is None else (element, around)
    return [(e.tag, e.get("class"), e.get("itemprop"), e.get("rel")) for e in both]


def _dates(
    shown: list[etree._Element], heading: int, is_month_first: bool | None
) -> Iterator[tuple[int, int, bool, str]]:
    """Yields rank, place, whether it is of a change, and the day, of all that may be the date."""
    end = _end_of_head(shown, heading)
    for at, element in enumerate(shown):
        rank, value = _date_marks(element)
        place = _distance(at, heading)
        if rank < 9 and value and (day := machine_date(value, is_month_first=is_month_first)):
            is_change = bool(_CHANGED.search(_around(element)))
            if place >= _LAST or _is_aside(element):
                rank += 5
            elif rank and not -25 <= at - heading <= max(end - heading, _NEAR):
                rank += 4
            yield rank, place, is_change, day
            continue
        text = (element.text or "").strip()
        is_in_head = heading - 25 <= at <= end
        kinds = _names(element)
        is_named = bool(kinds) and bool(_named(kinds) & _DATE_NAMED)
        is_named = is_named and element.tag not in ("body", "html", "article")
        is_said = 5 < len(text) < _LINE / 2 and _SAID.search(text) is not None
        if not (is_named or is_in_head or is_said):
            continue
        line = text_lines(element, _LINE)
        if is_named and len(element) > 1:
            line = _spaced(element, line)
        day, start, _end = find_date(line, is_month_first=is_month_first, is_marked=is_named)
        if not day or (not is_named and len(line) > _LINE / 2):
            continue
        is_change = bool(_CHANGED.search(line[max(0, start - 30) : start] + " " + kinds))
        rank = 2 if is_named or _SAID.search(line) else 3
        if place >= _LAST or _is_aside(element):
            rank += 5
        elif not is_in_head:
            rank += 3
        yield rank, place, is_change, day


def _date_marks(element: etree._Element) -> tuple[int, str]:
    """Returns how sure an element is to hold the date of the article, less is more; and the value."""
    item = (element.get("itemprop") or "").lower().split()
    kinds = (element.get("class") or "").split()
    given = element.get("datetime") or element.get("content")
    if "datepublished" in item or "published" in kinds or "dt-published" in kinds:
        return 0, given or element.get("title") or text_lines(element, _LINE)
    if element.tag == "time":
        rank = 0 if element.get("pubdate") is not None else 1
        return rank, given or text_lines(element, _LINE)
    if "datecreated" in item:
        return 1, given or text_lines(element, _LINE)
    kept = next(filter(None, map(element.get, _DATE_ATTRIBUTES)), "")
    if kept and _named(_names(element)) & _DATE_NAMED:
        return 2, kept
    return 9, ""


def _spaced(element: etree._Element, line: str) -> str:
    """Returns a short line with a space between its elements: day, month and year may be of their own."""
    return one_line(" ".join(map(str, element.itertext()))) if 0 < len(line) < _SHORT_LINE else line


def _around(element: etree._Element) -> str:
    """Returns what names an element and stands right before it."""
    before = element.getprevious()
    parent = element.getparent()
    text = parent.text if before is None and parent is not None else None
    if before is not None:
        text = f"{''.join(map(str, before.itertext()))[-30:]} {before.tail or ''}"
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {(text or '')[-40:]}"


def _distance(at: int, heading: int) -> int:
    """Returns how far an element is from the heading; what stands before it is farther."""
    if at >= heading:
        return at - heading
    return heading - at + _NEAR // 2 if heading - at <= _NEAR else _LAST


def _end_of_head(shown: list[etree._Element], heading: int) -> int:
    """Returns where the text to read begins after the heading."""
    for at in range(heading + 1, min(heading + 2 * _NEAR, len(shown))):
        if len((shown[at].text or "").strip()) > _RUNNING:
            return at
    return min(heading + _NEAR, len(shown))


def _is_aside(element: etree._Element) -> bool:
    for around in element.iterancestors():
        if around.tag in ("body", "html", "article", "main"):
            return False
        if around.tag == "aside" or around.get("role") == "complementary":
            return True
        if (kinds := around.get("class")) and _named(kinds) & _ASIDE_NAMED:
            return True
    return False
