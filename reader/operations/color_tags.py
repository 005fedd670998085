"""Links highlight colours to tags: each colour to at most one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput
from reader.core.models import Color, Kind
from reader.core.tags import tag_names as names_of
from reader.core.translation import _
from reader.library import lazy_tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def tag_of(unit: "Unit", color: str) -> "lazy_tables.Tag | None":
    """Returns the tag a colour is linked for."""
    return unit.first(lazy_tables.Tag, color=str(color)) if color else None


def color_of(unit: "Unit", names: Iterable[str]) -> Color | None:
    """Returns the colour of the first of the tags that has one."""
    for name in names:
        tag = unit.first(lazy_tables.Tag, key=names_of.key(name))
        if tag is not None and tag.color:
            return Color(tag.color)
    return None


def set_color_of_tag(unit: "Unit", name: str, color: str) -> None:
    """Links a colour to a tag, which is created if needed; ``""``: no colour does any more.

    A tag that had the colour gives it up. Nothing that carries either tag changes. Raises
    InvalidInput when the name can be no tag's or the colour is none.
    """
    if color and color not in set(Color):
        message = _("{color} is not a colour of highlights; choose one of {colors}.")
        raise InvalidInput(message.format(color=color, colors=", ".join(Color)))
    spelt = names_of.normalise(name)
    key = names_of.key(spelt)
    former = tag_of(unit, color)
    if former is not None and former.key != key:
        former.color = ""
        unit.flush()  # before another takes it: a colour is one tag's only
    tag = unit.first(lazy_tables.Tag, key=key)
    if tag is None:
        if color:
            unit.add(lazy_tables.Tag(name=spelt, key=key, created_at=unit.now, color=str(color)))
    elif tag.color != color:
        tag.color = str(color)


def recolor_tag(unit: "Unit", name: str, color: str, ids: Sequence[int]) -> None:
    """Links a colour to a tag as ``set_color_of_tag`` does, and gives it to highlights.

    Theirs is the colour alone: their other tags stay, also the one linked to the former colour.
    """
    set_color_of_tag(unit, name, color)
    turn(unit, ids, [name])


def release(unit: "Unit", color: str) -> None:
    """Unlinks a colour from its tag."""
    tag = tag_of(unit, color)
    if tag is not None:
        tag.color = ""


def turn(unit: "Unit", ids: Sequence[int], names: Iterable[str]) -> None:
    """Gives highlights the colour of the first of the tags that has one; their other tags stay."""
    color = color_of(unit, names)
    if color is None:
        return
    table = lazy_tables.Annotation
    turned = set(unit.existing(table, ids, color=color))
    changing = [one for one in unit.existing(table, ids, kind=Kind.HIGHLIGHT) if one not in turned]
    unit.set_all(table, changing, color=color, updated_at=unit.now)
