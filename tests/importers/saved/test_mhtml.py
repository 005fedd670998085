"""A page that a browser saved as MHTML comes in with the pictures that were saved with it."""

import re

import pytest

from reader.core.errors import ImportFailed
from tests.each import each
from tests.importers.saved.samples import LARGE, PNG, mhtml, read_bytes

WORDS = (
    "<p>The ferry left before the fog had lifted, with nine passengers and a crate of lemons.</p>"
)
FERRY = f"<html><head><title>The ferry – The Quay</title></head><body><h1>The ferry</h1>{WORDS}"


def test_page_address_and_pictures() -> None:
    body = (
        "<img src='https://quay.example/img/a.png' alt=a><img src='../img/b.png' alt=b>"
        "<img src='cid:c@mhtml.blink' alt=c><img src='cid:css-d' alt=d>"
        "<a href='/tides'>Tides</a>"
    )
    data = mhtml(
        FERRY + body,
        ("https://quay.example/img/a.png", PNG),
        ("https://quay.example/img/b.png", PNG),
        ("cid:c@mhtml.blink", PNG),
    ).replace(b"Content-Location: https://quay.example/img/b.png", b"Content-Location: cid:css-d")
    draft = read_bytes(data, "ferry.mhtml")
    assert (draft.title, draft.site) == ("The ferry", "quay.example")
    assert draft.url == "https://quay.example/2024/ferry?from=feed"
    assert (draft.importer, draft.published) == ("mhtml/1", "")
    assert "The ferry left before the fog" in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]
    assert re.findall(r'<img alt="(.)" src="asset:(?!e3b0)', draft.html) == ["a", "c", "d"]
    assert 'href="https://quay.example/tides"' in draft.html
    assert "Saved: Sun, 29 Nov 2026 10:18:15 GMT" in draft.notes


def test_picture_of_several_sizes_is_the_one_that_was_saved() -> None:
    body = (
        "<picture><source srcset='img/wide.png 1x, img/wide-2x.png 2x'>"
        "<img src='https://quay.example/2024/img/small.png' alt=a></picture>"
        "<img srcset='img/none.png 1x, img/other.png 2x' src='img/none.png' alt=b>"
    )
    data = mhtml(
        FERRY + body,
        ("https://quay.example/2024/img/wide.png", PNG),
        ("https://quay.example/2024/img/small.png", LARGE[:50]),
        ("https://quay.example/2024/img/other.png", LARGE),
    )
    draft = read_bytes(data, "ferry.mhtml")
    assert [asset.data for asset in draft.assets] == [PNG, LARGE]


def test_base_of_the_page_and_canonical_address() -> None:
    head = "<base href='/files/'><link rel=canonical href='https://quay.example/ferry'>"
    data = mhtml(
        FERRY.replace("<head>", f"<head>{head}") + "<img src=a.png alt=a>",
        ("https://quay.example/files/a.png", PNG),
    )
    draft = read_bytes(data, "ferry.mhtml")
    assert len(draft.assets) == 1
    assert draft.url == "https://quay.example/ferry"


def test_charset_that_only_the_page_says() -> None:
    page = (
        f"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>{WORDS}<p>Привет"
    )
    assert "Привет" in read_bytes(mhtml(page), "x.mht").html


def test_subject_is_the_title_of_a_page_without_one() -> None:
    assert read_bytes(mhtml(f"<body>{WORDS}"), "x.mhtml").title == "The ferry – The Quay"


def test_shadow_roots_are_read_where_they_were_shown() -> None:
    page = f"""{FERRY}<div><template shadowmode="open"><p>Inside.</p><slot>Never.</slot></template>Outside.</div>
        <x-note><template shadowmode="closed"><p>Before <slot name=w></slot>.</p></template>
        Unslotted.<b slot=w>word</b></x-note>
        <x-bare><template shadowrootmode="open"><style>p{{}}</style></template>Left alone.</x-bare>
        <x-feed><template shadowrootmode="open">\fForm feed.</template></x-feed>"""
    html = read_bytes(mhtml(page), "x.mhtml").html
    text = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert "Inside. Outside." in text
    assert "Before word ." in text
    assert "Left alone." in text
    assert "Form feed." in text
    assert "Never" not in text
    assert "Unslotted" not in text


def test_place_on_the_page_is_no_other_page() -> None:
    own = "https://quay.example/2024/ferry?from=feed"
    links = f"<a href='{own}#n1'>one</a> and <a href='{own}#n\x012'>two</a>"
    draft = read_bytes(mhtml(f"{FERRY}<p id=n1>See {links}."), "x.mhtml")
    assert f'href="{own}' not in draft.html


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data[: data.index(b"------B\r\nContent-Type: image")][:-60], "cut off"),
        (lambda data: data.replace(b"text/html", b"text/plain"), "contains no page"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(change: object, says: str) -> None:
    data = mhtml(FERRY + WORDS * 4, ("https://quay.example/a.png", PNG))
    assert callable(change)
    with pytest.raises(ImportFailed, match=says):
        read_bytes(change(data), "ferry.mhtml")


def test_cut_behind_the_page_is_noted() -> None:
    data = mhtml(FERRY, ("https://quay.example/a.png", PNG))
    draft = read_bytes(data[:-30], "ferry.mhtml")
    assert any("end of the file is missing" in note for note in draft.notes)
    assert "nine passengers" in draft.html


def test_page_alone_in_its_file() -> None:
    data = (
        b"From: <Saved by Windows Internet Explorer 8>\r\nSubject: The ferry\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        b"Content-Location: https://quay.example/ferry\r\n\r\n<p>Caf=C3=A9 by the quay.</p>"
    )
    draft = read_bytes(data, "ferry.mht")
    assert "Café by the quay." in draft.html
    assert draft.url == "https://quay.example/ferry"


def test_addresses_that_are_written_in_different_ways_name_one_picture() -> None:
    body = (
        "<img src='bild ä.png' alt=a><img src='cid:b%40mhtml.blink' alt=b>"
        "<img src='/img/of/a/long/name.png' alt=c>"
    )
    data = mhtml(
        FERRY + body,
        ("https://quay.example/2024/bild%20%C3%A4.png", PNG),
        ("cid:b@mhtml.blink", PNG),
        ("https://quay.example/img/of/a\r\n\t/long/name.png", PNG),
    )
    html = read_bytes(data, "ferry.mhtml").html
    assert re.findall(r'<img alt="(.)" src="asset:(?!e3b0)', html) == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["Content-Base", "Content-Location"])
def test_addresses_are_relative_to_that_of_the_message(name: str) -> None:
    data = mhtml(
        f"{FERRY}<img src='a.png' alt=a>",
        ("a.png", PNG),
        head=f"{name}: https://quay.example/2024/",
    )
    own = b"Content-Location: https://quay.example/2024/ferry?from=feed"
    data = data.replace(own, b"X-None: -").replace(b"Snapshot-X-None", b"X-None")
    draft = read_bytes(data, "ferry.mht")
    assert draft.url == "https://quay.example/2024/"
    assert [asset.data for asset in draft.assets] == [PNG]


def test_the_page_is_the_one_whose_address_was_saved() -> None:
    frame = "<p>Buy our new boots today, they are good and they are cheap.</p>"
    data = mhtml(frame, ("https://quay.example/2024/a.html", FERRY.encode())).replace(
        b"Content-Type: image/png", b"Content-Type: text/html"
    )
    data = data.replace(b"ferry?from=feed", b"a.html", 1)
    draft = read_bytes(data, "ferry.mhtml")
    assert "nine passengers" in draft.html
    assert "boots" not in draft.html


SHAPE = '<v:shape id="s" alt="lamp"><v:imagedata src="a.png" o:title="lamp"/></v:shape>'


@each(
    "body",
    [
        f"<p>{SHAPE}</p>",
        f"<p><!--[if gte vml 1]>{SHAPE}<![endif]--></p>",
        (
            f"<p><!--[if gte vml 1]>{SHAPE}<![endif]--><![if !vml]>"
            '<img src="b.png" alt="lamp" v:shapes="s"><![endif]></p>'
        ),
    ],
)
def test_pictures_that_only_word_is_to_show_are_read(body: str) -> None:
    folder = "https://quay.example/2024/"
    data = mhtml(FERRY + body, (f"{folder}a.png", PNG), (f"{folder}b.png", PNG))
    draft = read_bytes(data, "ferry.mht")
    assert draft.html.count("<img") == 1
    assert [asset.data for asset in draft.assets] == [PNG]
