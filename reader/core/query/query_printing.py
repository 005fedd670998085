"""Writes queries as text: a whole tree, the term for a tag, a query with one more term."""

import re

from reader.core.query.query_parser import ESCAPED, parse
from reader.core.query.query_tree import And, Field, Not, Or, Query, Word, all_of, terms

_BARE = re.compile(r"[\w/.+<>=-]+")  # what needs no quotation marks behind a colon
_ONE_OF = ("color", "is", "in")  # fields of which a query made by choosing contains one value


def printed(query: Query) -> str:
    """Returns a query as it is typed; ``parse`` reads it as the same tree."""
    match query:
        case Word(text, is_phrase):
            return _quoted(text) if is_phrase else text
        case Field(name, value):
            return _field(name, value)
        case Not(node):
            return f"-{_grouped(node, is_negated=True)}"
        case And(nodes):
            return " ".join(_grouped(node) for node in nodes)
        case Or(nodes):
            return " OR ".join(_grouped(node) for node in nodes)


def _grouped(query: Query, *, is_negated: bool = False) -> str:
    """Returns a part of a query, in brackets where it needs them or is easier to read."""
    text = printed(query)
    if isinstance(query, And) or (is_negated and isinstance(query, Not | Or)):
        return f"({text})"
    # Within brackets a closing one ends them, so a word that contains one is outside.
    is_closing = any(
        isinstance(one, Word) and not one.is_phrase and ")" in one.text for one in terms(query)
    )
    return f"({text})" if isinstance(query, Or) and not is_closing else text


def _field(name: str, value: str) -> str:
    return f"{name}:{value if _BARE.fullmatch(value) else _quoted(value)}"


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\{sign}" if sign in ESCAPED else sign for sign in text) + '"'


def tag_term(name: str) -> str:
    """Returns what to type to find a tag of this name, whatever signs are in it."""
    return _field("tag", name)


def has_term(text: str, term: str) -> bool:
    """Returns whether a query asks for a term by itself."""
    return parse(term) in all_of(parse(text))


def with_term(text: str, term: str) -> str:
    """Returns the query with a term added, or taken away when it has it.

    Of a colour, a state and a place there is one at a time: another takes its place. What is
    beside others in brackets stays as it is.
    """
    wanted, parts = parse(term), all_of(parse(text))
    if wanted in parts:
        return printed(And(tuple(one for one in parts if one != wanted)))
    if isinstance(wanted, Field) and wanted.name in _ONE_OF:
        parts = tuple(one for one in parts if not _is_about(one, wanted.name))
    return printed(And((*parts, wanted)))


def _is_about(node: Query, name: str) -> bool:
    """Returns whether it asks for nothing but a value of one field, or for one of several."""
    match node:
        case Field(field, _value):
            return field == name
        case Or(nodes) | And(nodes):
            return all(_is_about(one, name) for one in nodes)
    return False
