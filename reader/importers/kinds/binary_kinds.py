"""Identifies binary files by their first bytes: images, audio, archives, programs."""

from reader.core.translation import N_
from reader.importers.containers.zip_reading import zip_names

PICTURE = N_("“{name}” is an image, not an article.")
_SOUND = N_("“{name}” is an audio or video file, not an article.")
_COMPRESSED = N_("“{name}” is a compressed file; unpack it and add the files inside.")
_ZIP = N_("“{name}” is a ZIP archive; unpack it and add the files inside.")
_CUT_ZIP = N_("“{name}” is damaged: save it again.")
_EMPTY_ZIP = N_("“{name}” is an empty ZIP archive.")
OFFICE = N_("“{name}” is an office document: save it as DOCX or HTML, and add that.")
_TABLE = N_("“{name}” is a spreadsheet, not an article.")
_SLIDES = N_("“{name}” is a presentation, not an article.")
BOOK = N_("“{name}” is an e-book, which cannot be added.")
_FONT = N_("“{name}” is a font, not an article.")
_PROGRAM = N_("“{name}” is a program, not an article.")
_DATABASE = N_("“{name}” is a database, not an article.")
_SHORTCUT = N_("“{name}” is a shortcut to another file: add that file.")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    *(
        (magic, PICTURE)
        for magic in (b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
    ),
    *((magic, PICTURE) for magic in (b"8BPS\0", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ", b"AT&TFORM")),
    *(
        (magic, _SOUND)
        for magic in (
            b"OggS\0",
            b"fLaC\0",
            b"MThd\0",
            b"\x1a\x45\xdf\xa3",
            b"FLV\x01",
            b"\0\0\1\xba",
        )
    ),
    *(
        (magic, _SOUND)
        for magic in (b"#!AMR", b"\x30\x26\xb2\x75", b"ID3\x02", b"ID3\x03", b"ID3\x04")
    ),
    *(
        (magic, _COMPRESSED)
        for magic in (b"\xfd7zXZ\0", b"7z\xbc\xaf", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd")
    ),
    *((magic, _COMPRESSED) for magic in (b"\x04\x22\x4d\x18", b"MSCF\0", b"!<arch>\n", b"xar!")),
    *((magic, _FONT) for magic in (b"wOFF", b"wOF2", b"OTTO\0", b"\0\x01\0\0\0")),
    *(
        (magic, _PROGRAM)
        for magic in (b"\x7fELF", b"\0asm", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
    ),
    (b"SQLite format 3\0", _DATABASE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (b"\xffWPC", OFFICE),
    (b"L\0\0\0\x01\x14\x02\0", _SHORTCUT),
    (b"PK\x05\x06", _EMPTY_ZIP),
)
# Magic numbers that a text may begin with: they count only in a file that is no text.
_SHORT_MAGIC = (
    (b"\xff\xd8\xff", PICTURE),
    (b"\xff\x0a", PICTURE),
    (b"BM", PICTURE),
    (b"\0\0\x01\0", PICTURE),
    (b"\xff\xfb", _SOUND),
    (b"\xff\xf3", _SOUND),
    (b"ID3", _SOUND),
    (b"\x1f\x8b", _COMPRESSED),
    (b"\x1f\x9d", _COMPRESSED),
    (b"BZh", _COMPRESSED),
    (b"MZ", _PROGRAM),
)
_END_OF_ZIP = 22 + 65_535  # bytes in which the list of an archive's files ends, with its comment
_FORMS = {b"WEBP": PICTURE, b"WAVE": _SOUND, b"AVI ": _SOUND, b"AIFF": _SOUND, b"AIFC": _SOUND}
_STILL = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1")
# What the first file in an archive of OpenDocument says of it.
_OPEN_DOCUMENTS = ((b"opendocument.spreadsheet", _TABLE), (b"opendocument.presentation", _SLIDES))
# The first name found says what is in a ZIP archive; a name that ends with "/" is a folder.
_IN_ZIP = (
    ("xl/", _TABLE),
    ("ppt/", _SLIDES),
    ("word/", OFFICE),
    ("content.xml", OFFICE),
    ("Index/Document.iwa", OFFICE),
    ("Index.zip", OFFICE),
    ("AndroidManifest.xml", _PROGRAM),
    ("META-INF/MANIFEST.MF", _PROGRAM),
)


def kind_of_binary(data: bytes, *, is_text: bool) -> str:
    """Returns the sentence for a file by its first bytes, to be translated; empty if it is unknown.

    is_text: whether the bytes may be text, of which two or three prove nothing.
    """
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data[:4] in (b"RIFF", b"FORM") and data[8:12] in _FORMS:
        return _FORMS[data[8:12]]
    if data[4:8] == b"ftyp":
        return PICTURE if data[8:12] in _STILL else _SOUND
    if data[257:262] == b"ustar":
        return _COMPRESSED
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return BOOK
    known = _MAGIC if is_text else (*_MAGIC, *_SHORT_MAGIC)
    return next((kind for magic, kind in known if data.startswith(magic)), "")


def _kind_of_zip(data: bytes) -> str:
    names = zip_names(data)
    if opened := next((kind for sign, kind in _OPEN_DOCUMENTS if sign in data[:200]), ""):
        return opened
    for wanted, kind in _IN_ZIP:
        if any(
            name.startswith(wanted) if wanted.endswith("/") else name == wanted for name in names
        ):
            return kind
    has_end = b"PK\x05\x06" in data[-_END_OF_ZIP:]
    return _ZIP if has_end else _CUT_ZIP
