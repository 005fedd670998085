"""Describes the effect of a change of tags in one sentence, before the change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reader.core.errors import InvalidInput
from reader.core.models import Tag, TagUses
from reader.core.tags.tag_names import ARTICLES, TEXT, key, normalise
from reader.core.tags.tag_renaming import joined, merged, nested, plan
from reader.core.translation import _, all_of, counted_text, ngettext, number_text
from reader.library.queries.queries import Queries


@dataclass(frozen=True)
class TagList:
    """The tags of a library as they are now, and what can be asked of them."""

    queries: Queries
    all: Sequence[Tag]
    _uses: dict[tuple[str, ...], TagUses] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every name."""
        return [tag.name for tag in self.all]

    def find(self, name: str) -> Tag | None:
        """Returns the tag of that name, in any spelling."""
        at = key(name)
        return next((tag for tag in self.all if key(tag.name) == at), None)

    def uses(self, *names: str) -> TagUses:
        """Returns the uses of the tags, which are read once, as they may be many."""
        if names not in self._uses:
            self._uses[names] = self.queries.tag_uses(names)
        return self._uses[names]


def rename_preview(tags: TagList, name: str) -> Callable[[str], str]:
    """Describes for each new name for a tag what it would do."""

    def preview(typed: str) -> str:
        wanted = normalise(typed)
        if wanted == name:
            return _("The name stays the same.")
        taken = tags.find(wanted)
        if taken is not None and key(taken.name) != key(name):
            return merge_text(tags, [name], taken.name)
        ways = plan(tags.names, name, wanted)
        return _moves_text(tags, name, wanted, len(ways) - (tags.find(name) is not None), ways)

    return preview


def merge_preview(tags: TagList, chosen: Sequence[str]) -> Callable[[str], str]:
    """Describes for each tag what merging the chosen ones into it would do."""

    def preview(into: str) -> str:
        if tags.find(into) is None:
            raise InvalidInput(_("Choose the tag to merge into."))
        return merge_text(tags, without(chosen, into), into)

    return preview


def without(names: Sequence[str], one: str) -> list[str]:
    """Returns tags except one, in any spelling."""
    return [name for name in names if key(name) != key(one)]


def nest_preview(tags: TagList, chosen: Sequence[str]) -> Callable[[str], str]:
    """Describes for each parent what nesting the chosen tags under it would do."""

    def preview(typed: str) -> str:
        parent = normalise(typed) if typed.strip() else ""
        ways = nested(tags.names, chosen, parent)
        if not ways:
            return _("They are there already.") if len(chosen) > 1 else _("It is there already.")
        told = [_("#{old} becomes #{new}").format(old=old, new=new) for old, new in ways[:2]]
        if len(ways) > 2:
            more = len(ways) - 2
            told.append(counted_text("and {n} more", "and {n} more", more))
        meeting = joined(tags.names, ways)
        if meeting:
            told.append(_("#{name} exists already: they are merged").format(name=meeting[0][1]))
        return "; ".join(told) + "."

    return preview


def new_preview(tags: TagList) -> Callable[[str], str]:
    """Determines whether a name is free for a new tag."""

    def preview(typed: str) -> str:
        if not typed.strip():
            return _("A slash nests: method/close-reading.")
        name = normalise(typed)
        taken = tags.find(name)
        if taken is not None:
            return _("#{name} exists already; Enter goes to it.").format(name=taken.name)
        return _("A new tag #{name}.").format(name=name)

    return preview


def merge_text(tags: TagList, chosen: Sequence[str], into: str) -> str:
    """Describes a merge: ``#a (12 highlights) goes into #b (5 highlights, 1 article): …``."""
    target = tags.find(into)
    into = target.name if target else into
    ways = merged(tags.names, chosen, into)
    direct = [old for old, new in ways if key(new) == key(into)]
    if not direct:
        return _("They are the same tag.")
    before, there = tags.uses(*direct), tags.uses(into)
    text = ngettext(
        "{tags} ({uses}) is merged into #{into} ({there}): {after} will have #{into}",
        "{tags} ({uses}) are merged into #{into} ({there}): {after} will have #{into}",
        len(direct),
    ).format(
        tags=_listed(direct),
        uses=_uses_text(len(before.annotations), len(before.articles)),
        into=into,
        there=_uses_text(len(there.annotations), len(there.articles)),
        after=_uses_text(
            len(before.annotations | there.annotations),
            len(before.articles | there.articles),
            is_sentence=True,
        ),
    )
    return "; ".join([text, *_going_along(tags, direct, target, into, len(ways) - len(direct))])


def _going_along(
    tags: TagList, direct: Sequence[str], target: Tag | None, into: str, inner: int
) -> list[str]:
    """Returns what moves with the tags: keys, a colour, nested tags."""
    keys = {key(name) for name in direct}
    told = []
    for place, one in (
        (TEXT, _("quick tag {digit} moves to #{into}")),
        (ARTICLES, _("quick tag {digit} for articles moves to #{into}")),
    ):
        for digit, name in tags.queries.slots(place).items():
            if key(name) in keys:
                told.append(one.format(digit=digit, into=into))
    colored = [tag for tag in tags.all if key(tag.name) in keys and tag.color]
    if colored and target is not None and not target.color:
        told.append(_("its colour moves too"))
    if inner:
        text = counted_text("{n} nested tag moves too", "{n} nested tags move too", inner)
        told.append(text)
    return told


def _moves_text(tags: TagList, name: str, wanted: str, inner: int, ways: Sequence[object]) -> str:
    tag = tags.find(name)
    text = _("#{old} becomes #{new}").format(old=name, new=wanted)
    if tag is not None and tag.count:
        on = _uses_text(tag.annotation_count, tag.article_count, is_sentence=True)
        text = _("{change} on {uses}").format(change=text, uses=on)
    if ways and inner > 0:
        along = counted_text("{n} nested tag moves too", "{n} nested tags move too", inner)
        text += "; " + along
    return text + "."


def _uses_text(annotations: int, articles: int, *, is_sentence: bool = False) -> str:
    on = counted_text("{n} highlight", "{n} highlights", annotations)
    told = [on] if annotations or not articles else []
    if articles:
        told.append(counted_text("{n} article", "{n} articles", articles))
    return all_of(told) if is_sentence else ", ".join(told)


def _listed(names: Sequence[str]) -> str:
    told = ", ".join(f"#{name}" for name in names[:3])
    more = len(names) - 3
    return told if more <= 0 else _("{tags} and {n} more").format(tags=told, n=number_text(more))
