"""Reads an article's metadata from the front matter of a text, and returns the text after it."""

import re
from dataclasses import dataclass

from reader.importers.article_metadata import Metadata
from reader.importers.calendars.dates import iso_date, year_or_month
from reader.importers.limits import FRONT_MATTER_CHARACTERS
from reader.importers.plain.front_matter_parser import split_front_matter
from reader.importers.plain.postil_markdown_layout import as_named
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import one_line

_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "titel", "titre", "título", "titolo", "标题", "タイトル"),
    "byline": (
        *("author", "authors", "byline", "by", "author_name", "autor", "auteur", "autore", "作者"),
        "著者",
    ),
    "site": ("site", "site_name", "publication", "publisher", "source"),
    "url": (
        *("url", "link", "canonical", "canonical_url", "source_url", "source", "url_original"),
        "original_url",
    ),
    "published": (
        *("published", "date", "published_at", "published_date", "pubdate", "pub_date"),
        *("date_published", "datum", "fecha", "data", "日期", "created"),
    ),
    "language": ("language", "lang", "sprache", "langue", "idioma"),
    "excerpt": ("excerpt", "description", "summary", "subtitle"),
}
_WIKI_LINK = re.compile(r"\[\[(?:[^][|]*\|)?([^][|]+)\]\]")  # as Obsidian names a person's page
# Around an address, web or mail.
_BRACKETS = re.compile(r"^<(https?://[^<>\s]+)>$|\s*<[^<>\s]+@[^<>\s]+>")
_LINK = re.compile(r"\[([^][]*)\]\((https?://[^()\s]+)\)")
_NOTHING = ("null", "~")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # where words begin in a key
_TAG_KEYS = ("tags", "tag", "keywords")
_OWN_TAGS = "postil_tags"  # as Postil has them


@dataclass(frozen=True, slots=True)
class Parted:
    """The metadata, the text after them, and what is worth logging."""

    metadata: Metadata
    text: str
    notes: tuple[str, ...] = ()


def part_front_matter(text: str) -> Parted:
    """Splits off the front matter; it stays text if it cannot be read."""
    block = split_front_matter(text[:FRONT_MATTER_CHARACTERS])
    if block is None:
        return Parted(Metadata(), text)
    if block.fields is None:
        return Parted(Metadata(), text, ("The front matter cannot be read: kept as text.",))
    fields = block.fields
    metadata, used = _metadata(fields)
    if not used and (block.is_guess or any(" " in key.strip() for key in fields)):
        return Parted(Metadata(), text)  # words between two rules
    # Only strings are shown: a list of aliases may expand to more than fits into memory.
    unused = [
        f"{key}: {one_line(value)[:200]}" if isinstance(value, str) else key
        for key, value in fields.items()
        if key not in used
    ]
    notes = [f"Read from the front matter: {', '.join(key for key in fields if key in used)}"]
    if unused:
        notes.append(f"Front matter without a place: {'; '.join(unused)}")
    return Parted(metadata, text[block.end :], tuple(notes))


def _metadata(fields: dict[str, object]) -> tuple[Metadata, set[str]]:
    named = {_CAMEL.sub("_", key.strip()).casefold().replace("-", "_"): key for key in fields}
    used: set[str] = set()

    def first(field: str) -> str:
        for key in _KEYS[field]:
            if key == "created" and "published" in named:
                continue  # when the note was made: the page's own date is not known
            values = _strings(fields[named[key]]) if key in named else []
            said = ", ".join(values) if field == "byline" else " ".join(values)
            said = _BRACKETS.sub(r"\1", said)
            said = _LINK.sub(r"\2" if field == "url" else r"\1", said)
            if field == "published" and not (year_or_month(said) or iso_date(said)):
                continue  # whether it is, or a file of data
            is_address = bool(safe_address(said))
            if said and is_address == (field == "url"):
                used.add(named[key])
                return said
        return ""

    tags: list[str] = []
    for key in _TAG_KEYS:
        if key in named and not tags:
            value = fields[named[key]]
            tags = re.split(r",|\s(?=#)", value) if isinstance(value, str) else _strings(value)
            used.add(named[key])
    if _OWN_TAGS in named:  # of which Obsidian cannot hold some
        tags = [
            *as_named([tag.strip().lstrip("#") for tag in tags], _strings(fields[named[_OWN_TAGS]]))
        ]
        used.add(named[_OWN_TAGS])
    metadata = Metadata(
        **{field: first(field) for field in _KEYS},
        tags=tuple(tag for given in tags if (tag := one_line(given).lstrip("#").strip())),
    )
    return metadata, used


def _strings(value: object) -> list[str]:
    """Returns the strings in a string, a list of strings, or a list of mappings with a name."""
    if isinstance(value, str):
        said = _WIKI_LINK.sub(r"\1", value).strip()
        return [said] if said and said not in _NOTHING else []
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return []
    return [said for one in value[:100] for said in _strings(_name(one))]


def _name(value: object) -> str:
    """Returns the string that an item of a list is, or its name; empty if it has none."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f"[[{value[0]}]]"  # YAML takes a link to a page for a list in a list
    return value if isinstance(value, str) else ""
