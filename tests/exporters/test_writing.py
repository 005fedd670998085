"""What comes onto the disk, what is left alone there, and what is said when it will not go."""

import errno
import hashlib
import os
import resource
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader import importers
from reader.core.article_source import Asset, Source
from reader.core.errors import ExportFailed
from reader.exporters.atomic_writing import failure, write_new
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written, reporting
from reader.exporters.files.document_folder import own_part, sealed
from reader.exporters.markdown_folder_format import write_markdown
from reader.exporters.web_annotations_json import json_chunks
from reader.importers.programs.notes.postil_markdown import read_document
from tests.each import each
from tests.exporters.samples import ARTICLE, ITEM, REVISION, another


def retitled(title: str) -> Item:
    return Item(replace(ARTICLE, title=title), REVISION, ITEM.annotations)


def write_json(items: Iterable[Item], path: Path) -> Written:
    return write_file(items, path, json_chunks)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_an_article(tmp_path: Path) -> None:
    told: list[int] = []
    items = [ITEM, another(8, "Moss"), another(9, "MOSS")]
    written = write_markdown(reporting(items, told.append), tmp_path / "out")
    assert names(tmp_path / "out") == [
        "MOSS 2.md",
        "Moss - which side North, they say.md",
        "Moss.md",
    ]
    assert [p.name for p in written.paths][1:] == ["Moss.md", "MOSS 2.md"]
    assert (written.articles, written.annotations, written.is_cancelled) == (3, 4, False)
    assert told == [1, 2, 3]
    assert b"\r" not in written.paths[0].read_bytes()


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths
    os.utime(path, (0, 0))
    assert write_markdown([ITEM], tmp_path).paths == (path,)
    assert path.stat().st_mtime == 0
    assert names(tmp_path) == [path.name]


def test_an_article_goes_back_into_its_file(tmp_path: Path) -> None:
    [path] = write_markdown([retitled("Before")], tmp_path).paths
    assert write_markdown([retitled("After")], tmp_path).paths == (path,)
    assert names(tmp_path) == ["Before.md"]
    assert "# After" in path.read_text("utf-8")


def test_an_edited_file_is_left_alone(tmp_path: Path) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths
    mine = path.read_text("utf-8").replace("# Moss", "# My own words on moss", 1)
    path.write_text(mine, "utf-8")
    again = write_markdown([ITEM], tmp_path)
    assert again.kept == (path,)
    assert path.read_text("utf-8") == mine
    assert again.paths[0].name == "Moss - which side North, they say 2.md"
    # The copy is ours again, so a third export goes into it.
    assert write_markdown([retitled("New")], tmp_path).paths == again.paths
    assert len(names(tmp_path)) == 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_a_person_wrote_below_is_kept_in_a_file_that_is_updated(
    tmp_path: Path, line_end: str
) -> None:
    [path] = write_markdown([ITEM], tmp_path, include_text=True).paths
    mine = f"{line_end}My *own* words.{line_end}{line_end}<!-- Postil: no fence -->{line_end}"
    path.write_bytes((path.read_text("utf-8").replace("\n", line_end) + mine).encode())
    again = write_markdown([retitled("New")], tmp_path, include_text=True)
    assert (again.paths, again.kept) == ((path,), ())
    text = path.read_bytes().decode()
    assert "# New\n" in text
    below = text.partition("line is kept · ")[2].partition(" -->\n")[2]
    assert below == mine.replace(line_end, "\n", 1)
    once = path.read_bytes()
    write_markdown([retitled("New")], tmp_path, include_text=True)
    assert path.read_bytes() == once
    read = read_document(text, path.name)
    assert read.text is not None
    source = Source(read.text.read(), path.name, str(path), read.text.media_type)
    html = importers.read(source).html
    assert "Moss grows on" in html
    assert "<em>own</em>" not in html
    assert "Postil" not in html


def test_spaces_and_line_ends_are_no_edit(tmp_path: Path) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths
    text = path.read_text("utf-8")
    path.write_bytes("\r\n".join(line.rstrip() for line in text.split("\n")).encode())
    assert write_markdown([retitled("New")], tmp_path).paths == (path,)


def test_files_of_others_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "moss.MD").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    outside = tmp_path / "elsewhere" / "target.md"
    write_markdown([another(8, "Moss")], tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "Moss.md").rename(outside)
    before = outside.read_bytes()
    (tmp_path / "Link.md").symlink_to(outside)
    (tmp_path / "binary.md").write_bytes(b"---\n\xff\xfe\0")
    (tmp_path / "folder.md").mkdir()
    [path] = write_markdown([another(8, "Moss")], tmp_path).paths
    assert path.name == "Moss 2.md"
    assert (tmp_path / "moss.MD").read_text() == "mine"
    assert outside.read_bytes() == before


def test_a_name_taken_meanwhile_is_passed_over(tmp_path: Path) -> None:
    def items() -> Iterator[Item]:
        (tmp_path / "Late.md").write_text("another program's")
        yield another(8, "Late")

    (tmp_path / "Early.md").write_text("x")
    [path] = write_markdown(items(), tmp_path).paths
    assert path.name == "Late 2.md"


def test_a_file_that_is_edited_meanwhile_is_left_alone(tmp_path: Path) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths

    def items() -> Iterator[Item]:
        yield replace(ITEM, annotations=())
        path.write_text("My own words", "utf-8")

    written = write_markdown(items(), tmp_path)
    assert (path in written.paths, written.kept) == (False, (path,))
    assert path.read_text("utf-8") == "My own words"


@each("is_chosen", [False, True])
def test_a_file_that_is_deleted_meanwhile_is_written_anew(tmp_path: Path, is_chosen: bool) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths

    def items() -> Iterator[Item]:
        if is_chosen:
            yield ITEM
        path.unlink()
        if not is_chosen:
            yield ITEM

    written = write_markdown(items(), tmp_path)
    assert (names(tmp_path), written.kept) == ([one.name for one in written.paths], ())


def test_an_export_can_be_stopped(tmp_path: Path) -> None:
    items = [another(n, f"Article {n}") for n in range(9)]
    written = write_markdown(reporting(items, lambda done: done < 2), tmp_path)
    assert written.is_cancelled
    assert names(tmp_path) == ["Article 0.md", "Article 1.md"]
    target = tmp_path / "library.json"
    target.write_text("before")
    assert write_json(reporting(items, lambda done: done < 2), target).is_cancelled
    assert target.read_text() == "before"
    assert len(names(tmp_path)) == 3


def test_what_was_written_before_a_failure_stays(tmp_path: Path) -> None:
    def items() -> Iterator[Item]:
        yield from (another(n, f"Article {n}") for n in range(3))
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(ExportFailed):
        write_markdown(items(), tmp_path)
    assert names(tmp_path) == ["Article 0.md", "Article 1.md", "Article 2.md"]


def test_a_file_that_the_disk_refuses_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def refuse_second(number: int) -> None:
        written.append(number)
        if len(written) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse_second)
    with pytest.raises(ExportFailed, match="was not written"):
        write_markdown([another(n, f"Article {n}") for n in range(3)], tmp_path)
    assert len(written) == 3
    assert names(tmp_path) == ["Article 0.md", "Article 2.md"]


def test_pictures_are_put_beside_the_text(tmp_path: Path) -> None:
    asset = Asset("ab" * 32, "image/png", b"\x89PNG")
    item = Item(ARTICLE, REVISION, ())
    written = write_markdown([item], tmp_path, include_text=True, find_asset={"ab" * 32: asset}.get)
    picture = f"images/{'ab' * 16}.png"
    assert f"![A \\[mossy\\] tree]({picture})" in written.paths[0].read_text("utf-8")
    assert (tmp_path / picture).read_bytes() == b"\x89PNG"
    write_markdown([item], tmp_path, include_text=True, find_asset={"ab" * 32: asset}.get)
    assert names(tmp_path / "images") == [f"{'ab' * 16}.png"]


def test_a_picture_that_is_gone_keeps_its_name(tmp_path: Path) -> None:
    written = write_markdown([ITEM], tmp_path, include_text=True, find_asset=lambda _: None)
    assert f"(asset:{'ab' * 32})" in written.paths[0].read_text("utf-8")
    assert not (tmp_path / "images").exists()


def test_json_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text("before")
    path.chmod(0o640)
    written = write_json([ITEM], path)
    assert (written.paths, written.articles, written.annotations) == ((path,), 1, 4)
    assert path.read_text("utf-8") == "".join(json_chunks([ITEM]))
    assert names(tmp_path) == ["library.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    def items() -> Iterator[Item]:
        yield ITEM
        raise RuntimeError("the library broke")

    path = tmp_path / "library.json"
    path.write_text("before")
    with pytest.raises(RuntimeError):
        write_json(items(), path)
    assert path.read_text() == "before"
    assert names(tmp_path) == ["library.json"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("before")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real.json")
    write_json([ITEM], link)
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_text("utf-8") == "".join(json_chunks([ITEM]))


@pytest.mark.skipif(os.name != "posix", reason="devices are files on POSIX only")
def test_a_device_is_written_to_and_not_replaced() -> None:
    write_json([ITEM], Path(os.devnull))
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is at hand on Linux only")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(ExportFailed, match=r"^The disk is full: /dev/full was not written.$"):
        write_json([ITEM], Path("/dev/full"))


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed, match="disk is full"):
        write_markdown([ITEM], tmp_path)
    assert names(tmp_path) == []


def test_what_found_no_room_is_not_left_half_written(tmp_path: Path) -> None:
    """Closing the file fails as well, because it writes what is left."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_new(tmp_path / "note.md", [b"x" * 100])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [*tmp_path.iterdir()] == []


def test_wrong_places_are_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(ExportFailed, match="file is a file, not a folder; choose another location"):
        write_markdown([ITEM], file)
    with pytest.raises(ExportFailed, match="does not exist"):
        write_markdown([ITEM], file / "below")
    with pytest.raises(ExportFailed, match="is a folder, not a file; name a file"):
        write_json([ITEM], tmp_path)
    with pytest.raises(ExportFailed, match=r"The folder of .* does not exist"):
        write_json([ITEM], tmp_path / "none" / "library.json")
    with pytest.raises(ExportFailed, match=r"The folder of .* does not exist"):
        write_json([ITEM], file / "library.json")
    with pytest.raises(ExportFailed, match="too long"):
        write_json([ITEM], tmp_path / ("x" * 300))
    assert names(tmp_path) == ["file"]
    assert file.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportFailed, match="no permission"):
            write_json([ITEM], tmp_path / "library.json")
    finally:
        tmp_path.chmod(0o700)


@each(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "no permission to write X"),
        (OSError(errno.EROFS, "read-only"), "The disk is read-only: X"),
        (OSError(errno.EDQUOT, "quota"), "The disk is full: X"),
        (OSError(errno.EIO, "Input/output error"), "X was not written: Input/output error."),
        (OSError("odd"), "X was not written: odd."),
    ],
)
def test_every_failure_is_a_sentence(error: OSError, words: str) -> None:
    assert words in str(failure(Path("X"), error))


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "here"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_new(path, [b"other"])
    assert path.read_text() == "mine"


def is_as_written(text: str) -> bool:
    return own_part(text.encode()) is not None


def test_the_digest_tells_an_edit() -> None:
    text = sealed("# a\n\nb", ARTICLE.uid)
    assert own_part(text.encode()) == (ARTICLE.uid, b"")
    assert is_as_written(text.replace("# a", "#  a  "))
    assert not is_as_written(text.replace("# a", "# b"))
    assert not is_as_written(text.replace(ARTICLE.uid[:8], "!"))
    assert not is_as_written("# a\n")


def test_a_file_that_postil_0_1_wrote_is_updated(tmp_path: Path) -> None:
    [path] = write_markdown([ITEM], tmp_path).paths
    text = path.read_text("utf-8").partition("\n<!--")[0]
    digest = hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]
    path.write_text(text.replace("\n---\n", f'\ndigest: "{digest}"\n---\n', 1), "utf-8")
    again = write_markdown([retitled("New")], tmp_path)
    assert (again.paths, again.kept) == ((path,), ())
    assert "# New" in path.read_text("utf-8")
