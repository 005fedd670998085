"""Defines the elements, attributes and values that stored HTML may contain."""

import re
from collections.abc import Callable

from lxml import etree

from reader.core.text.html_elements import CHAPTER, PAGE_BREAK
from reader.importers.limits import ATTRIBUTE_CHARACTERS, SPAN
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import names, one_line

TAGS = names(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt "
    "ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr "
    "u ul var wbr"
)
RENAMED = {
    **dict.fromkeys(
        names("address center dialog fieldset footer form header hgroup legend main nav search"),
        "div",
    ),
    "h1": "h2",  # the article's title is the only heading of the first level
    "acronym": "abbr",
    "dir": "ul",
    "menu": "ul",
    "listing": "pre",
    "plaintext": "pre",
    "xmp": "pre",
    "strike": "s",
    "tt": "code",
}
DROPPED = names(
    "script style noscript template iframe object embed svg math textarea select button title head "
    "applet audio canvas datalist frameset meter noembed noframes progress video"
)

ID_PREFIX = "a-"  # keeps a page's names apart from the application's own
_ASSET = re.compile(r"asset:[0-9a-f]{64}")


def _text(value: str) -> str:
    return one_line(value)[:ATTRIBUTE_CHARACTERS]


def _identifier(value: str) -> str:
    name = value.strip()
    if not re.fullmatch(r"[\w.:-]{1,200}", name):
        return ""
    return name if name.startswith(ID_PREFIX) else ID_PREFIX + name


def _identifiers(value: str) -> str:
    return " ".join(filter(None, map(_identifier, value.split()[:20])))


def _link(value: str) -> str:
    """Returns a safe address, or a place in the article itself."""
    value = value.strip()
    if value.startswith("#"):
        name = _identifier(value[1:])
        return f"#{name}" if name else ""
    return safe_address(value)


def _matching(pattern: str) -> Callable[[str], str]:
    allowed = re.compile(pattern)

    def check(value: str) -> str:
        value = value.strip(" \t\r\n\f")
        return value if allowed.fullmatch(value) else ""

    return check


def _number(low: int, high: int, default: int | None = None) -> Callable[[str], str]:
    def check(value: str) -> str:
        match = re.fullmatch(r"([+-]?[0-9]{1,9})(?:px)?", value.strip())
        if match is None:
            return ""
        number = min(max(int(match[1]), low), high)
        return "" if number == default else str(number)

    return check


def _flag(_value: str) -> str:
    return ""


def _asset(value: str) -> str:
    return value if _ASSET.fullmatch(value) else ""


_size = _number(1, 10_000)
_span = _number(1, SPAN, default=1)
_date = _matching(r"[0-9TZWPYMDHS:+., -]{1,60}")
_code_class = _matching(r"language-[\w+#.-]{1,40}")

_EVERYWHERE: dict[str, Callable[[str], str]] = {
    "id": _identifier,
    "lang": _matching(r"[A-Za-z0-9-]{1,35}"),
    "dir": _matching("ltr|rtl|auto"),
    "title": _text,
}
_CELL = {
    "colspan": _span,
    "rowspan": _span,
    "scope": _matching("row|col|rowgroup|colgroup"),
    "headers": _identifiers,
}
_OWN: dict[str, dict[str, Callable[[str], str]]] = {
    "a": {"href": _link},
    # Where a page of the printed text begins, or a chapter: its label, or its title.
    "span": {"role": _matching(f"{PAGE_BREAK}|{CHAPTER}"), "aria-label": _text},
    "img": {"src": _asset, "alt": _text, "width": _size, "height": _size},
    "td": _CELL,
    "th": _CELL,
    "ol": {
        "reversed": _flag,
        "start": _number(-999_999, 999_999),
        "type": _matching("[1aAiI]"),
    },
    "details": {"open": _flag},
    "li": {"value": _number(-999_999, 999_999)},
    "time": {"datetime": _date},
    "del": {"datetime": _date},
    "ins": {"datetime": _date},
    "q": {"cite": safe_address},
    "blockquote": {"cite": safe_address},
    "col": {"span": _span},
    "colgroup": {"span": _span},
    "code": {"class": _code_class},
    "pre": {"class": _code_class},
}
SCHEMES = frozenset(("http", "https", "mailto", "asset"))
ATTRIBUTES = {
    "*": set(_EVERYWHERE),
    **{tag: set(checks) for tag, checks in _OWN.items()},
}
_CHECKS = {tag: {**_EVERYWHERE, **own} for tag, own in _OWN.items()}


def allowed_attributes(tag: str, element: etree._Element) -> list[tuple[str, str]]:
    """Returns the attributes that an element may keep as such a tag, with safe values, in a fixed order."""
    kept: list[tuple[str, str]] = []
    checks = _CHECKS.get(tag, _EVERYWHERE)
    for name in sorted(checks.keys() & element.keys()):
        value = checks[name](element.get(name) or "")
        if value or name in ("alt", "open", "reversed"):
            kept.append((name, value))
    return kept
