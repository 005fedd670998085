"""A web archive of Safari is read with its pictures, whichever way its list is written."""

import plistlib

import pytest

from reader.core.errors import ImportFailed
from tests.importers.saved.samples import PNG, read_bytes, webarchive

FERRY = (
    "<title>The ferry</title><h1>The ferry</h1><p>The ferry left before the fog had lifted – é.</p>"
    "<img src='img/a.png' alt=a>"
)


@pytest.mark.parametrize("fmt", ["binary", "xml"])
def test_page_and_picture(fmt: str) -> None:
    data = webarchive(FERRY, ("https://quay.example/2024/img/a.png", PNG), fmt=fmt)
    draft = read_bytes(data, "ferry.webarchive")
    assert (draft.title, draft.importer) == ("The ferry", "webarchive/1")
    assert draft.url == "https://quay.example/2024/ferry"
    assert "lifted – é." in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]


def test_archive_of_a_plain_text() -> None:
    archive = plistlib.loads(webarchive("The ferry\n\nThe ferry left before the fog – é.\n"))
    archive["WebMainResource"]["WebResourceMIMEType"] = "text/plain"
    draft = read_bytes(plistlib.dumps(archive, fmt=plistlib.FMT_BINARY), "ferry.webarchive")
    assert (draft.title, draft.url) == ("The ferry", "https://quay.example/2024/ferry")
    assert draft.html == "<p>The ferry left before the fog – é.</p>"


@pytest.mark.parametrize(
    "archive",
    [
        {"WebMainResource": None},
        {"WebMainResource": {"WebResourceData": "text"}},
        {"WebMainResource": {"WebResourceData": b"x", "WebResourceMIMEType": "image/png"}},
    ],
)
def test_archive_without_a_page(archive: dict[str, object]) -> None:
    with pytest.raises(ImportFailed, match="damaged or contains no page"):
        read_bytes(
            plistlib.dumps(
                {key: value for key, value in archive.items() if value} or {"x": "WebMainResource"},
                fmt=plistlib.FMT_BINARY,
            ),
            "x.webarchive",
        )
