"""Finds the front matter of a text, and parses its keys: YAML, TOML or JSON."""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time

_YAML = re.compile(
    r"---[ \t]*(yaml|toml|json)?[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
# Hexo's, which nothing opens, and Nikola's, which is a comment.
_CLOSED_ONLY = re.compile(r"(title:.*\n(?:[ \t]*[\w-]+:.*\n|[ \t]*- .*\n)+)---[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--[ \t]*\n((?:\.\.[ \t]+[\w-]+:.*\n)+)[ \t]*-->[ \t]*(?:\n|\Z)")
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(r";;;[ \t]*\n(.*?)^;;;[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINES = r"(.*(?:\n[ \t]+\S.*)*)\n"  # of a value, those behind its first one indented
_PANDOC = re.compile(rf"%[ \t]+(?=\S){_LINES}(?:%[ \t]*{_LINES}(?:%[ \t]*{_LINES})?)?(?=\s*\n)")
_LINE = re.compile(r"([^\W\d][\w .-]{0,60}?)[ \t]*:(?!//)[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*)|)")
_PLAIN_LINE = re.compile(
    r"^([\w-]+):[ \t]+((?:#(?=\w)|[^\s\"'\[{&*!|>%@`#]).*?)[ \t]*$", re.MULTILINE
)
# A line's value, but none in quotes or brackets, and none that goes on below.
_VALUE = re.compile(
    r"^([ \t]*(?:-[ \t]+)?[^\W\d][\w .-]{0,60}:[ \t]+)"
    r"(?!(?:\"[^\"]*\"|'[^']*'|\[[^\]\n]*+\]?|\{[^}\n]*+\}?|[|>][+-]?\d?)[ \t]*$)(\S.*)$",
    re.MULTILINE,
)
# Tables in which site generators put what is about the page.
_TABLES = ("taxonomies", "params", "extra")

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Block:
    """The keys of the front matter, None if they cannot be read, and where the text begins."""

    fields: Fields | None
    end: int
    is_guess: bool = False  # its lines only look like YAML


def split_front_matter(text: str) -> Block | None:
    """Returns the front matter at the top of a text; None if there is none."""
    start = len(text) - len(text.lstrip("\n"))
    fields: Fields | None
    if match := _YAML.match(text, start):
        if match[1] in ("toml", "json"):
            fields = _toml(match[2]) if match[1] == "toml" else _braced_json(match[2])
            return Block(fields, match.end())
        fields = _yaml(match[2])
        guess = fields or _yaml(_with_quotes(match[2])) or _lines(match[2])
        return Block(guess, match.end(), is_guess=not fields)
    if match := _CLOSED_ONLY.match(text, start):
        return Block(_yaml(match[1]) or _lines(match[1]), match.end())
    if match := _COMMENT.match(text, start):
        return Block(_lines(re.sub(r"(?m)^\.\.[ \t]+", "", match[1])), match.end())
    if match := _TOML.match(text, start):
        return Block(_toml(match[1]), match.end())
    if match := _JSON.match(text, start):
        return Block(_braced_json(match[1]), match.end())
    if match := _PANDOC.match(text, start):
        names = re.split(r"[;\n]", match[2] or "")
        fields = {"title": match[1], "author": names, "date": match[3] or ""}
        return Block({key: value for key, value in fields.items() if value}, match.end())
    return _json(text) if text.startswith("{") else None


def _yaml(text: str) -> Fields | None:
    import yaml  # start-up time: most texts have no front matter

    # The base loader makes strings, lists and mappings only: "no" stays "no", a date a string.
    class Loader(yaml.BaseLoader):
        def construct_scalar(self, node: yaml.ScalarNode) -> str:
            """Returns a value; a word such as "!important", which is YAML's tag of an empty one, too."""
            is_word = node.tag.startswith("!") and not node.style
            if is_word and (not node.value or node.tag.endswith(":")):
                return f"{node.tag} {node.value}".strip()
            return str(node.value)

    try:
        found = yaml.load(text, Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        return None
    return _with_hashes(found, text)


def _with_quotes(text: str) -> str:
    """Returns lines that look like YAML with quotes around the values that YAML would not take for text."""
    return _VALUE.sub(
        lambda line: line[1] + "'" + _unquoted(line[2]).replace("'", "''") + "'", text
    )


def _with_hashes(fields: Fields, text: str) -> Fields:
    """Returns the fields with what is behind " #9", which YAML takes for a comment."""
    for match in _PLAIN_LINE.finditer(text):
        key, line = match[1], match[2]
        cut = re.search(r"(?:^|\s)#", line)
        if (
            cut
            and re.match(r"#\w", line[cut.end() - 1 :])
            and fields.get(key) == line[: cut.start()]
        ):
            fields[key] = line
    return fields


def _lines(text: str) -> Fields | None:
    """Reads lines that look like YAML but are not, such as ``title: Salt: a primer``.

    Each is a key with a value, or goes on with the one before. Returns None if one is neither.
    """
    fields: Fields = {}
    key = ""
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = _ITEM.fullmatch(line) if key else None
        match = _LINE.fullmatch(line)
        if item is not None:
            before = fields.get(key)
            items = before if isinstance(before, list) else []
            fields[key] = [*items, _unquoted(item[1] or "")]
        elif match is not None and not _is_unclosed((match[2] or "").strip()):
            key = match[1]
            fields.setdefault(key, _value((match[2] or "").strip()))
        elif key and line[:1] in " \t":
            fields[key] = (
                f"{fields[key]} {line.strip()}".strip().removeprefix("|").removeprefix(">")
            )
        else:
            return None
    return fields


def _is_unclosed(text: str) -> bool:
    return text[:1] in ("[", "{") and {"[": "]", "{": "}"}[text[0]] not in text


def _value(text: str) -> object:
    if text[:1] == "[" and text[-1:] == "]" and text[:2] != "[[":
        return [_unquoted(one) for one in text[1:-1].split(",")]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    is_one = is_quoted and not re.search(rf"\B{text[0]}|{text[0]}\B", text[1:-1])
    return text[1:-1] if is_one else text


def _toml(text: str) -> Fields | None:
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    return _flat(found)


def _braced_json(text: str) -> Fields | None:
    """Reads an object of JSON, which may be without its braces."""
    text = text.strip()
    block = _json(f"{text if text.startswith('{') else f'{{{text}}}'}\n")
    return None if block is None else block.fields


def _json(text: str) -> Block | None:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    is_block = isinstance(found, dict) and text[end : end + 1] == "\n"
    return Block(_flat(found), end + 1) if is_block else None


def _flat(fields: Fields) -> Fields:
    """Returns fields as YAML's are: texts, lists and mappings, with those of some inner tables."""
    flat: Fields = {}
    for name in _TABLES:
        inner = fields.get(name)
        flat |= _flat(inner) if isinstance(inner, dict) else {}
    return flat | {key: _plain(value) for key, value in fields.items() if key not in _TABLES}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, dict) else str(value)
