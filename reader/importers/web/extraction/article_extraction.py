"""Finds the article of a page, and leaves out what does not belong to its text.

Left-out parts are returned with their reasons, and if little would remain, more is kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, filterfalse

from lxml import etree

from reader.core.article_source import LeftOut, PartKey, part_keys
from reader.importers.article_metadata import Metadata
from reader.importers.text_cleaning import one_line
from reader.importers.web.extraction import boilerplate, left_out_reasons, page_controls
from reader.importers.web.extraction.column_blocks import Blocks
from reader.importers.web.extraction.column_edges import (
    author_notes,
    rows_above,
    rows_below,
    rows_between,
)
from reader.importers.web.extraction.comments import comment_lists
from reader.importers.web.extraction.control_unwrapping import write_out_controls
from reader.importers.web.extraction.element_evidence import is_named_aside
from reader.importers.web.extraction.fact_boxes import fact_boxes
from reader.importers.web.extraction.galleries import (
    gallery_furniture,
    labels_of_shown,
    offered_pictures,
    playlists,
    repeated_captions,
    repeated_labels,
    slideshows,
)
from reader.importers.web.extraction.line_breaks import (
    paragraphs_from_breaks,
    paragraphs_from_lines,
    part_times,
)
from reader.importers.web.extraction.link_lists import LinkLists
from reader.importers.web.extraction.linked_notes import LinkedNote, linked_notes
from reader.importers.web.extraction.measures import IMAGES, RUNNING, TEXT, Measures
from reader.importers.web.extraction.pull_quotes import pull_quotes
from reader.importers.web.extraction.restored_parts import put_back
from reader.importers.web.extraction.script_shown_text import show_text
from reader.importers.web.extraction.standfirst import (
    is_heading_over,
    is_lead_picture,
    is_standfirst,
    rows_of_head,
)
from reader.importers.web.extraction.teasers import (
    hover_cards,
    offered_sections,
    other_articles,
    teaser_groups,
    teasers_among_text,
)
from reader.importers.web.extraction.text_column import (
    article_around,
    choose_column,
    claims_page,
    column_points,
    contributions,
    end_of_page,
    is_matter,
    is_part,
    is_spread,
    is_spread_part,
    is_text_between,
    note_around,
)
from reader.importers.web.lxml_helpers import detach

_LEAST_KEPT = 0.25  # of a page's running text, where that is little
_WRAPPERS = ("article", "div", "main", "section")
_MOST_ENDS = 20  # of a page: each is looked for in all of it
_NOTE = 200  # characters of running text that a page of few words has
_ENOUGH = 400  # characters of running text


@dataclass(frozen=True, slots=True)
class Body:
    """The element that contains the article, and what was left out of it."""

    element: etree._Element
    left_out: tuple[LeftOut, ...]


def pick_body(root: etree._Element, metadata: Metadata, wanted: Collection[PartKey] = ()) -> Body:
    """Returns the article's element; what does not belong to its text is removed from the tree.

    metadata: as they are stored; a row that names more authors than that stays in the text. wanted:
    parts that the user restored.
    """
    body = root.find("body")
    if body is None:
        body = root
    show_text(root, body)
    write_out_controls(body)
    part_times(body)
    paragraphs_from_breaks(body)
    paragraphs_from_lines(body)
    for is_strict in (True, False):
        extraction = _Extraction(Measures(body))
        extraction.leave_out_unread(metadata.title, is_strict=True)
        if extraction.has_hidden_text():
            extraction = _Extraction(Measures(body))
            extraction.leave_out_unread(metadata.title, is_strict=False)
        measures = extraction.measures
        whole = measures.sums[RUNNING][0]
        if is_strict:
            extraction.leave_out_beside(metadata.title)
        top = extraction.keep_column(metadata.title)
        if is_strict:
            whole -= extraction.running_of_page()
        last = Blocks(measures, top, extraction.is_out).last_running()
        lists = LinkLists(measures, top, last, metadata.url, extraction.is_out)
        if measures.sums[RUNNING][top]:
            extraction.leave_out_inside(top, last, lists)
        extraction.leave_out_rows(top, lists, metadata)
        kept = measures.sums[RUNNING][top]
        is_note = whole < _NOTE and measures.has_words(top)
        if is_note or kept >= min(whole * _LEAST_KEPT, _ENOUGH):
            break
    return Body(measures.elements[top], extraction.removed(top, wanted))


def _characters_of_notes(measures: Measures, notes: list[LinkedNote]) -> list[int]:
    """Returns the characters of footnotes before each element; nothing if there are none."""
    noted = [0] * len(measures.elements)
    for note in notes:
        if not note.is_comment:
            inside = slice(note.words, measures.end[note.words])
            noted[inside] = measures.own[inside]
    return list(accumulate(noted, initial=0)) if any(noted) else []


class _Extraction:
    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._labels = labels_of_shown(measures)
        self._notes = linked_notes(measures)
        self._noted = _characters_of_notes(measures, self._notes)
        self.is_out = [False] * len(measures.elements)
        self._reasons: dict[int, str] = {}

    def _leave_out(self, number: int, reason: str) -> None:
        self.is_out[number] = True
        self._reasons[number] = reason
        self.measures.take_off(number)

    def leave_out_unread(self, title: str, *, is_strict: bool) -> None:
        """Leaves out what is not shown (if strict), what is typed into, and what readers wrote."""
        comments = (note for note in self._notes if note.is_comment)
        numbers = (number for note in comments for number in (note.call, note.words))
        self._leave_out_all(numbers, left_out_reasons.MARGIN)
        self._leave_out_all(comment_lists(self.measures), left_out_reasons.COMMENTS)
        reason = page_controls.reason_unread if is_strict else page_controls.reason_control
        self._leave_out_by(reason, page_controls.unread(self.measures, title))

    def has_hidden_text(self) -> bool:
        """Returns whether nearly all running text was left out as hidden: a script would show it."""
        running = self.measures.sums[RUNNING]
        hidden = (number for number, why in self._reasons.items() if why == left_out_reasons.HIDDEN)
        return (
            running[0] < _NOTE
            and sum(running[one] for one in hidden if not is_named_aside(self.measures.names(one)))
            > _ENOUGH
        )

    def running_of_page(self) -> int:
        """Returns the characters of running text that were left out as footers, or around forms."""
        whys = (left_out_reasons.FOOTER, left_out_reasons.FORM)
        of_page = (number for number, why in self._reasons.items() if why in whys)
        return sum(map(self.measures.sums[RUNNING].__getitem__, of_page))

    def leave_out_beside(self, title: str) -> None:
        """Leaves out what is around the text, wherever that is."""
        self._leave_out_all(other_articles(self.measures, title), left_out_reasons.OUTSIDE)
        self._leave_out_all(page_controls.form_boxes(self.measures, title), left_out_reasons.FORM)
        every = range(1, len(self.measures.elements))
        others = filterfalse(self._is_of_notes, every) if self._noted else every
        self._leave_out_by(boilerplate.reason_beside, others)
        self._leave_out_all(teaser_groups(self.measures), left_out_reasons.LINK_LIST)
        self._leave_out_all(teasers_among_text(self.measures), left_out_reasons.LINK_LIST)
        self._leave_out_all(offered_sections(self.measures), left_out_reasons.LINK_LIST)
        self._leave_out_all(hover_cards(self.measures), left_out_reasons.LINK_LIST)
        shown = slideshows(self.measures, self._labels.counters)
        self._leave_out_all(shown, left_out_reasons.FURNITURE)
        films = playlists(self.measures, self._labels.durations)
        self._leave_out_all(films, left_out_reasons.LINK_LIST)

    def _leave_out_by(
        self, reason_for: Callable[[Measures, int], str], numbers: Iterable[int]
    ) -> None:
        """Leaves out the outermost elements of some that there is a reason for."""
        measures = self.measures
        end = 0
        for number in numbers:
            if number < end:
                continue
            if not self.is_out[number]:
                reason = reason_for(measures, number)
                if not reason:
                    continue
                self._leave_out(number, reason)
            end = measures.end[number]

    def _leave_out_all(self, numbers: Iterable[int], reason: str) -> None:
        """Leaves out elements, but for those in one that is left out, of these or before."""
        for number in numbers:
            around = (number, *self.measures.ancestors(number))
            if not any(self.is_out[outer] for outer in around):
                self._leave_out(number, reason)

    def keep_column(self, title: str) -> int:
        """Returns the element to be extracted: the column, or what contains it and its other parts."""
        measures = self.measures
        points = column_points(measures, self.is_out)
        column = choose_column(measures, points)
        for _end in range(_MOST_ENDS):
            end = end_of_page(measures, column or max(points, default=0), title)
            if not end:
                break
            self._leave_out(end, left_out_reasons.FOOTER)
            points = column_points(measures, self.is_out)
            column = choose_column(measures, points)
        if note := note_around(measures, column, title):
            self._leave_out_around(note)
            return self._without_wrappers(note)
        if not column:
            return 0
        points.setdefault(column, 0.0)
        if is_spread(measures, column):
            belongs = partial(is_spread_part, measures)
        else:
            belongs = partial(is_part, measures, column=column, points=points)
        top = article_around(measures, column, title)
        self._leave_out_around(top)
        inner = column
        while inner != top:
            if not contributions(measures, inner):
                self._leave_out_next_to(inner, belongs, title)
            inner = measures.parent[inner]
        called = [note.words for note in self._notes if column < note.call < measures.end[column]]
        while any(note >= measures.end[top] and not self.is_out[note] for note in called):
            top = measures.parent[top]
        return self._without_wrappers(top)

    def _is_of_notes(self, number: int) -> bool:
        """Returns whether an element is in a footnote, or most of what it contains is footnotes."""
        if not self._noted:
            return False
        held = self._noted[self.measures.end[number]] - self._noted[number]
        return bool(held) and held * 2 >= self.measures.sums[TEXT][number]

    def _leave_out_next_to(self, inner: int, belongs: Callable[[int], bool], title: str) -> None:
        """Leaves out what is beside a part of the article and is none of its other parts."""
        measures = self.measures
        beside = [
            number
            for child in measures.elements[measures.parent[inner]]
            if not self.is_out[number := measures.number_of[child]]
        ]
        parts = {
            number
            for number in beside
            if number == inner
            or (
                (belongs(number) or is_matter(measures, number))
                and not (number > inner and claims_page(measures, number))
            )
        }
        first, last = min(parts), max(parts)
        heading = next((n for n in measures.tagged("h1") if measures.parent[inner] < n), first)
        for number in beside:
            if first < number < last:
                is_kept = is_text_between(measures, number)
            else:
                is_kept = is_heading_over(measures, number, first, title) or (
                    heading < number < first
                    and (is_lead_picture(measures, number) or is_standfirst(measures, number))
                )
            if is_kept or number in parts or self._is_of_notes(number):
                continue
            rows = rows_of_head(measures, number, self.is_out) if number < first else None
            self._leave_out_all([number] if rows is None else rows, left_out_reasons.OUTSIDE)

    def _leave_out_around(self, top: int) -> None:
        """Leaves out all that is outside of the element that contains the article, but for its notes."""
        measures = self.measures
        inner = top
        while inner:
            up = measures.parent[inner]
            for child in measures.elements[up]:
                number = measures.number_of[child]
                if number == inner or self.is_out[number] or self._is_of_notes(number):
                    continue
                if self._has_more(number):
                    self.is_out[number] = True
                    self._reasons[number] = left_out_reasons.OUTSIDE
            inner = up

    def _has_more(self, number: int) -> bool:
        """Returns whether an element contains anything beside what is left out of it already."""
        measures = self.measures
        if measures.sums[TEXT][number] or measures.sums[IMAGES][number]:
            return True
        return not any(self.is_out[number : measures.end[number]])

    def _without_wrappers(self, top: int) -> int:
        """Returns the innermost element that contains all that an element contains."""
        measures = self.measures
        text, images = measures.sums[TEXT], measures.sums[IMAGES]
        while True:
            children = [measures.number_of[child] for child in measures.elements[top]]
            whole = [n for n in children if text[n] == text[top] and images[n] == images[top]]
            if len(whole) != 1 or measures.elements[whole[0]].tag not in _WRAPPERS:
                return top
            top = whole[0]

    def leave_out_inside(self, top: int, last: int, lists: LinkLists) -> None:
        """Leaves out the groups inside the column that are not of the text."""
        measures = self.measures
        for number in range(measures.end[top] - 1, top, -1):
            if self.is_out[number] or self._is_of_notes(number):
                continue
            if reason := boilerplate.reason_inside(measures, number, top, last, lists):
                self._leave_out(number, reason)

    def leave_out_rows(self, top: int, lists: LinkLists, metadata: Metadata) -> None:
        """Leaves out single blocks: furniture of galleries, bylines, shares, teasers."""
        measures, is_out = self.measures, self.is_out
        furniture = gallery_furniture(measures, top, self._labels.counters, is_out)
        self._leave_out_all(furniture, left_out_reasons.FURNITURE)
        self._leave_out_all(offered_pictures(measures, top), left_out_reasons.ASIDE)
        self._leave_out_all(repeated_captions(measures, top, is_out), left_out_reasons.FURNITURE)
        self._leave_out_all(repeated_labels(measures, top, is_out), left_out_reasons.FURNITURE)
        self._leave_out_all(pull_quotes(measures, top, is_out), left_out_reasons.ASIDE)
        blocks = Blocks(measures, top, is_out)
        self._leave_out_all(fact_boxes(blocks), left_out_reasons.ASIDE)
        if running := set(filter(blocks.is_running, blocks.numbers)):
            rows = {
                *rows_above(blocks, lists, metadata),
                *rows_between(blocks, lists),
                *rows_below(blocks, lists, metadata),
            }
            rows.discard(top)
            if running <= rows:
                rows -= running  # all that the page says, whatever it is
            alone = (number for number in sorted(rows) if not measures.has_blocks[number])
            self._leave_out_all(filterfalse(self._is_of_notes, alone), left_out_reasons.FURNITURE)
            self._leave_out_all(author_notes(blocks, metadata.byline), left_out_reasons.ASIDE)

    def removed(self, top: int, wanted: Collection[PartKey]) -> tuple[LeftOut, ...]:
        """Removes what is left out from the tree, but for what is wanted, and tells it."""
        measures, last = self.measures, self.measures.end[top]
        found: list[tuple[LeftOut, int | None]] = [*self._loose_parts(top)]
        found += self._left_out_elements(top)
        kept: list[tuple[str, int | None]] = []
        if wanted:
            for place, ((part, number), key) in enumerate(
                zip(found, part_keys(part for part, _number in found), strict=True)
            ):
                if key in wanted:
                    kept.append((part.text, number))
                    found[place] = part._replace(is_put_back=True), number
        for part, number in found:
            if number is not None and top < number < last and not part.is_put_back:
                detach(measures.elements[number])
        put_back(measures, top, kept)
        return tuple(part for part, _number in found if part.text)

    def _loose_parts(self, top: int) -> Iterator[tuple[LeftOut, None]]:
        """Yields the text around the column that is in no element of its own."""
        measures = self.measures
        for up in (*measures.ancestors(top), 0) if top else ():
            if measures.loose_text(up):
                element = measures.elements[up]
                loose = [element.text, *(child.tail for child in element)]
                if text := one_line(" ".join(filter(None, loose))):
                    yield LeftOut(text, left_out_reasons.OUTSIDE, 0), None

    def _left_out_elements(self, top: int) -> Iterator[tuple[LeftOut, int]]:
        """Yields the outermost elements that are left out, also those without text, in order."""
        measures, last = self.measures, self.measures.end[top]
        end, counted, place = 0, top, 0
        for number, reason in sorted(self._reasons.items()):
            if number < end:
                continue
            end = measures.end[number]
            place += sum(measures.own[counted : min(number, last)])
            counted = max(counted, min(end, last))
            yield LeftOut(measures.text(number), reason, place), number
