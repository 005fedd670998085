"""Parses Lua tables of literals; no code is run."""

import re
from contextlib import suppress
from typing import Any

_SPACE = re.compile(r"(?:\s+|--\[\[.*?(?:\]\]|\Z)|--[^\n]*)*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|inf|nan)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_PLAIN = re.compile(r"[^\"'\\\n]+")
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
}
_WORDS = {"true": True, "false": False, "nil": None}
_DEEPEST = 100
_NAMED = 2  # how deep the entries of a file's named parts are


class _LuaFault(ValueError):
    """The text is no table of literals from some place on."""


def read_table(text: str) -> tuple[dict[Any, Any], int]:
    """Returns the table that a file returns or consists of, and from which line on it is damaged.

    Lists are tables with the keys 1, 2, … as in Lua. Of a damaged file, the table has what is whole
    before the fault; the line is 0 if there is none.
    """
    reader = _Reader(text.lstrip("\ufeff"))
    reader.skip()
    if reader.text.startswith("return", reader.at):
        reader.at += len("return")
    value: Any = None
    with suppress(_LuaFault):
        value = reader.value(0)
    if not isinstance(value, dict):
        value, reader.fault = {}, reader.at
    return value, 0 if reader.fault is None else reader.text.count("\n", 0, reader.fault) + 1


def listed(table: Any) -> list[Any]:
    """Returns the values of a table in the order of its whole numbers."""
    if not isinstance(table, dict):
        return []
    numbers = sorted(key for key in table if isinstance(key, int) and not isinstance(key, bool))
    return [table[key] for key in numbers]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.fault: int | None = None  # where the file is damaged; nothing is read from there on

    def skip(self) -> None:
        """Skips white space and comments."""
        if found := _SPACE.match(self.text, self.at):
            self.at = found.end()

    def value(self, depth: int) -> Any:
        """Returns the literal that is here."""
        self.skip()
        sign = self.text[self.at : self.at + 1]
        if sign == "{":
            return self._table(depth)
        if sign in ('"', "'"):
            return self._string(sign)
        if self.text.startswith("[[", self.at):
            end = self.text.find("]]", self.at)
            if end < 0:
                raise _LuaFault("a text that does not end")
            words, self.at = self.text[self.at + 2 : end], end + 2
            return words.removeprefix("\n")
        if found := _NUMBER.match(self.text, self.at):
            self.at = found.end()
            return _number(found[0])
        name = _NAME.match(self.text, self.at)
        if name is None or name[0] not in _WORDS:
            raise _LuaFault("no literal")
        self.at = name.end()
        return _WORDS[name[0]]

    def _table(self, depth: int) -> dict[Any, Any]:
        if depth > _DEEPEST:
            raise _LuaFault("nested too deeply")
        self.at += 1
        table: dict[Any, Any] = {}
        try:
            self._fill(table, depth)
        except _LuaFault:
            # What has names below these, such as a highlight, is of no use in part.
            if depth >= _NAMED and not (table and all(isinstance(key, int) for key in table)):
                raise
            self.fault = self.at if self.fault is None else self.fault
            self.at = len(self.text)
        return table

    def _fill(self, table: dict[Any, Any], depth: int) -> None:
        number = 1
        while True:
            self.skip()
            if self._take("}"):
                return
            if self.text.startswith("[", self.at) and not self.text.startswith("[[", self.at):
                self.at += 1
                key = self.value(depth + 1)
                self._expect("]")
                self._expect("=")
            elif (name := self._field_name()) is not None:
                key = name
            else:
                key, number = number, number + 1
            value = self.value(depth + 1)
            if isinstance(key, dict):
                raise _LuaFault("a table as a key")
            table[key] = value
            self.skip()
            if not (self._take(",") or self._take(";")):
                self._expect("}")
                return

    def _field_name(self) -> str | None:
        """Returns the name before ``=``, if one is here."""
        name = _NAME.match(self.text, self.at)
        if name is None:
            return None
        before, self.at = self.at, name.end()
        self.skip()
        if self._take("="):
            return name[0]
        self.at = before
        return None

    def _string(self, quote: str) -> str:
        self.at += 1
        parts: list[str] = []
        raw = bytearray()  # of escapes by number: bytes of UTF-8, of which several are a letter
        while True:
            if found := _PLAIN.match(self.text, self.at):
                parts.append(_flushed(raw) + found[0])
                self.at = found.end()
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign == quote:
                return "".join(parts) + _flushed(raw)
            if sign == "\\":
                self._escape(parts, raw)
            elif sign in ("'", '"'):
                parts.append(_flushed(raw) + sign)
            else:
                raise _LuaFault("a text that does not end")

    def _escape(self, parts: list[str], raw: bytearray) -> None:
        digits = re.compile(r"\d{1,3}").match(self.text, self.at)
        if digits:
            raw.append(min(255, int(digits[0])))
            self.at = digits.end()
            return
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign == "\r" and self.text[self.at : self.at + 1] == "\n":
            self.at += 1
        parts.append(_flushed(raw) + ("\n" if sign in "\r\n" else _ESCAPES.get(sign, sign)))

    def _take(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _expect(self, sign: str) -> None:
        self.skip()
        if not self._take(sign):
            raise _LuaFault(f"{sign} is missing")


def _flushed(raw: bytearray) -> str:
    text = bytes(raw).decode("utf-8", "replace")
    raw.clear()
    return text


def _number(text: str) -> int | float:
    if text.lower().lstrip("-").startswith("0x"):
        return int(text, 16)
    return int(text) if text.lstrip("-").isdigit() and len(text) < 18 else float(text)
