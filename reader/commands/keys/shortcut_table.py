"""Lists every command with its shortcuts, grouped by pane, for the shortcut list (``?``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import Command, Need
from reader.commands.context import (
    BACKUPS,
    CONTENTS,
    HIGHLIGHTS,
    IMPORT,
    LIST,
    PANES,
    PREFERENCES,
    READING,
    REVIEW,
    REVISIONS,
    SIDEBAR,
    TAGS,
    TEXT,
    VIEWS,
)
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.core.keys.key_overrides import Panes
from reader.core.translation import N_, _, all_of

# Keys that apply in two places at once are under each of them, but for the many of TEXT.
_PLACES: tuple[tuple[Panes, str, str], ...] = (
    ((), N_("Everywhere"), N_("everywhere")),
    ((LIST,), N_("In the list"), N_("in the list")),
    ((READING,), N_("In the text"), N_("in the text")),
    (TEXT, N_("In the text and the annotations"), N_("in the text and the annotations")),
    ((SIDEBAR,), N_("In the annotations"), N_("in the annotations")),
    ((HIGHLIGHTS,), N_("In all highlights"), N_("in all highlights")),
    ((TAGS,), N_("In all tags"), N_("in all tags")),
    ((REVIEW,), N_("In the review"), N_("in the review")),
    ((REVISIONS,), N_("In the revisions"), N_("in the revisions")),
    ((BACKUPS,), N_("In the backups"), N_("in the backups")),
    ((PREFERENCES,), N_("In Preferences"), N_("in Preferences")),
    ((IMPORT,), N_("In an import"), N_("in an import")),
    ((VIEWS,), N_("In the views and feeds"), N_("in the views and feeds")),
    ((CONTENTS,), N_("In the contents"), N_("in the contents")),
)
_KEYLESS: dict[Need, Panes] = {  # where a command without keys would have one
    Need.TARGET: TEXT,
    Need.HIGHLIGHT: TEXT,
    Need.ARTICLE: PANES,
    Need.OPEN_ARTICLE: PANES,
    Need.ANNOTATIONS: (HIGHLIGHTS,),
    Need.ALL_HIGHLIGHTS: (HIGHLIGHTS,),
    Need.REVIEWED: (REVIEW,),
    Need.REVISION: (REVISIONS,),
    Need.TAGS: (TAGS,),
    Need.FEEDS: (VIEWS,),
    Need.NAMED_ROW: (VIEWS,),
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A command in one place: its keys there now, and as the preset gives them."""

    command: str
    title: str
    panes: Panes  # those a key given to it applies in
    keys: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the keys are not the preset's."""
        return set(self.keys) != set(self.given)


@dataclass(frozen=True, slots=True)
class KeySection:
    """The commands of one place."""

    title: str
    lines: tuple[KeyLine, ...]


def key_sections(present: EffectiveKeys, given: EffectiveKeys) -> list[KeySection]:
    """Returns every command with its keys, under each place they work in; last those without a key.

    ``given`` is the table of the same preset without the user's changes.
    """
    places: dict[Panes, list[KeyLine]] = {place: [] for place, _title, _in in _PLACES}
    keyless: list[KeyLine] = []
    for command in CATALOGUE:
        now, before = _homes(command, present, given), _homes(command, given, given)
        for place in [place for place in places if place in now or place in before]:
            keys, as_given = tuple(now.get(place, ())), tuple(before.get(place, ()))
            panes = _panes_of(command, place)
            places[place].append(KeyLine(command.id, command.title, panes, keys, as_given))
        if not now and not before:
            panes = _panes_of(command, ())
            keyless.append(KeyLine(command.id, command.title, panes))
    # Here a series of digits is what many never use; in the text it is the quick tags.
    places[()].sort(key=lambda line: BY_ID[line.command].number > 0)
    places[()] += keyless
    return [
        KeySection(_(title), tuple(places[place])) for place, title, _in in _PLACES if places[place]
    ]


def place_name(panes: Panes) -> str:
    """Returns panes as the user calls them, within a sentence."""
    places = _places_of(panes)
    return all_of([_(name) for place, _title, name in _PLACES if place in places])


def _homes(command: Command, table: EffectiveKeys, given: EffectiveKeys) -> dict[Panes, list[str]]:
    """Returns the keys of a command by the place they are listed under.

    That is where the preset has the command, if that includes the place of the keys: of what is
    left of a wider binding, of which another command took a part, the place stays.
    """
    known = {place for one in given.of(command.id) for place in _places_of(one.panes)}
    found: dict[Panes, list[str]] = {}
    for one in table.of(command.id):
        for place in _places_of(one.panes):
            wider = [home for home in known if not home or (place and set(place) <= set(home))]
            if wider and place not in known:
                place = min(wider, key=lambda home: len(home) or len(_PLACES))
            keys = found.setdefault(place, [])
            if one.keys not in keys:
                keys.append(one.keys)
    return found


def _places_of(panes: Panes) -> Sequence[Panes]:
    if not panes or set(panes) >= {*PANES}:
        return ((),)  # said once, though the pages that take the whole window may lack them
    if set(panes) >= {*TEXT}:
        return [TEXT, *((pane,) for pane in panes if pane not in TEXT)]
    return [(pane,) for pane in panes]


def _panes_of(command: Command, place: Panes) -> Panes:
    """Returns in which panes a new key of a command in a place applies."""
    if place:
        return place
    held = [one.panes for one in command.keys if set(one.panes) >= {*PANES} or not one.panes]
    if held:
        return min(held, key=len)
    return _KEYLESS.get(command.needs, ()) if not command.keys else ()
