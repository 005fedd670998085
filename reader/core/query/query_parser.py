"""Parses queries for articles, highlights and notes into a small tree: ``tag:physics is:unread fox``.

Words stand for "all of these"; ``OR`` joins the two terms beside it before that, so
``is:unread tag:a OR tag:b`` means unread and (a or b); brackets group; ``-`` before a term takes
its matches away. Half-typed terms (``tag:``, ``-``, ``"``) are left out: they match everything.
Within quotes a backslash lets a quotation mark or a backslash stand for itself:
``tag:"say \\"hi\\""``.
"""

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from reader.core.query import query_ranges
from reader.core.query.query_fields import PLACES, QueryField, ValueKind, begun_values, field_named
from reader.core.query.query_tree import EMPTY, And, Field, Not, Or, Query, Word
from reader.core.tags import tag_names

MAX_LENGTH = 10_000  # characters, and
MAX_TERMS = 200  # words and fields; what follows is left out: a pasted page is not a search
MAX_DEPTH = 12  # brackets deeper than this are left out

ESCAPED = frozenset('\\"“”')  # what a backslash within quotes lets stand for itself
_OPENING = {'"': '"', "“": '”"', "„": '“”"'}
# What a colon is in that is no field: an address (https://…), a path (C:\…), a time (10:30).
_LIKE_A_NAME = re.compile(r"[A-Za-z]{2,}")
_NO_VALUE = ("", "/", "\\", ":")

_CHECKED: dict[ValueKind, Callable[[str], str | None]] = {
    ValueKind.TAG: tag_names.key,
    ValueKind.DAY: query_ranges.checked_day,
    ValueKind.PERIOD: query_ranges.checked_period,
    ValueKind.NUMBER: query_ranges.checked_number,
}


class Trouble(Enum):
    """What is wrong with a part of a query."""

    NO_FIELD = auto()  # there is none of this name: its words are searched
    NO_VALUE = auto()  # the field cannot have this value: its words are searched
    UNFINISHED = auto()  # the field has no value yet, or one that may become several
    LONELY_OR = auto()  # no term before it
    OPEN_OR = auto()  # no term after it
    OPEN_MINUS = auto()  # likewise
    EMPTY_BRACKETS = auto()
    NO_BRACKET = auto()  # it closes none
    TOO_DEEP = auto()
    TOO_MANY = auto()
    TOO_LONG = auto()


class Problem(NamedTuple):
    """A part of a query that does not mean what it says; the first of its kind where there are many."""

    start: int
    end: int
    trouble: Trouble
    name: str = ""  # of a field
    value: str = ""


class ParsedQuery(NamedTuple):
    """A query as it is understood, and what in it is not."""

    tree: Query
    problems: tuple[Problem, ...]


def parse(text: str) -> Query:
    """Returns the tree for a query; never raises, whatever was typed.

    The values of is, in, has and color may be cut short (``is:un``). A name or value that does not
    exist (``foo:bar``, ``is:blue``) is taken as a word.
    """
    return parse_strictly(text).tree


def parse_strictly(text: str) -> ParsedQuery:
    """Returns the tree for a query with what is wrong in it, in its order."""
    parser = _Parser(text)
    tree = parser.all_of(depth=0)
    return ParsedQuery(tree, tuple(sorted(parser.problems.values(), key=lambda one: one[:2])))


class _Parser:
    """Reads a query from left to right, once."""

    def __init__(self, text: str) -> None:
        self._text = text[:MAX_LENGTH]
        self._at = 0
        self._count = 0
        self._ignored = 0  # brackets beyond the limit that are open
        self.problems: dict[object, Problem] = {}
        if len(text) > MAX_LENGTH:
            self._note(Trouble.TOO_LONG, MAX_LENGTH, len(text))

    def all_of(self, depth: int) -> Query:
        """Returns the terms up to the end, or to the bracket that closes a group."""
        terms: list[Query] = []
        start = self._at - 1
        or_at: int | None = None  # of an OR between the last term and the next
        while self._skip_space():
            if depth and self._peek() == ")":
                self._at += 1
                if not self._ignored:
                    if not self._text[start + 1 : self._at - 1].strip():
                        self._note(Trouble.EMPTY_BRACKETS, start, self._at)
                    break
                self._ignored -= 1
                continue
            before = self._at
            if self._take_or():
                if not terms or or_at is not None:
                    self._note(Trouble.LONELY_OR, before, self._at)
                or_at = before if terms else None
                continue
            term = self._term(depth)
            if term is None:
                continue
            if or_at is not None:
                terms[-1] = _either(terms[-1], term)
            else:
                terms.append(term)
            or_at = None
        if or_at is not None:
            self._note(Trouble.OPEN_OR, or_at, or_at + 2)
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def _term(self, depth: int) -> Query | None:
        """Returns the next term; None when it is unfinished or one too many."""
        start = self._at
        while self._peek() == "-":
            self._at += 1
        is_negative, signs_end = self._at > start, self._at
        node = self._positive(depth)
        if is_negative and self._at == signs_end:
            self._note(Trouble.OPEN_MINUS, start, signs_end)
        if node is None or node == EMPTY:
            return None
        return Not(node) if is_negative else node

    def _positive(self, depth: int) -> Query | None:
        start = self._at
        if self._peek() == "(":
            self._at += 1
            if depth < MAX_DEPTH:
                return self.all_of(depth + 1)
            self._note(Trouble.TOO_DEEP, start, self._at)
            self._ignored += 1  # it and the one that closes it are as good as white space
            return None
        if self._peek() in _OPENING:
            node = _word(self._quoted(), is_phrase=True)
        else:
            node = self._bare(depth)
        if node is None:
            return None
        self._count += 1
        if self._count > MAX_TERMS:
            self._note(Trouble.TOO_MANY, start, len(self._text))
            return None
        return node

    def _bare(self, depth: int) -> Query | None:
        start = self._at
        self._skip_to(":", depth)
        if self._peek() == ":":
            name = self._text[start : self._at]
            field = field_named(name)
            if field is not None:
                self._at += 1
                return self._field(field, start, depth)
            self._skip_to("", depth)
            value = self._text[start + len(name) + 1 : self._at]
            if _LIKE_A_NAME.fullmatch(name) and value[:1] not in _NO_VALUE:
                self._note(Trouble.NO_FIELD, start, self._at, name.lower(), value)
        text = self._text[start : self._at]
        if text and not text.strip(")"):
            self._note(Trouble.NO_BRACKET, start, self._at)
        return _word(text, is_phrase=False)

    def _field(self, field: QueryField, start: int, depth: int) -> Query | None:
        """Returns the field; a word when there is no such value; None when the value is unfinished."""
        value_at, is_quoted = self._at, self._peek() in _OPENING
        if is_quoted:
            value = self._quoted()
        else:
            self._skip_to("", depth)
            value = self._text[value_at : self._at]
        value = " ".join(value.split())
        checked = _checked(field, value) if value else ""
        if not checked:
            trouble = Trouble.NO_VALUE if checked is None else Trouble.UNFINISHED
            name = self._text[start : value_at - 1].lower()
            self._note(trouble, start, min(self._at, len(self._text)), name, value)
            as_typed = self._text[start:value_at] + value
            return _word(as_typed, is_phrase=is_quoted) if checked is None else None
        is_place = field.name == "is" and checked in PLACES
        return Field("in" if is_place else field.name, checked)

    def _skip_to(self, stop: str, depth: int) -> None:
        """Goes to the stop character, or to the end of the term."""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == stop or character.isspace() or (depth and character == ")"):
                break
            self._at += 1

    def _quoted(self) -> str:
        """Returns what is between the quotes; up to the end when they are not closed yet."""
        closing = _OPENING[self._text[self._at]]
        self._at += 1
        kept: list[str] = []
        while self._at < len(self._text) and self._text[self._at] not in closing:
            following = self._text[self._at + 1 : self._at + 2]
            if self._text[self._at] == "\\" and following and following in ESCAPED:
                self._at += 1
            kept.append(self._text[self._at])
            self._at += 1
        self._at += 1
        return "".join(kept)

    def _take_or(self) -> bool:
        after = self._at + 2
        is_or = self._text.startswith("OR", self._at) and (
            after >= len(self._text) or self._text[after].isspace() or self._text[after] in "()"
        )
        self._at = after if is_or else self._at
        return is_or

    def _skip_space(self) -> bool:
        """Goes to the next character that is not white space; False at the end."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _peek(self) -> str:
        return self._text[self._at] if self._at < len(self._text) else ""

    def _note(
        self, trouble: Trouble, start: int, end: int, name: str = "", value: str = ""
    ) -> None:
        """Notes a problem: of those that say the same, the first alone."""
        self.problems.setdefault((trouble, name, value), Problem(start, end, trouble, name, value))


def _word(text: str, *, is_phrase: bool) -> Query | None:
    text = " ".join(text.split())
    return Word(text, is_phrase) if text else None


def _checked(field: QueryField, value: str) -> str | None:
    """Returns the value as it is stored; empty while it is unfinished, None when there is none such."""
    if field.kind is ValueKind.CHOICE:
        begun = begun_values(field, value)
        return (begun[0] if len(begun) == 1 else "") if begun else None
    checked = _CHECKED.get(field.kind)
    return checked(value) if checked is not None else value


def _either(left: Query, right: Query) -> Query:
    return Or((*left.nodes, right)) if isinstance(left, Or) else Or((left, right))
