"""The window, commands, messages, guide and list of changes use the words of docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source_trees import calls

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = ("README.md", "CHANGELOG.md", "docs/guide.md", "docs/keys.md")
MARKS = ("_", "N_", "ngettext", "counted_text")
# What the glossary says under Style.
STYLE = (
    r"(?<!here )\b(is|are) no (?!longer|more|web page)\w+ ?\w*",
    r"\bmay only be read\b",
    r"\w’\w",
)


def old_words() -> list[str]:
    """Returns the last column of the tables of the glossary."""
    rows = re.findall(r"^\|(.*)\|(.*)\|(.*)\|$", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    words = [word.strip() for _term, _meaning, old in rows for word in old.split(",")]
    return [word for word in words if word not in ("", "not", "---")]


def pattern() -> re.Pattern[str]:
    words = (rf"\b{re.escape(word)}\b" for word in old_words())
    return re.compile("|".join((*words, *STYLE)), re.IGNORECASE)


def messages() -> Iterator[tuple[str, str]]:
    """Yields where each text that is marked for translation stands, and the text."""
    for where, call in calls():
        if "command_synonyms.py" in where:
            continue  # what other programs and people say is its subject
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            for text in call.args:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield where, re.sub(r"{.*?}", "", text.value)


def pages() -> Iterator[tuple[str, str]]:
    """Yields the lines of the pages, without code and without the targets of links."""
    for name in PAGES:
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1):
            yield f"{name}:{number}", re.sub(r"`[^`]*`|\]\([^)]*\)", "", line)


def test_old_words_are_found() -> None:
    assert len(old_words()) > 30
    for text in ("Take it off: took off", "This is no feed", "two Pictures,", "the page’s"):
        assert pattern().search(text)
    for text in ("There is no feed", "it is no longer there", "an email of the stripes"):
        assert not pattern().search(text)


def test_texts_keep_to_the_glossary() -> None:
    old = pattern()
    found = [
        f"{where}: “{match[0]}” in “{text}”"
        for where, text in (*messages(), *pages())
        if (match := old.search(text))
    ]
    assert found == []  # docs/glossary.md says which word to use
