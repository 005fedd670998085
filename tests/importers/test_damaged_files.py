"""A file that is cut off or has wrong bytes in it is read, or refused in one sentence: never more."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.importers import read
from tests.each import each
from tests.importers.documents.samples import docx, paragraph
from tests.importers.saved.samples import (
    PNG,
    answer,
    mail,
    mhtml,
    record,
    webarchive,
    zipped,
)

WORDS = "<title>The ferry</title><h1>The ferry</h1><p>The ferry left before the fog had lifted.</p>"
PICTURE = ("https://quay.example/a.png", PNG)
WARC = record("response", "https://quay.example/ferry", answer(WORDS)) + record(
    "response", "https://quay.example/a.png", answer(PNG, "image/png")
)


def attached() -> bytes:
    message = mail(WORDS)
    message.add_attachment(PNG, "image", "png", filename="Möwe über dem Deich.png", cid="<a@b>")
    return message.as_bytes()


FILES = {
    "ferry.mhtml": mhtml(WORDS, PICTURE),
    "ferry.eml": mail(WORDS, "The ferry left.").as_bytes(),
    "attached.eml": attached(),
    "ferry.webarchive": webarchive(WORDS, PICTURE),
    "xml.webarchive": webarchive(WORDS, PICTURE, fmt="xml"),
    "ferry.warc.gz": WARC,
    "ferry.warc": record("response", "https://quay.example/", answer(WORDS), packed=False),
    "ferry.wacz": zipped({"datapackage.json": "{}", "archive/a.warc.gz": WARC}),
    "ferry.docx": docx(paragraph("The ferry", "Title"), paragraph("It left."), picture=PNG),
    "ferry.html": WORDS.encode(),
}


def read_or_refused(data: bytes, name: str) -> None:
    try:
        read(Source(data, name, f"/nowhere/{name}"))
    except ImportFailed as refusal:
        said = str(refusal)
        assert said.endswith(".")
        assert "\n" not in said


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_cut_off_or_with_wrong_bytes(name: str, data: st.DataObject) -> None:
    sound = bytearray(FILES[name])
    places = st.integers(0, len(sound) - 1)
    for place in data.draw(st.lists(places, max_size=8)):
        sound[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(sound)), places))
    read_or_refused(bytes(sound[:end]), name)


def nested(depth: int) -> bytes:
    head = "From: a@quay.example\nTo: b@quay.example\nMIME-Version: 1.0\n"
    lines = [f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth)]
    return (head + "".join(lines) + "Content-Type: text/html\n\n<p>Words.</p>\n").encode()


@each(
    ("name", "make"),
    [
        ("deep.eml", lambda: nested(5000)),
        ("deep.docx", lambda: docx("<w:ins>" * 5000 + paragraph("x") + "</w:ins>" * 5000)),
        ("deep.json", lambda: b"[" * 100_000),
        ("deep.xml", lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000),
        ("names.eml", lambda: b"From: " + b"a," * 20_000 + b"\nTo: b\nMIME-Version: 1.0\n\nWords."),
        (
            "words.eml",
            lambda: (
                b"From: a\nTo: b\nMIME-Version: 1.0\nSubject: "
                + b"=?utf-8?q?a?= " * 5000
                + b"\n\nWords."
            ),
        ),
        (
            "date.eml",
            lambda: b"From: a\nTo: b\nMIME-Version: 1.0\nDate: 99 99 99999 99:99\n\nWords.",
        ),
        ("length.warc", lambda: b"WARC/1.0\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"),
        ("header.warc", lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 50_000),
    ],
)
def test_made_to_harm(name: str, make: Callable[[], bytes]) -> None:
    read_or_refused(make(), name)


def test_mail_whose_parts_nest_deeply_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ImportFailed, match="cannot be separated"):
        read(Source(nested(60), "deep.eml", "/nowhere/deep.eml"))
