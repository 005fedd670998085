"""Writes notes by every template, with what they are to say, for other programs to read (make interop)."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.exporters.export_item import Item
from reader.exporters.markdown_folder_format import with_template
from tests.exporters.samples import ARTICLE, HIGHLIGHT, HTML, ITEM, REVISION

#: Quotes and notes that mean something to one program or another.
WORDS = (
    "TODO first\nkey:: value\n# no heading",
    "- no list\n1. nor this\n> nor a quotation",
    "((5f3c)) {{embed [[x]]}} [[page]] #tag a#b",
    "==marked== ^^marked^^ $x$ and $5 or $6, %%hidden%% text",
    "| a | b |\n| --- | --- |\n[link](https://e.org) https://e.org/~u_x_",
    "---\ntitle: no\n---",
    "`code` ``` ~~~ <script>alert(1)</script> &amp; \\ *a* _b_ ^5f3c3a52",
    "id:: 00000000-0000-4000-8000-000000000000",
    "DONE\n\nLATER second\n\n[#A] third",
)
TAGS = ("two words", "a/b", "1984", "x#y, z", "[[page]]", "no")


def items() -> list[Item]:
    """Returns an article as usual, and one of which all words mean something."""
    found = [
        replace(
            HIGHLIGHT,
            id=100 + number,
            uid=f"5f3c3a52-8f43-4b7e-8a60-{number:012d}",
            exact=words,
            note=WORDS[-1 - number],
            tags=TAGS[number % len(TAGS) :][:2],
            start=number,
        )
        for number, words in enumerate(WORDS)
    ]
    odd = replace(
        ARTICLE,
        id=8,
        uid="0b9c8f1e-5a3d-4c57-9b1a-000000000008",
        title='id:: "x" #y: [z] {{q}} == 1984',
        byline="no",
        published="2024-01-01",
        tags=TAGS,
    )
    html = "".join(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>" for words in WORDS)
    return [
        Item(ARTICLE, replace(REVISION, html=HTML), ITEM.annotations),
        Item(odd, replace(REVISION, html=html), tuple(found)),
    ]


def main(folder: Path) -> None:
    """Writes a folder for each template, and what each note is to say."""
    for name in NOTE_TEMPLATES:
        written = with_template(name).write(items(), folder / name, lambda _sha256: None)
        expected = [
            {
                "file": path.name,
                "title": item.article.title,
                "author": item.article.byline,
                "published": item.article.published,
                "tags": item.article.tags,
                "highlights": [
                    {"id": one.uid, "quote": one.exact, "tags": one.tags}
                    for one in item.annotations
                    if one.exact
                ],
            }
            for item, path in zip(items(), written.paths, strict=True)
        ]
        (folder / name / "expected.json").write_text(json.dumps(expected), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
