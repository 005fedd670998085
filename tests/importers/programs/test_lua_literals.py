"""Tables of Lua are read as literals, with what LuaJIT escapes, and nothing is run."""

import pytest

from reader.importers.programs.lua_literals import LuaFault, listed, read_table
from tests.each import each


def test_what_luajit_writes_comes_back() -> None:
    note = 'first line\nsecond\tline "said" C:\\dir\r'
    written = '"first line\\\nsecond\\9line \\"said\\" C:\\\\dir\\13"'
    table = read_table(
        f"-- a comment\nreturn {{ [1] = {written}, [2] = 'é\\195\\169', n = {{}}, }}"
    )
    assert listed(table) == [note, "éé"]
    assert table["n"] == {}
    numbers = read_table("{1e+15, -2, 0x1F, .5, inf, nil, true; [10] = [[long\ntext]]}")
    assert listed(numbers)[:5] == [1e15, -2, 31, 0.5, float("inf")]
    assert listed(numbers)[5:] == [None, True, "long\ntext"]


@each(
    "text",
    [
        "",
        "return 7",
        "{",
        '{"a',
        "{a = os.exit()}",
        "{[{}] = 1}",
        "return (function() end)()",
        "{" * 300,
        "{[1] = [[x}",
        "--[[ no end\n{1}",
    ],
)
def test_what_is_no_table_of_literals_is_refused(text: str) -> None:
    with pytest.raises(LuaFault):
        read_table(text)
