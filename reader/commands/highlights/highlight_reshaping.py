"""Makes highlights longer or shorter, merges and splits them."""

from collections.abc import Sequence

from reader.commands.command import ANNOTATE, SHAPE_OF_HIGHLIGHT, Call, Commands, Need
from reader.commands.context import TEXT, Target
from reader.commands.highlights.highlight_creation import target_of
from reader.core.errors import InvalidInput
from reader.core.models import Annotation, Status
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.span_editing import Edge, Span, move_character, move_word
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.operations import highlight_reshaping

_SURE = (Status.EXACT, Status.FUZZY, Status.CONFIRMED)
_EDGES = (
    ("end_right", "Shift+Right", N_("Move the end a word to the right")),
    ("end_left", "Shift+Left", N_("Move the end a word to the left")),
    ("start_right", "Ctrl+Shift+Right", N_("Move the start a word to the right")),
    ("start_left", "Ctrl+Shift+Left", N_("Move the start a word to the left")),
    ("end_right_fine", "Alt+Shift+Right", N_("Move the end a character to the right")),
    ("end_left_fine", "Alt+Shift+Left", N_("Move the end a character to the left")),
    ("start_right_fine", "Ctrl+Alt+Shift+Right", N_("Move the start a character to the right")),
    ("start_left_fine", "Ctrl+Alt+Shift+Left", N_("Move the start a character to the left")),
)

COMMANDS = Commands(panes=TEXT, menu=ANNOTATE, submenu=SHAPE_OF_HIGHLIGHT, needs=Need.TARGET)


def resize(call: Call, edge: Edge, direction: int, *, by_character: bool = False) -> None:
    """Moves an edge of the highlight, as one step, or of the passage if there is no highlight."""
    target = target_of(call)
    text = _text(call, target.article_id)
    move = move_character if by_character else move_word
    number = target.annotation_id
    if number is None:
        span = move(text, (target.start, target.end), edge, direction * call.count)
        call.frontend.text.set_passage(Passage(*span, Unit.SELECTION))
        return
    one = call.queries.annotation(number)
    here = (one.start or 0, one.end or 1)
    span = move(text, here, edge, direction * call.count)
    if span == here and one.start is not None:
        is_outward = (direction > 0) is (edge is Edge.END)
        call.frontend.notify(
            _("The text ends there.") if is_outward else _("It cannot be any shorter.")
        )
        return
    call.history.do(
        _("Resize highlight"),
        highlight_reshaping.resize,
        number,
        *span,
        merge_key=f"resize {number} {call.session.run}",
    )
    call.frontend.reading.go_to(number)
    call.frontend.notify(_("Resized"), can_undo=True)


for _name, _keys, _title in _EDGES:
    COMMANDS.add(
        f"highlight.{_name}",
        _title,
        _keys,
        edge=Edge.END if _name.startswith("end") else Edge.START,
        direction=1 if "right" in _name else -1,
        by_character=_name.endswith("fine"),
    )(resize)


@COMMANDS.add(
    "highlight.merge",
    N_("Merge with the highlights it touches"),
    "Shift+M",
    needs=Need.MERGEABLE,
)
def merge(call: Call) -> None:
    """Merges the highlights in the passage, or those that overlap or touch the one here."""
    target = target_of(call)
    placed = _placed(call.queries.annotations(target.article_id))
    _require_highlight(call, placed, target)
    found = _to_merge(placed, _text(call, target.article_id), target)
    if len(found) < 2:
        call.frontend.notify(_("No other highlight overlaps or touches this one."))
        return
    ids, into = [one.id for one in found], found[0].id
    call.history.do(_("Merge highlights"), highlight_reshaping.merge, ids, into)
    call.frontend.reading.go_to(into)
    text = counted_text("{n} highlight merged", "{n} highlights merged", len(found))
    call.frontend.notify(text, can_undo=True)


@COMMANDS.add("highlight.split", N_("Split the highlight"), "Shift+S", needs=Need.DIVISIBLE)
def split(call: Call) -> None:
    """Cuts the highlight at the passage inside it, or where it overlaps others."""
    target = target_of(call)
    placed = _placed(call.queries.annotations(target.article_id))
    one = _require_highlight(call, placed, target)
    if target.annotation_id is None:
        parts = call.history.do(
            _("Split highlight"), highlight_reshaping.cut, one.id, target.start, target.end
        )
        text = ngettext("Split into {n} part", "Split into {n} parts", len(parts))
        call.frontend.notify(text.format(n=number_text(len(parts))), can_undo=True)
        return
    ids = [other.id for other in placed if other.id != one.id and _overlap(one, other)]
    if not ids:
        text = _(
            "Nothing overlaps it; to split it, put the cursor on a part of it: "
            "{cursor.next_sentence} and {cursor.previous_sentence} move by sentence."
        )
        call.frontend.notify(call.keys.with_keys(text))
        return
    count = call.history.do(_("Split highlight"), highlight_reshaping.cut_overlaps, one.id, ids)
    call.frontend.reading.go_to(one.id)
    text = ngettext("{n} highlight split", "{n} highlights split", count)
    call.frontend.notify(text.format(n=number_text(count)), can_undo=True)


def can_merge(annotations: Sequence[Annotation], text: str, target: Target) -> bool:
    """Returns whether ``merge`` would find more than one highlight of an article."""
    return len(_to_merge(_placed(annotations), text, target)) > 1


def can_split(annotations: Sequence[Annotation], target: Target) -> bool:
    """Returns whether ``split`` would find something to cut in an article."""
    placed = _placed(annotations)
    one = _under(placed, target)
    if one is None or target.annotation_id is None:
        return one is not None
    return any(other.id != one.id and _overlap(one, other) for other in placed)


def _text(call: Call, article_id: int) -> str:
    return call.queries.revision(call.queries.article(article_id).revision_id).text


def _placed(annotations: Sequence[Annotation]) -> list[Annotation]:
    """Returns the highlights with a reliable position on the current text, in order."""
    return [one for one in annotations if one.start is not None and one.status in _SURE]


def _span(one: Annotation) -> Span:
    return one.start or 0, one.end or 0


def _overlap(one: Annotation, other: Annotation) -> bool:
    return _span(one)[0] < _span(other)[1] and _span(other)[0] < _span(one)[1]


def _to_merge(placed: list[Annotation], text: str, target: Target) -> list[Annotation]:
    """Returns the highlights to merge, the remaining one first; fewer than two are not merged."""
    start, end = target.start, target.end
    inside = [one for one in placed if start <= _span(one)[0] and _span(one)[1] <= end]
    if target.annotation_id is None and len(inside) > 1:
        return inside
    into = _under(placed, target)
    if into is None:
        return []
    return [into, *(one for one in _joined(placed, into, text) if one is not into)]


def _under(placed: list[Annotation], target: Target) -> Annotation | None:
    """Returns the named highlight, else the shortest that contains or meets the passage."""
    start, end = target.start, target.end
    if target.annotation_id is not None:
        return next((one for one in placed if one.id == target.annotation_id), None)
    around = [one for one in placed if _span(one)[0] <= start and end <= _span(one)[1]]
    meeting = [one for one in placed if _span(one)[0] < end and start < _span(one)[1]]
    found = around or meeting
    return min(
        found, key=lambda one: (_span(one)[1] - _span(one)[0], -one.created_at), default=None
    )


def _require_highlight(call: Call, placed: list[Annotation], target: Target) -> Annotation:
    """Returns what ``_under`` does, or says why there is none."""
    one = _under(placed, target)
    if one is not None:
        return one
    if target.annotation_id is not None:
        raise InvalidInput(_("Its position in the text is uncertain, so it stays as it is."))
    message = _("There is no highlight here: {highlight.next} goes to the next.")
    raise InvalidInput(call.keys.with_keys(message))


def _joined(placed: list[Annotation], seed: Annotation, text: str) -> list[Annotation]:
    """Returns the seed, all that overlap it directly or through others, and those adjacent to it.

    Adjacent ones are in the same paragraph with only space between. Their own neighbours are left
    out, or one key would merge a whole row of highlighted sentences.
    """
    found = {seed.id: seed}
    edge = [seed]
    while edge:
        edge = [
            one for one in placed if one.id not in found and any(_overlap(one, o) for o in edge)
        ]
        found |= {one.id: one for one in edge}
    return [one for one in placed if one.id in found or _touches(one, seed, text)]


def _touches(one: Annotation, other: Annotation, text: str) -> bool:
    """Returns whether only space of one paragraph lies between two that do not overlap."""
    first, second = sorted((_span(one), _span(other)))
    between = text[first[1] : second[0]]
    return first[1] <= second[0] and not between.strip() and "\n" not in between
