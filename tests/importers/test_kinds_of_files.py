"""What is not an article is named for what it is, in one sentence, and never becomes one."""

import json
import plistlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.importers import read, read_chapters
from tests.each import each
from tests.importers.saved.samples import mail, zipped
from tests.importers.test_assets import GIF, JPEG, PNG, WEBP

ITEM = "<item><title>One</title><description>&lt;p&gt;Words.&lt;/p&gt;</description></item>"
RSS = f"<rss version='2.0'><channel><title>News</title>{ITEM}</channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title></entry></feed>'
RDF = f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://x.example/">{ITEM}</rdf:RDF>'
OPML = "<opml version='2.0'><body><outline text='One' xmlUrl='https://x.example/f'/></body></opml>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>Words in a drawing</text></svg>'
LINK = {"URL": "https://quay.example/ferry"}
MAIL = mail("<p>Words of a letter.</p>").as_bytes()


def stored(kind: str) -> bytes:
    """An archive of OpenDocument, which begins with what it is."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", "x")
    return packed.getvalue()


def sentence(data: bytes | str, name: str) -> str:
    source = Source(data if isinstance(data, bytes) else data.encode(), name, f"/nowhere/{name}")
    with pytest.raises(ImportFailed) as caught:
        read(source)
    said = str(caught.value)
    assert f"“{name}”" in said
    assert said.endswith(".")
    assert "\n" not in said
    return said


@each(
    ("data", "names", "says"),
    [
        (RSS, "feed.xml feed.rss feed.txt feed.html", "is a feed"),
        (f"<?xml version='1.0'?>\n<!-- x -->\n{ATOM}", "feed.atom feed.xml", "is a feed"),
        (RDF, "feed.rdf", "is a feed"),
        (
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []}),
            "f",
            "is a feed",
        ),
        (OPML, "feeds.opml feeds.xml", "OPML"),
        (f'<?xml version="1.0"?>{OPML}', "feeds.txt", "OPML"),
        (SVG, "a.svg a.html a.md", "image"),
        (f"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'>{SVG}", "a.svg", "image"),
        ("<urlset><url><loc>x</loc></url></urlset>", "sitemap.xml", "sitemap"),
        ("<?xml version='1.0'?><book><p>Words.</p></book>", "book.xml book.txt", "data in XML"),
        (
            "[InternetShortcut]\r\nURL=https://quay.example/ferry\r\n",
            "a.url",
            "https://quay.example/ferry",
        ),
        (
            "\n[{0002}]\nProp3=1\n[internetshortcut]\nurl=https://quay.example/ferry\n",
            "a.url",
            "https://quay.example/ferry",
        ),
        (
            "#!/usr/bin/env xdg-open\n[Desktop Entry]\nURL=https://quay.example/\n",
            "a.desktop",
            "address",
        ),
        ("[Desktop Entry]\nType=Application\nExec=postil\n", "a.desktop", "shortcut"),
        ("[InternetShortcut]\r\nURL=file:///C:/a.txt\r\n", "a.url", "shortcut"),
        (
            "<meta http-equiv=refresh content='0; url=https://quay.example/ferry'><body></body>",
            "a.html",
            "https://quay.example/ferry",
        ),
        ("<?xml version='1.0'?><atom:feed xmlns:atom='x'></atom:feed>", "a.xml", "is a feed"),
        ("<?XML version='1.0'?><RSS><CHANNEL></CHANNEL></RSS>", "a.xml", "is a feed"),
        ("<?xml version='1.0'?><en-export><note/></en-export>", "a.enex", "Evernote"),
        ("<?xml version='1.0'?><FictionBook><body/></FictionBook>", "a.fb2", "e-book"),
        (
            "<?xml version='1.0'?><office:document><a/></office:document>",
            "a.fodt",
            "office document",
        ),
        ('{"cells": [{"cell_type": "mark', "a.ipynb", "Jupyter notebook"),
        ("%!PS-Adobe-3.0\n/Times findfont\nshowpage\n", "a.ps a.txt", "PostScript"),
        ("begin:vcard\nfn:Ada Fenn\nend:vcard\n", "a.vcf", "contact"),
        ("{\\urtf1 x}", "a.rtf", "RTF document"),
        ("[Desktop Entry]\nType=Link\nURL=https://quay.example/ferry\n", "a.desktop", "address"),
        (plistlib.dumps(LINK), "a.webloc", "https://quay.example/ferry"),
        (plistlib.dumps(LINK, fmt=plistlib.FMT_BINARY), "a.webloc", "https://quay.example/ferry"),
        (plistlib.dumps({"a": 1}), "a.plist", "data in XML"),
        (json.dumps({"cells": [], "nbformat": 4}), "a.ipynb", "Jupyter notebook"),
        (json.dumps({"words": ["The ferry left."]}), "a.json a.txt a", "JSON"),
        (json.dumps([{"words": "The ferry left."}]), "a.json", "JSON"),
        ('{"words": "The ferry le', "a.json", "JSON"),
        ('{"a": "x"}\n{"a": "y"}\n{"a": "z"}\n', "a.jsonl a.txt", "JSON"),
        ("name,port\nferry,Oldmere\n", "a.csv", "CSV"),
        ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "a.ics a.txt", "calendar"),
        ("BEGIN:VCARD\r\nFN:Ada Fenn\r\nEND:VCARD\r\n", "a.vcf", "contact"),
        (
            "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=x>One</A></DL>",
            "a.html",
            "bookmarks",
        ),
        ("{\\rtf1\\ansi The ferry left.\\par}", "a.rtf a.doc", "RTF document: save it"),
    ],
)
def test_text_that_is_data(data: str | bytes, names: str, says: str) -> None:
    for name in names.split():
        assert says in sentence(data, name)


@each(
    ("data", "says"),
    [
        *((picture, "image") for picture in (PNG, JPEG, GIF, WEBP)),
        (b"BM\x36\0\0\0\0\0\0\0" + b"\0" * 40, "image"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "image"),
        (b"\0\0\0\x1cftypisom\0\0\0\0", "audio or video"),
        (b"ID3\x04\0\0\0\0\0\0" + b"\0\x01" * 30, "audio or video"),
        (b"OggS\0\x02" + b"\0" * 30, "audio or video"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio or video"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 9, "program"),
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 30, "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30, "save it as DOCX or HTML"),
        (b"Rar!\x1a\x07\x01\0", "compressed"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0" + b"00" + b"\0" * 250, "compressed"),
        (b"wOF2\0\x01\0\0", "font"),
        (b"\xffWPC" + b"\0\1" * 30, "office document"),
        (b"\0\0\1\xba" + b"\x44\0\4" * 20, "audio or video"),
        (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 30, "shortcut"),
        (b"x".ljust(60, b"\0") + b"BOOKMOBI" + b"\0" * 30, "e-book"),
        (zipped({"a.html": "<p>x"}), "ZIP archive; unpack it"),
        (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "x"}), "valid EPUB"),
        (zipped({"xl/workbook.xml": "x"}), "spreadsheet"),
        (zipped({"ppt/presentation.xml": "x"}), "presentation"),
        (zipped({"mimetype": "x", "content.xml": "x"}), "save it as DOCX or HTML"),
        (stored("application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (stored("application/vnd.oasis.opendocument.presentation"), "presentation"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, says: str) -> None:
    for name in ("thing", "thing.txt", "thing.html"):
        assert says in sentence(data, name)


def test_a_file_of_no_format_has_no_chapters() -> None:
    assert read_chapters(Source(b"\0\1\2" * 90, "a", "/nowhere/a")) == []


def test_mailbox_of_several_mails() -> None:
    one = b"From ada@quay.example Tue Mar  5 09:30:00 2024\n" + MAIL + b"\n"
    assert "several emails" in sentence(one + one, "mails.mbox")


@each(
    "text",
    [
        "[1] The ferry left before the fog had lifted.",
        "{so it began} The ferry left before the fog.",
        "[not] a, list, of, addresses\n\nURL=nothing",
        "<p>The ferry left before the fog had lifted.</p>",
        "<svg>A word in angle brackets</svg> and the text that follows it.",
        "From here to there in 2024\nFrom there to here in 2025\n\nThe ferry left.",
        "GIF89 was a format for pictures.",
        "BM is a band. MZ is one too. ID3 tags name it.",
        "[Desktop Entry] is how such a file begins, and [InternetShortcut] another.",
    ],
)
def test_text_that_only_begins_so_is_read(text: str) -> None:
    draft = read(Source(text.encode(), "note.txt", "/nowhere/note.txt"))
    assert draft.html


def test_spaces_behind_a_sign_of_a_script_are_read_once() -> None:
    """Otherwise this would take minutes."""
    source = Source(("#!" + " " * 100_000 + "x").encode(), "a.txt", "a.txt", "text/plain")
    assert read(source).html
