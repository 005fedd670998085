"""Tests the records of ZIP archives, which other programs read."""

import zlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from reader.exporters.files.zip_writing import FilePart, zip_chunks

_PNG = b"\x89PNG and so on"


def test_files_are_read_as_they_were_given(tmp_path: Path) -> None:
    """Compressed or not, compressed before, empty, and with a name in another script."""
    packed = zlib.compress(b"text " * 100, 9, -15)
    parts = [
        FilePart("plain.txt", b"text " * 100),
        FilePart("a folder/naïve 文.txt", b"\xe6\x96\x87"),
        FilePart("empty.txt", b""),
        FilePart("picture.png", _PNG),
        FilePart("before.txt", b"text " * 100, packed),
    ]
    with ZipFile(_written(tmp_path / "some.zip", parts)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == [
            (part.name, part.data) for part in parts
        ]
        assert archive.getinfo("picture.png").compress_type == ZIP_STORED
        assert archive.getinfo("before.txt").compress_type == ZIP_DEFLATED
        assert archive.getinfo("before.txt").compress_size == len(packed)
        assert archive.getinfo("plain.txt").external_attr >> 16 == 0o600


@pytest.mark.parametrize("count", [0, 65_534, 65_535])
def test_there_may_be_any_number_of_files(tmp_path: Path, count: int) -> None:
    """From 65,535 on their number has no room where it is in smaller archives."""
    parts = (FilePart(f"{number}.txt", b"%d" % number) for number in range(count))
    with ZipFile(_written(tmp_path / "many.zip", parts)) as archive:
        assert len(archive.namelist()) == count
        if count:
            assert archive.read(f"{count - 1}.txt") == b"%d" % (count - 1)


def test_an_archive_may_be_larger_than_4_gb(tmp_path: Path) -> None:
    """Where a file is has no room then where it is in smaller archives."""
    large = bytes(1 << 30)  # which nobody looks at, and the disk need not have room for
    parts = [*(FilePart(f"{n}.bin", b"-", large) for n in range(4)), FilePart("last", b"words")]
    with ZipFile(_written(tmp_path / "large.zip", parts)) as archive:
        assert archive.read("last") == b"words"
        assert archive.getinfo("last").header_offset > 1 << 32
        assert archive.getinfo("3.bin").header_offset < 1 << 32


def _written(path: Path, parts: Iterable[FilePart]) -> Path:
    with path.open("wb") as file:
        for chunk in zip_chunks(parts):
            if len(chunk) == 1 << 30:
                file.seek(len(chunk), 1)
            else:
                file.write(chunk)
    return path
