"""Any title gives a name that every file system takes, and no two the same."""

import re
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from reader.exporters.files.file_names import LIMIT, name_key, safe_name
from tests.each import each

RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.IGNORECASE)
TITLES = st.one_of(
    st.text(max_size=200),
    st.text("a\u0301\u202e\0\n./\\: 中é😀\U000e0100", max_size=300),
    st.sampled_from(["CON", "nul.md", "..", ".", "", "../../etc/passwd", "C:\\x", "com1.tar", "~"]),
)


@given(TITLES)
def test_any_title_gives_one_safe_path_part(title: str) -> None:
    name = safe_name(title, set(), ".md")
    assert name.endswith(".md")
    assert len(name.encode("utf-8")) <= LIMIT
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not RESERVED.fullmatch(name)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    stem = name.removesuffix(".md")
    assert stem == stem.strip(" .")
    assert stem


@given(TITLES)
def test_the_file_system_takes_the_name_as_it_is(title: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(title, set(), ".md")
        path.open("x").close()
        assert [p.name for p in Path(folder).iterdir()] == [path.name]


@given(st.lists(TITLES, max_size=8))
def test_names_differ_even_where_case_does_not_count(titles: list[str]) -> None:
    taken: set[str] = set()
    names = [safe_name(title, taken, ".md") for title in [*titles, *titles]]
    assert len({name_key(name) for name in names}) == len(names)
    assert taken == {name_key(name) for name in names}


@each(
    ("title", "name"),
    [
        ("Welcome to Postil: read with your hands", "Welcome to Postil - read with your hands.md"),
        ("12:30", "12-30.md"),
        ("a/b\\c|d", "a-b-c-d.md"),
        ('What? "This" <now>', "What This now.md"),
        ("#tags [and] links^", "tags and links.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("CON", "_CON.md"),
        ("aux.txt", "_aux.txt.md"),
        ("Console", "Console.md"),
        ("", "Untitled.md"),
        ("\u202egnp.exe\u202c", "gnp.exe.md"),
        ("e\u0301tude", "étude.md"),
        ("two\nlines\tand  more", "two lines and more.md"),
        ("שלום עולם", "שלום עולם.md"),
        ("読む", "読む.md"),
    ],
)
def test_names_stay_readable(title: str, name: str) -> None:
    assert safe_name(title, set(), ".md") == name


def test_the_same_title_is_numbered() -> None:
    taken: set[str] = set()
    assert safe_name("Moss", taken, ".md") == "Moss.md"
    assert safe_name("MOSS", taken, ".md") == "MOSS 2.md"
    assert safe_name("moss", taken, ".md") == "moss 3.md"


def test_a_long_title_is_not_cut_inside_a_letter() -> None:
    name = safe_name("x" * 116 + "e\u0323\u0301" * 9, set(), ".md")
    assert len(name.encode()) <= LIMIT
    assert not unicodedata.combining(name.removesuffix(".md")[-1]) or len(name) > 110
