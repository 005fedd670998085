"""Each input in golden/ becomes exactly the draft beside it; run this file to write them anew."""

import json
from pathlib import Path

import pytest

from reader.core.article_draft import Draft
from reader.importers import open_source, read
from reader.importers.registry import suffixes

GOLDEN = Path(__file__).parent / "golden"
INPUTS = sorted(path for path in GOLDEN.iterdir() if path.suffix in suffixes())


def as_json(draft: Draft) -> str:
    told = {
        "title": draft.title,
        "is_title_generated": draft.is_title_generated,
        "byline": draft.byline,
        "site": draft.site,
        "url": draft.url,
        "published": draft.published,
        "language": draft.language,
        "excerpt": draft.excerpt,
        "tags": draft.tags,
        "importer": draft.importer,
        "media_type": draft.media_type,
        "assets": [f"{a.media_type} {a.sha256} {len(a.data)}" for a in draft.assets],
        "notes": draft.notes,
        "html": draft.html.split("\n"),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def expected(path: Path) -> Path:
    return path.with_name(path.name + ".json")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: str(path.name))
def test_input_becomes_its_draft(path: Path) -> None:
    source = open_source(path)
    draft = read(source)
    assert draft.source is source
    assert as_json(draft) == expected(path).read_text("utf-8")


def test_every_expectation_has_an_input() -> None:
    assert {expected(path).name for path in INPUTS} == {p.name for p in GOLDEN.glob("*.json")}


if __name__ == "__main__":
    for path in INPUTS:
        expected(path).write_text(as_json(read(open_source(path))), "utf-8")
