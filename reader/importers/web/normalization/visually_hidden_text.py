"""Removes text that readers do not see: labels for screen readers, symbols that link to headings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import filterfalse

from lxml import etree

from reader.importers.text_cleaning import letters_and_digits, names
from reader.importers.web.lxml_helpers import (
    HEADINGS,
    detach,
    has_more_text,
    storable,
    text_of,
    turn_into,
)

_FOR_SCREEN_READERS = names(
    "sr-only sr-text sronly screen-reader-text screenreader screen-reader screen-reader-only "
    "screenreader-only visually-hidden visuallyhidden visually_hidden u-visually-hidden "
    "is-visually-hidden u-visuallyhidden a11y-hidden a11y-text assistive-text element-invisible "
    "offscreen off-screen hidden-accessible hidden-visually usa-sr-only show-for-sr show-for-sronly "
    "accessibly-hidden aural-only cdk-visually-hidden mat-visually-hidden ui-helper-hidden-accessible "
    "visually-hidden-focusable sr-only-focusable element-focusable govuk-visually-hidden mejs-offscreen plyr__sr-only"
)
_OUT_OF_SIGHT = re.compile(
    r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}(?:\.\d+)?(?:px|em|rem)|"
    r"(?<![-\w])font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_WITH_PERMALINKS = (*HEADINGS, "dt", "figcaption", "caption", "summary")
_PERMALINK_TAGS = ("a", "button", "span")  # beside a heading
_SIGNS = re.compile(r"[\s¶#§🔗⚓∞⁋🖇️\ue000-\uf8ff\ufe0f]*")
_LABEL = re.compile(
    r"[\s\[(]*(?:(?:permanent |direct |copy |share )?link(?: to (?:this|the) (?:heading|headline|section|"
    r"title|definition|image|table|code|paragraph|post|comment)| here)?|permalink(?: to (?:this|the) \w+)?|"
    r"anchor(?: link)?|copy(?: link)?|edit(?: (?:source|section))?|link zu diese[mr] \w+|permanentlink|"
    r"bearbeiten|lien permanent|lien vers (?:cette|ce) \w+|modifier(?: le code)?|enlace permanente|editar|"
    r"modifica|редактировать|править|編集|编辑|編輯)[\s\])|]*",
    re.IGNORECASE,
)
_PERMALINK = re.compile(
    r"(?:^|[\s_-])(?:headerlink|permalink|anchorjs-link|hash-link|heading-?anchor|header-?anchor|"
    r"heading-?link|anchor-?link|section-?link|direct-?link|editsection|edit-?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_LINKS = 50  # of a heading that are looked at
_LABEL_WORDS = 6
_MOST = 400  # characters: what is longer was hidden only while the page was saved
_LARGE_SHARE = 0.3  # of the text of a short page
_LONG_PAGE = 4000  # characters between tags


def remove_unread_text(root: etree._Element) -> None:
    """Removes visually hidden labels, and the links with which headings link to themselves."""
    most = None
    unseen = [element for element in root.iter() if _is_out_of_sight(element)]
    words = set(filter(_is_of_words, unseen))
    for element in filterfalse(words.__contains__, unseen):
        if element.getparent() is None:
            continue
        if element.tag in ("html", "body", "main", "article"):
            continue
        if most is None:
            is_long = has_more_text(root, _LONG_PAGE)
            most = _MOST if is_long else min(_MOST, len(text_of(root)) * _LARGE_SHARE)
        if (
            element.find(".//img") is None
            and element.tag != "img"
            and len(text_of(element)) <= most
        ):
            detach(element)
    for heading in list(root.iter(*_WITH_PERMALINKS)):
        if len(heading):
            _remove_permalinks(heading)
        if heading.tag in HEADINGS:
            _remove_permalink_beside(heading)


def _is_of_words(element: etree._Element) -> bool:
    """Returns whether an element is the initial of a word, or is read in place of what is shown beside it."""
    if _is_shown(element):
        text, rest = element.text or "", element.tail or ""
        is_letter = len(text) == 1 and text.isalpha() and not text.islower()  # "x" is a sign
        return not len(element) and is_letter and rest[:1].isalpha()
    said = letters_and_digits(text_of(element))
    if not said:
        return False
    before = "".join(reversed(list(_shown_beside(element, is_before=True))))
    return said in (before, "".join(_shown_beside(element, is_before=False)))


def _shown_beside(element: etree._Element, *, is_before: bool) -> Iterator[str]:
    """Yields the letters of what is shown but not read out, just before an element or behind it."""
    last = element
    for other in element.itersiblings(preceding=is_before):
        if (other if is_before else last).tail or not _is_shown(other):
            break
        yield letters_and_digits(text_of(other))
        last = other


def _is_shown(element: etree._Element) -> bool:
    """Returns whether an element is shown though it is not read out."""
    return element.get("aria-hidden") == "true" and not (
        _is_for_screen_readers(element.get("class") or "")
        or _is_style_out_of_sight(element.get("style") or "")
    )


def _is_out_of_sight(element: etree._Element) -> bool:
    if (kinds := element.get("class")) and _is_for_screen_readers(kinds):
        return True
    if (style := element.get("style")) and _is_style_out_of_sight(style):
        return True
    return element.get("aria-hidden") == "true"


@lru_cache(maxsize=4096)
def _is_for_screen_readers(kinds: str) -> bool:
    return not _FOR_SCREEN_READERS.isdisjoint(kinds.lower().split())


@lru_cache(maxsize=4096)
def _is_style_out_of_sight(style: str) -> bool:
    return _OUT_OF_SIGHT.search(style) is not None


def _remove_permalinks(heading: etree._Element) -> None:
    """Removes links to the heading itself, as long as a text remains."""
    within = list(heading.iterdescendants("a", "span", "div", "button"))
    for element in within[:_MOST_LINKS]:
        text = text_of(element)
        if not _is_permalink(element, text) or text_of(heading) == text:
            continue
        if element.get("id"):
            _empty(element)
        else:
            detach(element)


def _remove_permalink_beside(heading: etree._Element) -> None:
    beside = heading.getnext()
    if beside is None or beside.tag not in _PERMALINK_TAGS:
        return
    if _is_permalink(beside, text_of(beside)):
        detach(beside)


def _is_permalink(element: etree._Element, text: str) -> bool:
    is_named = bool(_PERMALINK.search(element.get("class") or ""))
    if element.tag == "a" and (not text or _SIGNS.fullmatch(text)):
        return is_named or (element.get("href") is not None and element.find(".//img") is None)
    if is_named and (element.tag == "a" or element.find(".//a") is not None):
        return len(text.split()) <= _LABEL_WORDS
    return element.tag in ("a", "button") and bool(_LABEL.fullmatch(text))


def _empty(element: etree._Element) -> None:
    """Removes an element's text and leaves its name, which other places link to."""
    name = storable(element.get("id") or "")
    turn_into(element, "span")
    element.set("id", name)
