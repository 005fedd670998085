"""Parses queries for articles into a small tree: ``tag:physics is:unread fox``.

Words stand for "all of these"; ``OR`` joins the two terms beside it before that, so
``is:unread tag:a OR tag:b`` means unread and (a or b); parentheses group; ``-`` before a term takes
its matches away. Half-typed terms (``tag:``, ``-``, ``"``) are left out: they match everything.
Within quotes a backslash lets a quotation mark or a backslash stand for itself:
``tag:"say \\"hi\\""``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import NamedTuple

from reader.core.models import Color
from reader.core.tags import tag_names

MAX_TERMS = 200  # what follows is ignored: a pasted page is not a search
_MAX_DEPTH = 12  # parentheses deeper than this are ignored

_ESCAPED = frozenset('\\"“”')  # what a backslash within quotes lets stand for itself
_DATE = re.compile(r"[0-9]{4}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?)?")
_UNFINISHED_DATE = re.compile(r"^[0-9]{1,3}$|-0?$")
_OPENING = {'"': '"', "“": '”"', "„": '“”"'}


@dataclass(frozen=True, slots=True)
class Word:
    """Text to be found in an article, its quotes or its notes: one word, or a phrase in quotes."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A property an article must have.

    Names and values: tag (a ``tags.key``, which stands for those nested in it too), is (one of
    IS_VALUES), has (one of HAS_VALUES), color (a Color), and site, by, title (text as typed).
    Another ``Language`` may have others.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What the node does not match."""

    node: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """What all nodes match; everything when there is none."""

    nodes: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any of the nodes matches; at least two."""

    nodes: "tuple[Query, ...]"


Query = Word | Field | Not | And | Or

# Fields that nobody types, for what is chosen among the views: a feed's number, a folder's path.
FEED, FOLDER = "feed_number", "feed_folder"

_PLACES = frozenset(("inbox", "later", "archive"))

EMPTY = And(())

IS_VALUES = ("unread", "read", "starred", "inbox", "later", "archive")
HAS_VALUES = ("note", "highlight")
CLOSED_VALUES: dict[str, tuple[str, ...]] = {
    "is": IS_VALUES,
    "has": HAS_VALUES,
    "color": tuple(Color),
}
FIELDS = ("tag", "site", "by", "title", *CLOSED_VALUES)
_OTHER_NAMES = {"colour": "color"}
_OTHER_VALUES = {
    "archived": "archive",
    "notes": "note",
    "highlights": "highlight",
    "gray": "grey",
}


@dataclass(frozen=True, slots=True)
class Language:
    """Which fields a query may name; what else there is to a query is the same for all."""

    fields: tuple[str, ...]
    closed: Mapping[str, tuple[str, ...]]  # the values of those that have but a few
    other_names: Mapping[str, str] = made(default_factory=dict)
    other_values: Mapping[str, str] = made(default_factory=dict)
    dates: tuple[str, ...] = ()  # fields whose value is 2026, 2026-11 or 2026-11-01


ARTICLES = Language(FIELDS, CLOSED_VALUES, _OTHER_NAMES, _OTHER_VALUES)


def parse(text: str, language: Language = ARTICLES) -> Query:
    """Returns the tree for a query; never raises, whatever was typed.

    The values of is, has and color may be cut short (``is:un``). A name or value that does not
    exist (``foo:bar``, ``is:blue``) is taken as a word.
    """
    return _Parser(text, language).all_of(depth=0)


class Stranger(NamedTuple):
    """A field that has no value, or none that there is, as it was typed."""

    name: str
    value: str
    start: int  # of the term in the query
    end: int


def strangers(text: str, language: Language = ARTICLES) -> list[Stranger]:
    """Returns the fields of a query that have no value, or none that there is."""
    parser = _Parser(text, language)
    parser.all_of(depth=0)
    return parser.strangers


def tag_term(name: str) -> str:
    """Returns what to type to find a tag of this name, whatever signs are in it; ``parse`` reads it so."""
    if name and all(sign.isalnum() or sign in "-_/.+" for sign in name):
        return f"tag:{name}"
    quoted = "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in name)
    return f'tag:"{quoted}"'


class QueryTerm(NamedTuple):
    """A term as it was typed outside all parentheses, with those that OR joins to it."""

    text: str  # of which quotation marks and parentheses are closed
    node: Query


def typed_terms(text: str, language: Language = ARTICLES) -> tuple[QueryTerm, ...]:
    """Returns the terms of a query, all of which must match; half-typed ones are left out."""
    return _Parser(text, language).typed()


def seeks_words(query: Query) -> bool:
    """Returns whether words may stand in what the query finds, so that some of it matches better."""
    match query:
        case Word():
            return True
        case And(nodes) | Or(nodes):
            return any(seeks_words(node) for node in nodes)
    return False


class _Parser:
    """Reads a query from left to right, once."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        self._at = 0
        self._count = 0
        self._open = 0  # parentheses that the end of the text leaves open
        self.strangers: list[Stranger] = []  # names with a value that cannot be
        self._ignored = 0  # parentheses beyond the limit that are open

    def all_of(self, depth: int) -> Query:
        """Returns the terms up to the end, or to the parenthesis that closes a group."""
        terms: list[Query] = []
        joins = False  # an OR stands between the last term and the next
        while self._skip_space():
            if depth and self._peek() == ")":
                self._at += 1
                if not self._ignored:
                    break
                self._ignored -= 1
                continue
            if self._take_or():
                joins = bool(terms)
                continue
            term = self._term(depth)
            if term is None:
                continue
            if joins:
                terms[-1] = _either(terms[-1], term)
            else:
                terms.append(term)
            joins = False
        else:
            self._open += depth > 0
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def typed(self) -> tuple[QueryTerm, ...]:
        """Returns the terms up to the end, each as it was typed."""
        terms: list[QueryTerm] = []
        joins = False
        while self._skip_space():
            if self._take_or():
                joins = bool(terms)
                continue
            start = self._at
            self._open = 0
            node = self._term(depth=0)
            if node is None:
                continue
            written = self._text[start : self._at]
            if self._at > len(self._text):  # a quotation mark that is not closed
                slashes = len(written) - len(written.rstrip("\\"))
                written += "\\" * (slashes % 2) + '"'
            written += ")" * self._open
            if joins:
                before = terms[-1]
                terms[-1] = QueryTerm(f"{before.text} OR {written}", _either(before.node, node))
            else:
                terms.append(QueryTerm(written, node))
            joins = False
        return tuple(terms)

    def _term(self, depth: int) -> Query | None:
        """Returns the next term; None when it is unfinished or one too many."""
        start = self._at
        while self._peek() == "-":
            self._at += 1
        is_negative = self._at > start
        node = self._positive(depth)
        if node is None or node == EMPTY:
            return None
        return Not(node) if is_negative else node

    def _positive(self, depth: int) -> Query | None:
        if self._peek() == "(":
            self._at += 1
            if depth < _MAX_DEPTH:
                return self.all_of(depth + 1)
            self._ignored += 1  # it and the one that closes it are as good as white space
            return None
        if self._peek() in _OPENING:
            return self._counted(_word(self._quoted(), is_phrase=True))
        return self._counted(self._bare(depth))

    def _bare(self, depth: int) -> Query | None:
        start = self._at
        self._skip_to(":", depth)
        if self._peek() == ":":
            name = self._text[start : self._at].lower()
            name = self._language.other_names.get(name, name)
            if name in self._language.fields:
                self._at += 1
                value = self._value(depth)
                found = _field(self._language, name, value, self._text[start : self._at])
                if not isinstance(found, Field):
                    self.strangers.append(Stranger(name, value, start, self._at))
                return found
        self._skip_to("", depth)
        return _word(self._text[start : self._at], is_phrase=False)

    def _value(self, depth: int) -> str:
        if self._peek() in _OPENING:
            return self._quoted()
        start = self._at
        self._skip_to("", depth)
        return self._text[start : self._at]

    def _skip_to(self, stop: str, depth: int) -> None:
        """Goes to the stop character, or to the end of the term."""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == stop or character.isspace() or (depth and character == ")"):
                break
            self._at += 1

    def _quoted(self) -> str:
        """Returns what stands between the quotes; up to the end when they are not closed yet."""
        closing = _OPENING[self._text[self._at]]
        self._at += 1
        kept: list[str] = []
        while self._at < len(self._text) and self._text[self._at] not in closing:
            following = self._text[self._at + 1 : self._at + 2]
            if self._text[self._at] == "\\" and following and following in _ESCAPED:
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

    def _counted(self, node: Query | None) -> Query | None:
        if node is None:
            return None
        self._count += 1
        return node if self._count <= MAX_TERMS else None


def _word(text: str, *, is_phrase: bool) -> Query | None:
    text = " ".join(text.split())
    return Word(text, is_phrase) if text else None


def _field(language: Language, name: str, value: str, as_typed: str) -> Query | None:
    """Returns the field; a word when there is no such value; None when the value is unfinished."""
    value = " ".join(value.split())
    if name == "tag":
        value = tag_names.key(value)
    elif name in language.dates and value:
        value = _UNFINISHED_DATE.sub("", value)
        if value and not _DATE.fullmatch(value):
            return Word(as_typed)
    elif name in language.closed and value:
        known = language.closed[name]
        asked = language.other_values.get(value.lower(), value.lower())
        begun = [one for one in known if one.startswith(asked)]
        if not begun:
            return Word(as_typed)
        value = begun[0] if len(begun) == 1 else ""
    return Field(name, value) if value else None


def _either(left: Query, right: Query) -> Query:
    return Or((*left.nodes, right)) if isinstance(left, Or) else Or((left, right))


def names_feeds(query: Query | None) -> bool:
    """Returns whether it asks for what feeds brought."""
    match query:
        case Field(name, _value):
            return name in (FEED, FOLDER)
        case And(nodes) | Or(nodes):
            return any(names_feeds(node) for node in nodes)
    return False


def names_a_place(query: Query) -> bool:
    """Returns whether it asks for the inbox, later or the archive by name (``is:later``)."""
    match query:
        case Field("is", value):
            return value in _PLACES
        case Not(node):
            return names_a_place(node)
        case And(nodes) | Or(nodes):
            return any(names_a_place(node) for node in nodes)
    return False
