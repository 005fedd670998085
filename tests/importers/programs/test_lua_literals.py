"""Tables of Lua are read as literals, with what LuaJIT escapes, and nothing is run."""

from reader.importers.programs.lua_literals import listed, read_table
from tests.each import each


def test_what_luajit_writes_comes_back() -> None:
    note = 'first line\nsecond\tline "said" C:\\dir\r'
    written = '"first line\\\nsecond\\9line \\"said\\" C:\\\\dir\\13"'
    table, fault = read_table(
        f"-- a comment\nreturn {{ [1] = {written}, [2] = 'é\\195\\169', n = {{}}, }}"
    )
    assert fault == 0
    assert listed(table) == [note, "éé"]
    assert table["n"] == {}
    numbers, _fault = read_table("{1e+15, -2, 0x1F, .5, inf, nil, true; [10] = [[long\ntext]]}")
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
def test_what_is_no_table_of_literals_is_left_out(text: str) -> None:
    table, fault = read_table(text)
    assert fault
    assert table in ({}, {1: {}})


def test_what_is_whole_before_a_fault_is_read() -> None:
    whole = '{["a"] = {{["b"] = 1, ["c"] = {2}}, {["b"] = 3}}, ["d"] = {[7] = {{["e"] = 4}}}}'
    full, _fault = read_table(whole)
    for end in range(1, len(whole)):
        table, fault = read_table(whole[:end])
        assert fault == 1
        assert set(table) <= {"a", "d"}
        assert listed(table.get("a")) in ([], [{"b": 1, "c": {1: 2}}], listed(full["a"]))
        assert table.get("d", {}) in ({}, full["d"])
    assert read_table('{["a"] = {{1}}, ["d"]\n= os.exit()}') == ({"a": {1: {1: 1}}}, 2)
