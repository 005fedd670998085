"""Reads references in BibTeX, with the fields of biblatex."""

import re
import unicodedata
from collections.abc import Iterator

from reader.core.translation import _, number_text
from reader.importers.programs.author_names import in_order
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.programs.references.doi_addresses import doi_address
from reader.importers.programs.references.ris import date_of
from reader.importers.programs.times import milliseconds

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"\s*([^\s=,{}\"#]+)\s*=\s*")
_BETWEEN_NAMES = re.compile(r"[{}]|\sand\s")
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_BARE = re.compile(r"[^\s,#{}\"()]+")
_MOST_DAMAGED = 100  # entries: to see that one does not end, all of the file is read
_MOST_ADDED = 10_000  # characters that abbreviations add to a value: each may be of two of another
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Accents of TeX as the characters that combine with the letter before them.
_ACCENTS = dict(
    zip(
        "\"'`^~=.uvHckrdb",
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0323\u0331",
        strict=True,
    )
)
_ACCENT = re.compile(
    r"\\(?:([\"'`^~=.])\s*|([uvHckrdb])(?:\s+|(?=\{)))(?:\{\s*+(\\?[A-Za-z]?)\s*\}|(\\[ij](?![A-Za-z])|[A-Za-z]))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?|\\(.)")
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "ldots": "…",
    "dots": "…",
    "dh": "ð",
    "DH": "Ð",
    "dj": "đ",
    "DJ": "Đ",
    "th": "þ",
    "TH": "Þ",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "guillemotleft": "«",
    "guillemotright": "»",
    "texteuro": "€",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
}
_SIGNS = (("---", "—"), ("--", "–"), ("~", "\xa0"), ("``", "“"), ("''", "”"))
_NAME_PART = re.compile(r"\b(family|given|prefix|suffix)\s*+=\s*+\"?+([^,\"]+)")  # biblatex
_KEPT = "\ue000\ue001\ue002"  # braces and tildes that are characters, while the others go
_KEPT_SIGNS = str.maketrans("{}~", _KEPT)
_SHOWN_SIGNS = str.maketrans(_KEPT, "{}~")


def is_bibtex(head: str) -> bool:
    """Returns whether a file begins with an entry, perhaps below a comment."""
    return re.search(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}]+\s*,", head, re.MULTILINE) is not None


def read_bibtex(document: str, name: str) -> Iterator[Record]:
    """Yields the references of a file; of one that is damaged, those that are whole."""
    texts = {month: str(number) for number, month in enumerate(_MONTHS, 1)}
    at = damaged = 0
    while damaged < _MOST_DAMAGED and (found := _ENTRY.search(document, at)):
        at = found.end()
        kind = found[1].lower()
        if kind in ("comment", "preamble"):
            continue
        key = ""
        if kind != "string":
            key, comma, _rest = document[at : at + 1000].partition(",")
            at += len(key) + len(comma)
        fields, end = _fields(document, at, texts)
        if end < 0:
            damaged += 1
            line = number_text(document.count("\n", 0, found.start()) + 1)
            yield Unreadable(_("“{name}”: line {n} is damaged.").format(name=name, n=line))
            continue
        at = end
        if kind == "string":
            texts |= fields
        else:
            yield _article(fields, key.strip())
    if damaged == _MOST_DAMAGED and _ENTRY.search(document, at):
        reason = _("“{name}”: the rest was not read, because {n} entries are damaged.")
        yield Unreadable(reason.format(name=name, n=number_text(damaged)))


def _fields(document: str, at: int, texts: dict[str, str]) -> tuple[dict[str, str], int]:
    """Returns the fields of an entry as they are written, and where it ends; -1 if it does not."""
    fields: dict[str, str] = {}
    while found := _FIELD.match(document, at):
        value, at = _value(document, found.end(), texts)
        if at < 0:
            return {}, -1
        fields.setdefault(found[1].lower(), value)
        while document[at : at + 1] and document[at] in ", \t\r\n":
            at += 1
    return fields, at + 1 if document[at : at + 1] in ("}", ")") else -1


def _value(document: str, at: int, texts: dict[str, str]) -> tuple[str, int]:
    """Returns a value, of which parts may be joined by ``#``, and where it ends; -1 if it does not."""
    parts: list[str] = []
    added = 0
    while True:
        sign = document[at : at + 1]
        if sign in ("{", '"'):
            end = _closing(document, at)
            if end < 0:
                return "", -1
            parts.append(document[at + 1 : end])
            at = end + 1
        elif word := _BARE.match(document, at):
            parts.append(texts.get(word[0].lower(), word[0]))
            at = word.end()
            added += len(parts[-1]) - len(word[0])
            if added > _MOST_ADDED:
                return "", -1
        else:
            return "", -1
        joint = re.compile(r"\s*#\s*").match(document, at)
        if joint is None:
            return "".join(parts), at
        at = joint.end()


def _closing(document: str, at: int) -> int:
    """Returns where what begins with a brace or a quotation mark ends; -1 if it does not."""
    is_braced, depth = document[at] == "{", 0
    for sign in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(document, at + 1):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}":
            if is_braced and depth == 0:
                return sign.start()
            depth -= 1
            if depth < 0:
                return -1
        elif sign[0] == '"' and not is_braced and depth == 0:
            return sign.start()
    return -1


def _article(fields: dict[str, str], key: str) -> ArticleRecord:
    def first(*names: str) -> str:
        return next((one for name in names if (one := words_of(fields.get(name, "")))), "")

    date = fields.get("date") or "-".join(
        filter(None, (fields.get("year"), fields.get("month"), fields.get("day")))
    )
    accessed = date_of(fields.get("urldate", ""))
    note = first("annotation", "annote", "note")
    *names, last = _names(fields.get("author", "") or fields.get("editor", ""))
    has_more = bool(names) and last.strip() == "others"  # so BibTeX says “et al.”
    author = ", ".join(filter(None, map(_name, names if has_more else (*names, last))))
    return ArticleRecord(
        title=": ".join(filter(None, (first("title"), first("subtitle")))),
        url=_address(fields),
        author=f"{author} et al." if has_more else author,
        site=first("journaltitle", "journal", "organization", "publisher"),
        published=date_of(date),
        language=first("langid", "language"),
        excerpt=first("abstract"),
        added=milliseconds(accessed),
        tags=tuple(filter(None, map(str.strip, re.split("[,;]", first("keywords"))))),
        highlights=(HighlightRecord(note=note),) if note else (),
        key=key,
    )


def _address(fields: dict[str, str]) -> str:
    """Returns the address, which is not TeX: signs are as they are; else that of the DOI."""
    url = fields.get("url", "").strip()
    if found := _URL.search(url) or _URL.search(fields.get("howpublished", "")):
        return found[1].strip()
    return url or doi_address(fields.get("doi", "").replace("\\", ""))


def _names(tex: str) -> Iterator[str]:
    """Yields the names of authors, between which is “and”, but in braces."""
    depth = start = 0
    for found in _BETWEEN_NAMES.finditer(tex):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            yield tex[start : found.start()]
            start = found.end()
    yield tex[start:]


def _name(tex: str) -> str:
    """Returns a name; one in braces is that of a body, as it is."""
    name = words_of(tex)
    if parts := dict(_NAME_PART.findall(name)):
        named = (parts.get(part, "") for part in ("given", "prefix", "family", "suffix"))
        return " ".join(filter(None, map(str.strip, named)))
    return name if tex.strip().startswith("{") and tex.strip().endswith("}") else in_order(name)


def words_of(tex: str) -> str:
    """Returns TeX as text: accents, signs and letters; commands that are not known are left out."""
    text = _ACCENT.sub(_accented, tex)
    text = _COMMAND.sub(_command, text)
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    text = text.replace("{", "").replace("}", "").translate(_SHOWN_SIGNS)
    return unicodedata.normalize("NFC", text).strip()


def _accented(found: re.Match[str]) -> str:
    letter = (found[3] if found[3] is not None else found[4]).removeprefix("\\")
    return letter + _ACCENTS[found[1] or found[2]]


def _command(found: re.Match[str]) -> str:
    known = _LETTERS.get(found[1], "") if found[1] else found[2]
    return known.translate(_KEPT_SIGNS)
