#!/usr/bin/env bash
# What the text of a highlight is after it was written as Lua, as KOReader does, and read in Python.
#
# Packages:       SLPP 1.2.3; lupa 2.8 writes the text and reads it with LuaJIT and its string.format("%q")
# A good guess:   a parser of Lua tables reads the strings in them as Lua does, so that what string.format("%q")
#                 has written comes back.
# What it does:   of all escapes it reads one, that of the quotation mark. A line that ends, which %q writes as
#                 a backslash and a line break, comes back with the backslash; so do both backslashes of
#                 “C:\\new”, and a carriage return is the letters “\13”.
# What follows:   each highlight over two paragraphs has a backslash at the end of a line, and is not found
#                 in its book. Unescape each string, in one pass and from the left.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet SLPP==1.2.3 lupa==2.8

cat > "$folder/probe.py" <<'PYTHON'
from lupa.luajit21 import LuaRuntime
from slpp import slpp

lua = LuaRuntime()
TEXTS = ["“Ferry”, she said", 'the "ferry"', "first paragraph\nsecond", r"in C:\new\table", "a line\r\nand one"]
for text in TEXTS:
    written = lua.eval('function(text) return string.format("{ text = %q }", text) end')(text)
    by_lua, by_slpp = lua.eval(written)["text"], slpp.decode(written)["text"]
    print(f"{text!r}: {'right' if by_lua == text else repr(by_lua)} in Lua, {by_slpp!r} in SLPP")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
'“Ferry”, she said': right in Lua, '“Ferry”, she said' in SLPP
'the "ferry"': right in Lua, 'the "ferry"' in SLPP
'first paragraph\nsecond': right in Lua, 'first paragraph\\\nsecond' in SLPP
'in C:\\new\\table': right in Lua, 'in C:\\\\new\\\\table' in SLPP
'a line\r\nand one': right in Lua, 'a line\\13\\\nand one' in SLPP
SEEN
