"""Pictures come in from the page and from beside it, never from elsewhere."""

import base64
import hashlib
import os
import struct
import zlib
from pathlib import Path

import pytest

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.text.blocks import NO_PICTURE
from reader.importers import limits, open_source, read
from tests.each import each
from tests.importers.allowed import wrong_in


def png(width: int = 4, height: int = 3) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


PNG = png()
GIF = b"GIF89a\x08\0\x08\0\x80\0\0" + b"\0" * 30
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 30
WEBP = b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 20


def page(tmp_path: Path, body: str, name: str = "page.html") -> Draft:
    folder = tmp_path / "articles"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f"<h1>T</h1><p>Words.</p>{body}" if name.endswith("html") else f"# T\n\nWords {body}"
    )
    draft = read(open_source(path))
    assert wrong_in(draft.html) == []
    return draft


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(PNG, "image/png"), (GIF, "image/gif"), (JPEG, "image/jpeg"), (WEBP, "image/webp")],
)
def test_picture_beside_the_page(tmp_path: Path, data: bytes, media_type: str) -> None:
    (tmp_path / "articles" / "pics of it").mkdir(parents=True)
    (tmp_path / "articles" / "pics of it" / "é.dat").write_bytes(data)
    draft = page(tmp_path, '<img src="./pics%20of%20it/%C3%A9.dat?v=1#x" alt="a">')
    digest = hashlib.sha256(data).hexdigest()
    assert [(a.sha256, a.media_type, a.data) for a in draft.assets] == [(digest, media_type, data)]
    assert f'src="asset:{digest}"' in draft.html


def test_picture_beside_a_markdown_file(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.png").write_bytes(PNG)
    draft = page(tmp_path, "![alt](a.png) ![gone](b.png)", "note.md")
    assert len(draft.assets) == 1
    assert f'<img alt="gone" src="{NO_PICTURE}">' in draft.html


def test_picture_whose_address_has_backslashes(tmp_path: Path) -> None:
    (tmp_path / "articles" / "a_files").mkdir(parents=True)
    (tmp_path / "articles" / "a_files" / "a.png").write_bytes(PNG)
    assert len(page(tmp_path, "<img src='a_files\\a.png' alt=a>").assets) == 1


def test_embedded_picture(tmp_path: Path) -> None:
    encoded = base64.b64encode(PNG).decode()
    for address in (
        f"data:image/png;base64,{encoded}",
        f"DATA:;base64,{encoded[:20]}\n {encoded[20:]}",
        f"data:image/png;charset=x;base64,{encoded.replace('=', '%3D')}",
        "data:image/png," + "".join(f"%{byte:02x}" for byte in PNG),
    ):
        draft = page(tmp_path, f"<img src='{address}' alt='a'>")
        assert [asset.data for asset in draft.assets] == [PNG]


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.png").write_bytes(PNG)
    (tmp_path / "articles" / "b.png").write_bytes(PNG)
    draft = page(tmp_path, "<img src=a.png><img src=b.png><img src=a.png>")
    assert len(draft.assets) == 1
    assert draft.html.count("<img") == 3


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "sub/../../secret.png",
        "..%2fsecret.png",
        "{root}/secret.png",
        "file://{root}/secret.png",
        "file:secret.png",
        "link.png",
        "linked/secret.png",
        "pipe.png",
        ".",
        "",
        "sub",
        "a%00.png",
        "C:\\secret.png",
        "..\\secret.png",
        "\\\\host\\share\\x.png",
        "//host/share/x.png",
        "https://x.example/a.png",
        "text.png",
        "drawing.svg",
        "large.png",
        "dot.png",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/png;base64,!!!!",
        "data:text/html,<b>x",
        "data:",
        "asset:" + "0" * 64,
    ],
)
def test_pictures_that_are_not_taken(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.png")
    (folder / "text.png").write_text("root:x:0:0")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "dot.png").write_bytes(png(1, 1))
    with (folder / "large.png").open("wb") as file:
        file.write(PNG)
        file.truncate(limits.IMAGE_BYTES + 1)
    draft = page(tmp_path, f"<p>x <img src='{address.format(root=tmp_path)}' alt='the alt'></p>")
    assert draft.assets == ()
    assert f'<p>x <img alt="the alt" src="{NO_PICTURE}"></p>' in draft.html


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Die%20F%C3%A4hre_files/a.png", "Die F\N{LATIN SMALL LETTER A WITH DIAERESIS}hre_files"),
        ("Die%20F%C3%A4hre_files/a.png", "Die Fa\N{COMBINING DIAERESIS}hre_files"),
        (
            "Die%20Fa%CC%88hre-Dateien/a.png",
            "Die F\N{LATIN SMALL LETTER A WITH DIAERESIS}hre-Dateien",
        ),
        ("./Old%20name_files/a.png", "page_files"),  # the page was renamed, and its folder with it
        ("Old%20name-Dateien/a.png", "page-Dateien"),
        ("Post%20%239%3F.files/a.png", "Post #9?.files"),
    ],
)
def test_picture_in_the_folder_of_a_saved_page(tmp_path: Path, address: str, place: str) -> None:
    (tmp_path / "articles" / place).mkdir(parents=True)
    (tmp_path / "articles" / place / "a.png").write_bytes(PNG)
    assert len(page(tmp_path, f"<img src='{address}' alt=a>").assets) == 1


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("../_resources/a.png", "notes/_resources/a.png"),
        ("../../files/2024/a.png", "files/2024/a.png"),
        ("pictures/a.png", "notes/pictures/a.png"),  # from the vault's folder
        ("a.png", "notes/pictures/deep/A.png"),  # by its name in the vault
    ],
)
def test_picture_of_a_note(tmp_path: Path, address: str, place: str) -> None:
    note = tmp_path / "notes" / "day" / "note.md"
    note.parent.mkdir(parents=True)
    (tmp_path / "notes" / ".obsidian").mkdir()
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_bytes(PNG)
    note.write_text(f"# T\n\nWords ![alt]({address})")
    assert len(read(open_source(note)).assets) == 1


def test_a_note_of_a_vault_has_the_name_of_its_file(tmp_path: Path) -> None:
    note = tmp_path / "Moss.md"
    note.write_text("It grows where nobody walks. Nothing else does.")
    assert read(open_source(note)).title == "It grows where nobody walks"
    (tmp_path / ".obsidian").mkdir()
    assert read(open_source(note)).title == "Moss"
    note.write_text("# On moss\n\nIt grows where nobody walks.")
    assert read(open_source(note)).title == "On moss"


@pytest.mark.parametrize(
    "address",
    [
        "../a.png",
        "../.hidden/a.png",
        "../link/a.png",
        "../files/../secret/a.png",
        "../../../../../files/a.png",
        "a.png",  # no vault is around
        "../../home/files/a.png",
    ],
)
def test_picture_farther_off_is_not_taken(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    note = home / "notes" / "day" / "note.md"
    note.parent.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for place in ("a.png", ".hidden/a.png", "secret/a.png", "files/x"):
        for folder in (home, home / "notes"):
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(PNG)
    (home / "notes" / "link").symlink_to(home / "secret")
    note.write_text(f"# T\n\nWords ![alt]({address})")
    assert read(open_source(note)).assets == ()


def test_folder_beside_those_in_a_home_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("downloads", "pictures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(PNG)
    (tmp_path / "downloads" / "note.md").write_text("# T\n\nWords ![alt](../pictures/a.png)")
    assert read(open_source(tmp_path / "downloads" / "note.md")).assets == ()


def test_clipboard_reads_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.png").write_bytes(PNG)
    Path("clipboard").write_text("x")
    source = Source(b"<p>x<img src=a.png alt=alt>", "clipboard", "clipboard", "text/html")
    assert read(source).assets == ()


def test_lazy_picture(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "real.png").write_bytes(PNG)
    placeholder = (
        "data:image/gif;base64," + base64.b64encode(b"GIF89a\x01\0\x01\0\x80\0\0").decode()
    )
    draft = page(
        tmp_path, f"<img src='{placeholder}' data-src='real.png'><img srcset='real.png 2x'>"
    )
    assert [asset.data for asset in draft.assets] == [PNG]
    assert draft.html.count("<img") == 2


@each(
    ("first", "is_kept"),
    [
        (png(1, 1), False),
        (png(2, 2), False),
        (png(3, 1), True),
        (GIF.replace(b"\x08\0\x08\0", b"\x02\0\x02\0"), False),
        (GIF, True),
    ],
)
def test_a_picture_of_two_pixels_is_none(tmp_path: Path, first: bytes, is_kept: bool) -> None:
    (tmp_path / "articles").mkdir(exist_ok=True)
    (tmp_path / "articles" / "first").write_bytes(first)
    draft = page(tmp_path, "<img src=first>")
    assert [asset.data for asset in draft.assets] == [first] * is_kept


def test_only_so_many_bytes_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.importers.assets.ARTICLE_IMAGE_BYTES", 150)
    encoded = [base64.b64encode(png(n, 3)).decode() for n in (4, 5, 6)]
    draft = page(
        tmp_path, "".join(f"<p><img src='data:;base64,{e}' alt='alt'></p>" for e in encoded)
    )
    assert 1 <= len(draft.assets) < 3


def test_pictures_of_what_is_left_out_are_not_stored(tmp_path: Path) -> None:
    encoded = base64.b64encode(PNG).decode()
    draft = page(tmp_path, f"<footer><img src='data:;base64,{encoded}'></footer>")
    assert draft.assets == ()
