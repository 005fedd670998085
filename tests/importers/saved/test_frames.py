"""The words of frames that were saved with a page are shown where the page showed them."""

import html
import plistlib
from pathlib import Path

from reader.importers import open_source, read
from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.saved.samples import LARGE, PNG, mhtml, read_bytes, webarchive
from tests.importers.sources import read_page

BEFORE = "The ferry left before the fog had lifted, with nine passengers and a crate of lemons."
AFTER = "By noon the harbour office had telephoned twice, and it was about the lemons each time."
INSIDE = "<html><body><p>High water came at six, <b>an hour early</b>, and nobody noted it.</p></body></html>"
SHOWN = "High water came at six, an hour early, and nobody noted it."


def page(frame: str) -> str:
    return f"<html><head><title>T</title></head><body><article><p>{BEFORE}</p>{frame}<p>{AFTER}</p></article></body></html>"


def words(shown: str) -> str:
    return text_in(shown).strip()


def srcdoc(document: str) -> str:
    return f'<iframe srcdoc="{html.escape(document)}" sandbox></iframe>'


def test_a_document_in_the_page_itself() -> None:
    draft = read_page(page(srcdoc(f"<div>{srcdoc(INSIDE)}</div>")))
    assert words(draft.html) == BEFORE + SHOWN + AFTER


@each("control", ["\x01", "\ufffe"])
def test_controls_in_a_frame_are_no_fault(control: str) -> None:
    inside = INSIDE.replace("<p>", control).replace("</p>", "")
    frame = srcdoc(inside).replace("sandbox", f"class='a{control}'")
    assert words(read_page(page(frame)).html) == BEFORE + SHOWN + AFTER


@each(
    "document",
    [
        "<a href=/1>A story about lemons that you may like, and another one of gulls.</a>",
        "<p>Buy lemons</p>",
        "",
    ],
)
def test_buttons_and_links_in_frames_do_not_come_in(document: str) -> None:
    assert words(read_page(page(srcdoc(document))).html) == BEFORE + AFTER


@each("attributes", ["class=advertisement", "hidden", "style='display: none'"])
def test_a_frame_that_is_no_text_of_the_page_stays_out(attributes: str) -> None:
    frame = srcdoc(INSIDE).replace("sandbox", attributes)
    assert words(read_page(page(frame)).html) == BEFORE + AFTER


def test_frames_of_saved_pages() -> None:
    frame = ("cid:f2@mhtml.blink", INSIDE.encode())
    draft = read_bytes(mhtml(page("<iframe src='cid:f2@mhtml.blink'></iframe>"), frame), "a.mhtml")
    assert words(draft.html) == BEFORE + SHOWN + AFTER
    whole = "<html><frameset cols='9,9'><frame src='cid:f2@mhtml.blink'></frameset></html>"
    assert words(read_bytes(mhtml(whole, frame), "a.mhtml").html) == SHOWN
    archive = plistlib.loads(webarchive(page("<iframe src='/frame'></iframe>")))
    inner = {
        "WebResourceData": INSIDE.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://quay.example/frame",
    }
    archive["WebSubframeArchives"] = [{"WebMainResource": inner}]
    draft = read_bytes(plistlib.dumps(archive, fmt=plistlib.FMT_BINARY), "a.webarchive")
    assert words(draft.html) == BEFORE + SHOWN + AFTER


def test_a_frame_in_a_file_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text(INSIDE)
    (tmp_path / "a.html").write_text(page("<iframe src='a_files/frame.html'></iframe>"))
    draft = read(open_source(tmp_path / "a.html"))
    assert words(draft.html) == BEFORE + SHOWN + AFTER


def test_a_picture_in_a_frame_is_found_beside_the_frame(tmp_path: Path) -> None:
    (tmp_path / "a_files" / "inner").mkdir(parents=True)
    (tmp_path / "a_files" / "frame.html").write_text(
        f"{INSIDE}<img src=one.png alt=1><iframe src='inner/frame.html'></iframe>"
    )
    (tmp_path / "a_files" / "one.png").write_bytes(PNG)
    (tmp_path / "a_files" / "inner" / "frame.html").write_text(
        f"{INSIDE}<img src=../one.png alt=2><img src=two.png alt=3><a href='#n'>Note</a>"
    )
    (tmp_path / "a_files" / "inner" / "two.png").write_bytes(LARGE)
    (tmp_path / "a.html").write_text(page("<iframe src='a_files/frame.html'></iframe>"))
    draft = read(open_source(tmp_path / "a.html"))
    assert [asset.data for asset in draft.assets] == [PNG, LARGE]


@each(
    "picture",
    [
        "<img srcset='one.png 1x, two.png 2x'>",
        "<img data-src=one.png>",
        "<img src=none.gif data-picture=one.png>",
        "<picture><source data-srcset='one.png 400w'><img></picture>",
    ],
)
def test_a_late_picture_in_a_frame_is_found_beside_the_frame(picture: str, tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir(exist_ok=True)
    (tmp_path / "a_files" / "frame.html").write_text(f"{INSIDE}{picture}")
    (tmp_path / "a_files" / "one.png").write_bytes(PNG)
    (tmp_path / "a.html").write_text(page("<iframe src='a_files/frame.html'></iframe>"))
    draft = read(open_source(tmp_path / "a.html"))
    assert [asset.data for asset in draft.assets] == [PNG]


def test_a_frame_that_contains_itself_many_times_is_opened_no_more_than_others(
    tmp_path: Path,
) -> None:
    """Otherwise this would take hours."""
    (tmp_path / "a_files").mkdir()
    whole = page("<iframe src='a_files/frame.html'></iframe>" * 60)
    (tmp_path / "a_files" / "frame.html").write_text(whole)
    (tmp_path / "a.html").write_text(whole)
    draft = read(open_source(tmp_path / "a.html"))
    assert 1 < draft.html.count(AFTER) <= 51
