"""Reads HTML with a parser the importers do not use, and says what is not on the allow-list.

The list is written out here once more on purpose: a slip in the importers' own does not excuse itself.
"""

import re
from html.parser import HTMLParser

from lxml import etree

TAGS = set(
    """a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn
    div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var
    wbr""".split()
)
ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "scope", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "code": {"class"},
    "pre": {"class"},
    "details": {"open"},
}
EVERYWHERE = {"id", "lang", "dir", "title"}
ADDRESS = re.compile(r"(?:#a-[\w.:-]+|https?://[^\s/?#@][^\s]*|mailto:[^\s@]+@[^\s@]+)")


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += violations(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"declaration {data!r}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def violations(tag: str, attributes: dict[str, str]) -> list[str]:
    wrong = [] if tag in TAGS else [f"<{tag}>"]
    for name, value in attributes.items():
        if name not in EVERYWHERE | ATTRIBUTES.get(tag, set()) or not _is_allowed_value(
            name, value
        ):
            wrong.append(f"{tag}[{name}={value!r}]")
    if tag == "img" and "src" not in attributes:
        wrong.append("img without src")
    return wrong


def _is_allowed_value(name: str, value: str) -> bool:
    if name in ("colspan", "rowspan", "span"):
        return 1 <= int(value) <= 100
    patterns = {
        "href": ADDRESS.pattern,
        "cite": ADDRESS.pattern,
        "src": r"asset:[0-9a-f]{64}",
        "class": r"language-[\w+#.-]+",
        "id": r"a-\S+",
    }
    return name not in patterns or re.fullmatch(patterns[name], value) is not None


def wrong_in(html: str) -> list[str]:
    """What is not allowed in the HTML, as two unrelated parsers see it."""
    checker = _Checker()
    checker.feed(html)
    checker.close()
    wrong = checker.wrong
    if html.strip():
        root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(huge_tree=True))
        for element in root.iter():
            if not isinstance(element.tag, str):
                wrong.append(f"lxml: {element!r}")
            elif element.tag not in ("html", "body"):
                wrong += violations(element.tag, {str(k): str(v) for k, v in element.items()})
    return wrong


def text_in(html: str) -> str:
    """The characters of the HTML's text."""
    checker = _Checker()
    checker.feed(html)
    checker.close()
    return "".join(checker.text)
