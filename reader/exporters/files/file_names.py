"""Creates file names from titles that every file system accepts."""

import re
import unicodedata

from reader.core.translation import _

PICTURE_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
}
LIMIT = 120  # bytes in UTF-8, the suffix included

# Reserved on Windows whatever follows the first dot.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE
)
_DROPPED = {"Cc", "Cf", "Cn", "Co", "Cs"}  # controls, bidi and joiners, what no one can read


def name_key(name: str) -> str:
    """Returns the key that two names in a folder must not share, if a disk ignores case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_name(title: str, taken: set[str], suffix: str) -> str:
    """Returns a file name for a title, ending in suffix (``.md``), and adds its key to ``taken``.

    One path part of at most 120 bytes in UTF-8, with no control or bidirectional characters,
    nothing Windows forbids or reserves, no leading or trailing dot or space; numbered from 2 when
    ``taken`` (keys of `name_key`) has it. A title with nothing to keep is called "Untitled".
    """
    stem = _cleaned(title) or _("Untitled")
    number = 1
    while True:
        ending = suffix if number == 1 else f" {number}{suffix}"
        name = _shortened(stem, LIMIT - len(ending.encode())) + ending
        key = name_key(name)
        if key not in taken:
            taken.add(key)
            return name
        number += 1


def _cleaned(title: str) -> str:
    text = unicodedata.normalize("NFC", title)
    text = re.sub(r"\s", " ", text)
    if not text.isascii() or not text.isprintable():  # of these nothing is dropped
        text = "".join(c for c in text if unicodedata.category(c) not in _DROPPED)
    text = re.sub(r"\s*:\s+", " - ", text)
    text = re.sub(r"[/\\|:]", "-", text)
    # The last five mean something in links between notes, so a name without them can be linked to.
    text = re.sub(r'[<>"?*#^\[\]]', "", text)
    text = re.sub(r" +", " ", text).strip(" .-~")
    return "_" + text if _RESERVED.match(text) else text


def _shortened(stem: str, room: int) -> str:
    """Cuts the stem to room bytes, not before a combining mark."""
    if len(stem.encode()) <= room:
        return stem
    kept = stem.encode()[:room].decode(errors="ignore")
    while kept and unicodedata.category(stem[len(kept)]).startswith("M"):
        kept = kept[:-1]
    kept = kept.rstrip(" .-~")
    if kept:
        return kept
    # One letter under more marks than fit: cut through them after all.
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .-~")
