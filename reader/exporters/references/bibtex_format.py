"""Registers BibTeX, in the entries and fields of biblatex."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat
from reader.exporters.references.reference import Kind, Name, Reference, iso_date, reference_of

# What TeX takes for a command; an unescaped “%” in a title cuts it, and a lone “$” loses it whole.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # No “\\{”: where a field ends, BibTeX counts that as a brace.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}
# The kinds of entries, and the field of what an article is in.
_KINDS = {
    Kind.PAGE: ("online", "organization"),
    Kind.BOOK: ("book", "publisher"),
    Kind.CHAPTER: ("inbook", "booktitle"),
    Kind.OTHER: ("misc", "organization"),
}
_TO_ESCAPE = re.compile(r"[\\~^&%$#_{}]")
_NO_WORD = {"the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "on", "of"}


def bibtex_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields an entry for each article, each under a key of its own."""
    used: set[str] = set()
    before = ""
    for item in items:
        reference = reference_of(item)
        yield before + _entry(reference, _free(key_of(reference), used))
        before = "\n"


def key_of(reference: Reference) -> str:
    """Returns a key such as ``fenn2026white``: the first author, the year, a word of the title."""
    author = reference.authors[0].family if reference.authors else reference.site
    words = [word for word in _ascii(reference.title).split() if word not in _NO_WORD]
    year = str(reference.published[0]) if reference.published else ""
    name = "".join(_ascii(author).split()) + year + "".join(words[:1])
    return name or "article" + reference.uid.replace("-", "")[:8]


def _ascii(text: str) -> str:
    """Returns the words in lower case, without marks; what has no letters of ASCII is left out."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)))


def _free(key: str, used: set[str]) -> str:
    """Returns the key, with a number where another article has it."""
    found, number = key, 2
    while found in used:
        found, number = f"{key}-{number}", number + 1
    used.add(found)
    return found


def _entry(reference: Reference, key: str) -> str:
    kind, around = _KINDS[reference.kind]
    authors = [_name(name) for name in reference.authors]
    if reference.has_more_authors:
        authors.append("others")
    fields = {
        "author": " and ".join(authors),
        # The braces keep capitals, which styles set in lower case.
        "title": f"{{{_escaped(reference.title)}}}",
        "date": iso_date(reference.published),
        around: _escaped(reference.site),
        "url": _address(reference.url),
        "isbn": reference.isbn,
        "urldate": iso_date(reference.accessed) if reference.url else "",
        "langid": reference.language,
        "keywords": ", ".join(_escaped(tag.replace(",", " ")) for tag in reference.tags),
        "abstract": _escaped(reference.excerpt),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _name(name: Name) -> str:
    """Returns a name; braces keep the name of a body in one piece."""
    escaped = _escaped(name.family_first)
    return escaped if name.is_person else f"{{{escaped}}}"


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _address(url: str) -> str:
    """Returns an address as it is, but for braces, which would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D")


FORMAT = ExportFormat(
    id="bibtex",
    title=N_("References (BibTeX)"),
    suffix=".bib",
    write=in_one_file(bibtex_chunks),
    is_for_annotations=False,
    stem="postil-references",
    position=20,
)
