"""Flattens pages that are nested too deeply to be parsed, without losing text."""

import re
from collections import Counter
from collections.abc import Sequence

from reader.importers.limits import ELEMENTS
from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import BLOCKS

_MAXIMUM_NESTING = 400
_FEW_TAGS = 5000  # that so few nest harms nothing

_TAG = re.compile(
    r"""<!--.*?(?:--!?>|\Z)
      | <(script|style|textarea|title|xmp)\b[^>]*>.*?(?:</\1\s*>|\Z)
      | <(/?)([a-zA-Z][^\s/>]*)(?:[^>"']++|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_TAG_NAME = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
# Elements that end themselves, or end one another: they do not nest.
_FLAT = names(
    "area base br col embed hr img input link meta param source track wbr "
    "p li dd dt tr td th thead tbody tfoot option optgroup rp rt html head body"
)
# What HTML5 opens again in the next block as long as it is not closed.
_REOPENED = names("a b big code em font i nobr s small strike strong tt u")


def many_tags(html: str) -> Sequence[str]:
    """Returns the names of a page's tags, a "/" before those that close; none where they are few."""
    if html.count("<") < _FEW_TAGS:
        return ()
    return [tag.lower() for tag in _TAG_NAME.findall(html)]


def is_nested_deeply(tags: Sequence[str]) -> bool:
    """Returns whether a page may be nested deeper than parsers bear; their time is quadratic."""
    depth = 0
    for name in tags:
        if name[0] == "/":
            depth -= depth > 0 and name[1:] not in _FLAT
        elif name not in _FLAT:
            depth += 1
            if depth > _MAXIMUM_NESTING:
                return True
    return False


def is_multiplied(tags: Sequence[str]) -> bool:
    """Returns whether unclosed inline elements, opened again in each block, grow past all limits."""
    counts = Counter(tags)
    unclosed = sum(max(0, counts[name] - counts[f"/{name}"]) for name in _REOPENED)
    return unclosed * len(tags) > 4 * ELEMENTS


def thinned(html: str) -> str:
    """Removes the tags that nest deeper than a parser allows; all text stays."""
    parts: list[str] = []
    open_tags: list[tuple[str, bool]] = []
    counts: Counter[str] = Counter()
    kept = position = 0
    for match in _TAG.finditer(html):
        tag = (match[3] or "").lower()
        if not tag or tag in _FLAT:
            continue
        between = html[position : match.start()]
        replacement = "<br>" if tag in BLOCKS and not between.isspace() and between else ""
        if not match[2]:
            is_kept = kept < _MAXIMUM_NESTING
            open_tags.append((tag, is_kept))
            counts[tag] += 1
            kept += is_kept
            replacement = match[0] if is_kept else replacement
        elif counts[tag]:
            closed = ""
            while open_tags:
                other, is_kept = open_tags.pop()
                counts[other] -= 1
                kept -= is_kept
                closed += f"</{other}>" if is_kept else ""
                if other == tag:
                    break
            replacement = closed or replacement
        else:
            replacement = ""
        parts += [between, replacement]
        position = match.end()
    return "".join(parts) + html[position:]
