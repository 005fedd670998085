"""Reads what Readwise does by a note: ``.tag`` words at its beginning tag the highlight."""

import re

from reader.importers.programs.records import HighlightRecord

# Words such as .c1, which join highlights, are left in the note: the highlights stay what they are.
_ACTION = re.compile(r"\.(?!c\d+\b|qa\b)([^\W\d_][\w-]*)(?:\s+|$)")


def with_actions(one: HighlightRecord) -> HighlightRecord:
    """Returns a highlight with the tags that its note begins with; ``.h1`` is one, too."""
    tags, at = [*one.tags], len(one.note) - len(one.note.lstrip())
    while found := _ACTION.match(one.note, at):
        tags.append(found[1])
        at = found.end()
    if len(tags) == len(one.tags):
        return one
    return one._replace(note=one.note[at:].strip(), tags=tuple(dict.fromkeys(tags)))
