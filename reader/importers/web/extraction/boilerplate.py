"""Recognizes boilerplate: navigation, footers, forms, asides, and what repeats on a page.

Links against running text, roles, what repeats, where it is. A name such as "related" only
adds to that: nothing is left out for its name alone.
"""

from lxml import etree

from reader.importers.text_cleaning import ends_sentence, letters_and_digits, names
from reader.importers.web.extraction.comments import has_signs, is_comment_section
from reader.importers.web.extraction.data_tables import is_data_table
from reader.importers.web.extraction.element_evidence import (
    is_named_aside,
    is_named_hidden,
    name_weight,
)
from reader.importers.web.extraction.fact_boxes import tells_facts
from reader.importers.web.extraction.left_out_reasons import (
    ASIDE,
    COMMENTS,
    FOOTER,
    FORM,
    FURNITURE,
    HIDDEN,
    LINK_LIST,
    NAVIGATION,
)
from reader.importers.web.extraction.link_lists import LISTS, LinkLists
from reader.importers.web.extraction.measures import (
    COMMAS,
    FIELDS,
    IMAGES,
    IN_ARTICLE,
    IN_CELL,
    IN_CODE,
    IN_FIGURE,
    IN_QUOTE,
    LINKS,
    PARAGRAPHS,
    RUNNING,
    SILENT,
    TEXT,
    Measures,
)
from reader.importers.web.extraction.page_controls import CONTROLS, has_first_heading, is_poll
from reader.importers.web.extraction.row_words import (
    claims_rights,
    has_sentence,
    leads_away,
    names_sources,
)
from reader.importers.web.lxml_helpers import HEADINGS, text_of

_NAVIGATION_ROLES = names("navigation banner menu menubar search toolbar tablist")
_ASIDE_ROLES = names("complementary dialog alertdialog alert")
_GROUPS = names("div section ul ol dl table fieldset form header nav aside menu")
_CAPTION = 300  # characters
_LEAST_LEFT = 300  # characters of running text of an article, beside its comments
_LINKS = 5  # of a table that leads through a site
_PARAGRAPH = 120  # characters of running text that a section has, and a box of links has not


def reason_beside(measures: Measures, number: int) -> str:
    """Returns why an element is beside the text, wherever that is, or empty."""
    running, whole = measures.sums[RUNNING][number], measures.sums[RUNNING][0]
    element = measures.elements[number]
    if element.tag in SILENT:
        return ""
    if running > 400 and running > whole * _most_of_page(measures, number):
        return ""
    return _reason_by_meaning(measures, number) or _reason_by_name(measures, number)


def _most_of_page(measures: Measures, number: int) -> float:
    """Returns of what share of a page's running text an element may be beside the text."""
    tag = measures.elements[number].tag
    if tag == "footer":
        return 0.9
    if not is_named_aside(measures.names(number)):
        return 0.3
    left = measures.sums[RUNNING][0] - measures.sums[RUNNING][number]
    is_apart = left >= _LEAST_LEFT and not has_first_heading(measures, number)
    if is_apart and is_comment_section(measures, number) and has_signs(measures, number):
        return 0.9
    # Both what it is and what it is called speak against it.
    return 0.6 if tag == "aside" else 0.3


def _reason_by_meaning(measures: Measures, number: int) -> str:
    """Returns the reason that an element's tag or role gives, if its text does not deny it."""
    element = measures.elements[number]
    tag, role = element.tag, (element.get("role") or "").lower()
    if tag == "footer" or role == "contentinfo":
        return "" if _is_footer_of_text(measures, number) else FOOTER
    if tag == "nav" or role in _NAVIGATION_ROLES:
        return NAVIGATION
    if tag == "aside" or role in _ASIDE_ROLES:
        return "" if _is_aside_of_text(measures, number) else ASIDE
    if tag in ("form", "fieldset"):
        fields, running = measures.sums[FIELDS][number], measures.sums[RUNNING][number]
        is_short = running < 100 and measures.has_fields(number)
        return FORM if fields > 3 or is_short or is_poll(measures, number) else ""
    return ""


def _reason_by_name(measures: Measures, number: int) -> str:
    """Returns the reason that an element's names give, if what it contains agrees."""
    element, called = measures.elements[number], measures.names(number)
    if not called or element.tag in ("a", "body", "html", "p"):
        return ""
    if is_named_hidden(called) and not has_sentence(measures.text(number)):
        return HIDDEN
    if not is_named_aside(called):
        return ""
    if is_comment_section(measures, number):
        return COMMENTS
    if element.tag in HEADINGS and _is_over_text(measures, number):
        return ""
    return ASIDE if _is_side_matter(measures, number) else ""


def _is_over_text(measures: Measures, number: int) -> bool:
    """Returns whether running text follows a heading, which then goes with that, whatever its name."""
    following = measures.elements[number].getnext()
    return following is not None and measures.sums[RUNNING][measures.number_of[following]] > 0


def _is_footer_of_text(measures: Measures, number: int) -> bool:
    inside = measures.inside[number]
    return bool(inside & IN_QUOTE) or (
        (bool(inside & IN_ARTICLE) or _is_end_of_section(measures, number))
        and _says_something(measures, number)
        and measures.link_share(number) < 0.2
    )


def _says_something(measures: Measures, number: int) -> bool:
    """Returns whether an element has running text, or a short sentence that asks for nothing."""
    running = measures.sums[RUNNING][number]
    if running >= 80 or not running:
        return running > 0
    text = measures.text(number)
    return ends_sentence(text) and not (leads_away(text) or claims_rights(text))


def _is_end_of_section(measures: Measures, number: int) -> bool:
    """Returns whether an element is below the text of a section, and claims no rights."""
    element = measures.elements[number]
    before, around = element.getprevious(), element.getparent()
    return (
        before is not None
        and around is not None
        and around.tag == "section"
        and _is_text_beside(measures, before)
        and not claims_rights(measures.text(number))
    )


def _is_aside_of_text(measures: Measures, number: int) -> bool:
    return (
        (bool(measures.inside[number] & IN_ARTICLE) or _is_among_text(measures, number))
        and measures.link_share(number) < 0.3
        and not is_named_aside(measures.names(number))
        and not _is_teaser(measures, number)
    )


def _is_teaser(measures: Measures, number: int) -> bool:
    """Returns whether an element says nothing but a heading, not a sentence, and has a link."""
    says_more = measures.has_words(number) or ends_sentence(measures.text(number))
    return measures.sums[LINKS][number] > 0 and not says_more


def _is_among_text(measures: Measures, number: int) -> bool:
    """Returns whether an element of running text has such text before and after it."""
    text = measures.sums[TEXT]
    if not measures.sums[RUNNING][number]:
        return False
    while number and text[measures.parent[number]] == text[number]:
        number = measures.parent[number]
    element = measures.elements[number]
    return all(
        any(_is_text_beside(measures, near) for near in element.itersiblings(preceding=is_before))
        for is_before in (True, False)
    )


def _is_text_beside(measures: Measures, element: etree._Element) -> bool:
    number = measures.number_of.get(element)
    return (
        number is not None
        and measures.sums[RUNNING][number] >= _PARAGRAPH // 2
        and measures.link_share(number) < 0.25
    )


def _is_side_matter(measures: Measures, number: int) -> bool:
    """Returns whether what is named like matter beside the text also looks like it."""
    running, links = measures.sums[RUNNING][number], measures.link_share(number)
    if _holds_matter(measures, number) or _is_captioned_picture(measures, number):
        return False
    if tells_facts(measures, number):
        return False
    if name_weight(measures.names(number)) >= 0:
        # Named after the article too: a column of the page, or the body itself.
        return links > 0.5 and running < 200
    if running >= _PARAGRAPH and links < 0.2:
        return running < 600 and leads_away(measures.text(number))
    return links > 0.5 or (running < 1000 and not _is_plain_text(measures, number))


def _holds_matter(measures: Measures, number: int) -> bool:
    """Returns whether an element has what a text has, not a frame: code, a quotation, its heading.

    A section whose name is made of its heading ("related-work") is not named for its place.
    """
    element = measures.elements[number]
    if next(element.iter("blockquote", "pre"), None) is not None:
        return True
    name = letters_and_digits(element.get("id") or "")
    heading = next(element.iter(*HEADINGS), None) if name else None
    if heading is None or letters_and_digits(text_of(heading)) != name:
        return False
    return ends_sentence(measures.text(number)) or _is_plain_list(measures, number)


def _is_plain_text(measures: Measures, number: int) -> bool:
    """Returns whether an element is sentences and nothing to press, and asks for nothing."""
    element = measures.elements[number]
    if not measures.sums[RUNNING][number] or measures.sums[LINKS][number]:
        return False
    if measures.sums[FIELDS][number] or next(element.iter(*CONTROLS), None) is not None:
        return False
    text = measures.text(number)
    return ends_sentence(text) and not leads_away(text)


def _is_plain_list(measures: Measures, number: int) -> bool:
    """Returns whether an element has a list or table, and nothing to follow or to press."""
    element = measures.elements[number]
    return (
        next(element.iter("dl", "ol", "table", "ul"), None) is not None
        and not measures.sums[LINKS][number]
        and not measures.sums[FIELDS][number]
        and next(element.iter(*CONTROLS), None) is None
    )


def _is_captioned_picture(measures: Measures, number: int) -> bool:
    """Returns whether an element is a picture with a few words about it, and leads nowhere."""
    words = measures.sums[TEXT][number]
    if not (0 < words <= _CAPTION and measures.sums[IMAGES][number] == 1):
        return False
    return not (
        measures.sums[LINKS][number]
        or measures.sums[FIELDS][number]
        or leads_away(measures.text(number))
    )


def _is_linked_picture(measures: Measures, number: int) -> bool:
    """Returns whether an element is a picture and its caption, whose links lead elsewhere than it.

    A teaser leads to one page with both.
    """
    if not 0 < measures.sums[TEXT][number] <= _CAPTION or measures.sums[IMAGES][number] != 1:
        return False
    element = measures.elements[number]
    picture = next(element.iter("img"), None)
    link = None if picture is None else next(picture.iterancestors("a"), None)
    if link is None or text_of(link):
        return False
    others = [other for other in element.iter("a") if other is not link and text_of(other)]
    is_led_on = any(other.get("href") == link.get("href") for other in others)
    return not is_led_on and not leads_away(measures.text(number))


def _holds_quotation(measures: Measures, number: int) -> bool:
    """Returns whether an element is or contains a quotation, such as a message shown from elsewhere."""
    return next(measures.elements[number].iter("blockquote"), None) is not None


def _lists_sources(measures: Measures, number: int) -> bool:
    """Returns whether an element without images begins with a heading such as "See also"."""
    if measures.sums[IMAGES][number]:
        return False
    words = (n for n in range(number, measures.end[number]) if measures.own[n])
    first = next(words, number)
    return measures.elements[first].tag in HEADINGS and names_sources(measures.text(first))


def reason_inside(measures: Measures, number: int, top: int, last: int, lists: LinkLists) -> str:
    """Returns why a group inside the column is not of the text, or empty.

    last: the last block of running text; lists of links before it may be of the text.
    """
    element = measures.elements[number]
    tag = element.tag
    if tag not in _GROUPS:
        return ""
    sums = measures.sums
    text = sums[TEXT][number]
    if sums[RUNNING][number] > sums[RUNNING][top] * 0.3 or _is_of_text(measures, number):
        return ""
    if name_weight(measures.names(number)) < 0 and text and _is_side_matter(measures, number):
        return ASIDE
    is_list = tag in LISTS
    if is_list and measures.link_share(number) > 0.4 and lists.leads_on(number):
        return LINK_LIST
    if sums[COMMAS][number] >= 10:
        return ""
    if sums[FIELDS][number] > sums[PARAGRAPHS][number] / 3:
        return FORM
    boxes = (number, measures.parent[number])
    if number < last and any(_is_linked_picture(measures, box) for box in boxes):
        return ""
    if any(_lists_sources(measures, box) for box in boxes if box != top):
        return ""
    if _is_list_of_links(measures, number, last, lists):
        return LINK_LIST
    is_label = not is_list and not sums[IMAGES][number] and 0 < text < 25
    return (
        FURNITURE
        if is_label and sums[LINKS][number] and not has_sentence(measures.text(number))
        else ""
    )


def _is_of_text(measures: Measures, number: int) -> bool:
    """Returns whether a group is of the text for what it is or is in: a table, a quotation, code."""
    if (table := measures.elements[number]).tag == "table":
        return is_data_table(table) and not _is_table_of_links(measures, number)
    return bool(measures.inside[number] & (IN_QUOTE | IN_FIGURE | IN_CODE | IN_CELL))


def _is_table_of_links(measures: Measures, number: int) -> bool:
    """Returns whether a table is lists of links, several in each of its cells, and little else."""
    if measures.link_share(number) <= 0.6:
        return False
    cells = [measures.number_of[cell] for cell in measures.elements[number].iter("td")]
    return sum(measures.sums[LINKS][cell] for cell in cells) >= max(_LINKS, len(cells) * 2)


def _is_list_of_links(measures: Measures, number: int, last: int, lists: LinkLists) -> bool:
    """Returns whether a group inside the column is links and little else, and not of the text."""
    element = measures.elements[number]
    weight, links = name_weight(measures.names(number)), measures.link_share(number)
    is_list = element.tag in LISTS
    if links <= (0.5 if weight > 0 or is_list else 0.25) or not measures.sums[TEXT][number]:
        return False
    is_amid = number < last and (is_list or links < 0.5) and weight >= 0
    is_text = is_amid and (links < 0.9 or measures.sums[RUNNING][number] > _PARAGRAPH)
    if is_text or _holds_quotation(measures, number):
        return False
    return not lists.is_text(lists.alone_in(number))
