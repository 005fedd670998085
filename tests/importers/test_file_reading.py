"""A path becomes a source, or one sentence that says what is the matter with it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import ImportFailed
from reader.importers import limits, open_source, read
from reader.importers.registry import importers, suffixes


def sentence(path: Path) -> str:
    with pytest.raises(ImportFailed) as caught:
        open_source(path)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Ein Blatt.TXT"
    path.write_bytes(b"\xff\xfea\0\r\0\n\0")
    source = open_source(path)
    assert source.data == b"\xff\xfea\0\r\0\n\0"
    assert (source.name, source.origin, source.media_type) == (path.name, str(path), "text/plain")


def test_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert open_source(tmp_path / "link.md").data == b"x"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "There is no file" in sentence(tmp_path / "missing.txt")
    assert "folder" in sentence(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert "link to a file that does not exist" in sentence(tmp_path / "broken.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "leads back to itself" in sentence(tmp_path / "loop.txt")
    (tmp_path / "empty.txt").touch()
    assert "is empty" in sentence(tmp_path / "empty.txt")
    (tmp_path / "file.txt").write_text("x")
    assert "could not be read" in sentence(tmp_path / "file.txt" / "below.txt")
    assert "could not be read" in sentence(tmp_path / ("x" * 5000))
    assert "not a file's name" in sentence(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_socket_and_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not an ordinary file" in sentence(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert "not an ordinary file" in sentence(tmp_path / "s")
    assert "not an ordinary file" in sentence(Path("/dev/zero"))


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    if os.geteuid() == 0:  # root may read anything: ask as nobody
        script = (
            "import os, sys; from pathlib import Path; import reader.importers as i;"
            "from reader.core.errors import ImportFailed; i.registry.importers(); os.setuid(65534)\n"
            "try: i.open_source(Path(sys.argv[1]))\n"
            "except ImportFailed as e: print(e)"
        )
        for folder in (tmp_path, *tmp_path.parents[:-1]):
            if folder.stat().st_uid == os.geteuid() and folder != Path("/tmp"):
                folder.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        assert "permission denied" in done.stdout
    else:
        assert "permission denied" in sentence(path)


def test_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert "larger than 50 MB" in sentence(path)


def test_suffixes() -> None:
    assert {".txt", ".md", ".html", ".htm", ".markdown"} <= set(suffixes())


@pytest.mark.parametrize(
    ("format_id", "text"),
    [("html", "<p>Some words.</p>"), ("markdown", "Some words."), ("plain-text", "Some words.")],
)
def test_versions_are_what_drafts_say(format_id: str, text: str, tmp_path: Path) -> None:
    importer = next(one for one in importers() if one.id == format_id)
    for suffix in importer.suffixes:
        path = tmp_path / f"a{suffix}"
        path.write_text(text)
        draft = read(open_source(path))
        assert draft.media_type == importer.media_types[0]
        assert draft.importer == f"{importer.id}/{importer.version}"


def test_importing_the_package_imports_no_parser() -> None:
    heavy = [
        "lxml",
        "nh3",
        "chardet",
        "markdown_it",
        "mdit_py_plugins",
        "yaml",
        "regex",
        "html.parser",
    ]
    script = f"import sys, reader.importers as i; i.registry.importers(); print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
