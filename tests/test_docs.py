"""What is written about Postil is true of it: printed tables, links, commands, keys."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from docs import print_all, print_formats, print_keys
from reader.cli import main
from reader.commands.catalogue import CATALOGUE
from reader.commands.command import MENUS
from reader.core.errors import InvalidInput
from reader.core.keys.keymap import format_keys, parse_keys
from tests.each import each

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    page for pattern in ("*.md", "docs/**/*.md", "resources/**/*.md") for page in ROOT.glob(pattern)
)
MANUAL = [ROOT / "README.md", ROOT / "docs" / "guide.md"]
# Keys that belong to a field, a picker or the desktop, not to a command of the catalogue.
OTHER_KEYS = frozenset("Ctrl+Enter Tab Backspace Enter Escape Ctrl+1 Ctrl+9".split())
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _text(page: Path) -> str:
    return page.read_text("utf-8")


def _prose(page: Path) -> str:
    """A page without its code blocks."""
    text = _FENCE.sub("", _text(page))
    return "\n".join(line for line in text.splitlines() if not line.startswith("    "))


def _code(page: Path) -> Iterator[str]:
    """The code of a page: each span, and each line of a block."""
    yield from _SPAN.findall(_prose(page))
    for block in _FENCE.findall(_text(page)):
        yield from block.splitlines()
    yield from (line[4:] for line in _text(page).splitlines() if line.startswith("    "))


def test_the_check_says_which_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "keys.md"
    page.write_text("old", "utf-8")
    monkeypatch.setattr(print_all, "wanted", lambda: {page: "new"})
    monkeypatch.setattr(print_all, "ROOT", tmp_path)
    assert print_all.main(["--check"]) == 1
    assert "keys.md is stale" in capsys.readouterr().err
    assert page.read_text("utf-8") == "old"
    assert print_all.main([]) == 0
    assert page.read_text("utf-8") == "new"
    assert print_all.main(["--check"]) == 0
    assert capsys.readouterr() == ("keys.md\n", "")


def test_what_is_printed_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "print_all.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")  # else: make docs


def test_every_command_is_printed_with_its_title_and_keys() -> None:
    page = print_keys.keys_page()
    for command in CATALOGUE:
        assert command.title.strip(), command.id
        assert command.menu in (*MENUS, ""), command.id
        assert f"| {command.title} |" in page, command.id
        for one in command.keys:
            assert parse_keys(one.keys), command.id


def test_a_readme_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        print_keys.with_table("# Postil\n")


@pytest.mark.parametrize(
    "printed", [print_formats.with_formats, print_formats.desktop_entry, print_formats.metainfo]
)
def test_a_page_without_a_place_for_the_formats_is_refused(printed: Callable[[str], str]) -> None:
    with pytest.raises(ValueError, match="0 times"):
        printed("# Postil\n")


def test_links_lead_somewhere() -> None:
    broken = []
    for page, target in [(p, link) for p in PAGES for link in _LINK.findall(_prose(p))]:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append((_name(page), target))
    assert broken == []


def _anchors(page: Path) -> set[str]:
    """What the headings of a page are called in an address, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_modules_and_folders_that_are_named_exist() -> None:
    parts = "reader|core|library|importers|exporters|operations|commands|cli|ui|tests|docs"
    path = re.compile(
        rf"(?<![\w/.…])(?:{parts})(?:/[\w.]+)*/[a-z_0-9]+\.\w+|(?:{parts})(?:/\w+)*/(?=`)"
    )
    missing = [
        (_name(page), name)
        for page in PAGES
        if page.name not in ("CHANGELOG.md", "modules.md")
        for name in set(path.findall(_prose(page)))
        if not any((root / name).exists() for root in (ROOT, ROOT / "reader"))
    ]
    assert missing == []


def test_commands_exist_as_they_are_written() -> None:
    wrong = []
    for page, code in [(p, code) for p in PAGES for code in _code(p)]:
        for line in _command_lines(code):
            words = [word for word in shlex.split(line, comments=True)[1:] if word != "…"]
            if "COMMAND" not in words and not _is_understood(words):
                wrong.append((_name(page), line))
    assert wrong == []


def _command_lines(code: str) -> list[str]:
    """The calls of ``postil`` in a line of code, without what a shell would do with them."""
    parts = re.split(r"[|>;&]|<(?!\w)", code)
    return [
        found[1] for part in parts if (found := re.match(r"\s*(?:\S*/)?(postil(?: .*)?)$", part))
    ]


_parser = cache(main.parser_of)


def _is_understood(words: list[str]) -> bool:
    if len(words) == 1 and words[0] in main.NAMES:
        return True  # named, not called
    parser = _parser(main._command_of(words))
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            parser.parse_args(words)
        except SystemExit as stop:
            return not stop.code
    return True


@each(
    ("words", "is_right"),
    [
        (["list", "tag:guide", "--json"], True),
        (["--data-dir", "x", "export", "--output", "y"], True),
        (["export"], True),
        (["export", "tag:x"], False),
        (["list", "--colour", "x"], False),
        (["show", "3", "--format", "pdf"], False),
        (["essay.html"], True),
    ],
)
def test_the_check_of_commands_tells_right_from_wrong(words: list[str], is_right: bool) -> None:
    assert _is_understood(words) is is_right


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+)(?: [a-z]+)*:", _text(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (_name(page), found)
        for page in PAGES
        for code in _code(page)
        for found in re.findall(r"^\s*make ([a-z]+)", code)
    }
    assert {(page, target) for page, target in named if target not in targets} == set()


@pytest.mark.parametrize("page", MANUAL, ids=_name)
def test_keys_of_the_manual_are_bound(page: Path) -> None:
    bound = {" ".join(parse_keys(one.keys)) for command in CATALOGUE for one in command.keys}
    shown = {format_keys(keys) for keys in bound}
    bound |= {keys.partition(" ")[0] for keys in bound}
    wrong = []
    for span in _SPAN.findall(_prose(page)):
        try:
            chords = " ".join(parse_keys(span))
        except InvalidInput:
            continue
        if span in shown:
            continue
        is_key = len(chords) == 1 or "+" in chords or any(c.isupper() for c in chords)
        if is_key and chords not in bound and chords not in OTHER_KEYS:
            wrong.append(span)
    assert wrong == []


@pytest.mark.parametrize("page", MANUAL, ids=_name)
def test_pictures_of_the_manual_are_small(page: Path) -> None:
    shown = {(page.parent / t) for t in _LINK.findall(_prose(page)) if t.endswith(".png")}
    assert shown
    pictures = set((ROOT / "docs" / "pictures").glob("*.png"))
    assert sum(picture.stat().st_size for picture in pictures) < 3_000_000


def test_every_picture_is_shown() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in _LINK.findall(_prose(page))
        if target.endswith(".png")
    }
    assert set((ROOT / "docs" / "pictures").glob("*.png")) <= shown


def test_the_moving_picture_is_small_and_moves() -> None:
    data = (ROOT / "docs/pictures/moving.png").read_bytes()
    assert len(data) < 1_000_000
    assert b"acTL" in data[: data.index(b"IDAT")]  # what makes a PNG an animated one
