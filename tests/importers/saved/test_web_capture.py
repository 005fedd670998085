"""WARC and WACZ: the page that was asked for is the article, with what was fetched for it."""

import gzip
import json
import zlib

import brotli  # type: ignore[import-untyped]
import pytest

from reader.core.article_source import LeftOut
from reader.core.errors import ImportFailed
from reader.importers import limits
from reader.importers.saved.wacz_detection import folder_of_capture
from tests.each import each
from tests.importers.saved.samples import PNG, answer, read_bytes, record, zipped

WORDS = (
    "<p>The ferry left before the fog had lifted, with nine passengers and a crate of lemons.</p>"
)
FERRY = f"<html><title>The ferry</title><body><h1>The ferry</h1>{WORDS}<img src=/a.png alt=a>"
TIDES = f"<html><title>The tides</title><body><h1>The tides</h1>{WORDS}<img src=/a.png alt=a>"
AT = "https://quay.example"


def chunked(body: bytes, size: int = 40) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def capture(page: bytes, *others: bytes, packed: bool = True) -> bytes:
    return b"".join(
        [
            record("warcinfo", "", b"software: invented\r\n", packed=packed),
            record("request", f"{AT}/ferry", b"GET /ferry HTTP/1.1\r\n\r\n", packed=packed),
            record("response", f"<{AT}/ferry>", page, packed=packed),
            record("response", f"{AT}/a.png", answer(PNG, "image/png"), packed=packed),
            *others,
        ]
    )


@each("packed", [True, False])
@each(
    "page",
    [
        answer(FERRY),
        answer(FERRY, "text/html; charset=utf-8", Content_Encoding="identity"),
        answer(gzip.compress(FERRY.encode()), Content_Encoding="gzip"),
        answer(FERRY, Content_Encoding="gzip"),  # the capturing program has unpacked it
        answer(zlib.compress(FERRY.encode()), Content_Encoding="deflate"),
        answer(zlib.compress(FERRY.encode())[2:-4], Content_Encoding="deflate"),
        answer(brotli.compress(FERRY.encode()), Content_Encoding="br"),
        answer(chunked(FERRY.encode()), Transfer_Encoding="chunked"),
        answer(FERRY, Transfer_Encoding="chunked"),
        answer(
            chunked(gzip.compress(FERRY.encode())),
            Transfer_Encoding="chunked",
            Content_Encoding="gzip",
        ),
        answer(chunked(gzip.compress(FERRY.encode())), Transfer_Encoding="gzip, chunked"),
        answer(FERRY, Content_Encoding="br"),
        answer(FERRY, Content_Encoding="zstd"),
        answer(FERRY, status="203 Non-Authoritative Information"),
        answer(
            FERRY,
            status="206 Partial Content",
            Content_Range=f"bytes 0-{len(FERRY) - 1}/{len(FERRY)}",
        ),
        answer(FERRY).replace(b"Content-Type", b"X-Type"),
    ],
)
def test_page_and_picture(page: bytes, packed: bool) -> None:
    draft = read_bytes(capture(page, packed=packed), "ferry.warc.gz" if packed else "ferry.warc")
    assert (draft.title, draft.url, draft.importer) == ("The ferry", f"{AT}/ferry", "warc/1")
    assert "crate of lemons" in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]


def test_first_page_is_the_article_and_others_are_told() -> None:
    data = capture(
        answer(FERRY),
        record("response", f"{AT}/gone", answer(TIDES, status="404 Not Found")),
        record("response", f"{AT}/tides", answer(TIDES)),
        record("metadata", "metadata://gnu.example/x", b"text"),
    )
    draft = read_bytes(data, "ferry.warc.gz")
    assert draft.title == "The ferry"
    assert draft.left_out[-1] == LeftOut(f"{AT}/tides", "another page in the file")


def test_frames_and_data_do_not_go_before_the_page_that_asked_for_them() -> None:
    frame, data = f"{AT}/frame", f"{AT}/data"
    asked = f"GET /frame HTTP/1.1\r\nReferer: {AT}/ferry\r\n\r\n".encode()
    others = record("response", data, answer('{"a": 1}')) + record("response", frame, answer(TIDES))
    draft = read_bytes(others + record("request", frame, asked) + capture(answer(FERRY)), "a.warc")
    assert draft.title == "The ferry"
    assert [part.text for part in draft.left_out] == [frame]


def test_a_picture_is_found_where_it_was_stored_later() -> None:
    page = answer(FERRY.replace("/a.png", "/b.png"))
    again = record("revisit", f"{AT}/b.png", b"", WARC_Refers_To_Target_URI=f"{AT}/c.png") + record(
        "response", f"{AT}/c.png", answer(PNG, "image/png")
    )
    draft = read_bytes(capture(page, again), "a.warc.gz")
    assert [asset.data for asset in draft.assets] == [PNG]


def test_a_converted_page_is_read() -> None:
    data = record("conversion", f"{AT}/ferry", FERRY.encode(), Content_Type="text/html")
    assert read_bytes(data, "a.warc.gz").title == "The ferry"


@each(
    "type_, text, html",
    [
        (
            "text/plain",
            "The ferry\n\nIt left before the fog had lifted.\n",
            "<p>It left before the fog had lifted.</p>",
        ),
        (
            "text/markdown",
            "# The ferry\n\nIt left *before* the fog.\n",
            "<p>It left <em>before</em> the fog.</p>",
        ),
    ],
)
def test_a_text_is_read_where_there_is_no_page(type_: str, text: str, html: str) -> None:
    at, robots = (
        f"{AT}/ferry.txt",
        record("response", f"{AT}/robots.txt", answer("User-agent: *\n", "text/plain")),
    )
    stored = record("response", at, answer(text, type_))
    converted = record("conversion", at, text.encode(), Content_Type=type_)
    for data in (stored, converted, stored + robots):
        draft = read_bytes(data, "ferry.warc.gz")
        assert (draft.title, draft.url, draft.html) == ("The ferry", at, html)
    assert "crate of lemons" in read_bytes(stored + capture(answer(FERRY)), "ferry.warc.gz").html


@each("of_all", ["9999", "9" * 5000])
def test_a_part_of_an_answer_is_no_page(of_all: str) -> None:
    part = answer(
        FERRY, status="206 Partial Content", Content_Range=f"bytes 0-{len(FERRY) - 1}/{of_all}"
    )
    with pytest.raises(ImportFailed, match="contains no page with text"):
        read_bytes(capture(part), "ferry.warc.gz")


def test_page_without_a_text_is_passed_over() -> None:
    data = capture(answer("<script>x</script>"), record("response", f"{AT}/t", answer(TIDES)))
    assert read_bytes(data, "ferry.warc.gz").title == "The tides"


def test_redirect_repeat_and_resource() -> None:
    data = b"".join(
        [
            record("response", f"{AT}/b.png", answer(PNG, "image/png")),
            record("resource", f"{AT}/ferry", FERRY.encode(), Content_Type="text/html"),
            record("response", f"{AT}/a.png", answer(b"", status="302 Found", Location="/c.png")),
            record("revisit", f"{AT}/c.png", b"", WARC_Refers_To_Target_URI=f"{AT}/b.png"),
        ]
    )
    assert read_bytes(data, "x.warc.gz").title == "The ferry"
    moved = data + record("response", f"{AT}/c.png", answer(PNG, "image/png"))
    assert len(read_bytes(moved, "x.warc.gz").assets) == 1
    direct = FERRY.replace("/a.png", "/c.png")
    data = data.replace(
        record("resource", f"{AT}/ferry", FERRY.encode(), Content_Type="text/html"),
        record("resource", f"{AT}/ferry", direct.encode(), Content_Type="text/html"),
    )
    assert len(read_bytes(data, "x.warc.gz").assets) == 1


def wacz(warc: bytes, **files: str) -> bytes:
    package = json.dumps({"profile": "data-package"})
    return zipped({"datapackage.json": package, "archive/data.warc.gz": warc, **files})


def test_wacz_reads_the_page_that_it_names() -> None:
    warc = capture(answer(FERRY), record("response", f"{AT}/tides", answer(TIDES)))
    lines = '{"format": "json-pages-1.0"}\nno json\n' + json.dumps({"url": f"{AT}/tides"})
    assert read_bytes(wacz(warc), "x.wacz").title == "The ferry"
    draft = read_bytes(wacz(warc, **{"pages/pages.jsonl": lines}), "x.wacz")
    assert (draft.title, draft.importer) == ("The tides", "wacz/1")
    main = json.dumps({"mainPageUrl": f"{AT}/ferry"})
    files = {"pages/pages.jsonl": lines, "datapackage.json": main}
    assert read_bytes(wacz(warc, **files), "x.wacz").title == "The ferry"


def test_wacz_that_was_packed_again_is_read() -> None:
    main = json.dumps({"mainPageUrl": f"{AT}/tides"})
    warc = capture(answer(FERRY), record("response", f"{AT}/tides", answer(TIDES)))
    within: dict[str, bytes | str] = {"datapackage.json": main, "archive/data.warc.gz": warc}
    in_folder = {f"capture/{name}": data for name, data in within.items()}
    of_one = {f"quay-archive/{name}": data for name, data in within.items()}
    packed: list[dict[str, bytes | str]] = [
        in_folder,
        of_one,
        in_folder | {"__MACOSX/capture/._data": b"-"},
        {"capture.wacz": zipped(within)},
    ]
    for files in packed:
        for name in ("x.wacz", "x.zip"):
            draft = read_bytes(zipped(files), name)
            assert (draft.title, draft.importer) == ("The tides", "wacz/1")


def test_several_wacz_archives_in_one_are_one_capture() -> None:
    page = capture(answer(FERRY.replace("/a.png", "/b.png")))
    more = record("response", f"{AT}/tides", answer(TIDES))
    picture = record("response", f"{AT}/b.png", answer(PNG, "image/png"))
    line = json.dumps({"url": f"{AT}/tides"})
    files: dict[str, bytes | str] = {
        "crawl-1.wacz": wacz(picture + more),
        "crawl-0.wacz": wacz(page),
    }
    lists = {"datapackage.json": "{}", "datapackage-digest.json": "{}"}
    for given in (files, files | lists, {f"crawl/{name}": data for name, data in files.items()}):
        for name in ("x.zip", "x.wacz"):
            draft = read_bytes(zipped(given), name)
            assert (draft.title, draft.importer) == ("The ferry", "wacz/1")
            assert [asset.data for asset in draft.assets] == [PNG]
            assert draft.left_out[-1] == LeftOut(f"{AT}/tides", "another page in the file")
    named = wacz(picture + more, **{"pages/pages.jsonl": line})
    assert read_bytes(zipped(files | {"crawl-1.wacz": named}), "x.zip").title == "The tides"


def test_several_wacz_archives_that_cannot_be_read_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files: dict[str, bytes | str] = {"a.wacz": wacz(capture(answer(FERRY))), "b.wacz": b"-"}
    with pytest.raises(ImportFailed, match=r"“b\.wacz” is damaged"):
        read_bytes(zipped(files), "x.zip")
    with pytest.raises(ImportFailed, match="unpack it"):
        read_bytes(zipped(files | {"a.txt": "A letter."}), "x.zip")
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 6000)
    large = wacz(capture(answer(FERRY + " " * 3000)))
    assert read_bytes(zipped({"a.wacz": large}), "x.zip").title == "The ferry"
    with pytest.raises(ImportFailed, match="unpacks to more than"):
        read_bytes(zipped({"a.wacz": large, "b.wacz": large}), "x.zip")


def test_a_capture_among_very_many_descriptions_is_found_at_once() -> None:
    others = [f"{number}/datapackage.json" for number in range(100_000)]
    assert folder_of_capture(others) is None
    assert folder_of_capture([*others, "datapackage.json", "archive/a.warc"]) == ""


def test_cut_behind_the_page_is_noted_and_before_its_end_is_said() -> None:
    whole = capture(answer(FERRY))
    draft = read_bytes(whole[:-10], "x.warc.gz")
    assert "The end of the file is missing or damaged; pictures may be too." in draft.notes
    plain = capture(answer(FERRY), packed=False)
    with pytest.raises(ImportFailed, match="damaged or cut off"):
        read_bytes(plain[: plain.index(b"nine passengers")], "x.warc")


def test_pages_that_cannot_be_unpacked_are_said() -> None:
    with pytest.raises(ImportFailed, match=r"an unsupported compression \(zz\)"):
        read_bytes(capture(answer(b"\x28\xb5\x2f\xfd", Content_Encoding="zz")), "x.warc.gz")
    with pytest.raises(ImportFailed, match="contains no page with text"):
        read_bytes(record("response", f"{AT}/a", answer(PNG, "image/png")), "x.warc.gz")


@pytest.mark.parametrize("name", ["x.warc.gz", "x.wacz"])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_unpacks_to_too_much_is_refused(
    name: str, coding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 4000)
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    body = pack[coding](FERRY.encode() + b" " * 3500)
    for page in (answer(FERRY + " " * 5000), answer(body, Content_Encoding=coding)):
        data = capture(page)
        with pytest.raises(ImportFailed, match="unpacks to more than"):
            read_bytes(wacz(data) if name == "x.wacz" else data, name)
