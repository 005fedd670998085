"""Decodes bytes: by byte order mark, strict UTF-8, declaration, guess, and finally as cp1252.

Files that are no text at all (images, PDF, archives, anything with many NUL bytes that is not UTF-16)
are refused in one sentence.
"""

import codecs
import re
from dataclasses import dataclass, replace

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.charset_guess import guessed_charset
from reader.importers.kinds.binary_kinds import kind_of_binary
from reader.importers.limits import FILE_BYTES

_SAMPLE = 65_536

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})
       | ^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)  # in a media type
# What pages say, and what browsers then read, where the two differ.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "gb_2312-80": "gb18030",
    "cn-big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "windows-31j": "cp932",
    "ksc_5601": "cp949",
    "ks_c_5601-1989": "cp949",
    "iso-ir-149": "cp949",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "latin-2": "iso8859-2",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
    "ansi": "cp1252",
    **dict.fromkeys(("mac", "x-mac-roman"), "mac-roman"),
    # Hebrew in logical and in visual order, which are the same letters.
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e", "logical", "visual"), "iso8859-8"),
}
# Numbers of code pages, however programs name them.
_CODE_PAGE = re.compile(r"(?:x-)?(?:windows|win|cp|ibm|dos|ms)[-_]?(\d{3,4})", re.IGNORECASE)
_READABLE = re.compile(
    r"cp(125[0-8]|866|874|932|949|950|437|850|852)|iso8859[-_]\d+|koi8[-_][rut]|utf-8|gb18030"
    r"|big5(hkscs)?|euc_jp|iso2022_jp|mac-(roman|cyrillic|greek|latin2|turkish)|hz|johab|utf-16(-[lb]e)?"
)
_CONTROLS = bytes((*range(1, 9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_MOST_NULS = 0.05  # of the bytes of a text in which a program left some
_SOME = 8  # control characters: as many are allowed in the shortest text
_ASCII = re.compile(rb"[\x00-\x7f]+")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


class NotText(ImportFailed):
    """The bytes are no text at all, but of a format that an importer may be added for."""

    def __init__(self, what: str) -> None:
        """what: the sentence without its full stop."""
        super().__init__(f"{what}.")
        self.what = what


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without its byte order mark, how it was read, and what is worth logging."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str, declared: str = "") -> Decoded:
    """Decodes bytes as text; never loses a byte of what is text.

    declared: a charset known from outside (a clipboard's or server's media type), may be empty.
    Raises ImportFailed when the bytes are empty, too many, or no text.
    """
    refuse_oversized(data, name)
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise ImportFailed(_("“{name}” is empty.").format(name=name))
    _refuse_binary(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            decoded = _marked(data[len(mark) :], encoding)
            break
    else:
        decoded = _unmarked(data, name, declared)
    if not decoded.text.strip().strip("\ufeff\u200b"):
        raise ImportFailed(_("“{name}” is empty.").format(name=name))
    return decoded


def charset_in(media_type: str) -> str:
    """Returns the charset that a media type names, as it is written there; empty where it names none."""
    found = _CHARSET.search(media_type)
    return found[1] if found else ""


def refuse_oversized(data: bytes, name: str) -> None:
    """Raises ImportFailed when there are more bytes than any source may have."""
    if len(data) > FILE_BYTES:
        message = _("“{name}” is larger than {limit} MB.")
        raise ImportFailed(message.format(name=name, limit=FILE_BYTES // (1024 * 1024)))


def _not_text(name: str) -> NotText:
    return NotText(_("“{name}” is not a text file: it contains binary data").format(name=name))


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(b"%PDF-"):
        raise NotText(_("“{name}” is a PDF file").format(name=name))
    is_text = b"\0" not in data[:_SAMPLE] and not _is_binary(data[:_SAMPLE])
    if kind := kind_of_binary(data, is_text=is_text):
        raise ImportFailed(_(kind).format(name=name))


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls >= _SOME and controls * 50 > len(sample)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        note = f"Some bytes were no {encoding}; they show as U+FFFD or in cp1252."
        errors = CP1252_BYTES if encoding == "utf-8" else "replace"
        return Decoded(data.decode(encoding, errors), encoding, (note,))


def _unmarked(data: bytes, name: str, declared: str) -> Decoded:
    if b"\0" in data:
        return _with_nuls(data, name, declared)
    if _is_binary(data[:_SAMPLE]):
        raise _not_text(name)
    if b"\x1b$" in data[:_SAMPLE] and (japanese := _strict(data, "iso2022_jp")):
        return japanese
    if unicode_text := _strict(data, "utf-8"):
        return unicode_text
    if nearly := _nearly_utf8(data):
        return nearly
    for encoding in (_known(declared), _declared(data)):
        if encoding and (decoded := _strict(data, encoding)):
            return decoded
    encoding = _known(guessed_charset(data))
    if encoding and (decoded := _strict(data, encoding)):
        return Decoded(decoded.text, encoding, (f"The charset was guessed: {encoding}.",))
    text = data.decode("cp1252", CP1252_BYTES)
    return Decoded(text, "cp1252", ("The charset was not known: read as cp1252.",))


def _with_nuls(data: bytes, name: str, declared: str) -> Decoded:
    """Decodes bytes with NUL among them: they are UTF-16 or UTF-32, or a program left some."""
    bare = data.replace(b"\0", b"")
    are_few = len(data) - len(bare) <= len(data) * _MOST_NULS
    if not (are_few and _strict(bare, "utf-8")) and (wide := _wide(data)):
        return wide
    if not are_few:
        raise _not_text(name)
    decoded = _unmarked(bare, name, declared)
    return replace(decoded, notes=("NUL bytes were left out.", *decoded.notes))


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> Decoded | None:
    """Decodes UTF-16 or UTF-32 without a mark, by where NUL bytes are; None when it is neither."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 4 > max(even, odd):
        order = ("utf-32-le", "utf-32-be")
    else:
        order = ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le")
    width = 4 if "32" in order[0] else 2
    whole = data[: len(data) - len(data) % width]  # a cut file may end within a character
    for encoding in order:
        decoded = _strict(whole, encoding)
        if decoded is not None and _is_prose(decoded.text):
            return decoded
    return None


def _is_prose(text: str) -> bool:
    """Returns whether nearly all of a text's beginning is letters, marks, punctuation and space."""
    sample = text[:5000]
    if "\0" in text:
        return False
    odd = sum(1 for c in sample if not (c.isprintable() or c in "\t\n\r\f\ufeff\xa0\u3000\xad"))
    has_space = any(c.isspace() or c in "，。、" for c in sample)
    return odd * 100 <= len(sample) and (has_space or len(sample) < 100)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Decodes UTF-8 with a few stray bytes, which are read as cp1252; None if it is not UTF-8."""
    high = len(_ASCII.sub(b"", data))
    valid = [len(match) for match in _MULTIBYTE.findall(data)]
    if len(valid) < 4 or sum(valid) * 10 < high * 8:
        return None
    text = data.decode("utf-8", CP1252_BYTES)
    return Decoded(text, "utf-8", ("Stray bytes in UTF-8 text were read as cp1252.",))


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    return _known((match[1] or match[2]).decode("ascii", "replace"))


def _known(label: str) -> str:
    """Returns the codec for a charset's name, or empty when no text is written in it."""
    page = _CODE_PAGE.fullmatch(label.strip())
    try:
        name = codecs.lookup(f"cp{page[1]}" if page else label.strip()).name
    except (LookupError, ValueError):
        return _SUPERSETS.get(label.strip().lower(), "")
    name = _SUPERSETS.get(name, name)
    return name if _READABLE.fullmatch(name) else ""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Handles decoding errors: reads each byte that failed as cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    text = "".join(
        bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252") for byte in bad
    )
    return text, error.end


_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
CP1252_BYTES = "postil-cp1252-bytes"
codecs.register_error(CP1252_BYTES, _as_cp1252)
