"""Creates a highlight from the target of a command, with its colour and tags."""

from dataclasses import replace

from reader.commands.command import Call
from reader.commands.context import Target
from reader.core.color_names import color_name
from reader.core.errors import InvalidInput
from reader.core.models import Annotation, Color, Kind, new_annotation
from reader.core.tags.tag_names import key
from reader.core.translation import _
from reader.operations import annotations, note_writing
from reader.operations.note_writing import NoteWriting


def target_of(call: Call) -> Target:
    """Returns what the key acts on; raises InvalidInput if there is nothing."""
    target = call.context.target
    if target is None:  # the runner has checked
        raise InvalidInput(_("There is no passage here."))
    return target


def make(
    call: Call,
    tag_names: tuple[str, ...] = (),
    color: Color | None = None,
) -> Annotation:
    """Highlights the target with tags and the sticky ones.

    Without a colour it has that of the first tag that has one, else the current one.
    """
    target = target_of(call)
    names = (*tag_names, *(name for name in sticky_names(call) if not _holds(tag_names, name)))
    present = color or current_color(call)
    shown = color or _color_of(call, names) or present
    with call.frontend.reading.preview(target.article_id, target.start, target.end, shown):
        number = call.history.do(
            _("Highlight"),
            annotations.highlight_tagged if color is None else annotations.highlight,
            target.article_id,
            target.start,
            target.end,
            present,
            names,
        )
    one = call.queries.annotation(number)
    call.frontend.notes.adopt(one, number)
    return one


def highlight_for_note(call: Call) -> tuple[Annotation, NoteWriting]:
    """Returns the highlight to be created for a note, and the function that creates it."""
    target, names = target_of(call), sticky_names(call)
    present, revision_id = current_color(call), call.queries.article(target.article_id).revision_id
    color = _color_of(call, names) or present
    new = replace(
        new_annotation(target.article_id, Kind.HIGHLIGHT, revision_id, color=color),
        exact=call.frontend.reading.passage_text(),
        made_start=target.start,
        made_end=target.end,
        start=target.start,
        end=target.end,
        tags=names,
    )
    where = target.article_id, revision_id, target.start, target.end
    return new, note_writing.on_passage(call.history, where, present, names)


def current_color(call: Call) -> Color:
    """Returns the colour of new highlights."""
    return Color(call.settings.text("color"))


def sticky_names(call: Call) -> tuple[str, ...]:
    """Returns the sticky tags, without deleted ones."""
    if not call.session.is_sticky:
        return ()
    return call.queries.tag_names(call.session.sticky)


def made_text(call: Call, one: Annotation) -> str:
    """Describes a new highlight: its colour, its tags, and which of them are sticky."""
    sticky = [name for name in one.tags if _holds(sticky_names(call), name)]
    own = [name for name in one.tags if name not in sticky]
    color = color_name(one.color)
    if own and sticky:
        text = _("Highlighted in {color} and tagged {tags}, sticky {sticky}")
    elif own:
        text = _("Highlighted in {color} and tagged {tags}")
    elif sticky:
        text = _("Highlighted in {color}, sticky {sticky}")
    else:
        text = _("Highlighted in {color}")
    return text.format(color=color, tags=hashed(own), sticky=hashed(sticky))


def hashed(names: "list[str] | tuple[str, ...]") -> str:
    """Formats tags for a message: ``#a #b``."""
    return " ".join(f"#{name}" for name in names)


def _color_of(call: Call, names: tuple[str, ...]) -> Color | None:
    """Returns the colour of the first of the tags that has one."""
    if not names:
        return None
    colors = {key(name): Color(color) for color, name in call.queries.colors().items()}
    return next((colors[key(name)] for name in names if key(name) in colors), None)


def _holds(names: tuple[str, ...], name: str) -> bool:
    return any(key(one) == key(name) for one in names)
