"""Recognizes galleries by their counters, such as "Image 1 of 8", and removes repeated captions."""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.measures import (
    IMAGES,
    IN_CELL,
    LINKED,
    RUNNING,
    TEXT,
    Measures,
)
from reader.importers.web.extraction.row_words import has_sentence, is_promotion
from reader.importers.web.lxml_helpers import text_of

_COUNTER = re.compile(
    r"(?:\w{2,10}\.?:?\s*)?\d{1,3}\s*(?:/|of|von|de|sur|di|из|の)\s*\d{1,3}(?!\s*/)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\d{1,2}:\d{2}(?!\s*[ap]\.?m)\b", re.IGNORECASE)
_COUNTER_LENGTH = 24
_CARD = 200  # characters of what is said of one film of several
_LABEL = 60
_NO_LABELS = names("figcaption blockquote pre table ul ol dl")
_GROUP = 6  # times the text of a caption, at most, that is with its image
_MOST = 0.4  # of the running text of what a gallery is in


class Labels(NamedTuple):
    """The blocks of a page that label what is shown one after the other."""

    counters: list[int]  # which say which image of how many this is
    durations: list[int]  # which begin with how long a film is


def labels_of_shown(measures: Measures) -> Labels:
    """Returns the blocks of a page that count images, or time films."""
    found, timed, texts = [], [], measures.sums[TEXT]
    for number, length in enumerate(measures.own):
        if (
            3 <= length <= _COUNTER_LENGTH * 2
            and texts[number] <= _COUNTER_LENGTH * 2
            and not _is_cell(measures, number)
        ):
            text = measures.text(number)
            if _DURATION.match(text):
                timed.append(number)
            elif (
                not measures.has_blocks[number]
                and (match := _COUNTER.match(text))
                and (len(text) - match.end() < 3 or measures.elements[number].tag[0] == "h")
            ):
                found.append(number)
    return Labels(found, timed)


def _is_cell(measures: Measures, number: int) -> bool:
    return measures.elements[number].tag in ("td", "th") or bool(measures.inside[number] & IN_CELL)


def slideshows(measures: Measures, labels: list[int]) -> list[int]:
    """Returns the elements that contain three numbered slides or more, where there is other text.

    The outer are before the inner.
    """
    groups: Counter[int] = Counter()
    for number in labels:
        up = number
        for _level in range(3):
            up = measures.parent[up]
            groups[up] += 1
    running = measures.sums[RUNNING]
    return [
        number
        for number, count in sorted(groups.items())
        if count >= 3 and number and running[0] - running[number] > 800
    ]


def playlists(measures: Measures, durations: list[int]) -> list[int]:
    """Returns the elements that list three films or more, each by an image, a title and its duration.

    Not those whose times rise or fall, as of a day, a race or the steps of a film, or that say sentences.
    """
    sums, films = measures.sums, defaultdict[int, list[int]](list)
    for number in durations:
        card = number
        while card and not sums[IMAGES][card]:
            card = measures.parent[card]
        if sums[IMAGES][card] <= 2 and sums[TEXT][card] <= _CARD:
            films[measures.parent[card]].append(_seconds(measures.text(number)))
    return [
        number
        for number, times in sorted(films.items())
        if number
        and sorted(times) not in (times, times[::-1])
        and sums[RUNNING][number] <= len(times) * _CARD
        and not has_sentence(measures.text(number))
    ]


def _seconds(text: str) -> int:
    """Returns the duration that a text begins with."""
    minutes, seconds = text.split(maxsplit=1)[0].split(":")[:2]
    return int(minutes) * 60 + int(seconds[:2])


def gallery_furniture(
    measures: Measures, top: int, labels: list[int], is_out: list[bool]
) -> list[int]:
    """Returns the blocks of galleries in an article that are neither an image nor a new caption."""
    running = measures.sums[RUNNING]
    found: list[int] = []
    seen: set[int] = set()
    for number in labels:
        if not top < number < measures.end[top]:
            continue
        gallery = number
        while (up := measures.parent[gallery]) > top and running[up] < running[top] * _MOST:
            gallery = up
        if gallery not in seen and gallery != number:
            seen.add(gallery)
            found += _furniture(measures, gallery, is_out)
    return found


def _furniture(measures: Measures, gallery: int, is_out: list[bool]) -> list[int]:
    found: list[int] = []
    captions: list[str] = []
    for number in measures.kept_in(gallery, is_out):
        if measures.own[number] and not measures.has_blocks[number]:
            text = measures.text(number)
            is_label = len(text) < 40 and not _is_caption(measures, number)
            if is_label or any(_is_repeated(text, other) for other in captions):
                found.append(number)
            else:
                captions.append(text)
    return found


def _is_caption(measures: Measures, number: int) -> bool:
    """Returns whether a block is the caption of an image, by its tag or its class."""
    return measures.elements[number].tag == "figcaption" or "caption" in measures.names(number)


def _is_repeated(text: str, other: str) -> bool:
    text, other = text.rstrip("…. "), other.rstrip("…. ")
    return text in other or other in text


def repeated_labels(measures: Measures, top: int, is_out: list[bool]) -> list[int]:
    """Returns the short blocks in figures, captions apart, that say the same in several of them."""
    labels: dict[str, list[int]] = {}
    for start in measures.tagged("figure"):
        is_inside = top <= start < measures.end[top]
        if not is_inside or not measures.sums[IMAGES][start] or is_out[start]:
            continue
        said: dict[str, int] = {}
        for number in measures.kept_in(start, is_out, _NO_LABELS):
            if 0 < measures.own[number] <= _LABEL and not measures.has_blocks[number]:
                said.setdefault(measures.text(number), number)
        for text, number in said.items():
            labels.setdefault(text, []).append(number)
    return [number for numbers in labels.values() if len(numbers) > 1 for number in numbers]


def repeated_captions(measures: Measures, top: int, is_out: list[bool]) -> list[int]:
    """Returns the blocks beside an image that repeat a block beside the same image."""
    seen: dict[str, int] = {}
    found: list[int] = []
    for number in measures.kept_in(top, is_out):
        length = measures.own[number]
        is_caption = length >= 25 and not measures.has_blocks[number]
        if is_caption and _is_by_a_picture(measures, number, top):
            text = measures.text(number)
            first = seen.setdefault(text, number)
            if first != number and _share_a_picture(measures, first, number, top):
                found.append(number)
    return found


def _is_by_a_picture(measures: Measures, number: int, top: int) -> bool:
    """Returns whether a block is in a small group with an image."""
    texts, most = measures.sums[TEXT], measures.sums[TEXT][number] * _GROUP
    up = measures.parent[number]
    while up > top and texts[up] <= most:
        if measures.sums[IMAGES][up]:
            return True
        up = measures.parent[up]
    return False


def _share_a_picture(measures: Measures, first: int, second: int, top: int) -> bool:
    """Returns whether two equal blocks are in one small group with an image."""
    up = measures.parent[second]
    while up > top and not up <= first < measures.end[up]:
        up = measures.parent[up]
    length = measures.sums[TEXT][second]
    running = measures.sums[RUNNING]
    return (
        up > top
        and measures.sums[IMAGES][up] > 0
        and measures.sums[TEXT][up] <= length * _GROUP
        and running[up] < running[top] * _MOST
    )


def offered_pictures(measures: Measures, top: int) -> list[int]:
    """Returns the images of a column with links that offer what the page's owner sells."""
    figures = (n for n in measures.tagged("figure") if top < n < measures.end[top])
    linked = (n for n in figures if measures.sums[LINKED][n] and measures.sums[IMAGES][n])
    return [
        n
        for n in linked
        if any(is_promotion(text_of(link)) for link in measures.elements[n].iter("a"))
    ]
