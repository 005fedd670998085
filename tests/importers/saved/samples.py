"""Small files as browsers and mail programs save them, with invented text."""

import base64
import gzip
import io
import plistlib
import zipfile
from email.message import EmailMessage

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.importers import read
from tests.importers.test_assets import png

PNG = png()
LARGE = png(9, 9)


def read_bytes(data: bytes, name: str) -> Draft:
    return read(Source(data, name, f"/nowhere/{name}"))


def mhtml(page: str, *parts: tuple[str, bytes], head: str = "", root: str = "") -> bytes:
    """A page and pictures at their addresses, as Chromium writes them."""
    lines = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: https://quay.example/2024/ferry?from=feed",
        "Subject: =?utf-8?Q?The_ferry=20=E2=80=93_The?= =?utf-8?Q?_Quay?=",
        "Date: Sun, 29 Nov 2026 10:18:15 GMT",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"',
        head or "X-Nothing: -",
        "\r\n\r\n------B",
        "Content-Type: text/html",
        root or "Content-ID: <frame-1@mhtml.blink>",
        "Content-Transfer-Encoding: base64",
        "Content-Location: https://quay.example/2024/ferry?from=feed",
        "",
        base64.encodebytes(page.encode("cp1251" if "windows-1251" in page else "utf-8")).decode(),
    ]
    for address, data in parts:
        lines += [
            "------B",
            "Content-Type: image/png",
            "Content-Transfer-Encoding: base64",
            f"Content-ID: <{address[4:]}>"
            if address.startswith("cid:")
            else f"Content-Location: {address}",
            "",
            base64.encodebytes(data).decode(),
        ]
    return "\r\n".join([*lines, "------B--", ""]).encode()


def mail(html: str = "", text: str = "", **fields: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Fenn, Ada" <ada@quay.example>'
    message["To"] = "readers@quay.example"
    message["Subject"] = "Ferries — a letter"
    message["Date"] = "Tue, 05 Mar 2024 09:30:00 +0100"
    message["Message-ID"] = "<1@quay.example>"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def webarchive(page: str, *parts: tuple[str, bytes], fmt: str = "binary") -> bytes:
    """A page and pictures at their addresses, as Safari writes them."""
    main = {
        "WebResourceData": page.encode(),
        "WebResourceURL": "https://quay.example/2024/ferry",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    files = [
        {"WebResourceData": data, "WebResourceURL": address, "WebResourceMIMEType": "image/png"}
        for address, data in parts
    ]
    archive = {"WebMainResource": main, "WebSubresources": files, "WebSubframeArchives": []}
    return plistlib.dumps(archive, fmt=plistlib.FMT_BINARY if fmt == "binary" else plistlib.FMT_XML)


def record(kind: str, address: str, block: bytes, *, packed: bool = True, **fields: str) -> bytes:
    """A record of WARC, a gzip member of its own."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        f"Content-Length: {len(block)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
    ]
    whole = "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0) if packed else whole


def answer(
    body: bytes | str, kind: str = "text/html", status: str = "200 OK", **fields: str
) -> bytes:
    """What a server answered."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode() + data


def zipped(files: dict[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
