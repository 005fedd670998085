"""Parses the YAML at the top of a text, and returns the text after it."""

import re
from dataclasses import dataclass

from reader.importers.article_metadata import Metadata
from reader.importers.limits import FRONT_MATTER_CHARACTERS
from reader.importers.safe_links import safe_address
from reader.importers.text_cleaning import one_line

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline", "by"),
    "site": ("site", "site_name", "publication", "publisher", "source"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "source"),
    "published": ("published", "date", "published_at", "pubdate", "created"),
    "language": ("language", "lang"),
    "excerpt": ("excerpt", "description", "summary", "subtitle"),
}
_TAG_KEYS = ("tags", "tag", "keywords")


@dataclass(frozen=True, slots=True)
class Parted:
    """The metadata, the text after them, and what is worth logging."""

    metadata: Metadata
    text: str
    notes: tuple[str, ...] = ()


def part_front_matter(text: str) -> Parted:
    """Splits off the front matter; all of it stays text when it is not a YAML mapping."""
    match = _BLOCK.match(text[:FRONT_MATTER_CHARACTERS])
    if match is None:
        return Parted(Metadata(), text)
    fields = _mapping(match[1])
    if fields is None:
        return Parted(Metadata(), text, ("The front matter is no YAML mapping: kept as text.",))
    metadata, used = _metadata(fields)
    # Only strings are shown: a list of aliases may stand for more than memory holds.
    unused = [
        f"{key}: {one_line(value)[:200]}" if isinstance(value, str) else key
        for key, value in fields.items()
        if key not in used
    ]
    notes = [f"Read from the front matter: {', '.join(key for key in fields if key in used)}"]
    if unused:
        notes.append(f"Front matter without a place: {'; '.join(unused)}")
    return Parted(metadata, text[match.end() :], tuple(notes))


def _mapping(text: str) -> dict[str, object] | None:
    import yaml  # start-up time: most texts have no front matter

    try:
        # The base loader makes strings, lists and mappings only: "no" stays "no", a date a string.
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        return None
    return found


def _metadata(fields: dict[str, object]) -> tuple[Metadata, set[str]]:
    named = {key.strip().casefold().replace("-", "_"): key for key in fields}
    used: set[str] = set()

    def first(field: str) -> str:
        for key in _KEYS[field]:
            values = _strings(fields[named[key]]) if key in named else []
            said = ", ".join(values) if field == "byline" else " ".join(values)
            is_address = bool(safe_address(said))
            if said and is_address == (field == "url"):
                used.add(named[key])
                return said
        return ""

    tags: list[str] = []
    for key in _TAG_KEYS:
        if key in named and not tags:
            value = fields[named[key]]
            tags = value.split(",") if isinstance(value, str) else _strings(value)
            used.add(named[key])
    metadata = Metadata(
        **{field: first(field) for field in _KEYS},
        tags=tuple(tag for given in tags if (tag := one_line(given).lstrip("#").strip())),
    )
    return metadata, used


def _strings(value: object) -> list[str]:
    """Returns the strings in a string, a list of strings, or a list of mappings with a name."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        named = (one.get("name") if isinstance(one, dict) else one for one in value[:100])
        return [one.strip() for one in named if isinstance(one, str) and one.strip()]
    name = value.get("name") if isinstance(value, dict) else None
    return [name.strip()] if isinstance(name, str) and name.strip() else []
